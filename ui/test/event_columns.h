// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/rule/logsource.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QTimeZone>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::ui {

/// A column of the events table.
struct EventColumn {
    /// Name and Summary are made of several fields (event_summary.h): no value of the event stands behind them.
    enum class Kind : std::uint8_t { Mark, Time, System, Field, Name, Summary };
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

/// The columns for events of several logs: each says by itself which log it is of and what happened.
[[nodiscard]] std::vector<EventColumn> mixedColumns();

/// A column of a field by the name that rules use; System's fields are told by theirs.
[[nodiscard]] EventColumn columnOf(std::string_view field);

/// The fields of the columns that have one, and the names of Name and Summary: all but the mark and the time.
[[nodiscard]] QStringList fieldsOf(const std::vector<EventColumn>& columns);

/// What a set of columns is kept under: the log source's category, else its service, else its product.
[[nodiscard]] QString columnSetName(const rule::LogSource* logSource);

/// How times are shown.
struct TimeLook {
    bool withDate = false; ///< the events span more than one day
    QTimeZone zone{QTimeZone::UTC};

    [[nodiscard]] bool isUtc() const { return zone == QTimeZone(QTimeZone::UTC); }

    bool operator==(const TimeLook&) const = default;
};

/// One value as a cell of the column shows it.
[[nodiscard]] QString shownValue(std::string_view value, const EventColumn& column);

/// The text of a cell as it is shown, sorted and filtered by.
[[nodiscard]] QString cellText(
    const events::EventSet& events, events::EventId event, const EventColumn& column, const TimeLook& look);

/// The caption of a column; that of times says in which zone they are.
[[nodiscard]] QString captionOf(const EventColumn& column, const TimeLook& look);

/// A time of an event on the clock of a zone.
[[nodiscard]] QDateTime momentOf(std::int64_t time, const QTimeZone& zone);

/// A moment as cells show it.
[[nodiscard]] QString shownTime(std::int64_t time, const TimeLook& look);

/// Whether times need their date to be told apart.
[[nodiscard]] bool spansDays(const events::EventSet& events, const QTimeZone& zone);

} // namespace rulewright::ui
