// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/match.h"
#include "core/rule/filters.h"

namespace rulewright::match {

/// What match() reports of a correlation.
[[nodiscard]] Result<MatchReport> matchCorrelation(const rule::Correlation& correlation, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task);

/// Moves the counts of filters of other files than the rule's own from the report's to its `others`.
void separateFilters(MatchReport& report, const rule::JoinedRule& joined, const rule::Document* own);

} // namespace rulewright::match
