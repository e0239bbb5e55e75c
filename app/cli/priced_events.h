// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/event_options.h"
#include "app/cli/json.h"
#include "core/advise/price.h"

namespace rulewright::cli {

// Both sides of a price: an event's label decides, else --events is the attack side and --benign the benign one.
struct SidedEventOptions {
    EventOptions events;
    std::vector<std::string> benign;
};

void declareSidedEventOptions(Syntax& syntax, SidedEventOptions& options);

// As loadEvents(); without --events and --benign the built-in events.
std::optional<events::LoadResult> loadSidedEvents(
    const SidedEventOptions& options, const taxonomy::Taxonomy& taxonomy, Output& output);

// {"looked_at","alone","added","removed","state"}
Json sideJson(const advise::SidePrice& side);

// "+3 -1 of 41,207"
std::string sideText(const advise::SidePrice& side);

} // namespace rulewright::cli
