// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/match_events.h"

namespace rulewright::match {

/// Whether a rule asks for more than single events, and for what can be evaluated over time: a sequence, a sample, or
/// an aggregation (stats … by, a threshold) whose rows are what it finds. Splunk's stats gathers what was found for a
/// reader: such a search finds events, unless a filter behind it asks for what was counted.
[[nodiscard]] bool hasTimeline(const rule::Rule& rule);

/// The stage of such a rule that is evaluated over time; null where there is none.
[[nodiscard]] const rule::Stage* timedStage(const rule::Rule& rule);

/// What such a rule finds, as firings: of a sequence its events; of an aggregation the events behind each row that the
/// later stages leave, at the last of them. Errors as matchEvents() has them. Notes name each stage that is not
/// evaluated: the firings are then those without it.
[[nodiscard]] Result<MatchedEvents> matchStages(const rule::Rule& rule, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task);

} // namespace rulewright::match
