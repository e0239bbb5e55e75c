// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/status_figures.h"
#include "core/corpus/guide.h"
#include "core/events/event_set.h"
#include "core/match/leaf_cache.h"
#include "core/match/match.h"
#include "core/rule/rule.h"
#include "core/text/task.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rulewright::advise {

/// So many rows are listed unless more are asked for.
inline constexpr std::size_t exclusionsListed = 50;
/// Of so many of the events that a row removes the places are kept.
inline constexpr std::size_t removedListed = 1'000;

/// A test that keeps false positives out of a rule's hits and none of its true positives.
struct Exclusion {
    corpus::RowKey key;
    std::string sigma; ///< as a line of a filter: "Image|endswith: '\a.exe'"
    std::uint64_t removes = 0; ///< false positives
    std::uint64_t others = 0; ///< hits that are neither, which it takes away too
    std::uint32_t rules = 0; ///< of the guide, that exclude the same; 0: from the events alone
    std::vector<std::uint32_t> events; ///< the false positives that it removes, in order, the first removedListed
    bool operator==(const Exclusion&) const = default;
};

/// What the engine counts once the exclusions of a step are written into the rule.
struct StepMeasure {
    std::uint64_t falsePositives = 0; ///< that are left
    std::uint64_t truePositives = 0; ///< that are kept
    bool operator==(const StepMeasure&) const = default;
};

/// The most that so many exclusions remove together: of up to three the best of all that were looked at, beyond
/// that one more at a time.
struct ExclusionStep {
    std::vector<std::size_t> rows; ///< places in Exclusions::rows
    std::uint64_t removes = 0;
    std::optional<StepMeasure> measured; ///< by measureCurve(), where the step can be written into the rule
    bool operator==(const ExclusionStep&) const = default;
};

struct Exclusions {
    std::uint64_t hits = 0;
    std::uint64_t falsePositives = 0; ///< hits labelled so for this rule, and benign ones that are not labelled
    std::uint64_t truePositives = 0; ///< hits labelled so for this rule, and attack ones that are not labelled
    std::vector<Exclusion> rows; ///< by removes, then those that rules exclude, then field, operator, value
    std::vector<ExclusionStep> curve; ///< ascending in the number of exclusions
    match::Bitmap falsePositiveEvents;
    match::Bitmap truePositiveEvents;
};

struct ExclusionInput {
    const rule::Rule& rule;
    const match::MatchReport& report; ///< the rule's over these events
    const events::EventSet& events;
    const EventFacts& facts; ///< of these events
    std::span<const corpus::GuideRow> learnt; ///< exclusions of a guide
    std::size_t limit = exclusionsListed; ///< of rows
    match::LeafCache* cache = nullptr; ///< may be null
};

/// Looks at the values that false positives have, whole, the last name of a path and its folder, and at what other
/// rules exclude.
[[nodiscard]] Exclusions exclusions(const ExclusionInput& input, Task& task);

} // namespace rulewright::advise
