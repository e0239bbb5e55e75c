// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/number.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rulewright::match {

/// The values of one group under the names of group-by, as its firing event has them.
using GroupValues = std::vector<std::pair<std::string, std::string>>;

/// A moment at which a correlation or a sequence fires.
struct Firing {
    events::EventId event = events::EventId::None; ///< of a correlation the first of its run, of a sequence the last
    std::int64_t time = 0; ///< as Segment::time
    std::uint32_t group = 0; ///< groups of one timeline are numbered from 0
    std::size_t begin = 0; ///< its events in Timeline::order: half-open
    std::size_t end = 0;
    std::optional<Decimal> value; ///< what the condition was held against
    GroupValues values;
};

/// All firings over an event set, and the events that are left out of every group.
struct Timeline {
    std::vector<events::EventId> order; ///< the events of the groups, by time within each
    std::vector<Firing> firings; ///< by time, then event, then group
    std::uint64_t withoutGroup = 0; ///< events that a rule matches, without a field of group-by
    std::uint64_t withoutTime = 0; ///< events that a rule matches, without a time
    std::uint64_t groups = 0;

    [[nodiscard]] std::span<const events::EventId> eventsOf(const Firing& firing) const
    {
        return std::span(order).subspan(firing.begin, firing.end - firing.begin);
    }
};

/// One event of a group and the window that ends at it.
struct TimelineStep {
    events::EventId event = events::EventId::None;
    std::int64_t time = 0;
    std::vector<std::uint32_t> rules; ///< which of the correlation's rules matched it, ascending
    std::uint64_t windowEvents = 0;
    std::int64_t windowBegin = 0; ///< a time: that of the event less the time span
    std::optional<Decimal> value; ///< none where the window has no number
    bool isSatisfied = false;
    bool fires = false;
};

/// The steps of one group, for showing; of a large group those around an event.
struct GroupTimeline {
    GroupValues values;
    std::uint64_t eventsTotal = 0;
    std::uint64_t firstStep = 0; ///< how many events of the group come before the first step
    std::vector<TimelineStep> steps;
};

} // namespace rulewright::match
