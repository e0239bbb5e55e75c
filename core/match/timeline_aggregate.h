// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/bitmap.h"
#include "core/match/stage_values.h"
#include "core/rule/rule.h"
#include "core/text/task.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::match {

/// The rows that `stats … by` makes of events: each an event of a set of its own, with the outputs and the values of
/// the groups as its fields.
struct AggregateRows {
    events::EventSet rows;
    std::vector<std::vector<events::EventId>> members; ///< of each row: what went into it, in time order
    std::vector<std::vector<std::pair<std::string, std::string>>> groups; ///< of each row
    std::uint64_t withoutGroup = 0; ///< events that lack a field of the groups
};

/// Groups events and computes count, count_distinct (dc, distinct_count), sum, avg (mean), min, max, median,
/// percentile (p95, perc95), values, first, last, earliest and latest; groups are values of fields or of
/// what is computed of them, or times cut to a span (bucket, date_trunc, bin, span). Without groups there is one row,
/// without events none. An event with several values of a group's field is in a group for each; one without any is in
/// none, in ES|QL in that of null where other events have the field. count(eval(…)) and COUNT(*) WHERE … count where
/// the condition holds. The error names what is not evaluated. Nothing where the task was stopped.
[[nodiscard]] std::expected<std::optional<AggregateRows>, std::string> aggregateEvents(const rule::Aggregate& aggregate,
    const Bitmap& matched, const events::EventSet& events, const StageValues& values, const events::EventSet& emptySet,
    Task& task);

} // namespace rulewright::match
