// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/eql/lexer.h"
#include "core/rule/predicate.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rulewright::lang::eql {

/// Reads expressions from tokens; shared state of a parse. After an error nothing more is read: failed() is true.
class ExpressionParser {
public:
    ExpressionParser(const EmbeddedText& query, std::span<const Token> tokens, Diagnostics& diagnostics);

    /// An expression that is true or false: or, and, not, comparisons, functions.
    [[nodiscard]] rule::Predicate readPredicate();
    /// A value: a field, a constant, a call, arithmetic.
    [[nodiscard]] rule::Expr readExpr();
    /// A test of event.category against a category's name.
    [[nodiscard]] rule::Predicate categoryTest(const Token& category);

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

    rule::NodeId newNode() { return rule::NodeId{m_nodes++}; }

    [[nodiscard]] std::uint32_t nodeCount() const { return m_nodes; }

    [[nodiscard]] std::uint32_t valueCount() const { return m_values; }

    /// Where the token before the next one ends, in bytes of the query.
    [[nodiscard]] std::size_t lastEnd() const { return m_at == 0 ? 0 : m_tokens[m_at - 1].end; }

private:
    struct Depth;
    rule::Predicate readOr();
    rule::Predicate readAnd();
    rule::Predicate readNot();
    [[nodiscard]] bool isValueBracket() const;
    rule::Predicate readComparison();
    rule::Predicate readTail(rule::Expr left, std::size_t begin);
    rule::Predicate membership(rule::Expr left, std::size_t begin, bool negated);
    rule::Predicate compare(rule::Expr left, const Token& op, rule::Expr right, std::size_t begin);
    rule::Predicate truthOf(rule::Expr expr, std::size_t begin);
    rule::Predicate functionTest(const rule::Call& call, bool insensitive, Span span, const rule::Expr& whole);
    rule::Predicate opaque(std::string reason, Span span);
    rule::Predicate make(rule::Predicate::Node node);

    rule::Expr linked(rule::Call call, std::size_t begin);
    rule::Expr readSum();
    rule::Expr readProduct();
    rule::Expr readOperand();
    rule::Expr readCall(const Token& name);
    rule::Value valueOf(const rule::Expr& constant, bool hasWildcards);

    const EmbeddedText& m_query;
    std::span<const Token> m_tokens;
    Diagnostics& m_diagnostics;
    std::size_t m_at = 0;
    std::uint32_t m_nodes = 0;
    std::uint32_t m_values = 0;
    int m_depth = 0;
    int m_links = 0;
    bool m_failed = false;
};

} // namespace rulewright::lang::eql
