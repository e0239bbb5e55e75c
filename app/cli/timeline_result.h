// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/json.h"
#include "app/cli/output.h"
#include "core/events/event_set.h"
#include "core/match/explain.h"
#include "core/match/timeline.h"

#include <optional>

namespace rulewright::cli {

// The firings of a correlation or sequence as `match` lists them, no more than the limit.
Json firingsJson(const match::Timeline& timeline, const events::EventSet& events, std::optional<std::uint64_t> limit);
void printFirings(const match::Timeline& timeline, const events::EventSet& events, std::optional<std::uint64_t> limit,
    Output& output);

// The groups that an event is in, step by step, as `explain` lists them.
Json timelineJson(const match::Explanation& explanation, const events::EventSet& events);
void printTimeline(const match::Explanation& explanation, const events::EventSet& events, Output& output);

} // namespace rulewright::cli
