// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/timeline_groups.h"
#include "core/rule/rule_set.h"
#include "core/text/diagnostic.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace rulewright::match {

/// A correlation with its references looked up and its aliases resolved.
struct CorrelationPlan {
    const rule::Correlation* correlation = nullptr;
    std::vector<rule::RuleInDocument> rules; ///< by place in the correlation's list
    std::vector<std::uint32_t> distinct; ///< of each place: the number of its rule among the different ones
    std::uint32_t distinctCount = 0;
    std::vector<GroupField> groupBy;
    std::vector<GroupField> values; ///< the fields of the condition
};

/// The rules that the correlation names, found. Errors: a reference that names no rule or a filter, at its place.
[[nodiscard]] Result<CorrelationPlan> planOf(const rule::Correlation& correlation, const rule::References& references);

/// What explanations ask for: the groups of one event, step by step.
struct TimelineFocus {
    events::EventId event = events::EventId::None;
    std::vector<GroupTimeline> groups; ///< filled
};

/// The firings of a correlation (sigma-semantics.md, "Correlations"); `matched` are the events of each of its rules, by
/// place. Nothing where the task was stopped.
[[nodiscard]] std::optional<Timeline> correlate(const CorrelationPlan& plan, std::span<const Bitmap> matched,
    const events::EventSet& events, Task& task, TimelineFocus* focus = nullptr);

/// "at least 3", "more than 5 and less than 10": the condition in words; of temporal types without one "every rule".
[[nodiscard]] std::string conditionWords(const rule::Correlation& correlation);

/// A measured value as people write it: 12, 3.5; "none" where there is none.
[[nodiscard]] std::string valueWords(const std::optional<Decimal>& value);

} // namespace rulewright::match
