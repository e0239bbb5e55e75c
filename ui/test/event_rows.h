// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/bitmap.h"
#include "core/text/task.h"
#include "ui/test/event_columns.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace rulewright::ui {

/// The events that a table shows, in the order of its rows.
using EventRows = std::vector<std::uint32_t>;
using EventRowsPtr = std::shared_ptr<const EventRows>;

/// Which events in which order: what the table is asked for.
struct RowQuery {
    std::shared_ptr<const events::EventSet> events;
    std::optional<match::Bitmap> among; ///< none: all
    std::vector<EventColumn> columns;
    std::vector<QString> filters; ///< one a column: a part of the text, letter case ignored; `!` in front turns it
    int sortColumn = -1; ///< -1: as loaded
    bool isDescending = false;
    bool withDate = false;

    [[nodiscard]] bool isPlain() const; ///< nothing to filter or sort
};

/// Stopped, it returns null.
[[nodiscard]] EventRowsPtr queryRows(const RowQuery& query, Task& task);

} // namespace rulewright::ui
