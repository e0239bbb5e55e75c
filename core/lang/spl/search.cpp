// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/search.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>
#include <vector>

namespace rulewright::lang::spl {

using namespace rule;

namespace {

/// Words that say when, and not what.
bool isTimeRange(std::string_view name)
{
    static constexpr std::array<std::string_view, 6> names{
        "earliest", "latest", "starthoursago", "endhoursago", "_index_earliest", "_index_latest"};
    return std::ranges::contains(names, name);
}

Predicate constant(bool value, Span span) { return {NodeId::None, Constant{value, span}}; }

Predicate group(std::vector<Predicate> children, bool isAnd, Span span)
{
    if (children.size() == 1)
        return std::move(children.front());
    if (isAnd)
        return {NodeId::None, And{std::move(children), span}};
    return {NodeId::None, Or{std::move(children), span}};
}

class SearchReader {
public:
    SearchReader(Cursor& cursor, bool isTstats)
        : m_cursor(cursor)
        , m_isTstats(isTstats)
    {
    }

    Predicate readAnd()
    {
        const Depth depth(m_cursor.context(), m_cursor.at());
        const std::size_t begin = start();
        std::vector<Predicate> children;
        while (!isDone()) {
            if (m_cursor.isWord("AND") && isUpper(3)) {
                m_cursor.takeWord("AND");
                continue;
            }
            children.push_back(readOr());
        }
        if (children.empty())
            return constant(true, m_cursor.span(begin, begin));
        return group(std::move(children), true, m_cursor.span(begin, m_last));
    }

private:
    std::size_t start()
    {
        m_cursor.skipBlanksAndCommas();
        return m_cursor.at();
    }

    /// Whether the word here is in capitals, as operators are.
    [[nodiscard]] bool isUpper(std::size_t length) const
    {
        return std::ranges::all_of(m_cursor.rest().substr(0, length), [](char c) { return c >= 'A' && c <= 'Z'; });
    }

    bool isDone()
    {
        m_cursor.skipBlanksAndCommas();
        if (m_cursor.isAtEnd() || m_cursor.context().failed || m_cursor.peek() == ')')
            return true;
        return m_isTstats && m_level == 0 && (m_cursor.isWord("by") || m_cursor.isWord("groupby"));
    }

    Predicate readOr()
    {
        const std::size_t begin = start();
        std::vector<Predicate> children;
        children.push_back(readNot());
        while (!isDone() && m_cursor.isWord("OR") && isUpper(2)) {
            m_cursor.takeWord("OR");
            if (isDone()) {
                m_cursor.fail("A term is missing behind OR: write one, or take OR away");
                break;
            }
            children.push_back(readNot());
        }
        return group(std::move(children), false, m_cursor.span(begin, m_last));
    }

    Predicate readNot()
    {
        const Depth depth(m_cursor.context(), m_cursor.at());
        const std::size_t begin = start();
        if (!m_cursor.isWord("NOT") || !isUpper(3) || m_cursor.context().failed)
            return readPrimary();
        m_cursor.takeWord("NOT");
        if (isDone()) {
            m_cursor.fail("A term is missing behind NOT: write one, or take NOT away");
            return {};
        }
        Predicate child = readNot();
        return {NodeId::None, Not{std::move(child), m_cursor.span(begin, m_last)}};
    }

    Predicate readPrimary()
    {
        const std::size_t begin = start();
        if (m_cursor.peek() == '(')
            return readGroup();
        if (m_cursor.peek() == '[') {
            if (const auto inner = m_cursor.takeBracket()) {
                m_last = m_cursor.at();
                return m_cursor.context().subsearch(inner->first, inner->second);
            }
            return {};
        }
        if (const ExpandedText::OpenMacro* macro = m_cursor.takeMacro()) {
            m_last = m_cursor.at();
            const Span span = m_cursor.span(begin, m_last);
            return macro->reason.empty() ? constant(true, span) : Predicate{NodeId::None, Opaque{macro->reason, span}};
        }
        const std::optional<Quoted> quoted = m_cursor.takeQuoted();
        if (m_cursor.context().failed)
            return {};
        const std::string_view word = quoted ? quoted->text : takeName();
        m_last = m_cursor.at();
        if (word.empty() && !quoted) {
            m_cursor.fail(std::format("\"{}\" stands where a term of the search belongs.", m_cursor.peek()));
            return {};
        }
        if (!quoted && (word == "TERM" || word == "CASE") && m_cursor.peek() == '(')
            return readTerm(begin);
        if (const std::optional<Predicate> comparison = readComparison(word, begin))
            return *comparison;
        if (!quoted) // a word goes on to the next blank
            return keyword(m_cursor.slice(begin, takeWordEnd(begin, false)), begin);
        return keyword(word, begin);
    }

    Predicate readGroup()
    {
        m_cursor.take('(');
        ++m_level;
        Predicate inner = readAnd();
        --m_level;
        if (!m_cursor.context().failed && !m_cursor.take(')'))
            m_cursor.fail("A bracket has no end: close it");
        m_last = m_cursor.at();
        return inner;
    }

    /// TERM(a=b) is the field a with the value b; TERM(x) and CASE(x) look for x anywhere.
    Predicate readTerm(std::size_t begin)
    {
        const auto inner = m_cursor.takeBracket();
        if (!inner)
            return {};
        m_last = m_cursor.at();
        const std::string_view text = m_cursor.slice(inner->first, inner->second);
        const std::size_t equals = text.find('=');
        if (equals == std::string_view::npos || equals == 0)
            return keyword(text, begin);
        Test test = testOf(text.substr(0, equals), begin, inner->first + equals);
        addValue(test, text.substr(equals + 1), inner->first + equals + 1, inner->second);
        return finished(std::move(test), begin);
    }

    /// What may be a field's name: up to a blank, a bracket, a quote or an operator.
    std::string_view takeName()
    {
        const std::size_t begin = m_cursor.at();
        while (!m_cursor.isAtEnd()) {
            const char c = m_cursor.peek();
            if (isBlank(c) || std::string_view("()[]|\",=<>").contains(c) || c == macroMark
                || (c == '!' && m_cursor.peek(1) == '='))
                break;
            m_cursor.moveTo(std::min(m_cursor.at() + (c == '\\' ? 2 : 1), m_cursor.end()));
        }
        return m_cursor.slice(begin, m_cursor.at());
    }

    /// The end of an unquoted value that begins at `begin`; moves there.
    std::size_t takeWordEnd(std::size_t begin, bool isInList)
    {
        m_cursor.moveTo(begin);
        while (!m_cursor.isAtEnd()) {
            const char c = m_cursor.peek();
            if (isBlank(c) || c == '(' || c == ')' || c == '|' || c == '"' || c == ']' || c == macroMark
                || (c == ',' && isInList))
                break;
            m_cursor.moveTo(std::min(m_cursor.at() + (c == '\\' ? 2 : 1), m_cursor.end()));
        }
        std::size_t end = m_cursor.at();
        while (end > begin + 1 && m_cursor.slice(end - 1, end) == ",") // a comma between terms
            --end;
        m_last = m_cursor.at();
        return end;
    }

    static Test testOf(const FieldRef& field)
    {
        Test test;
        test.field = field;
        return test;
    }

    Test testOf(std::string_view name, std::size_t begin, std::size_t end)
    {
        return testOf(fieldRef(name, m_cursor.span(begin, end)));
    }

    void addValue(Test& test, std::string_view text, std::size_t begin, std::size_t end) const
    {
        Value value;
        value.source = m_cursor.slice(begin, end);
        value.span = m_cursor.span(begin, end);
        const bool isBare = !value.source.starts_with('"');
        value.scalar = isBare && isNumber(text) ? Scalar(Number{std::string(text)}) : Scalar(std::string(text));
        value.pattern = searchPattern(text);
        test.values.push_back(std::move(value));
    }

    Predicate finished(Test test, std::size_t begin)
    {
        test.span = m_cursor.span(begin, m_last);
        if (isTimeRange(test.field.raw))
            return constant(true, test.span);
        return {NodeId::None, std::move(test)};
    }

    Predicate keyword(std::string_view text, std::size_t begin)
    {
        const Span span = m_cursor.span(begin, m_last);
        if (!text.empty() && text.find_first_not_of('*') == std::string_view::npos)
            return constant(true, span);
        if (const std::size_t colons = text.find("::"); colons != std::string_view::npos && colons > 0
            && std::ranges::all_of(text.substr(0, colons), isNameChar) && colons + 2 < text.size()) {
            Test indexed = testOf(text.substr(0, colons), begin, begin + colons);
            addValue(indexed, text.substr(colons + 2), begin + colons + 2, m_last);
            return finished(std::move(indexed), begin);
        }
        Test test;
        test.field.kind = FieldRef::Kind::AnyField;
        test.field.span = span;
        test.op = Op::Keyword;
        addValue(test, text, begin, m_last);
        test.span = span;
        return {NodeId::None, std::move(test)};
    }

    /// `= value`, `IN (…)` behind a name; nothing where no operator follows.
    std::optional<Predicate> readComparison(std::string_view name, std::size_t begin)
    {
        const std::size_t nameEnd = m_cursor.at();
        m_cursor.skipBlanks();
        Test test = testOf(name, begin, nameEnd);
        if (m_cursor.isWord("IN")) {
            m_cursor.takeWord("IN");
            m_cursor.skipBlanks();
            if (m_cursor.peek() == '(')
                return readList(std::move(test), begin);
        }

        struct Operator {
            std::string_view mark;
            Op op;
            bool negated;
        };

        static constexpr std::array<Operator, 7> operators{
            {{"==", Op::Eq, false}, {"=", Op::Eq, false}, {"!=", Op::Eq, true}, {"<=", Op::Le, false},
                {">=", Op::Ge, false}, {"<", Op::Lt, false}, {">", Op::Gt, false}}};
        for (const Operator& candidate : operators) {
            if (name.empty() || !m_cursor.take(candidate.mark))
                continue;
            test.op = candidate.op;
            test.negated = candidate.negated;
            return readValue(std::move(test), begin);
        }
        m_cursor.moveTo(nameEnd);
        return std::nullopt;
    }

    Predicate readValue(Test test, std::size_t begin)
    {
        m_cursor.skipBlanks();
        const std::size_t at = m_cursor.at();
        if (m_cursor.peek() == '(')
            return readList(std::move(test), begin);
        if (m_cursor.peek() == '[' || m_cursor.peek() == macroMark) {
            Predicate inner = readPrimary();
            if (std::holds_alternative<Opaque>(inner.node))
                return inner;
            return {NodeId::None, Opaque{"a value is not known", m_cursor.span(begin, m_last)}};
        }
        if (const std::optional<Quoted> quoted = m_cursor.takeQuoted()) {
            m_last = m_cursor.at();
            addValue(test, quoted->text, quoted->begin, quoted->end);
            return finished(std::move(test), begin);
        }
        const std::size_t end = takeWordEnd(at, false);
        if (end == at && !m_cursor.context().failed) {
            m_cursor.fail(std::format("The field \"{}\" has no value: write one behind the operator.", test.field.raw));
            return {};
        }
        addValue(test, m_cursor.slice(at, end), at, end);
        return finished(std::move(test), begin);
    }

    /// `(a, "b")` and `(a OR b)`.
    Predicate readList(Test test, std::size_t begin)
    {
        const auto inner = m_cursor.takeBracket();
        if (!inner)
            return {};
        const std::size_t behind = m_cursor.at();
        Cursor list(m_cursor.context(), inner->first, inner->second);
        for (list.skipBlanksAndCommas(); !list.isAtEnd() && !m_cursor.context().failed; list.skipBlanksAndCommas()) {
            const std::size_t at = list.at();
            if (list.isWord("OR")) {
                list.takeWord("OR");
            } else if (const std::optional<Quoted> quoted = list.takeQuoted()) {
                addValue(test, quoted->text, quoted->begin, quoted->end);
            } else if (const ExpandedText::OpenMacro* macro = list.takeMacro()) {
                m_cursor.moveTo(behind);
                m_last = behind;
                return {NodeId::None, Opaque{macro->reason, m_cursor.span(begin, behind)}};
            } else {
                while (!list.isAtEnd() && !isBlank(list.peek()) && list.peek() != ',' && list.peek() != '"')
                    list.moveTo(std::min(list.at() + (list.peek() == '\\' ? 2 : 1), list.end()));
                addValue(test, list.slice(at, list.at()), at, list.at());
            }
        }
        m_cursor.moveTo(behind);
        m_last = behind;
        if (test.values.empty())
            return constant(false, m_cursor.span(begin, behind));
        return finished(std::move(test), begin);
    }

    Cursor& m_cursor;
    bool m_isTstats;
    int m_level = 0; ///< of brackets
    std::size_t m_last = 0; ///< behind what was read last
};

} // namespace

rule::Predicate readSearch(Cursor& cursor, bool isTstats)
{
    Predicate predicate = SearchReader(cursor, isTstats).readAnd();
    if (!cursor.context().failed && cursor.peek() == ')')
        cursor.fail("A closing bracket has no opening one: take it away");
    return predicate;
}

} // namespace rulewright::lang::spl
