// SPDX-License-Identifier: Apache-2.0
#include "core/lang/elastic/expression_reader.h"

#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <utility>
#include <variant>

namespace rulewright::lang::elastic {

using namespace rule;

namespace {

constexpr int maximumDepth = 200;
constexpr int maximumLinks = 1'000;

} // namespace

ExpressionReader::Depth::Depth(ExpressionReader& reader)
    : m_reader(reader)
{
    if (++m_reader.m_depth > maximumDepth)
        m_reader.fail(m_reader.peek(), "This query is nested too deeply: 200 levels are the most that is read.");
}

ExpressionReader::Depth::~Depth() { --m_reader.m_depth; }

ExpressionReader::ExpressionReader(
    const EmbeddedText& query, std::span<const Token> tokens, const Dialect& dialect, Diagnostics& diagnostics)
    : m_query(query)
    , m_tokens(tokens)
    , m_dialect(dialect)
    , m_diagnostics(diagnostics)
{
}

const Token& ExpressionReader::peek(std::size_t ahead) const
{
    return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
}

const Token& ExpressionReader::take()
{
    const Token& token = peek();
    if (m_at + 1 < m_tokens.size())
        ++m_at;
    return token;
}

bool ExpressionReader::isWord(std::string_view word, std::size_t ahead) const
{
    const Token& token = peek(ahead);
    return token.kind == TokenKind::Word && equalsFolded(token.text, word);
}

bool ExpressionReader::isMark(std::string_view mark, std::size_t ahead) const
{
    const Token& token = peek(ahead);
    return token.isMark() && token.text == mark;
}

bool ExpressionReader::takeWord(std::string_view word)
{
    if (m_failed || !isWord(word))
        return false;
    take();
    return true;
}

bool ExpressionReader::takeMark(std::string_view mark)
{
    if (m_failed || !isMark(mark))
        return false;
    take();
    return true;
}

bool ExpressionReader::expectMark(std::string_view mark, std::string_view where)
{
    if (takeMark(mark))
        return true;
    const Token& token = peek();
    fail(token,
        token.kind == TokenKind::End ? std::format("The query ends {}: add {}.", where, mark)
                                     : std::format("\"{}\" stands {} where {} belongs.", token.text, where, mark));
    return false;
}

void ExpressionReader::fail(const Token& at, std::string message)
{
    if (m_failed)
        return;
    m_failed = true;
    m_diagnostics.push_back(
        {Severity::Error, m_dialect.syntax, m_query.span(at.begin, at.end), std::move(message), {}});
}

/// Whether the bracket that opens here holds a value, and not a condition.
bool ExpressionReader::isValueBracket() const
{
    int open = 0;
    for (std::size_t ahead = 0; peek(ahead).kind != TokenKind::End; ++ahead) {
        open += isMark("(", ahead) ? 1 : isMark(")", ahead) ? -1 : 0;
        if (open == 0)
            return m_dialect.isBehindValue(peek(ahead + 1));
    }
    return false;
}

Expr ExpressionReader::linked(Call call, std::size_t begin)
{
    if (++m_links > maximumLinks)
        fail(peek(), "This query has more than 1,000 operators between values: that is the most that is read.");
    return {std::move(call), span(begin, lastEnd())};
}

Expr ExpressionReader::failOperand(const Token& token)
{
    fail(token,
        token.kind == TokenKind::End ? std::string("The query ends where a field or value belongs.")
                                     : std::format("\"{}\" stands where a field or value belongs.", token.text));
    return {};
}

Value ExpressionReader::valueOf(const Expr& constant, bool hasWildcards)
{
    Value value;
    value.scalar = *as<Scalar>(constant);
    value.span = constant.span;
    value.id = newValue();
    value.source = scalarText(value.scalar);
    const bool isText = std::holds_alternative<std::string>(value.scalar);
    if (!std::holds_alternative<Null>(value.scalar))
        value.pattern = hasWildcards && isText ? m_dialect.wildcardPattern(value.source) : literalPattern(value.source);
    return value;
}

Value ExpressionReader::valueOf(const FieldRef& field)
{
    return {Scalar(field.raw), literalPattern(field.raw), field.raw, field.span, newValue()};
}

Predicate ExpressionReader::compare(Expr left, Op op, bool negated, Expr right, std::size_t begin)
{
    if (m_failed)
        return {};
    const Span whole = span(begin, lastEnd());
    if (as<Scalar>(left) && !as<Scalar>(right)) { // 3 < field
        std::swap(left, right);
        op = turned(op);
    }
    const auto* field = as<FieldRef>(left);
    const auto* other = as<FieldRef>(right);
    const bool isConstant = as<Scalar>(right) != nullptr;
    if (!field || (!isConstant && (!other || op != Op::Eq)))
        return make(Compare{std::move(left), op, std::move(right), negated, whole});
    Test test;
    test.field = *field;
    test.op = isConstant ? op : Op::FieldRef;
    test.negated = negated;
    test.caseRule = CaseRule::Sensitive;
    test.span = whole;
    test.values.push_back(isConstant ? valueOf(right, false) : valueOf(*other));
    return make(std::move(test));
}

Predicate ExpressionReader::computedTruth(const Expr& call, Span whole)
{
    return make(Compare{call, Op::Eq, Expr{Scalar(true), whole}, false, whole});
}

Predicate ExpressionReader::plainTruth(const Expr& expr, Span whole, CaseRule caseRule)
{
    if (const auto* constant = as<Scalar>(expr)) {
        if (const bool* value = std::get_if<bool>(constant))
            return make(Constant{*value, whole});
        fail(peek(), "A value alone is no condition: compare a field with it.");
        return {};
    }
    Test test;
    test.field = *as<FieldRef>(expr);
    test.caseRule = caseRule;
    test.span = whole;
    test.values.push_back({Scalar(true), literalPattern("true"), {}, whole, newValue()});
    return make(std::move(test));
}

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::any_of(words, [&](std::string_view one) { return equalsFolded(one, word); });
}

} // namespace rulewright::lang::elastic
