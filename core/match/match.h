// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/bitmap.h"
#include "core/match/timeline.h"
#include "core/rule/rule_set.h"
#include "core/taxonomy/log_source.h"
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
struct MatchMemo;

struct MatchOptions {
    bool ignoreLogSource = false;
    unsigned workers = usefulWorkers(); ///< threads; what is counted is the same whatever their number
    /// The rule's own document, in which its references and the filters that apply to it are looked up first; may be
    /// null.
    const rule::Document* document = nullptr;
    const rule::RuleSet* rules = nullptr; ///< the other loaded rules; may be null
    /// What rules that are referred to were found to match over these events: shared by a scan's rules, else null.
    std::shared_ptr<MatchMemo> memo{};
};

/// How the rule's log source was understood (cli.md, "What `match` counts").
enum class LogSourceUse : std::uint8_t { Mapped, Unmapped, None };
[[nodiscard]] LogSourceUse logSourceUse(taxonomy::LogSourceScope::State state);

enum class PredicateState : std::uint8_t { Unknown, Dead, Redundant, Live };
[[nodiscard]] std::string_view stateName(PredicateState state); ///< "live", …

struct SelectionCount {
    rule::SelectionId selection = rule::SelectionId::None;
    std::uint64_t matched = 0;
    std::string name{};
    Span nameSpan{};
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

/// Counts of a rule that stands in another file: one that a correlation names, or a filter that applies.
struct OtherRuleCounts {
    SourceText text; ///< of that file; spans are its
    std::string title;
    std::vector<SelectionCount> selections;
    std::vector<PredicateCount> predicates;
    std::vector<PredicateCount> tests;
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
    Bitmap definite; ///< of a correlation or sequence: the events at which it fires
    Bitmap possibleEvents;
    std::vector<SelectionCount> selections;
    std::vector<PredicateCount> predicates; ///< in text order
    std::vector<PredicateCount> tests; ///< in text order
    std::vector<UnknownField> unknownFields;
    std::vector<OtherRuleCounts> others;
    std::shared_ptr<const Timeline> timeline; ///< of a correlation or sequence, whose `matched` counts firings
    bool isCancelled = false;
};

/// Matches a rule, with the filters that apply to it. A correlation is matched by way of its rules: their counts are
/// given, each within its own rule, and `matched` is the number of firings. A filter document alone matches the events
/// of its log source that it lets through. A rule that cannot be matched (`expand` without values) is an error.
/// `cache` keeps leaves between runs over the same event set; it may be null.
[[nodiscard]] Result<MatchReport> match(const rule::Rule& rule, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task);

} // namespace rulewright::match
