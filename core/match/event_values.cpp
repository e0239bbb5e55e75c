// SPDX-License-Identifier: Apache-2.0
#include "core/match/event_values.h"

#include "core/match/arena_scan.h"

namespace rulewright::match {

namespace {

using events::Column;
using events::Segment;

// Adds the row's values of a column; `read` may cut the text or pass over it.
template <class Read> void addValues(EventField& result, const Column& column, events::RowId row, Read&& read)
{
    const std::optional<std::uint32_t> rank = column.presence.rank(row);
    if (!rank)
        return;
    std::string scratch;
    const auto [begin, end] = column.elementsOf(*rank);
    for (std::uint32_t element = begin; element < end; ++element)
        read(result, column.text(column.valueOf(element), scratch));
}

void add(EventField& result, std::string_view field, std::string_view text)
{
    result.isPresent = true;
    std::uint32_t before = 0;
    for (const EventValue& value : result.values)
        before += value.field == field ? 1 : 0;
    result.values.push_back({std::string(field), std::string(text), before});
}

// Adds an element of the overflow, name and value; a name alone is a null.
void addOverflow(EventField& result, std::string_view text, std::string_view wanted)
{
    const std::size_t cut = text.find('\x1F');
    const std::string_view name = text.substr(0, cut);
    if (!wanted.empty() && name != wanted)
        return;
    if (cut == std::string_view::npos)
        result.isPresent = true;
    else
        add(result, name, text.substr(cut + 1));
}

} // namespace

EventField valuesOf(const events::EventSet& events, events::EventId event, std::string_view field)
{
    const auto [at, row] = events.locate(event);
    const Segment& segment = *events.segments[at];
    EventField result;
    for (const events::ResolvedColumn& resolved : events.fields.resolve(segment, field)) {
        const bool isRow = resolved.rows == nullptr || testBit(*resolved.rows, events::index(row));
        if (!isRow || !resolved.column->presence.contains(row))
            continue;
        result.isPresent = true;
        addValues(
            result, *resolved.column, row, [&](EventField& into, std::string_view text) { add(into, field, text); });
    }
    if (segment.overflow) {
        addValues(result, *segment.overflow, row,
            [&](EventField& into, std::string_view text) { addOverflow(into, text, field); });
    }
    return result;
}

EventField allValues(const events::EventSet& events, events::EventId event)
{
    const auto [at, row] = events.locate(event);
    const Segment& segment = *events.segments[at];
    EventField result;
    segment.forEachColumn([&](const Column& column) {
        addValues(result, column, row,
            [&](EventField& into, std::string_view text) { add(into, events.fields.name(column.field), text); });
    });
    if (segment.overflow) {
        addValues(result, *segment.overflow, row,
            [&](EventField& into, std::string_view text) { addOverflow(into, text, {}); });
    }
    return result;
}

} // namespace rulewright::match
