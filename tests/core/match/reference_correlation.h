// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"
#include "tests/core/match/reference.h"

#include <optional>
#include <string>
#include <vector>

// A second, deliberately simple reading of correlations: every window is looked at anew, from its events alone.
namespace rulewright::tests {

struct ReferenceFiring {
    std::size_t event = 0;
    std::vector<std::size_t> events; // of its window, in order
    auto operator<=>(const ReferenceFiring&) const = default;
};

struct TimedEvent {
    std::optional<std::int64_t> time; // as events::Segment::time
    ReferenceEvent fields;
};

// `matched[rule][event]`: whether the rule at this place of the correlation matches the event. Aliases are not read.
std::vector<ReferenceFiring> referenceFirings(const rule::Correlation& correlation,
    const std::vector<TimedEvent>& events, const std::vector<std::vector<bool>>& matched);

} // namespace rulewright::tests
