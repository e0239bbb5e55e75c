// SPDX-License-Identifier: Apache-2.0
#include "core/advise/insert_place.h"
#include "core/advise/widen.h"
#include "core/rule/walk.h"

#include <algorithm>

namespace rulewright::advise {

namespace {

// The lines of a part, where nothing else stands on them: from the first character of the first to that of the next.
std::optional<TextEdit> wholeLines(const Lines& lines, Span part, std::uint32_t column)
{
    const std::uint32_t first = lines.of(part.begin);
    const std::uint32_t last = lines.last(part);
    if (lines.indent(first) != column || last >= lines.count())
        return std::nullopt;
    return TextEdit{{lines.span(first).begin, lines.span(last + 1).begin}, {}};
}

std::optional<TextEdit> valueRemoval(const Lines& lines, const rule::Test& test, const rule::Value& value)
{
    if (test.values.size() < 2 || value.span.isEmpty())
        return std::nullopt;
    const ValueLayout layout = layoutOf(test, lines);
    if (layout.kind == ValueLayout::Kind::Block)
        return wholeLines(lines, value.span, layout.dashColumn);
    if (layout.kind != ValueLayout::Kind::Flow)
        return std::nullopt;
    // With the comma that parts it from its neighbour.
    const auto at = static_cast<std::size_t>(&value - test.values.data());
    if (at + 1 < test.values.size())
        return TextEdit{{value.span.begin, test.values[at + 1].span.begin}, {}};
    return TextEdit{{lines.trimmed(test.values[at - 1].span).end, lines.trimmed(value.span).end}, {}};
}

std::optional<TextEdit> testRemoval(const Lines& lines, const rule::Rule& rule, const rule::Test& test)
{
    for (const rule::Selection& selection : rule.selections) {
        for (const SelectionMap& map : mapsOf(selection)) {
            const bool isHere = std::ranges::contains(map.tests, &test);
            if (!isHere || map.isKeywords || map.tests.size() < 2 || map.isFlow(lines))
                continue;
            return wholeLines(lines, test.span, lines.column(test.field.span.begin));
        }
    }
    return std::nullopt;
}

} // namespace

const rule::Test* testOf(const rule::Rule& rule, rule::NodeId id)
{
    const rule::Test* found = nullptr;
    const auto visit = [&](const rule::Predicate& node) {
        if (node.id == id)
            found = std::get_if<rule::Test>(&node.node);
    };
    for (const rule::Selection& selection : rule.selections)
        rule::walk(selection.predicate, visit);
    if (const rule::Predicate* condition = rule::condition(rule))
        rule::walk(*condition, visit);
    return found;
}

std::optional<TextEdit> removalOf(
    const SourceText& source, const rule::Rule& rule, rule::NodeId test, rule::ValueId value)
{
    const rule::Test* found = testOf(rule, test);
    if (found == nullptr || found->span.isEmpty())
        return std::nullopt;
    const Lines lines(source);
    const auto it = std::ranges::find(found->values, value, &rule::Value::id);
    return it != found->values.end() ? valueRemoval(lines, *found, *it) : testRemoval(lines, rule, *found);
}

} // namespace rulewright::advise
