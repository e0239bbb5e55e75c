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

// The exit status of a command about this result; where it looked at no event the reason goes to `output.err`.
int statusOf(const match::MatchReport& report, Output& output);

// {"rule","log_source"}, with which results about one rule begin.
Json ruleJson(const RuleArgument& rule, const match::MatchReport& report);

// {"file","record","record_id","provider","event_id","time"}
Json eventJson(const events::EventSet& events, events::EventId event);

// "2026-02-03T04:05:06Z Microsoft-Windows-Sysmon 1  a.json:3"
std::string eventLine(const events::EventSet& events, events::EventId event);

} // namespace rulewright::cli
