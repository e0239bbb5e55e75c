// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/explain.h"
#include "core/match/match_events.h"

namespace rulewright::match {

/// What explain() says of a correlation.
[[nodiscard]] Result<Explanation> explainCorrelation(const rule::Correlation& correlation,
    const events::EventSet& events, events::EventId event, const taxonomy::Taxonomy& taxonomy,
    const MatchOptions& options, LeafCache* cache, Task& task);

/// Adds the firings of a sequence or an aggregation that the event is part of, each as a group with its events.
void addFirings(
    Explanation& explanation, const MatchedEvents& found, const events::EventSet& events, events::EventId event);

/// An explanation with nothing in it but the text of the rule's own document.
[[nodiscard]] Explanation emptyExplanation(const MatchOptions& options);

/// Where the text of another rule's document stands among the explanation's; it is added where it does not.
[[nodiscard]] std::uint32_t textIndex(
    Explanation& explanation, const rule::RuleInDocument& other, const MatchOptions& options);

/// Says of a node and all below it which text they are in.
void setText(ExplainNode& node, std::uint32_t text);

} // namespace rulewright::match
