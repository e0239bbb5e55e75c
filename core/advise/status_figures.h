// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/match.h"
#include "core/rule/rule.h"
#include "core/text/task.h"

#include <cstdint>
#include <map>
#include <string>

namespace rulewright::advise {

/// What the labels say of the loaded events. Computed once for each event set.
struct EventFacts {
    match::Bitmap attack;
    match::Bitmap benign;
    std::map<std::string, match::Bitmap> truePositives; ///< by rule id
    std::map<std::string, match::Bitmap> attackTechniques; ///< attack events, by ATT&CK id
    std::uint64_t benignHosts = 0; ///< distinct Computer of the benign events
    std::uint64_t benignDays = 0; ///< distinct UTC days of theirs
};

/// Stopped, it returns what it found so far.
[[nodiscard]] EventFacts eventFacts(const events::EventSet& events, Task& task);

/// A number of events of those that count.
struct Share {
    std::uint64_t matched = 0;
    std::uint64_t possible = 0; ///< at most so many
    std::uint64_t total = 0;
    bool operator==(const Share&) const = default;
};

/// The status line: hits, true positives kept, price in benign events.
struct StatusFigures {
    std::uint64_t hits = 0;
    std::uint64_t possible = 0;
    std::uint64_t lookedAt = 0; ///< events in scope
    bool isApproximate = false;
    /// Of the labelled true positives of this rule; without any, of the attack events labelled with one of its
    /// techniques. total 0: there are none of either.
    Share truePositives;
    bool areOfThisRule = false; ///< else of its techniques
    Share benign; ///< of all loaded benign events
    std::uint64_t benignHosts = 0;
    std::uint64_t benignDays = 0;
    bool operator==(const StatusFigures&) const = default;
};

[[nodiscard]] StatusFigures statusFigures(
    const rule::Rule& rule, const match::MatchReport& report, const EventFacts& facts);

} // namespace rulewright::advise
