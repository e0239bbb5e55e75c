// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/elastic/expression_reader.h"
#include "core/lang/esql/lexer.h"
#include "core/lang/esql/parser.h"
#include "core/rule/predicate.h"

#include <span>
#include <string_view>

namespace rulewright::lang::esql {

/// ES|QL's comparisons, functions and operands.
class ExpressionParser : public elastic::ExpressionReader {
public:
    ExpressionParser(const EmbeddedText& query, std::span<const Token> tokens, const EmbeddedParser& embedded,
        Diagnostics& diagnostics);

    [[nodiscard]] rule::Expr readExpr(); ///< a value, which may be a condition as in EVAL x = a == b
    [[nodiscard]] rule::FieldRef fieldOf(const Token& name) const;

private:
    friend class elastic::ExpressionReader;

    rule::Predicate readTail(rule::Expr left, std::size_t begin);
    rule::Expr readOperand();
    rule::Expr readFactor();

    rule::Predicate readNullTest(rule::Expr left, std::size_t begin);
    rule::Predicate readMembership(const rule::Expr& left, std::size_t begin, bool negated);
    rule::Predicate truthOf(const rule::Expr& expr, std::size_t begin);
    rule::Predicate functionTest(const rule::Expr& expr, const rule::Call& call, Span span);
    /// The query in KQL("…") or QSTR("…"), which was just read.
    rule::Predicate embeddedQuery(const rule::Call& call, Span span);
    [[nodiscard]] bool isCondition() const; ///< whether the expression from here on is a condition
    rule::Expr readCall(const Token& name);
    rule::Expr readList(const Token& open, std::string_view function, std::string_view close);

    const EmbeddedParser& m_embedded;
};

} // namespace rulewright::lang::esql
