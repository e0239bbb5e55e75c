// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/bitmap.h"
#include "core/text/task.h"
#include "ui/test/event_columns.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace rulewright::ui {

/// The events that a table shows, in the order of its rows.
using EventRows = std::vector<std::uint32_t>;
using EventRowsPtr = std::shared_ptr<const EventRows>;

/// From a moment to another, both included: 100 ns since 1970 UTC.
using TimeStretch = std::pair<std::int64_t, std::int64_t>;

/// Which events in which order: what the table is asked for.
struct RowQuery {
    std::shared_ptr<const events::EventSet> events;
    std::optional<match::Bitmap> among; ///< none: all
    std::vector<EventColumn> columns;
    std::vector<QString> filters; ///< one a column, as CellFilter reads them
    std::optional<TimeStretch> times; ///< events without a time are outside of every range
    int sortColumn = -1; ///< -1: as loaded
    bool isDescending = false;
    TimeLook look;

    [[nodiscard]] bool isFiltered() const; ///< by columns or by time
    [[nodiscard]] bool isPlain() const; ///< nothing to filter or sort
};

/// Times sort by time, numbers by number where a column holds nothing else, texts by letters; ties stay in the order
/// of the events, across files. Stopped, it returns null.
[[nodiscard]] EventRowsPtr queryRows(const RowQuery& query, Task& task);

} // namespace rulewright::ui
