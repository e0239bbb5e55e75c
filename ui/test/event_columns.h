// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/rule/logsource.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace rulewright::ui {

/// A column of the events table.
struct EventColumn {
    enum class Kind : std::uint8_t { Mark, Time, System, Field };
    Kind kind = Kind::Field;
    std::string field; ///< as rules name it
    events::SystemField system = events::SystemField::Computer;
    bool isFileName = false; ///< of a path only the last part is shown
    bool isMono = false;
    int width = 100; ///< designed; the last column takes the rest

    [[nodiscard]] QString caption() const;
    bool operator==(const EventColumn&) const = default;
};

/// The columns that tell the events of a log source apart; the usual ones where it says nothing.
[[nodiscard]] std::vector<EventColumn> eventColumns(const rule::LogSource* logSource);

/// The text of a cell as it is shown, sorted and filtered by. `withDate`: the events span more than one day.
[[nodiscard]] QString cellText(
    const events::EventSet& events, events::EventId event, const EventColumn& column, bool withDate);

/// Whether times need their date to be told apart.
[[nodiscard]] bool spansDays(const events::EventSet& events);

} // namespace rulewright::ui
