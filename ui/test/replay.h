// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/match_session.h"

#include <QString>
#include <QStringList>

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

/// Null where the rule is not one over time, or the task was stopped.
[[nodiscard]] ReplayPtr replayOf(const MatchResult& result, const Task& task);

} // namespace rulewright::ui
