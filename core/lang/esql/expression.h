// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/esql/parser.h"
#include "core/lang/esql/lexer.h"

#include <span>
#include <string>

namespace rulewright::lang::esql {

/// Reads expressions from tokens; the shared state of a parse. After an error nothing more is read.
class ExpressionParser {
public:
    ExpressionParser(const EmbeddedText& query, std::span<const Token> tokens, const EmbeddedParser& embedded,
        Diagnostics& diagnostics);

    [[nodiscard]] rule::Predicate readPredicate(); ///< or, and, not, comparisons
    [[nodiscard]] rule::Expr readExpr(); ///< a value, which may be a condition as in EVAL x = a == b
    [[nodiscard]] rule::FieldRef fieldOf(const Token& name) const;

    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
    const Token& take();
    [[nodiscard]] bool isWord(std::string_view word, std::size_t ahead = 0) const; ///< in any letter case
    [[nodiscard]] bool isMark(std::string_view mark, std::size_t ahead = 0) const;
    bool takeWord(std::string_view word);
    bool takeMark(std::string_view mark);
    bool expectMark(std::string_view mark, std::string_view where);
    void fail(const Token& at, std::string message);

    [[nodiscard]] bool failed() const { return m_failed; }

    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const { return m_query.span(begin, end); }

    [[nodiscard]] std::size_t lastEnd() const { return m_at == 0 ? 0 : m_tokens[m_at - 1].end; }

    [[nodiscard]] std::uint32_t nodeCount() const { return m_nodes; }

    [[nodiscard]] std::uint32_t valueCount() const { return m_values; }

private:
    struct Depth;
    rule::Predicate readOr();
    rule::Predicate readAnd();
    rule::Predicate readNot();
    rule::Predicate readComparison();
    rule::Predicate readTail(rule::Expr left, std::size_t begin);
    rule::Predicate readNullTest(rule::Expr left, std::size_t begin);
    rule::Predicate readMembership(rule::Expr left, std::size_t begin, bool negated);
    rule::Predicate compare(rule::Expr left, rule::Op op, bool negated, rule::Expr right, std::size_t begin);
    rule::Predicate truthOf(rule::Expr expr, std::size_t begin);
    rule::Predicate functionTest(const rule::Expr& expr, const rule::Call& call, std::size_t begin);
    [[nodiscard]] bool isValueBracket() const;
    [[nodiscard]] bool isCondition() const; ///< whether the expression from here on is a condition

    rule::Predicate make(rule::Predicate::Node node) { return {rule::NodeId{m_nodes++}, std::move(node)}; }

    rule::Value valueOf(const rule::Expr& constant, bool hasWildcards);

    rule::Expr linked(rule::Call call, std::size_t begin);
    rule::Expr readSum();
    rule::Expr readProduct();
    rule::Expr readCast();
    rule::Expr readOperand();
    rule::Expr readCall(const Token& name);
    rule::Expr readList(const Token& open, std::string_view function, std::string_view close);

    const EmbeddedText& m_query;
    std::span<const Token> m_tokens;
    const EmbeddedParser& m_embedded;
    Diagnostics& m_diagnostics;
    std::size_t m_at = 0;
    std::uint32_t m_nodes = 0;
    std::uint32_t m_values = 0;
    int m_depth = 0;
    int m_links = 0;
    bool m_failed = false;
};

} // namespace rulewright::lang::esql
