// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/elastic/expression_reader.h"
#include "core/lang/eql/lexer.h"
#include "core/lang/eql/tests.h"
#include "core/rule/predicate.h"

#include <optional>
#include <span>

namespace rulewright::lang::eql {

/// EQL's comparisons, functions and operands.
class ExpressionParser : public elastic::ExpressionReader {
public:
    ExpressionParser(const EmbeddedText& query, std::span<const Token> tokens, Diagnostics& diagnostics);

    /// A value: a field, a constant, a call, arithmetic.
    [[nodiscard]] rule::Expr readExpr() { return readSum(); }

    /// A test of event.category against a category's name.
    [[nodiscard]] rule::Predicate categoryTest(const Token& category);

private:
    friend class elastic::ExpressionReader;

    rule::Predicate readTail(rule::Expr left, std::size_t begin);
    rule::Expr readOperand();

    rule::Expr readFactor() { return readOperand(); }

    rule::Predicate readMembership(const rule::Expr& left, std::size_t begin, bool negated);
    /// Behind ==, !=, <=, >=, < or >.
    rule::Predicate readOrder(rule::Expr left, const Token& mark, std::size_t begin);
    /// An expression that stands where a condition belongs: a function that tests, a constant, or a boolean field.
    rule::Predicate truthOf(const rule::Expr& expr, std::size_t begin);
    rule::Predicate functionTest(const rule::Expr& expr, const rule::Call& call, Span span);
    [[nodiscard]] static std::optional<bool> wantedOfTest(const rule::Expr& left, const rule::Expr& right);
    rule::Expr readCall(const Token& name);
};

} // namespace rulewright::lang::eql
