// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace rulewright::ui {

struct SideCounts {
    std::uint64_t attack = 0;
    std::uint64_t benign = 0;
    bool operator==(const SideCounts&) const = default;
};

// What is known about one indicator or exclusion of the guide on the loaded events (cli.md, "What a price is").
struct RowPrice {
    std::optional<SideCounts> alone; // events for which the row's test is true
    // What the rule gains and loses if the row goes in at the caret; both or none.
    std::optional<SideCounts> added;
    std::optional<SideCounts> removed;
    bool isInRule = false;
    QString reason; // in place of the numbers, at most 14 letters: "field absent"
    QString attackReason; // in place of one side's numbers: "none loaded"
    QString benignReason; // "too few events"
    QString sentence; // the reasons in full, for the status line

    bool hasHere() const { return added && removed; }

    // It would change nothing.
    bool isIdle() const { return hasHere() && *added == SideCounts{} && *removed == SideCounts{}; }

    bool operator==(const RowPrice&) const = default;
};

// The prices of one guide: a value that arrives after the guide itself, and again with every change of
// the rule or of the events. The lists run parallel to Guide::indicators and Guide::exclusions; empty
// ones say that nothing is known, and then the cells stay quiet.
struct PriceTable {
    std::vector<RowPrice> indicators;
    std::vector<RowPrice> exclusions;
    QString place; // "selection_child_tunnel"; empty where no caret is priced
    QString widest; // the longest price that is shown, for the column's width
    std::uint64_t benignEvents = 0; // loaded
    std::uint64_t benignLookedAt = 0; // of them in the rule's log source: the denominator
    bool isCounting = false; // prices say "counting" until they come
    bool isStale = false; // of the last good text
    bool operator==(const PriceTable&) const = default;
};

// How many of the loaded events a rule of the guide matches.
struct RuleCount {
    std::uint64_t hits = 0;
    bool isBound = false; // at most so many: a part of it cannot be decided
    bool operator==(const RuleCount&) const = default;
};

// What the loaded events say to a guide; parallel to Guide::events, Guide::fields and Guide::rules.
struct LoadedFacts {
    std::uint64_t events = 0; // loaded
    std::vector<std::uint64_t> eventCounts; // of each covered event
    std::vector<std::optional<double>> fieldShares; // none: not in this source
    std::vector<std::optional<RuleCount>> ruleHits; // none: no loaded event is of its log source
    bool operator==(const LoadedFacts&) const = default;
};

} // namespace rulewright::ui
