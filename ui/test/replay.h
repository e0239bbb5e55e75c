// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/match_session.h"

#include <QString>

#include <optional>
#include <vector>

namespace rulewright::ui {

/// An event of a group that is drawn as a disc.
struct ReplayEvent {
    std::int64_t time = 0; ///< as Segment::time
    events::Side side = events::Side::Unknown;
};

/// A moment at which the rule fires, and the stretch of events that made it.
struct ReplayFiring {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t time = 0;
    events::EventId event = events::EventId::None;
    QString value; ///< what the condition was held against; empty where it is the number of events
    quint64 events = 0;
};

/// One group: its values, its events in order of time, its firings.
struct ReplayLane {
    QStringList values;
    std::vector<ReplayEvent> events; ///< without those that are left out
    std::vector<ReplayFiring> firings;
    quint64 eventsTotal = 0;
};

/// What a correlation or a sequence finds over time, lane by lane: those that fire, the first to fire above.
struct Replay {
    std::vector<ReplayLane> lanes;
    QString groups; ///< "Computer, User"; empty where all events are one group
    QString condition; ///< "in 5 minutes, at least 5"
    std::int64_t first = 0;
    std::int64_t last = 0;
    quint64 groupsTotal = 0;
    quint64 groupsFiring = 0; ///< more than there are lanes where some are left out
    quint64 firings = 0;
};

/// Nothing where the rule is not one over time.
[[nodiscard]] std::optional<Replay> replayOf(const MatchResult& result);

/// Where an axis between two times has its marks: at whole steps of which no more than `most` fit.
[[nodiscard]] std::vector<std::int64_t> replayTicks(std::int64_t first, std::int64_t last, int most);

/// "09:05", with the day where the axis is longer than one, with seconds where it is shorter than a few minutes.
[[nodiscard]] QString replayTime(std::int64_t time, std::int64_t axis);

} // namespace rulewright::ui
