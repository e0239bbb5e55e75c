// SPDX-License-Identifier: Apache-2.0
#include "core/lang/kql/parser.h"

#include "core/lang/kql/scanner.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <format>

namespace rulewright::lang::kql {

using namespace rule;

namespace {

constexpr int maximumDepth = 200;

bool isAllWildcard(const Pattern& pattern)
{
    return !pattern.parts.empty() && std::ranges::all_of(pattern.parts, [](const PatternPart& part) {
        return part.kind == PatternPart::Kind::Many;
    });
}

class Parser {
public:
    Parser(const EmbeddedText& query, Diagnostics& diagnostics)
        : m_query(query)
        , m_scan(query.text)
        , m_diagnostics(diagnostics)
    {
    }

    KqlResult read();

private:
    // Below a field the words are its values, else expressions of their own.
    Predicate readOr(const FieldRef* field);
    Predicate readAnd(const FieldRef* field);
    Predicate readNot(const FieldRef* field);
    Predicate readExpression();
    Predicate readValue(const FieldRef& field);
    Predicate readRange(const FieldRef& field, Op op, std::size_t begin);
    Predicate readNested(const FieldRef& field, std::size_t begin);
    Predicate test(const FieldRef& field, const Literal& literal);
    Predicate mergedList(Predicate list, Span span) const;
    FieldRef fieldOf(const Literal& name) const;

    template <class Group> Predicate group(std::vector<Predicate> children, std::size_t begin)
    {
        if (children.size() == 1)
            return std::move(children.front());
        return make(Group{std::move(children), span(begin)});
    }

    Predicate make(Predicate::Node node) { return {NodeId{m_nodes++}, std::move(node)}; }

    [[nodiscard]] Span span(std::size_t begin) const { return m_query.span(begin, m_scan.lastEnd()); }

    void fail(std::string message);
    void failUnclosed(std::string message, std::size_t begin, std::size_t end);
    void fail(DiagnosticCode code, std::size_t begin, std::size_t end, std::string message);

    const EmbeddedText& m_query;
    Scanner m_scan;
    Diagnostics& m_diagnostics;
    std::uint32_t m_nodes = 0;
    std::uint32_t m_values = 0;
    int m_depth = 0;
    bool m_failed = false;
};

void Parser::fail(std::string message)
{
    const std::size_t at = m_scan.at();
    fail(codes::kqlSyntax, at, std::min(at + 1, m_query.text.size()), std::move(message));
}

void Parser::failUnclosed(std::string message, std::size_t begin, std::size_t end)
{
    fail(codes::kqlUnclosed, begin, end, std::move(message));
}

// The first failure counts: what follows comes of it.
void Parser::fail(DiagnosticCode code, std::size_t begin, std::size_t end, std::string message)
{
    if (!m_failed)
        m_diagnostics.push_back({Severity::Error, code, m_query.span(begin, end), std::move(message), {}});
    m_failed = true;
}

FieldRef Parser::fieldOf(const Literal& name) const
{
    FieldRef field;
    field.name.text = field.raw = name.text;
    field.kind = name.pattern.hasWildcard() ? FieldRef::Kind::NamePattern : FieldRef::Kind::Named;
    field.span = m_query.span(name.begin, name.end);
    return field;
}

Predicate Parser::test(const FieldRef& field, const Literal& literal)
{
    Test test;
    test.field = field;
    test.caseRule = CaseRule::Sensitive;
    test.span = merged(field.kind == FieldRef::Kind::AnyField ? m_query.span(literal.begin, literal.end) : field.span,
        m_query.span(literal.begin, literal.end));
    Value value;
    value.span = m_query.span(literal.begin, literal.end);
    value.id = ValueId{m_values++};
    value.source = std::string(m_query.text.substr(literal.begin, literal.end - literal.begin));
    value.scalar = literal.text;
    value.pattern = literal.pattern;
    if (field.kind == FieldRef::Kind::AnyField) {
        test.op = Op::Keyword;
        test.caseRule = CaseRule::Insensitive;
    } else if (isAllWildcard(literal.pattern)) {
        test.op = Op::Exists;
        value.scalar = true;
        value.pattern = literalPattern("true");
    } else if (!literal.isQuoted && (literal.text == "true" || literal.text == "false")) {
        value.scalar = literal.text == "true";
    }
    test.values.push_back(std::move(value));
    return make(std::move(test));
}

/// `f:(a or b)` is one test of two values. The ids of the tests that it joins fall away.
Predicate Parser::mergedList(Predicate list, Span whole) const
{
    const bool isAnd = std::holds_alternative<And>(list.node);
    if (!isAnd && !std::holds_alternative<Or>(list.node)) {
        if (auto* only = std::get_if<Test>(&list.node))
            only->span = whole;
        return list;
    }
    auto& children = isAnd ? std::get<And>(list.node).children : std::get<Or>(list.node).children;
    Test joined;
    for (const Predicate& child : children) {
        const auto* one = std::get_if<Test>(&child.node);
        if (!one || one->op != Op::Eq || one->negated || one->values.size() != 1)
            return list;
        if (joined.values.empty())
            joined = *one;
        else
            joined.values.push_back(one->values.front());
    }
    joined.join = isAnd ? Join::All : Join::Any;
    joined.span = whole;
    list.node = std::move(joined);
    return list;
}

Predicate Parser::readValue(const FieldRef& field)
{
    if (m_scan.isMark("(")) {
        m_scan.takeMark("(");
        Predicate inner = readOr(&field);
        if (!m_scan.takeMark(")"))
            fail("This bracket is never closed: add ) behind its last value.");
        return inner;
    }
    const auto literal = m_scan.takeLiteral();
    if (!literal) {
        fail(m_scan.isAtEnd() ? std::format("A value is missing behind \"{}:\".", field.raw)
                              : std::format("\"{}\" stands where a value of {} belongs: escape it with \\ or quote it.",
                                    m_scan.peek(), field.raw.empty() ? "the query" : field.raw));
        return {};
    }
    if (literal->isUnclosed)
        failUnclosed("This quote is never closed: add \" at the end of the value.", literal->begin, literal->end);
    return test(field, *literal);
}

Predicate Parser::readRange(const FieldRef& field, Op op, std::size_t begin)
{
    const auto literal = m_scan.takeLiteral();
    if (!literal) {
        fail(std::format("A value to compare {} with is missing.", field.raw));
        return {};
    }
    Predicate result = test(field, *literal);
    auto& range = std::get<Test>(result.node);
    range.op = op;
    range.values.front().pattern = literalPattern(literal->text);
    range.values.front().scalar = literal->text;
    range.span = span(begin);
    return result;
}

Predicate Parser::readNested(const FieldRef& field, std::size_t begin)
{
    Predicate inner = readOr(nullptr);
    if (!m_scan.takeMark("}"))
        fail("This nested query is never closed: add }.");
    return make(Nested{field, std::move(inner), span(begin)});
}

Predicate Parser::readExpression()
{
    const std::size_t begin = m_scan.at();
    if (m_scan.takeMark("(")) {
        Predicate inner = readOr(nullptr);
        if (!m_scan.takeMark(")"))
            fail("This bracket is never closed: add ).");
        return inner;
    }
    const auto name = m_scan.takeLiteral();
    if (!name) {
        fail(m_scan.isAtEnd() ? std::string("The query ends where a field or value belongs.")
                              : std::format("\"{}\" stands where a field or value belongs.", m_scan.peek()));
        return {};
    }
    if (name->isUnclosed)
        failUnclosed("This quote is never closed: add \" at the end of the value.", name->begin, name->end);
    const FieldRef field = fieldOf(*name);
    m_scan.skipBlanks();
    if (m_scan.takeMark(":")) {
        if (m_scan.takeMark("{"))
            return readNested(field, begin);
        Predicate values = readValue(field);
        return m_failed ? Predicate{} : mergedList(std::move(values), span(begin));
    }
    static constexpr std::pair<std::string_view, Op> ranges[]
        = {{"<=", Op::Le}, {">=", Op::Ge}, {"<", Op::Lt}, {">", Op::Gt}};
    for (const auto& [mark, op] : ranges) {
        if (m_scan.takeMark(mark))
            return readRange(field, op, begin);
    }
    FieldRef any;
    any.kind = FieldRef::Kind::AnyField;
    return test(any, *name);
}

Predicate Parser::readNot(const FieldRef* field)
{
    const std::size_t begin = m_scan.at();
    m_scan.skipBlanks();
    if (++m_depth > maximumDepth)
        fail("This query is nested too deeply: 200 levels are the most that is read.");
    Predicate result;
    if (m_failed) {
        // nothing more is read
    } else if (m_scan.takeKeyword("not")) {
        Predicate child = readNot(field);
        if (field && !m_failed)
            child = mergedList(std::move(child), spanOf(child));
        result = make(Not{std::move(child), span(begin)});
    } else {
        result = field ? readValue(*field) : readExpression();
    }
    --m_depth;
    m_scan.skipBlanks();
    return result;
}

Predicate Parser::readAnd(const FieldRef* field)
{
    const std::size_t begin = m_scan.at();
    std::vector<Predicate> children;
    do
        children.push_back(readNot(field));
    while (!m_failed && m_scan.takeKeyword("and"));
    return group<And>(std::move(children), begin);
}

Predicate Parser::readOr(const FieldRef* field)
{
    m_scan.skipBlanks();
    const std::size_t begin = m_scan.at();
    std::vector<Predicate> children;
    do
        children.push_back(readAnd(field));
    while (!m_failed && m_scan.takeKeyword("or"));
    return group<Or>(std::move(children), begin);
}

KqlResult Parser::read()
{
    KqlResult result;
    m_scan.skipBlanks();
    Predicate predicate = m_scan.isAtEnd() ? make(Constant{true, m_query.span(0, 0)}) : readOr(nullptr);
    m_scan.skipBlanks();
    if (!m_failed && !m_scan.isAtEnd())
        fail(std::format("\"{}\" stands where the query should end or go on with and, or.", m_scan.peek()));
    if (!m_failed)
        result.predicate = std::move(predicate);
    result.nodeCount = m_nodes;
    result.valueCount = m_values;
    return result;
}

} // namespace

KqlResult parse(const EmbeddedText& query, Diagnostics& diagnostics) { return Parser(query, diagnostics).read(); }

} // namespace rulewright::lang::kql
