// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/bitmap.h"
#include "core/rule/rule.h"
#include "core/taxonomy/taxonomy.h"
#include "core/text/diagnostic.h"
#include "core/text/parallel.h"
#include "core/text/task.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::match {

class LeafCache;

struct MatchOptions {
    bool ignoreLogSource = false;
    unsigned workers = usefulWorkers(); ///< threads; what is counted is the same whatever their number
};

/// How the rule's log source was understood (cli.md, "What `match` counts").
enum class LogSourceUse : std::uint8_t { Mapped, Unmapped, None };

enum class PredicateState : std::uint8_t { Unknown, Dead, Redundant, Live };
[[nodiscard]] std::string_view stateName(PredicateState state); ///< "live", …

struct SelectionCount {
    rule::SelectionId selection = rule::SelectionId::None;
    std::uint64_t matched = 0;
};

/// The counts of one value of one test (a predicate), or of a whole test.
struct PredicateCount {
    rule::NodeId test = rule::NodeId::None; ///< the Test's node
    rule::ValueId value = rule::ValueId::None; ///< None for a whole test
    std::string field; ///< as written; "(keyword)" for keywords
    rule::Op op = rule::Op::Eq;
    std::string text; ///< the value as written, without the file's quotes
    Span span; ///< the value's; of a test its key's
    bool negated = false;
    std::uint64_t matched = 0;
    std::uint64_t removes = 0;
    std::uint64_t adds = 0;
    PredicateState state = PredicateState::Unknown;
};

struct UnknownField {
    std::string field;
    std::optional<std::string> nearest;
};

/// Everything that matching one rule over the loaded events yields; the numbers of cli.md's `match`.
struct MatchReport {
    LogSourceUse logSource = LogSourceUse::None;
    bool approximate = false;
    std::vector<std::string> notes; ///< why approximate, which events are missing: whole sentences
    std::uint64_t eventsTotal = 0;
    std::uint64_t eventsInScope = 0;
    std::uint64_t matched = 0;
    std::uint64_t possible = 0;
    Bitmap scope;
    Bitmap definite;
    Bitmap possibleEvents;
    std::vector<SelectionCount> selections;
    std::vector<PredicateCount> predicates; ///< in text order
    std::vector<PredicateCount> tests; ///< in text order
    std::vector<UnknownField> unknownFields;
    bool isCancelled = false;
};

/// Matches a rule. A rule that cannot be matched (a correlation for now, `expand` without values) is an error.
/// `cache` keeps leaves between runs over the same event set; it may be null.
[[nodiscard]] Result<MatchReport> match(const rule::Rule& rule, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task);

} // namespace rulewright::match
