// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::events {

/// Collects the cells of one field row by row, and chooses the column's kind from what it saw. The only way
/// to write a Column.
class ColumnBuilder {
public:
    explicit ColumnBuilder(FieldId field);
    ColumnBuilder(ColumnBuilder&&) noexcept;
    ColumnBuilder& operator=(ColumnBuilder&&) noexcept;
    ~ColumnBuilder();

    /// Says that the value, where it is now, will be added next: its place in memory is fetched meanwhile.
    void prepare(std::string_view value);
    /// Rows come in ascending order; several calls for one row make a list.
    void add(RowId row, std::string_view value);
    void add(RowId row, std::string_view value, ArrayGroupId group, std::uint32_t arrayElement);
    void addNull(RowId row); ///< a null or an empty array
    [[nodiscard]] FieldId field() const;
    [[nodiscard]] Column build(std::uint32_t rows) &&;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Builds segments event by event: what every reader of events writes into. Opens a new segment when one is
/// full. A reader calls beginEvent(), then any number of add…(), then endEvent() or dropEvent().
class EventSetBuilder {
public:
    explicit EventSetBuilder(std::vector<FieldAlias> aliases = {});
    /// Goes on from an existing set: its segments stay as they are, new ones follow.
    explicit EventSetBuilder(EventSet base);
    EventSetBuilder(EventSetBuilder&&) noexcept;
    EventSetBuilder& operator=(EventSetBuilder&&) noexcept;
    ~EventSetBuilder();

    SourceId addSource(EventSource source);
    void setSourceHash(SourceId source, std::string hash);
    void beginEvent(SourceRef source, SourceKind kind = SourceKind::Unknown);
    void add(std::string_view name, std::string_view value);
    void addNull(std::string_view name);

    // For readers that write many events with the same fields:
    /// The id of a name that an event had before; None where none did. It stays what it is.
    [[nodiscard]] FieldId field(std::string_view name) const;
    /// As add() or addSystem(), for a value that stays where it is until the event is ended or dropped.
    void addStable(FieldId field, std::string_view value, bool isSystem = false);
    void addStable(std::string_view name, std::string_view value, bool isSystem = false);
    void addNull(FieldId field, bool isSystem);
    /// Room for `size` bytes; the first of them that keepRoom() counts stay until the event is ended or dropped.
    [[nodiscard]] char* room(std::size_t size);
    void keepRoom(std::size_t size);

    /// What is added until endElement() belongs to the next element of the array `array`, an array of objects.
    void beginElement(std::string_view array);
    void endElement();
    /// A value of System (a Windows event's): kept apart where the data has a field of the same name. The names
    /// of systemFieldNames are what log sources read.
    void addSystem(std::string_view name, std::string_view value);
    void addSystemNull(std::string_view name);
    /// The event has what System calls `field` under another name (a flat record's SourceName): from now on it
    /// is System's, unless the event has a field of that name already. Returns whether there was such a field.
    bool renameToSystem(std::string_view name, SystemField field);
    /// Whether the event has a field of this name yet.
    [[nodiscard]] bool has(std::string_view name) const;
    void setShape(RecordShape shape);
    void setKind(SourceKind kind);
    void setTime(std::int64_t time);
    void endEvent();
    void dropEvent(); ///< forgets what was added since beginEvent()
    void setLabel(Label label); ///< of the current event; counts once it is ended
    /// Applies to all events of the source that have no label of their own.
    void setSourceLabel(SourceId source, Label label);

    /// Takes over the events of a builder that began empty: its sources and events follow those that are here.
    /// Returns the id of its first source.
    std::uint32_t absorb(EventSetBuilder&& other);

    /// Where a reader may keep what it learnt, from file to file; `reader` tells one reader from the others.
    [[nodiscard]] std::shared_ptr<void>& keptFor(const void* reader);
    /// Differs from that of every other builder of the process, also where one takes the place of another.
    [[nodiscard]] std::uint64_t serial() const;

    [[nodiscard]] std::uint32_t eventCount() const; ///< ended, the base's included
    [[nodiscard]] EventSet build() &&;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace rulewright::events
