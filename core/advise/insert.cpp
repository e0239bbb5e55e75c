// SPDX-License-Identifier: Apache-2.0
#include "core/advise/insert.h"

#include "core/advise/insert_place.h"
#include "core/advise/insert_query.h"
#include "core/advise/sigma_words.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <utility>

namespace rulewright::advise {

namespace {

using rule::Op;

std::unexpected<Diagnostics> failure(Span span, std::string message)
{
    return std::unexpected(Diagnostics{{.severity = Severity::Error,
        .code = codes::adviseInsert,
        .span = span,
        .message = std::move(message),
        .fixes = {}}});
}

rule::Modifier withoutAlias(rule::Modifier modifier)
{
    return modifier == rule::Modifier::Utf16le ? rule::Modifier::Wide : modifier;
}

/// Whether the test says the same of its values as the row would.
bool isSameTest(const rule::Test& test, const SigmaWords& words)
{
    const bool isKeyword = test.field.kind == rule::FieldRef::Kind::AnyField;
    if (isKeyword != words.field.empty() || test.negated || test.op != words.op)
        return false;
    if (!isKeyword && test.field.raw != words.field)
        return false;
    if (test.caseRule == rule::CaseRule::Sensitive && test.op != Op::Regex)
        return false;
    return std::ranges::equal(test.modifiers, words.modifiers, {}, withoutAlias, withoutAlias);
}

bool isSamePattern(const rule::Pattern& a, const rule::Pattern& b)
{
    return std::ranges::equal(a.parts, b.parts, [](const rule::PatternPart& x, const rule::PatternPart& y) {
        return x.kind == y.kind && equalsFolded(x.literal, y.literal);
    });
}

const rule::Value* sameValue(const rule::Test& test, const SigmaWords& words)
{
    const auto it = std::ranges::find_if(test.values, [&](const rule::Value& value) {
        if (std::holds_alternative<rule::Null>(value.scalar))
            return words.value == "null" && words.isPlain;
        if (words.op == Op::Regex)
            return rule::scalarText(value.scalar) == words.value;
        if (words.op == Op::Exists)
            return rule::scalarText(value.scalar) == words.value;
        if (words.isPlain && words.value == "null")
            return false;
        return isSamePattern(value.pattern, words.pattern);
    });
    return it == test.values.end() ? nullptr : &*it;
}

class Inserter {
public:
    Inserter(const Lines& lines, const rule::Rule& rule, std::uint32_t caret, const SigmaWords& words)
        : m_lines(lines)
        , m_rule(rule)
        , m_caret(caret)
        , m_words(words)
    {
    }

    Result<Insertion> insert()
    {
        const rule::Selection* selection = chosenSelection();
        if (selection == nullptr)
            return newSelection();
        m_insertion.selection = selection->name;
        const std::vector<SelectionMap> maps = mapsOf(*selection);
        if (m_words.field.empty())
            return insertKeyword(*selection, maps);
        const SelectionMap* map = chosenMap(maps);
        if (map == nullptr) {
            if (isWithoutContent(*selection))
                return firstKey(*selection);
            return failure(selection->nameSpan,
                std::format(
                    "\"{}\" holds no fields to add one to: put the caret into a selection of fields", selection->name));
        }
        if (const std::optional<Insertion> there = alreadyThere(*map))
            return *there;
        for (const rule::Test* test : map->tests) {
            if (isSameTest(*test, m_words) && test->join == rule::Join::Any)
                return isBlank(*test) ? replaceBlank(*test) : addValue(*test);
        }
        for (const Span child : map->untested) {
            if (const std::optional<std::uint32_t> colon = emptyKey(child))
                return fillValue(*colon);
        }
        const auto blank = std::ranges::find_if(map->tests, [this](const rule::Test* test) { return isBlank(*test); });
        if (blank != map->tests.end() && !hasKey(*map))
            return replaceBlank(**blank);
        return addKey(*map);
    }

private:
    /// The selection under the caret, else the first that a row fits into, else the first.
    const rule::Selection* chosenSelection() const
    {
        if (const rule::Selection* selection = selectionAt(m_rule, m_lines, m_caret))
            return selection;
        for (const rule::Selection& selection : m_rule.selections) {
            const std::vector<SelectionMap> maps = mapsOf(selection);
            const bool hasKeywords = std::ranges::any_of(maps, &SelectionMap::isKeywords);
            const bool hasFields = std::ranges::any_of(maps, [](const SelectionMap& map) { return !map.isKeywords; });
            if (m_words.field.empty() ? hasKeywords : hasFields)
                return &selection;
        }
        return m_rule.selections.empty() ? nullptr : &m_rule.selections.front();
    }

    /// The map under the caret; else the first that has the test already; else the first.
    const SelectionMap* chosenMap(const std::vector<SelectionMap>& maps) const
    {
        const SelectionMap* first = nullptr;
        const SelectionMap* fitting = nullptr;
        const std::uint32_t line = m_lines.of(m_caret);
        for (const SelectionMap& map : maps) {
            if (map.isKeywords)
                continue;
            if (m_lines.of(map.span.begin) <= line && line <= m_lines.last(map.span))
                return &map;
            if (first == nullptr)
                first = &map;
            const bool fits
                = std::ranges::any_of(map.tests, [&](const rule::Test* test) { return isSameTest(*test, m_words); });
            if (fits && fitting == nullptr)
                fitting = &map;
        }
        return fitting != nullptr ? fitting : first;
    }

    /// A template's `Image|endswith: ''` fits every event with the field: a test that is still to be written.
    bool isBlank(const rule::Test& test) const
    {
        const bool fitsEach = test.op == Op::Contains || test.op == Op::StartsWith || test.op == Op::EndsWith;
        if (!fitsEach || test.negated || test.values.size() != 1)
            return false;
        const rule::Value& value = test.values.front();
        return (value.source == "''" || value.source == "\"\"") && value.span.begin >= test.field.span.end
            && m_lines.of(value.span.begin) == m_lines.of(test.field.span.begin);
    }

    bool hasKey(const SelectionMap& map) const
    {
        return std::ranges::any_of(
            map.tests, [&](const rule::Test* test) { return m_lines.slice(test->field.span) == m_words.key; });
    }

    Insertion replaceBlank(const rule::Test& test)
    {
        const std::string text = std::format("{}: {}", m_words.key, scalar(YamlQuotes::Single));
        m_insertion.preview = text;
        m_insertion.beside = test.span;
        m_insertion.replaces = true;
        return finish(Insertion::Kind::Key, {test.field.span.begin, test.values.front().span.end}, {}, text);
    }

    std::optional<Insertion> alreadyThere(const SelectionMap& map) const
    {
        for (const rule::Test* test : map.tests) {
            if (!isSameTest(*test, m_words))
                continue;
            const rule::Value* value = sameValue(*test, m_words);
            if (value == nullptr || value->span.isEmpty())
                continue;
            Insertion insertion = m_insertion;
            insertion.kind = Insertion::Kind::AlreadyThere;
            insertion.place = value->span;
            insertion.caret = value->span.end;
            return insertion;
        }
        return std::nullopt;
    }

    std::string scalar(YamlQuotes quotes) const
    {
        return m_words.isPlain ? m_words.value : yamlScalar(m_words.value, quotes);
    }

    /// As the value before is quoted, but a number beside quoted numbers is quoted too.
    std::string scalarLike(const rule::Value& neighbour) const
    {
        const bool isQuoted = neighbour.source.starts_with('\'') || neighbour.source.starts_with('"');
        const bool isWord = m_words.value == "true" || m_words.value == "null";
        if (m_words.isPlain && isQuoted && !isWord)
            return yamlScalar(m_words.value, YamlQuotes::Single);
        return scalar(isQuoted || neighbour.source.empty() ? YamlQuotes::Single : YamlQuotes::Plain);
    }

    Insertion finish(
        Insertion::Kind kind, Span span, std::string before, const std::string& text, std::string after = {})
    {
        m_insertion.kind = kind;
        m_insertion.caret = span.begin + static_cast<std::uint32_t>(before.size() + text.size());
        m_insertion.edit = {span, std::move(before) + text + std::move(after)};
        return std::move(m_insertion);
    }

    /// A line of its own below `line`, or on the caret's line where that is blank and follows.
    Insertion newLine(Insertion::Kind kind, std::uint32_t line, std::uint32_t indent, const std::string& text)
    {
        const std::uint32_t caretLine = m_lines.of(m_caret);
        if (m_lines.isBlank(caretLine) && caretLine > line && m_lines.areBlank(line + 1, caretLine))
            return finish(kind, m_lines.span(caretLine), std::string(indent, ' '), text);
        const std::uint32_t end = m_lines.span(line).end;
        return finish(kind, {end, end}, m_lines.lineBreak() + std::string(indent, ' '), text);
    }

    Result<Insertion> addValue(const rule::Test& test)
    {
        const ValueLayout layout = layoutOf(test, m_lines);
        const rule::Value& last = test.values.back();
        const std::string text = scalarLike(last);
        if (layout.kind != ValueLayout::Kind::Nothing)
            m_insertion.beside = test.span;
        switch (layout.kind) {
        case ValueLayout::Kind::Nothing:
            return fillValue(layout.colon);
        case ValueLayout::Kind::Flow: {
            m_insertion.preview = text;
            const std::uint32_t end = m_lines.trimmed(last.span).end;
            const bool isOwnLine = m_lines.of(last.span.begin) != m_lines.of(test.field.span.begin)
                && m_lines.indent(m_lines.of(last.span.begin)) == m_lines.column(last.span.begin);
            const std::string separator = isOwnLine
                ? "," + m_lines.lineBreak() + std::string(m_lines.column(last.span.begin), ' ')
                : std::string(", ");
            return finish(Insertion::Kind::ListItem, {end, end}, separator, text);
        }
        case ValueLayout::Kind::Block:
            return addItem(test, layout, text);
        case ValueLayout::Kind::Scalar:
            return scalarToList(test, layout, text);
        case ValueLayout::Kind::Unknown:
            break;
        }
        return failure(test.span,
            std::format("The value of \"{}\" is written in a way that cannot take another: write it as a list first",
                test.field.raw));
    }

    Insertion addItem(const rule::Test& test, const ValueLayout& layout, const std::string& text)
    {
        const std::string item = "- " + text;
        m_insertion.preview = item;
        const std::uint32_t caretLine = m_lines.of(m_caret);
        std::uint32_t line = m_lines.last(test.values.back().span);
        if (test.values.back().span.isEmpty())
            line = std::max(line, m_lines.of(test.values.back().span.begin));
        for (const rule::Value& value : test.values) {
            const std::uint32_t first = m_lines.of(value.span.begin);
            const std::uint32_t last = m_lines.last(value.span);
            if (first <= caretLine && caretLine <= last)
                line = last;
        }
        // An item that is only its dash waits for this value.
        if (m_lines.isDash(caretLine) && caretLine > m_lines.of(test.field.span.begin) && caretLine <= line + 1)
            return finish(
                Insertion::Kind::ListItem, m_lines.span(caretLine), std::string(m_lines.indent(caretLine), ' '), item);
        return newLine(Insertion::Kind::ListItem, line, layout.dashColumn, item);
    }

    Result<Insertion> scalarToList(const rule::Test& test, const ValueLayout& layout, const std::string& text)
    {
        const rule::Value& value = test.values.front();
        const std::uint32_t line = m_lines.of(value.span.begin);
        if (m_lines.last(value.span) != line || value.source.starts_with('|') || value.source.starts_with('>'))
            return failure(value.span,
                std::format("The value of \"{}\" takes several lines: write it as a list first", test.field.raw));
        const std::uint32_t keyColumn = m_lines.column(test.field.span.begin);
        const std::uint32_t dash = keyColumn + listOffset(m_rule, m_lines);
        const std::string item = "- " + text;
        m_insertion.preview = item;
        const std::uint32_t lineEnd = m_lines.span(line).end;
        const bool isOwnLine = line != m_lines.of(test.field.span.begin);
        const std::uint32_t column = isOwnLine ? m_lines.column(value.span.begin) : dash;
        const std::uint32_t begin = isOwnLine ? value.span.begin : layout.colon;
        const std::string newItem = m_lines.lineBreak() + std::string(column, ' ');
        std::string before = isOwnLine ? std::string() : newItem;
        before += "- ";
        before += m_lines.slice({value.span.begin, lineEnd});
        before += newItem;
        return finish(Insertion::Kind::ListItem, {begin, lineEnd}, std::move(before), item);
    }

    /// A key that stands there without value gets it.
    Insertion fillValue(std::uint32_t colon)
    {
        const std::string text = scalar(YamlQuotes::Single);
        m_insertion.preview = text;
        std::uint32_t end = m_lines.span(m_lines.of(colon)).end;
        // A comment behind the colon stays.
        const std::string_view rest = m_lines.slice({colon, end});
        end = colon + static_cast<std::uint32_t>(std::min(rest.find_first_not_of(' '), rest.size()));
        const bool hasComment = end < m_lines.span(m_lines.of(colon)).end;
        return finish(Insertion::Kind::Key, {colon, end}, " ", text, hasComment ? " " : "");
    }

    /// Where a value would go, if `child` is nothing but the row's key.
    std::optional<std::uint32_t> emptyKey(Span child) const
    {
        const std::string head = m_words.key + ":";
        if (!m_lines.slice({child.begin, child.begin + static_cast<std::uint32_t>(head.size())}).starts_with(head))
            return std::nullopt;
        const std::uint32_t colon = child.begin + static_cast<std::uint32_t>(head.size());
        const std::string_view rest = m_lines.slice({colon, m_lines.span(m_lines.of(colon)).end});
        const std::size_t text = rest.find_first_not_of(' ');
        return text == std::string_view::npos || rest[text] == '#' ? std::optional(colon) : std::nullopt;
    }

    Insertion addKey(const SelectionMap& map)
    {
        const std::string text = std::format("{}: {}", m_words.key, scalar(YamlQuotes::Single));
        m_insertion.preview = text;
        // A key that stands there with other values is no further test: it makes the text ambiguous.
        const bool isDouble = hasKey(map);
        const auto beside
            = std::ranges::find_if(map.tests, [](const rule::Test* test) { return !test->values.empty(); });
        if (!isDouble && beside != map.tests.end())
            m_insertion.beside = (*beside)->span;
        if (map.isFlow(m_lines)) {
            const std::uint32_t end = m_lines.trimmed(map.children.back()).end;
            return finish(Insertion::Kind::Key, {end, end}, ", ", text);
        }
        const std::uint32_t caretLine = m_lines.of(m_caret);
        std::uint32_t line = m_lines.last(map.children.back());
        for (const Span child : map.children) {
            if (m_lines.of(child.begin) <= caretLine && caretLine <= m_lines.last(child))
                line = m_lines.last(child);
        }
        return newLine(Insertion::Kind::Key, line, m_lines.column(map.children.front().begin), text);
    }

    /// The first key of a selection that has only its name.
    Result<Insertion> firstKey(const rule::Selection& selection)
    {
        const std::string text = std::format("{}: {}", m_words.key, scalar(YamlQuotes::Single));
        m_insertion.preview = text;
        const std::uint32_t column = m_lines.column(selection.nameSpan.begin);
        return newLine(
            Insertion::Kind::Key, m_lines.of(selection.nameSpan.begin), column + indentUnit(m_rule, m_lines), text);
    }

    Result<Insertion> insertKeyword(const rule::Selection& selection, const std::vector<SelectionMap>& maps)
    {
        for (const SelectionMap& map : maps) {
            if (!map.isKeywords || map.tests.empty() || !isSameTest(*map.tests.front(), m_words))
                continue;
            if (const std::optional<Insertion> there = alreadyThere(map))
                return *there;
            return addValue(*map.tests.front());
        }
        if (isWithoutContent(selection)) {
            const std::string item = "- " + scalar(YamlQuotes::Single);
            m_insertion.preview = item;
            const std::uint32_t column = m_lines.column(selection.nameSpan.begin);
            return newLine(Insertion::Kind::ListItem, m_lines.of(selection.nameSpan.begin),
                column + indentUnit(m_rule, m_lines), item);
        }
        return failure(selection.nameSpan,
            std::format("\"{}\" holds fields, and a keyword needs a list of words: put the caret into a selection that "
                        "is one",
                selection.name));
    }

    Result<Insertion> newSelection()
    {
        const std::uint32_t unit = indentUnit(m_rule, m_lines);
        const std::string lineBreak = m_lines.lineBreak();
        const SelectionSkeleton place
            = skeletonPlace(m_rule, m_lines, m_words.field.empty() ? "keywords" : "selection");
        m_insertion.selection = place.name;
        const std::string value = scalar(YamlQuotes::Single);
        const std::string text = m_words.field.empty() ? "- " + value : std::format("{}: {}", m_words.key, value);
        m_insertion.preview = std::format("{}: {}", place.name, text);
        std::string before = place.before;
        before += std::string(place.indent, ' ') + place.name + ":" + lineBreak;
        before += std::string(place.indent + unit, ' ');
        std::string after = place.needsCondition
            ? lineBreak + std::string(place.indent, ' ') + "condition: " + place.name
            : std::string();
        return finish(Insertion::Kind::Selection, {place.offset, place.offset}, std::move(before), text,
            std::move(after) + place.after);
    }

    const Lines& m_lines;
    const rule::Rule& m_rule;
    std::uint32_t m_caret;
    const SigmaWords& m_words;
    Insertion m_insertion;
};

} // namespace

const rule::Rule* insertionRule(const rule::Document& document, std::uint32_t caret)
{
    const auto it = std::ranges::find_if(document.rules, [caret](const rule::Rule& rule) {
        return rule.span.begin <= caret && caret <= rule.span.end && !rule.selections.empty();
    });
    return it != document.rules.end() ? &*it : rule::mainRule(document);
}

Result<Insertion> insertion(
    const SourceText& source, const rule::Document& document, std::uint32_t caret, const corpus::RowKey& row)
{
    if (document.language != rule::Language::Sigma) {
        const rule::Rule* query = insertionRule(document, caret);
        if (query == nullptr)
            return failure({}, "The file holds no rule to put the row into");
        return queryInsertion(source, *query, caret, row);
    }
    const std::optional<SigmaWords> words = sigmaWords(row);
    if (!words)
        return failure({},
            std::format(
                "Sigma has no words for {} on \"{}\": write the test by hand", rule::operatorName(row.op), row.field));
    const rule::Rule* rule = insertionRule(document, caret);
    static const rule::Rule none;
    const Lines lines(source);
    return Inserter(lines, rule != nullptr ? *rule : none, caret, *words).insert();
}

} // namespace rulewright::advise
