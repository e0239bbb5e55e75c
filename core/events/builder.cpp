// SPDX-License-Identifier: Apache-2.0
#include "core/events/builder.h"

#include "core/events/segment_builder.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>

namespace rulewright::events {

namespace {

/// A segment with this many rows is closed before an event whose names would not fit; a smaller one is not,
/// so that events that are all names cannot make a segment each.
constexpr std::uint32_t rowsWorthASegment = 1'024;
/// How often a source that follows a wide one begins a segment of its own, whatever the rows.
constexpr int maximumSourceSegments = 64;

} // namespace

namespace {

std::atomic<std::uint64_t> nextSerial = 1;

/// Gives a segment of another builder the ids of this one.
void renumber(Segment& segment, const std::vector<FieldId>& fields, std::uint32_t firstSource)
{
    const auto rename = [&fields](FieldId& field) {
        if (field != FieldId::None)
            field = fields[index(field)];
    };
    for (Column& column : segment.columns)
        rename(column.field);
    std::ranges::sort(segment.columns, {}, &Column::field);
    for (std::optional<Column>& column : segment.shadowedSystem) {
        if (column)
            rename(column->field);
    }
    for (Column& column : segment.shadowedOthers)
        rename(column.field);
    std::ranges::sort(segment.shadowedOthers, {}, &Column::field);
    std::ranges::for_each(segment.systemFields, rename);
    segment.source.renumber(firstSource);
}

} // namespace

struct EventSetBuilder::State {
    const std::uint64_t serial = nextSerial.fetch_add(1, std::memory_order_relaxed);
    EventSet set; ///< the base's segments only
    std::vector<Segment> segments; ///< that are full
    SegmentBuilder segment;
    StagedEvent event;
    std::uint32_t ended = 0;
    int sourceSegments = 0;
    bool isOpen = false;
    std::map<const void*, std::shared_ptr<void>> kept;
    std::map<std::string, std::uint32_t, std::less<>> arrayOf; ///< the event's arrays by name
    std::vector<std::uint32_t> openElements; ///< indices into event.elements, the innermost last

    /// The field that followed each field last time: events of one kind have their names in one order.
    std::vector<FieldId> next;
    FieldId previous = FieldId::None;
    bool hasPrevious = false;

    FieldId lookUp(std::string_view name)
    {
        const std::size_t slot = hasPrevious && previous != FieldId::None ? index(previous) + 1 : 0;
        if (slot >= next.size())
            next.resize(set.fields.size() + 1, FieldId::None);
        FieldId& guess = next[slot];
        if (guess == FieldId::None || set.fields.name(guess) != name) {
            const FieldId found = set.fields.find(name);
            if (found == FieldId::None)
                return found;
            guess = found;
        }
        previous = guess;
        hasPrevious = true;
        return previous;
    }

    StagedEvent::Cell& stage(std::string_view name)
    {
        StagedEvent::Cell& cell = event.cells.emplace_back();
        cell.field = lookUp(name);
        if (cell.field == FieldId::None)
            cell.name = event.texts.keep(name);
        if (!openElements.empty())
            cell.element = openElements.back();
        return cell;
    }

    StagedEvent::Cell& stage(FieldId field)
    {
        StagedEvent::Cell& cell = event.cells.emplace_back();
        cell.field = field;
        if (!openElements.empty())
            cell.element = openElements.back();
        return cell;
    }

    StagedEvent::Cell& stage(std::string_view name, std::string_view value)
    {
        StagedEvent::Cell& cell = stage(name);
        cell.value = event.texts.keep(value);
        return cell;
    }

    [[nodiscard]] bool isNamed(const StagedEvent::Cell& cell, FieldId field, std::string_view name) const
    {
        return cell.field == FieldId::None ? cell.name == name : cell.field == field;
    }

    [[nodiscard]] bool has(std::string_view name) const
    {
        const FieldId field = set.fields.find(name);
        return std::ranges::any_of(
            event.cells, [&](const StagedEvent::Cell& cell) { return isNamed(cell, field, name); });
    }

    void closeSegment()
    {
        if (segment.rows() == 0)
            return;
        segments.push_back(std::move(segment).build());
        segment = SegmentBuilder();
    }
};

EventSetBuilder::EventSetBuilder(std::vector<FieldAlias> aliases)
    : m_state(std::make_unique<State>())
{
    m_state->set.fields.setAliases(std::move(aliases));
}

EventSetBuilder::EventSetBuilder(EventSet base)
    : m_state(std::make_unique<State>())
{
    m_state->set = std::move(base);
    m_state->ended = m_state->set.size();
}

EventSetBuilder::EventSetBuilder(EventSetBuilder&&) noexcept = default;
EventSetBuilder& EventSetBuilder::operator=(EventSetBuilder&&) noexcept = default;
EventSetBuilder::~EventSetBuilder() = default;

SourceId EventSetBuilder::addSource(EventSource source)
{
    State& state = *m_state;
    if (state.segment.isWide() && state.sourceSegments < maximumSourceSegments) {
        ++state.sourceSegments;
        state.closeSegment();
    }
    state.set.sources.push_back(std::move(source));
    return SourceId{static_cast<std::uint32_t>(state.set.sources.size() - 1)};
}

void EventSetBuilder::setSourceHash(SourceId source, std::string hash)
{
    m_state->set.sources[index(source)].hash = std::move(hash);
}

void EventSetBuilder::beginEvent(SourceRef source, SourceKind kind)
{
    dropEvent();
    m_state->isOpen = true;
    m_state->event.source = source;
    m_state->event.kind = kind;
}

void EventSetBuilder::add(std::string_view name, std::string_view value) { m_state->stage(name, value); }

FieldId EventSetBuilder::field(std::string_view name) const { return m_state->set.fields.find(name); }

void EventSetBuilder::addStable(FieldId field, std::string_view value, bool isSystem)
{
    StagedEvent::Cell& cell = m_state->stage(field);
    cell.value = value;
    cell.isSystem = isSystem;
}

void EventSetBuilder::addStable(std::string_view name, std::string_view value, bool isSystem)
{
    StagedEvent::Cell& cell = m_state->stage(name);
    cell.value = value;
    cell.isSystem = isSystem;
}

void EventSetBuilder::addNull(FieldId field, bool isSystem)
{
    StagedEvent::Cell& cell = m_state->stage(field);
    cell.isNull = true;
    cell.isSystem = isSystem;
}

char* EventSetBuilder::room(std::size_t size) { return m_state->event.texts.room(size); }

void EventSetBuilder::keepRoom(std::size_t size) { m_state->event.texts.take(size); }

std::shared_ptr<void>& EventSetBuilder::keptFor(const void* reader) { return m_state->kept[reader]; }

std::uint64_t EventSetBuilder::serial() const { return m_state->serial; }

void EventSetBuilder::addNull(std::string_view name) { m_state->stage(name).isNull = true; }

void EventSetBuilder::addSystem(std::string_view name, std::string_view value)
{
    m_state->stage(name, value).isSystem = true;
}

void EventSetBuilder::addSystemNull(std::string_view name)
{
    StagedEvent::Cell& cell = m_state->stage(name);
    cell.isSystem = true;
    cell.isNull = true;
}

void EventSetBuilder::beginElement(std::string_view array)
{
    State& state = *m_state;
    auto at = state.arrayOf.find(array);
    if (at == state.arrayOf.end()) {
        at = state.arrayOf.emplace(array, static_cast<std::uint32_t>(state.event.arrays.size())).first;
        state.event.arrays.push_back({.name = std::string(array)});
    }
    StagedEvent::Element element{.array = at->second, .number = state.event.arrays[at->second].elements++};
    if (!state.openElements.empty())
        element.parent = state.openElements.back();
    state.openElements.push_back(static_cast<std::uint32_t>(state.event.elements.size()));
    state.event.elements.push_back(element);
}

void EventSetBuilder::endElement()
{
    if (!m_state->openElements.empty())
        m_state->openElements.pop_back();
}

bool EventSetBuilder::has(std::string_view name) const { return m_state->has(name); }

bool EventSetBuilder::renameToSystem(std::string_view name, SystemField field)
{
    State& state = *m_state;
    const std::string_view wanted = systemFieldNames[static_cast<std::size_t>(field)];
    if (state.has(wanted))
        return false;
    const FieldId old = state.set.fields.find(name);
    const FieldId renamed = state.set.fields.find(wanted);
    bool isFound = false;
    for (StagedEvent::Cell& cell : state.event.cells) {
        if (!state.isNamed(cell, old, name))
            continue;
        isFound = true;
        cell.field = renamed;
        cell.name = wanted;
        cell.isSystem = true;
    }
    return isFound;
}

void EventSetBuilder::setTime(std::int64_t time) { m_state->event.time = time; }

void EventSetBuilder::setShape(RecordShape shape) { m_state->event.shape = shape; }

void EventSetBuilder::setKind(SourceKind kind) { m_state->event.kind = kind; }

void EventSetBuilder::setLabel(Label label) { m_state->event.label = std::move(label); }

void EventSetBuilder::setSourceLabel(SourceId source, Label label)
{
    m_state->set.labels.setForSource(source, std::move(label));
}

void EventSetBuilder::endEvent()
{
    State& state = *m_state;
    if (!state.isOpen)
        return;
    SegmentBuilder& segment = state.segment;
    if (segment.isFull(state.event)
        || (segment.rows() >= rowsWorthASegment && segment.wouldOverflow(state.event, state.set.fields)))
        state.closeSegment();
    segment.append(state.event, state.set.fields);
    if (state.event.label != Label())
        state.set.labels.set(EventId{state.ended}, state.event.label);
    ++state.ended;
    dropEvent();
}

void EventSetBuilder::dropEvent()
{
    State& state = *m_state;
    state.isOpen = false;
    state.event.clear();
    state.openElements.clear();
    state.arrayOf.clear();
    state.hasPrevious = false;
}

std::uint32_t EventSetBuilder::eventCount() const { return m_state->ended; }

std::uint32_t EventSetBuilder::absorb(EventSetBuilder&& other)
{
    State& state = *m_state;
    State& added = *other.m_state;
    state.closeSegment();
    added.closeSegment();
    const auto firstSource = static_cast<std::uint32_t>(state.set.sources.size());
    std::ranges::move(added.set.sources, std::back_inserter(state.set.sources));
    std::vector<FieldId> fields;
    for (std::uint32_t field = 0; field < added.set.fields.size(); ++field)
        fields.push_back(state.set.fields.intern(added.set.fields.name(FieldId{field})));
    for (Segment& segment : added.segments) {
        renumber(segment, fields, firstSource);
        state.segments.push_back(std::move(segment));
    }
    state.set.labels.append(added.set.labels, state.ended, firstSource);
    state.ended += added.ended;
    return firstSource;
}

EventSet EventSetBuilder::build() &&
{
    State& state = *m_state;
    state.closeSegment();
    for (Segment& segment : state.segments)
        state.set.segments.push_back(std::make_shared<const Segment>(std::move(segment)));
    return std::move(state.set);
}

} // namespace rulewright::events
