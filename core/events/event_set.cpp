// SPDX-License-Identifier: Apache-2.0
#include "core/events/event_set.h"

#include "core/events/resolve_cache.h"

#include <algorithm>
#include <ranges>

namespace rulewright::events {

namespace {

void appendValues(const Column& column, RowId row, std::vector<std::string>& values)
{
    const auto rank = column.presence.rank(row);
    if (!rank)
        return;
    const auto [begin, end] = column.elementsOf(*rank);
    std::string scratch;
    for (std::uint32_t element = begin; element < end; ++element)
        values.emplace_back(column.text(column.valueOf(element), scratch));
}

EventField fieldOf(std::string name, const Column& column, RowId row)
{
    EventField field;
    field.name = std::move(name);
    field.cell = column.cell(row);
    appendValues(column, row, field.values);
    return field;
}

bool contains(const ResolvedColumn& resolved, RowId row)
{
    if (resolved.rows)
        return ((*resolved.rows)[index(row) / 64] >> (index(row) % 64) & 1) != 0;
    return resolved.column->presence.contains(row);
}

/// System's value of a field that the row's data has too; null where it has none.
const Column* shadowed(const Segment& segment, FieldId field, RowId row)
{
    const auto isIt = [&](const Column& column) { return column.field == field && column.presence.contains(row); };
    for (const std::optional<Column>& column : segment.shadowedSystem) {
        if (column && isIt(*column))
            return &*column;
    }
    for (const Column& column : segment.shadowedOthers) {
        if (isIt(column))
            return &column;
    }
    return nullptr;
}

/// Calls visit(name, value) for each pair of the row that went to the overflow column; value is null without one.
template <class Visit> void forEachOverflow(const Segment& segment, RowId row, Visit&& visit)
{
    const auto rank = segment.overflow ? segment.overflow->presence.rank(row) : std::nullopt;
    if (!rank)
        return;
    const auto [begin, end] = segment.overflow->elementsOf(*rank);
    std::string scratch;
    for (std::uint32_t element = begin; element < end; ++element) {
        const std::string_view pair = segment.overflow->text(segment.overflow->valueOf(element), scratch);
        const std::size_t separator = pair.find('\x1F');
        if (separator == std::string_view::npos)
            visit(pair, nullptr);
        else {
            const std::string_view value = pair.substr(separator + 1);
            visit(pair.substr(0, separator), &value);
        }
    }
}

/// One more value, or a null, of a field that has come in parts.
void addTo(EventField& field, const std::string_view* value)
{
    if (value != nullptr)
        field.values.emplace_back(*value);
    field.cell = field.values.empty()                              ? Cell::Null
        : field.values.size() == 1 && field.values.front().empty() ? Cell::Empty
                                                                   : Cell::Present;
}

} // namespace

std::uint32_t EventSet::size() const
{
    std::uint32_t size = 0;
    for (const auto& segment : segments)
        size += segment->rows;
    return size;
}

std::pair<std::uint32_t, RowId> EventSet::locate(EventId event) const
{
    std::uint32_t row = index(event);
    std::uint32_t i = 0;
    for (; i + 1 < segments.size() && row >= segments[i]->rows; ++i)
        row -= segments[i]->rows;
    return {i, RowId{row}};
}

EventId EventSet::eventAt(std::uint32_t segment, RowId row) const
{
    std::uint32_t event = index(row);
    for (std::uint32_t i = 0; i < segment; ++i)
        event += segments[i]->rows;
    return EventId{event};
}

std::pair<std::uint32_t, std::uint32_t> EventSet::eventsOf(SourceId source) const
{
    // Sources come in the order of their ids.
    std::pair<std::uint32_t, std::uint32_t> events{0, 0};
    std::uint32_t before = 0;
    for (const auto& segment : segments) {
        const auto [first, last] = segment->source.rowsOf(source);
        if (first != last) {
            if (events.first == events.second)
                events.first = before + first;
            events.second = before + last;
        }
        before += segment->rows;
    }
    return events;
}

EventId EventSet::find(std::string_view path, std::uint32_t record) const
{
    for (std::uint32_t id = 0; id < sources.size(); ++id) {
        if (sources[id].path != path)
            continue;
        const auto [begin, end] = eventsOf(SourceId{id});
        const auto events = std::views::iota(begin, end);
        const auto at = std::ranges::lower_bound(
            events, record, {}, [this](std::uint32_t event) { return source(EventId{event}).record; });
        if (at != events.end() && source(EventId{*at}).record == record)
            return EventId{*at};
    }
    return EventId::None;
}

SourceRef EventSet::source(EventId event) const
{
    const auto [segment, row] = locate(event);
    return segments[segment]->source[index(row)];
}

std::int64_t EventSet::time(EventId event) const
{
    const auto [segment, row] = locate(event);
    return segments[segment]->time[index(row)];
}

std::vector<std::string> EventSet::values(EventId event, std::string_view field) const
{
    const auto [i, row] = locate(event);
    const Segment& segment = *segments[i];
    std::vector<std::string> values;
    for (const ResolvedColumn& resolved : fields.resolve(segment, field)) {
        if (contains(resolved, row))
            appendValues(*resolved.column, row, values);
    }
    forEachOverflow(segment, row, [&](std::string_view name, const std::string_view* value) {
        if (name == field && value != nullptr)
            values.emplace_back(*value);
    });
    return values;
}

Cell EventSet::cell(EventId event, std::string_view field) const
{
    const auto [i, row] = locate(event);
    const Segment& segment = *segments[i];
    Cell cell = Cell::Absent;
    for (const ResolvedColumn& resolved : fields.resolve(segment, field)) {
        if (contains(resolved, row))
            cell = std::max(cell, resolved.column->cell(row));
    }
    forEachOverflow(segment, row, [&](std::string_view name, const std::string_view* value) {
        if (name == field)
            cell = std::max(cell, value == nullptr ? Cell::Null : value->empty() ? Cell::Empty : Cell::Present);
    });
    return cell;
}

std::string EventSet::systemText(EventId event, SystemField field) const
{
    const auto [segment, row] = locate(event);
    std::string scratch;
    return std::string(segments[segment]->systemText(field, row, scratch));
}

std::vector<EventField> EventSet::event(EventId event) const
{
    const auto [i, row] = locate(event);
    const Segment& segment = *segments[i];
    std::vector<EventField> shown;
    for (const Column& column : segment.columns) {
        if (!column.presence.contains(row))
            continue;
        const std::string& name = fields.name(column.field);
        if (const Column* system = shadowed(segment, column.field, row)) {
            shown.push_back(fieldOf(name, *system, row));
            const bool isUserData = segment.shape[index(row)] == RecordShape::UserData;
            shown.push_back(fieldOf((isUserData ? "UserData." : "EventData.") + name, column, row));
        } else {
            shown.push_back(fieldOf(name, column, row));
        }
    }
    const std::size_t inColumns = shown.size();
    std::unordered_map<std::string, std::size_t> overflowed;
    forEachOverflow(segment, row, [&](std::string_view name, const std::string_view* value) {
        const auto [at, isNew] = overflowed.try_emplace(std::string(name), shown.size());
        if (isNew)
            shown.emplace_back().name = name;
        addTo(shown[at->second], value);
    });
    const std::size_t originals = shown.size();
    for (AliasName& alias : fields.aliasesOf(segment, row)) {
        const auto isSame = [&](const EventField& field) { return field.name == alias.name; };
        if (std::ranges::any_of(shown.begin() + static_cast<std::ptrdiff_t>(inColumns),
                shown.begin() + static_cast<std::ptrdiff_t>(originals), isSame))
            continue;
        EventField field = fieldOf(alias.name, *segment.column(alias.original), row);
        if (alias.isPart) {
            field.values = values(event, alias.name);
            field.cell = cell(event, alias.name);
        }
        const auto known = std::find_if(shown.begin() + static_cast<std::ptrdiff_t>(originals), shown.end(), isSame);
        if (known != shown.end()) {
            for (const std::string& value : field.values) {
                const std::string_view text = value;
                addTo(*known, &text);
            }
            continue;
        }
        field.isAlias = true;
        field.aliasOf = fields.name(alias.original);
        shown.push_back(std::move(field));
    }
    return shown;
}

Side EventSet::side(EventId event) const
{
    const SourceId id = source(event).source;
    // A label that says "unknown" takes the event away from the side that its file was loaded on.
    if (const Label* own = labels.ofEvent(event))
        return own->side;
    if (const Label* whole = labels.ofSource(id))
        return whole->side;
    return index(id) < sources.size() ? sources[index(id)].side : Side::Unknown;
}

const Label& EventSet::label(EventId event) const { return labels.of(event, source(event).source); }

std::size_t EventSet::bytes() const
{
    std::size_t bytes = sizeof(EventSet);
    for (const auto& segment : segments)
        bytes += segment->bytes();
    return bytes;
}

} // namespace rulewright::events
