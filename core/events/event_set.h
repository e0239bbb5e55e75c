// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/field_table.h"
#include "core/events/labels.h"
#include "core/events/segment.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::events {

/// A file or archive member that events were read from.
struct EventSource {
    std::string path{}; ///< relative to what was given: "a.evtx", "a.zip!b.json"
    std::string openPath{}; ///< where it can be opened again; empty for built-in and pasted events
    /// Of a member of an archive: how many members stand before it, in each archive from the outermost on.
    std::vector<std::uint32_t> member{};
    std::string hash{}; ///< SHA-256 or similar content hash in hex, the key of labels; empty where not computed
    /// The text itself where there is no file to open: built-in and pasted events.
    std::shared_ptr<const std::string> text{};
    Side side = Side::Unknown; ///< loaded as attack or benign events
};

/// One name and value of an event, as the detail pane and `events` show it.
struct EventField {
    std::string name{};
    Cell cell = Cell::Present;
    std::vector<std::string> values{}; ///< several for an array
    bool isAlias = false; ///< a further name of a field that stands before
    std::string aliasOf{};
};

/// The loaded events: a value that is copied cheaply (segments are shared) and never changes once shown.
struct EventSet {
    std::vector<std::shared_ptr<const Segment>> segments;
    std::vector<EventSource> sources;
    FieldTable fields;
    Labels labels;

    [[nodiscard]] std::uint32_t size() const;
    /// The segment and row of an event.
    [[nodiscard]] std::pair<std::uint32_t, RowId> locate(EventId event) const;
    [[nodiscard]] EventId eventAt(std::uint32_t segment, RowId row) const;
    /// The event that stands as `record` (1-based) in the source with this path; None where there is none.
    [[nodiscard]] EventId find(std::string_view path, std::uint32_t record) const;

    /// The events of a source, which follow one another: half-open.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> eventsOf(SourceId source) const;

    [[nodiscard]] SourceRef source(EventId event) const;
    [[nodiscard]] std::int64_t time(EventId event) const;
    /// The texts of a field by the name that rules use (aliases apply); empty where absent, null or [].
    [[nodiscard]] std::vector<std::string> values(EventId event, std::string_view field) const;
    [[nodiscard]] Cell cell(EventId event, std::string_view field) const;
    [[nodiscard]] std::string systemText(EventId event, SystemField field) const;
    /// All fields of an event: original names in the order of FieldTable, then aliases.
    [[nodiscard]] std::vector<EventField> event(EventId event) const;
    [[nodiscard]] Side side(EventId event) const;
    [[nodiscard]] const Label& label(EventId event) const;
    [[nodiscard]] std::size_t bytes() const;
};

/// A time of Segment::time as ISO 8601 in UTC, with as many digits as it needs (none, three, six or seven).
[[nodiscard]] std::string isoTime(std::int64_t time);

} // namespace rulewright::events
