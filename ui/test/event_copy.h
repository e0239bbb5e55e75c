// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/task.h"
#include "ui/test/event_rows.h"

#include <QString>

namespace rulewright::ui {

/// Events as a JSON array of objects: every field by its own name, several values as an array, null as null.
/// Stopped, an empty text.
[[nodiscard]] QString eventsAsJson(const events::EventSet& events, const EventRows& rows, Task& task);

/// The columns as CSV with a line of captions (RFC 4180). A cell that a spreadsheet would take for a formula begins
/// with an apostrophe: event text is hostile. Values are whole, times in ISO 8601 in UTC.
[[nodiscard]] QString eventsAsCsv(
    const events::EventSet& events, const EventRows& rows, const std::vector<EventColumn>& columns, Task& task);

} // namespace rulewright::ui
