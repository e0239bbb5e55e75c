// SPDX-License-Identifier: Apache-2.0
#include "core/advise/insert_place.h"

#include "core/rule/walk.h"

#include <algorithm>
#include <optional>
#include <variant>

namespace rulewright::advise {

namespace {

constexpr std::uint32_t usualUnit = 4;

SelectionMap mapOf(const rule::And& all, Span selection)
{
    SelectionMap map;
    map.span = all.span;
    for (const rule::Predicate& child : all.children) {
        const Span span = rule::spanOf(child);
        if (!selection.encloses(span))
            continue;
        map.children.push_back(span);
        if (const auto* test = std::get_if<rule::Test>(&child.node))
            map.tests.push_back(test);
        else
            map.untested.push_back(span);
    }
    if (!map.children.empty())
        map.span = merged(map.children.front(), map.children.back());
    return map;
}

SelectionMap keywordsOf(const rule::Test& test)
{
    return {.tests = {&test}, .children = {test.span}, .untested = {}, .span = test.span, .isKeywords = true};
}

void addMaps(const rule::Predicate& predicate, Span selection, std::vector<SelectionMap>& maps)
{
    if (const auto* all = std::get_if<rule::And>(&predicate.node)) {
        SelectionMap map = mapOf(*all, selection);
        if (!map.children.empty())
            maps.push_back(std::move(map));
    } else if (const auto* test = std::get_if<rule::Test>(&predicate.node)) {
        if (test->field.kind == rule::FieldRef::Kind::AnyField)
            maps.push_back(keywordsOf(*test));
        else
            maps.push_back({.tests = {test}, .children = {test->span}, .untested = {}, .span = test->span});
    } else if (const auto* any = std::get_if<rule::Or>(&predicate.node)) {
        for (const rule::Predicate& child : any->children)
            addMaps(child, selection, maps);
    }
}

/// The place before the white space that stands before `offset`; line breaks count as such.
std::uint32_t beforeBlanks(const Lines& lines, std::uint32_t offset)
{
    const std::string_view before = lines.slice({0, offset});
    const std::size_t at = before.find_last_not_of(" \t\r\n");
    return at == std::string_view::npos ? 0 : static_cast<std::uint32_t>(at + 1);
}

bool isKeyLine(std::string_view line, std::string_view key)
{
    return line.starts_with(key) && line.substr(key.size()).starts_with(':');
}

/// The first plain name that the condition asks for.
std::optional<std::string> wantedName(std::string_view condition)
{
    static constexpr std::string_view wordCharacters
        = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-*";
    std::size_t at = 0;
    while (at < condition.size()) {
        at = condition.find_first_of(wordCharacters, at);
        if (at == std::string_view::npos)
            break;
        const std::size_t end = std::min(condition.find_first_not_of(wordCharacters, at), condition.size());
        const std::string_view word = condition.substr(at, end - at);
        const bool isOperator = word == "and" || word == "or" || word == "not" || word == "of" || word == "all"
            || word == "any" || word == "them";
        const bool isNumber = word.find_first_not_of("0123456789") == std::string_view::npos;
        if (!isOperator && !isNumber && !word.contains('*'))
            return std::string(word);
        at = end;
    }
    return std::nullopt;
}

} // namespace

std::uint32_t Lines::indent(std::uint32_t line) const
{
    const std::string_view text = m_source.line(line);
    return static_cast<std::uint32_t>(std::min(text.find_first_not_of(' '), text.size()));
}

bool Lines::isBlank(std::uint32_t line) const
{
    return m_source.line(line).find_first_not_of(" \t") == std::string_view::npos;
}

bool Lines::areBlank(std::uint32_t first, std::uint32_t last) const
{
    for (std::uint32_t line = first; line <= last; ++line) {
        if (!isBlank(line))
            return false;
    }
    return true;
}

bool Lines::isDash(std::uint32_t line) const
{
    const std::string_view text = m_source.line(line);
    const std::size_t dash = text.find_first_not_of(' ');
    return dash != std::string_view::npos && text[dash] == '-'
        && text.find_first_not_of(' ', dash + 1) == std::string_view::npos;
}

bool Lines::isComment(std::uint32_t line) const
{
    const std::string_view text = m_source.line(line);
    const std::size_t at = text.find_first_not_of(" \t");
    return at != std::string_view::npos && text[at] == '#';
}

Span Lines::trimmed(Span span) const
{
    const std::string_view text = m_source.slice(span);
    const std::size_t at = text.find_last_not_of(" \t\r\n");
    return {span.begin, span.begin + static_cast<std::uint32_t>(at == std::string_view::npos ? 0 : at + 1)};
}

std::uint32_t Lines::last(Span span) const
{
    const Span text = trimmed(span);
    return of(text.isEmpty() ? text.begin : text.end - 1);
}

std::string Lines::lineBreak() const
{
    const std::uint32_t end = m_source.lineSpan(1).end;
    return m_source.slice({end, end + 2}) == "\r\n" ? "\r\n" : "\n";
}

bool SelectionMap::isFlow(const Lines& lines) const
{
    const std::uint32_t at = beforeBlanks(lines, children.front().begin);
    return at > 0 && lines.slice({at - 1, at}) == "{";
}

std::vector<SelectionMap> mapsOf(const rule::Selection& selection)
{
    std::vector<SelectionMap> maps;
    addMaps(selection.predicate, selection.span, maps);
    return maps;
}

bool isWithoutContent(const rule::Selection& selection)
{
    return std::holds_alternative<rule::Opaque>(selection.predicate.node)
        && selection.span.end <= selection.nameSpan.end + 1;
}

const rule::Selection* selectionAt(const rule::Rule& rule, const Lines& lines, std::uint32_t caret)
{
    const std::uint32_t line = lines.of(caret);
    const rule::Selection* above = nullptr;
    for (const rule::Selection& selection : rule.selections) {
        const std::uint32_t first = lines.of(selection.nameSpan.begin);
        if (first > line)
            continue;
        if (line <= std::max(first, lines.last(selection.span)))
            return &selection;
        if (above == nullptr || first > lines.of(above->nameSpan.begin))
            above = &selection;
    }
    if (above == nullptr)
        return nullptr;
    const std::uint32_t name = lines.column(above->nameSpan.begin);
    for (std::uint32_t between = lines.last(above->span) + 1; between <= line; ++between) {
        const bool isLoose = lines.isBlank(between) || lines.isComment(between) || lines.isDash(between);
        if (!isLoose)
            return nullptr;
        if (!lines.isBlank(between) && lines.indent(between) <= name)
            return nullptr;
    }
    return lines.isBlank(line) && lines.column(caret) <= name && lines.column(caret) > 0 ? nullptr : above;
}

ValueLayout layoutOf(const rule::Test& test, const Lines& lines)
{
    ValueLayout layout;
    const bool isKeyword = test.field.kind == rule::FieldRef::Kind::AnyField && test.field.span.isEmpty();
    if (!isKeyword) {
        // The key's span may or may not hold its quotes; the colon is the next one.
        const Span rest {test.field.span.end, lines.span(lines.of(test.field.span.end)).end};
        const std::size_t colon = lines.slice(rest).find(':');
        if (colon == std::string_view::npos)
            return layout;
        layout.colon = rest.begin + static_cast<std::uint32_t>(colon + 1);
    }
    const auto written = std::ranges::find_if(test.values, [](const rule::Value& value) { return !value.span.isEmpty(); });
    if (written == test.values.end()) {
        layout.kind = isKeyword || test.values.size() > 1 ? ValueLayout::Kind::Unknown : ValueLayout::Kind::Nothing;
        return layout;
    }
    if (!isKeyword && written->span.begin < layout.colon)
        return layout; // an alias: its text stands elsewhere
    const std::uint32_t at = beforeBlanks(lines, written->span.begin);
    const std::string_view before = at > 0 ? lines.slice({at - 1, at}) : std::string_view();
    if (before == "[" || (before == "," && test.values.size() > 1)) {
        layout.kind = ValueLayout::Kind::Flow;
    } else if (before == "-") {
        layout.kind = ValueLayout::Kind::Block;
        layout.dashColumn = lines.column(at - 1);
    } else if (before == ":" && !isKeyword && at == layout.colon) {
        layout.kind = ValueLayout::Kind::Scalar;
    }
    return layout;
}

std::uint32_t indentUnit(const rule::Rule& rule, const Lines& lines)
{
    if (rule.selections.empty())
        return usualUnit;
    const std::uint32_t column = lines.column(rule.selections.front().nameSpan.begin);
    return column > 0 && column <= 8 ? column : usualUnit;
}

std::uint32_t listOffset(const rule::Rule& rule, const Lines& lines)
{
    std::optional<std::uint32_t> offset;
    rule::forEachTest(rule, [&](const rule::Test& test) {
        if (offset || test.field.span.isEmpty())
            return;
        const ValueLayout layout = layoutOf(test, lines);
        const std::uint32_t key = lines.column(test.field.span.begin);
        if (layout.kind == ValueLayout::Kind::Block && layout.dashColumn >= key)
            offset = layout.dashColumn - key;
    });
    return offset.value_or(indentUnit(rule, lines));
}

SelectionSkeleton skeletonPlace(const rule::Rule& rule, const Lines& lines, std::string_view usualName)
{
    SelectionSkeleton place;
    place.name = usualName;
    const std::string lineBreak = lines.lineBreak();
    const std::uint32_t first = lines.of(rule.span.begin);
    const std::uint32_t last = rule.span.isEmpty() ? lines.count() : lines.of(rule.span.end);
    for (std::uint32_t line = first; line <= last; ++line) {
        if (!isKeyLine(lines.text(line), "detection") && !isKeyLine(lines.text(line), "filter"))
            continue;
        place.needsCondition = true;
        std::optional<std::uint32_t> condition;
        for (std::uint32_t below = line + 1; below <= last; ++below) {
            if (lines.isBlank(below) || lines.isComment(below))
                continue;
            if (lines.indent(below) == 0)
                break;
            if (isKeyLine(lines.text(below).substr(lines.indent(below)), "condition"))
                condition = below;
        }
        if (!condition) {
            place.offset = lines.span(line).end;
            place.before = lineBreak;
            return place;
        }
        place.needsCondition = false;
        place.indent = lines.indent(*condition);
        place.offset = lines.span(*condition).begin;
        place.after = lineBreak;
        const std::string_view text = lines.text(*condition);
        if (const std::optional<std::string> name = wantedName(text.substr(text.find(':') + 1)))
            place.name = *name;
        return place;
    }
    // No detection at all: at the text's end.
    place.needsCondition = true;
    place.offset = lines.size();
    const bool isAtStart = lines.size() == 0 || lines.isBlank(lines.count());
    place.before = (isAtStart ? std::string() : lineBreak) + "detection:" + lineBreak;
    place.after = lineBreak;
    return place;
}

} // namespace rulewright::advise
