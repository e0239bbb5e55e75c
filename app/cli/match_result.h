// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/json.h"
#include "app/cli/output.h"
#include "app/cli/rule_argument.h"
#include "core/match/match.h"

#include <cstdint>
#include <optional>

namespace rulewright::cli {

struct MatchResult {
    const RuleArgument& rule;
    const events::EventSet& events;
    const match::MatchReport& report;
    std::optional<std::uint64_t> limit; // of the events that are listed
    double loadSeconds = 0;
    double matchSeconds = 0;
};

// The shape of cli.md.
Json matchJson(const MatchResult& result);
void printMatch(const MatchResult& result, Output& output);

} // namespace rulewright::cli
