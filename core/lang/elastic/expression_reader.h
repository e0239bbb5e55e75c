// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/elastic/token.h"
#include "core/rule/operand.h"
#include "core/text/diagnostic.h"
#include "core/text/embedded_text.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace rulewright::lang::elastic {

/// What a language has of its own, beside comparisons and operands.
struct Dialect {
    DiagnosticCode syntax; ///< of what cannot be read
    /// Whether the token stands behind a value, so that the bracket before it held one: (a + b) > 3.
    bool (*isBehindValue)(const Token& token);
    /// A text with the wildcards that `like` has.
    rule::Pattern (*wildcardPattern)(std::string_view text);
};

/// Reads expressions from tokens; the shared state of a parse. After an error nothing more is read: failed() is true.
///
/// EQL and ES|QL build expressions alike: `or`, `and`, `not`, brackets, then a comparison, whose operands are sums of
/// products. What compares, and what an operand is, the class of a language says, which inherits this one and makes it
/// a friend:
///
///     Predicate readTail(Expr left, std::size_t begin);  what stands behind the left operand, which began at `begin`
///     Expr readOperand();                                a field, a constant, a call, an expression in brackets
///     Expr readFactor();                                 an operand with what binds tighter than `*`
class ExpressionReader {
public:
    /// What is true or false.
    template <class Self> [[nodiscard]] rule::Predicate readPredicate(this Self& self) { return self.readOr(); }

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

    /// Where the token before the next one ends, in bytes of the query.
    [[nodiscard]] std::size_t lastEnd() const { return m_at == 0 ? 0 : m_tokens[m_at - 1].end; }

    rule::NodeId newNode() { return rule::NodeId{m_nodes++}; }

    [[nodiscard]] std::uint32_t nodeCount() const { return m_nodes; }

    [[nodiscard]] std::uint32_t valueCount() const { return m_values; }

protected:
    ExpressionReader(
        const EmbeddedText& query, std::span<const Token> tokens, const Dialect& dialect, Diagnostics& diagnostics);
    ~ExpressionReader() = default;

    ExpressionReader(const ExpressionReader&) = delete;
    ExpressionReader& operator=(const ExpressionReader&) = delete;

    /// A level of nesting while it lives; too many of them are an error.
    class Depth {
    public:
        explicit Depth(ExpressionReader& reader);
        ~Depth();

        Depth(const Depth&) = delete;
        Depth& operator=(const Depth&) = delete;

    private:
        ExpressionReader& m_reader;
    };

    template <class Self> rule::Predicate readOr(this Self& self);
    template <class Self> rule::Expr readSum(this Self& self);
    /// The operand behind a `-` or `+` that was taken.
    template <class Self> rule::Expr readSigned(this Self& self, const Token& sign);
    /// Reports that no operand stands here. Nothing is read any more.
    rule::Expr failOperand(const Token& token);
    /// An operator or a cast over its operands; each of a chain lies one level deeper in the expression.
    rule::Expr linked(rule::Call call, std::size_t begin);

    rule::Predicate make(rule::Predicate::Node node) { return {newNode(), std::move(node)}; }

    rule::ValueId newValue() { return rule::ValueId{m_values++}; }

    /// A constant that a field is tested for.
    [[nodiscard]] rule::Value valueOf(const rule::Expr& constant, bool hasWildcards);
    /// Another field that a field is compared with.
    [[nodiscard]] rule::Value valueOf(const rule::FieldRef& field);
    /// A test of a field against a constant or another field; of other operands a Compare.
    rule::Predicate compare(rule::Expr left, rule::Op op, bool negated, rule::Expr right, std::size_t begin);
    /// A function's result as a condition, where it is no test of a field.
    rule::Predicate computedTruth(const rule::Expr& call, Span span);
    /// A constant or a boolean field where a condition belongs.
    rule::Predicate plainTruth(const rule::Expr& expr, Span span, rule::CaseRule caseRule);

    /// The token `back` before the next one; the first of all where there are not so many.
    [[nodiscard]] const Token& taken(std::size_t back) const { return m_tokens[m_at >= back ? m_at - back : 0]; }

    [[nodiscard]] const EmbeddedText& query() const { return m_query; }

private:
    template <class Self> rule::Predicate readAnd(this Self& self);
    template <class Self> rule::Predicate readNot(this Self& self);
    template <class Self> rule::Predicate readComparison(this Self& self);
    template <class Self> rule::Expr readProduct(this Self& self);
    [[nodiscard]] bool isValueBracket() const;

    const EmbeddedText& m_query;
    std::span<const Token> m_tokens;
    const Dialect& m_dialect;
    Diagnostics& m_diagnostics;
    std::size_t m_at = 0;
    std::uint32_t m_nodes = 0;
    std::uint32_t m_values = 0;
    int m_depth = 0;
    int m_links = 0;
    bool m_failed = false;
};

template <class Self> rule::Predicate ExpressionReader::readOr(this Self& self)
{
    const Depth depth(self);
    if (self.failed())
        return {};
    const std::size_t begin = self.peek().begin;
    rule::Or node;
    node.children.push_back(self.readAnd());
    while (self.takeWord("or"))
        node.children.push_back(self.readAnd());
    if (node.children.size() == 1)
        return std::move(node.children.front());
    node.span = self.span(begin, self.lastEnd());
    return self.make(std::move(node));
}

template <class Self> rule::Predicate ExpressionReader::readAnd(this Self& self)
{
    const std::size_t begin = self.peek().begin;
    rule::And node;
    node.children.push_back(self.readNot());
    while (self.takeWord("and"))
        node.children.push_back(self.readNot());
    if (node.children.size() == 1)
        return std::move(node.children.front());
    node.span = self.span(begin, self.lastEnd());
    return self.make(std::move(node));
}

template <class Self> rule::Predicate ExpressionReader::readNot(this Self& self)
{
    const std::size_t begin = self.peek().begin;
    if (!self.takeWord("not"))
        return self.readComparison();
    const Depth depth(self);
    if (self.failed())
        return {};
    rule::Predicate child = self.readNot();
    return self.make(rule::Not{std::move(child), self.span(begin, self.lastEnd())});
}

template <class Self> rule::Predicate ExpressionReader::readComparison(this Self& self)
{
    const std::size_t begin = self.peek().begin;
    if (self.isMark("(") && !self.isValueBracket()) {
        self.take();
        rule::Predicate inner = self.readOr();
        self.expectMark(")", "in a bracket");
        return inner;
    }
    rule::Expr left = self.readSum();
    return self.failed() ? rule::Predicate{} : self.readTail(std::move(left), begin);
}

template <class Self> rule::Expr ExpressionReader::readSum(this Self& self)
{
    const std::size_t begin = self.peek().begin;
    rule::Expr left = self.readProduct();
    while (!self.failed() && (self.isMark("+") || self.isMark("-"))) {
        rule::Call call{std::string(self.take().text), {}};
        call.arguments.push_back(std::move(left));
        call.arguments.push_back(self.readProduct());
        left = self.linked(std::move(call), begin);
    }
    return left;
}

template <class Self> rule::Expr ExpressionReader::readProduct(this Self& self)
{
    const std::size_t begin = self.peek().begin;
    rule::Expr left = self.readFactor();
    while (!self.failed() && (self.isMark("*") || self.isMark("/") || self.isMark("%"))) {
        rule::Call call{std::string(self.take().text), {}};
        call.arguments.push_back(std::move(left));
        call.arguments.push_back(self.readFactor());
        left = self.linked(std::move(call), begin);
    }
    return left;
}

template <class Self> rule::Expr ExpressionReader::readSigned(this Self& self, const Token& sign)
{
    rule::Expr inner = self.readOperand();
    if (auto* constant = std::get_if<rule::Scalar>(&inner.node)) {
        if (auto* number = std::get_if<rule::Number>(constant); number && sign.text == "-")
            number->text = "-" + number->text;
        inner.span = self.span(sign.begin, self.lastEnd());
        return inner;
    }
    rule::Call call{std::string(sign.text), {}};
    call.arguments.push_back(std::move(inner));
    return {std::move(call), self.span(sign.begin, self.lastEnd())};
}

/// A list of words, in any letter case.
[[nodiscard]] bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words);

} // namespace rulewright::lang::elastic
