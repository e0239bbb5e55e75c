// SPDX-License-Identifier: Apache-2.0
#include "core/lang/lucene/parser.h"

#include "core/lang/lucene/scanner.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <format>

namespace rulewright::lang::lucene {

using namespace rule;

namespace {

constexpr int maximumDepth = 200;

bool isAllWildcard(const Pattern& pattern)
{
    return !pattern.parts.empty() && std::ranges::all_of(pattern.parts, [](const PatternPart& part) {
        return part.kind == PatternPart::Kind::Many;
    });
}

/// A clause of a query, and whether events must or must not fit it.
struct Clause {
    enum class Occur : std::uint8_t { Should, Must, MustNot };
    Occur occur = Occur::Should;
    Predicate predicate;
    std::size_t begin = 0;
};

class Parser {
public:
    Parser(const EmbeddedText& query, Diagnostics& diagnostics)
        : m_query(query)
        , m_scan(query.text)
        , m_diagnostics(diagnostics)
    {
    }

    LuceneResult read();

private:
    Predicate readQuery(const FieldRef* field); ///< up to `)` or the end
    Predicate readClause(const FieldRef* field);
    Predicate readValue(const FieldRef& field, std::size_t begin);
    Predicate readRange(const FieldRef& field, std::size_t begin);
    Predicate readComparison(const FieldRef& field, Op op, std::size_t begin);
    Predicate united(std::vector<Clause> clauses, std::size_t begin);
    Predicate test(const FieldRef& field, const Term& term, std::size_t begin);
    Predicate order(const FieldRef& field, Op op, const Term& bound, std::size_t begin);
    Predicate withSuffix(Predicate predicate, std::size_t begin); ///< ^2, ~1
    FieldRef fieldOf(const Term& name) const;

    Predicate make(Predicate::Node node) { return {NodeId{m_nodes++}, std::move(node)}; }

    [[nodiscard]] Span span(std::size_t begin) const { return m_query.span(begin, m_scan.lastEnd()); }

    Value valueOf(const Term& term);
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
    fail(codes::luceneSyntax, at, std::min(at + 1, m_query.text.size()), std::move(message));
}

void Parser::failUnclosed(std::string message, std::size_t begin, std::size_t end)
{
    fail(codes::luceneUnclosed, begin, end, std::move(message));
}

// The first failure counts: what follows comes of it.
void Parser::fail(DiagnosticCode code, std::size_t begin, std::size_t end, std::string message)
{
    if (!m_failed)
        m_diagnostics.push_back({Severity::Error, code, m_query.span(begin, end), std::move(message), {}});
    m_failed = true;
}

FieldRef Parser::fieldOf(const Term& name) const
{
    FieldRef field;
    field.name.text = field.raw = name.text;
    field.kind = name.pattern.hasWildcard() ? FieldRef::Kind::NamePattern : FieldRef::Kind::Named;
    field.span = m_query.span(name.begin, name.end);
    return field;
}

Value Parser::valueOf(const Term& term)
{
    Value value;
    value.scalar = term.text;
    value.pattern = term.pattern;
    value.source = std::string(m_query.text.substr(term.begin, term.end - term.begin));
    value.span = m_query.span(term.begin, term.end);
    value.id = ValueId{m_values++};
    return value;
}

Predicate Parser::test(const FieldRef& field, const Term& term, std::size_t begin)
{
    if (term.isUnclosed)
        failUnclosed(
            std::format("This {} is never closed: add {} at its end.",
                term.kind == Term::Kind::Regex ? "expression" : "quote", term.kind == Term::Kind::Regex ? '/' : '"'),
            term.begin, term.end);
    Test result;
    result.field = field;
    result.caseRule = CaseRule::Sensitive;
    Value value = valueOf(term);
    if (term.kind == Term::Kind::Regex) {
        result.op = Op::Regex;
    } else if (field.kind == FieldRef::Kind::AnyField) {
        result.op = Op::Keyword;
        result.caseRule = CaseRule::Insensitive;
    } else if (isAllWildcard(term.pattern)) {
        result.op = Op::Exists;
        value.scalar = true;
        value.pattern = literalPattern("true");
    } else if (term.kind == Term::Kind::Word && (term.text == "true" || term.text == "false")) {
        value.scalar = term.text == "true";
    }
    result.values.push_back(std::move(value));
    result.span = span(begin);
    return make(std::move(result));
}

Predicate Parser::order(const FieldRef& field, Op op, const Term& bound, std::size_t begin)
{
    if (bound.text.empty())
        fail(std::format("A value to compare {} with is missing.", field.raw));
    Test result;
    result.field = field;
    result.op = op;
    result.caseRule = CaseRule::Sensitive;
    result.values.push_back(valueOf(bound));
    result.span = span(begin);
    return make(std::move(result));
}

/// [a TO b], {a TO b}; `*` is no bound.
Predicate Parser::readRange(const FieldRef& field, std::size_t begin)
{
    const bool isClosed = m_scan.peek() == '[';
    m_scan.takeMark(isClosed ? "[" : "{");
    m_scan.skipBlanks();
    const Term low = m_scan.takeBound();
    m_scan.skipBlanks();
    if (!m_scan.takeWord("TO")) {
        fail("A range needs TO between its bounds: [1 TO 5].");
        return {};
    }
    m_scan.skipBlanks();
    const Term high = m_scan.takeBound();
    m_scan.skipBlanks();
    const bool isHighClosed = m_scan.peek() == ']';
    if (!m_scan.takeMark("]") && !m_scan.takeMark("}")) {
        fail("This range is never closed: add ] behind its last bound.");
        return {};
    }
    And both;
    if (low.text != "*")
        both.children.push_back(order(field, isClosed ? Op::Ge : Op::Gt, low, begin));
    if (high.text != "*")
        both.children.push_back(order(field, isHighClosed ? Op::Le : Op::Lt, high, begin));
    if (both.children.empty()) {
        Term any{Term::Kind::Word, low.begin, high.end, "*", {}, false};
        any.pattern.append(PatternPart::Kind::Many);
        return test(field, any, begin);
    }
    if (both.children.size() == 1)
        return std::move(both.children.front());
    both.span = span(begin);
    return make(std::move(both));
}

Predicate Parser::readComparison(const FieldRef& field, Op op, std::size_t begin)
{
    m_scan.skipBlanks();
    const Term bound = m_scan.takeBound();
    return order(field, op, bound, begin);
}

Predicate Parser::readValue(const FieldRef& field, std::size_t begin)
{
    m_scan.skipBlanks();
    if (m_scan.takeMark("(")) {
        Predicate inner = readQuery(&field);
        if (!m_failed && !m_scan.takeMark(")"))
            fail("This bracket is never closed: add ).");
        return inner;
    }
    if (m_scan.peek() == '[' || m_scan.peek() == '{')
        return readRange(field, begin);
    static constexpr std::pair<std::string_view, Op> orders[]
        = {{"<=", Op::Le}, {">=", Op::Ge}, {"<", Op::Lt}, {">", Op::Gt}};
    for (const auto& [mark, op] : orders) {
        if (m_scan.takeMark(mark))
            return readComparison(field, op, begin);
    }
    if (!m_scan.isTerm()) {
        fail(std::format("A value is missing behind \"{}:\".", field.raw));
        return {};
    }
    return test(field, m_scan.takeTerm(), begin);
}

/// A boost changes the score alone; a fuzzy or proximity search is not read.
Predicate Parser::withSuffix(Predicate predicate, std::size_t begin)
{
    bool isFuzzy = false;
    while (m_scan.peek() == '^' || m_scan.peek() == '~') {
        isFuzzy = isFuzzy || m_scan.peek() == '~';
        m_scan.takeMark(m_scan.peek() == '~' ? "~" : "^");
        if (m_scan.isTerm())
            (void)m_scan.takeTerm();
    }
    return isFuzzy ? make(Opaque{"a fuzzy search is not read", span(begin)}) : predicate;
}

Predicate Parser::readClause(const FieldRef* field)
{
    const std::size_t begin = m_scan.at();
    if (m_scan.takeMark("(")) {
        Predicate inner = readQuery(field);
        if (!m_failed && !m_scan.takeMark(")"))
            fail("This bracket is never closed: add ).");
        return withSuffix(std::move(inner), begin);
    }
    if (field && !m_scan.isTerm())
        return withSuffix(readValue(*field, begin), begin);
    if (!m_scan.isTerm()) {
        fail(m_scan.isAtEnd() ? std::string("The query ends where a field or value belongs.")
                              : std::format("\"{}\" stands where a field or value belongs.", m_scan.peek()));
        return {};
    }
    const Term term = m_scan.takeTerm();
    if (term.kind == Term::Kind::Word && m_scan.takeMark(":")) {
        FieldRef name = fieldOf(term);
        if (term.text == "_exists_" && m_scan.isTerm()) {
            const Term asked = m_scan.takeTerm();
            name = fieldOf(asked);
            Term any{Term::Kind::Word, asked.begin, asked.end, "*", {}, false};
            any.pattern.append(PatternPart::Kind::Many);
            return test(name, any, begin);
        }
        return withSuffix(readValue(name, begin), begin);
    }
    FieldRef any;
    any.kind = FieldRef::Kind::AnyField;
    return withSuffix(test(field ? *field : any, term, begin), begin);
}

Predicate Parser::united(std::vector<Clause> clauses, std::size_t begin)
{
    if (clauses.size() == 1 && clauses.front().occur != Clause::Occur::MustNot)
        return std::move(clauses.front().predicate);
    const bool hasMust = std::ranges::contains(clauses, Clause::Occur::Must, &Clause::occur);
    And all;
    Or any;
    for (Clause& clause : clauses) {
        const Span place = m_query.span(clause.begin, m_scan.lastEnd());
        if (clause.occur == Clause::Occur::Must)
            all.children.push_back(std::move(clause.predicate));
        else if (clause.occur == Clause::Occur::MustNot)
            all.children.push_back(make(Not{std::move(clause.predicate), place}));
        else
            any.children.push_back(std::move(clause.predicate));
    }
    any.span = all.span = span(begin);
    if (!any.children.empty()) {
        // Beside what is required, alternatives change the score and no match.
        if (hasMust)
            any.children.push_back(make(Constant{true, any.span}));
        all.children.push_back(any.children.size() == 1 ? std::move(any.children.front()) : make(std::move(any)));
    }
    return all.children.size() == 1 ? std::move(all.children.front()) : make(std::move(all));
}

Predicate Parser::readQuery(const FieldRef* field)
{
    const std::size_t begin = m_scan.at();
    if (++m_depth > maximumDepth)
        fail("This query is nested too deeply: 200 levels are the most that is read.");
    std::vector<Clause> clauses;
    while (!m_failed) {
        m_scan.skipBlanks();
        if (m_scan.isAtEnd() || m_scan.peek() == ')')
            break;
        const bool isAnd = m_scan.takeWord("AND") || m_scan.takeMark("&&");
        if (!isAnd && !m_scan.takeWord("OR"))
            m_scan.takeMark("||");
        m_scan.skipBlanks();
        Clause clause;
        clause.begin = m_scan.at();
        for (bool more = true; more;) {
            more = false;
            if (m_scan.takeWord("NOT") || m_scan.takeMark("!") || m_scan.takeMark("-")) {
                clause.occur = clause.occur == Clause::Occur::MustNot ? Clause::Occur::Must : Clause::Occur::MustNot;
                more = true;
            } else if (m_scan.takeMark("+")) {
                clause.occur = Clause::Occur::Must;
                more = true;
            }
            m_scan.skipBlanks();
        }
        // AND makes a requirement of the clauses on both of its sides.
        if (isAnd && !clauses.empty() && clauses.back().occur == Clause::Occur::Should)
            clauses.back().occur = Clause::Occur::Must;
        if (isAnd && clause.occur == Clause::Occur::Should)
            clause.occur = Clause::Occur::Must;
        clause.predicate = readClause(field);
        clauses.push_back(std::move(clause));
    }
    --m_depth;
    if (clauses.empty() && !m_failed)
        return make(Constant{true, m_query.span(begin, begin)});
    return m_failed ? Predicate{} : united(std::move(clauses), begin);
}

LuceneResult Parser::read()
{
    LuceneResult result;
    m_scan.skipBlanks();
    Predicate predicate = readQuery(nullptr);
    m_scan.skipBlanks();
    if (!m_failed && !m_scan.isAtEnd())
        fail(std::format("\"{}\" stands where the query should end or go on with AND, OR.", m_scan.peek()));
    if (!m_failed)
        result.predicate = std::move(predicate);
    result.nodeCount = m_nodes;
    result.valueCount = m_values;
    return result;
}

} // namespace

LuceneResult parse(const EmbeddedText& query, Diagnostics& diagnostics) { return Parser(query, diagnostics).read(); }

} // namespace rulewright::lang::lucene
