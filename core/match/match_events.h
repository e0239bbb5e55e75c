// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/match.h"
#include "core/match/timeline_correlation.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace rulewright::match {

/// Which events a rule matches, and nothing else: what scanning, correlations and explanations need of a rule.
struct MatchedEvents {
    Bitmap scope;
    Bitmap definite; ///< of a correlation or sequence: the events at which it fires
    Bitmap possible;
    std::shared_ptr<const Timeline> timeline; ///< of a correlation or sequence; else null
    std::vector<std::string> notes; ///< stages behind the events that are not evaluated
    std::vector<std::string> opaqueReasons; ///< not empty: a part of the rule is not evaluated
    LogSourceUse logSource = LogSourceUse::None;
    bool isCancelled = false;
};

/// What is known of the rules that others refer to. A rule that is being looked at and met again names itself.
struct MatchMemo {
    std::unordered_map<const rule::Rule*, Result<MatchedEvents>> done;
    std::vector<const rule::Correlation*> open;
};

/// Errors as match() has them. A stopped task's result is cancelled and otherwise meaningless.
[[nodiscard]] Result<MatchedEvents> matchEvents(const rule::Rule& rule, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task);

/// The events of each of a correlation's rules, by place.
struct CorrelatedRules {
    CorrelationPlan plan;
    std::vector<MatchedEvents> rules; ///< of each different rule
    bool isCancelled = false;

    [[nodiscard]] std::vector<Bitmap> definite() const;
    [[nodiscard]] std::vector<Bitmap> possible() const;
};

/// Looks up and matches the rules of a correlation. Errors: a reference that names no rule, or the correlation itself
/// (by way of others too), or a rule that cannot be matched, each at its place in the correlation.
[[nodiscard]] Result<CorrelatedRules> matchReferences(const rule::Correlation& correlation,
    const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache,
    Task& task);

/// The rules without references of their own that a correlation comes to, each once, in the order of its list.
[[nodiscard]] std::vector<rule::RuleInDocument> rulesBehind(
    const rule::Correlation& correlation, const rule::References& references);

/// The events at which a timeline fires.
[[nodiscard]] Bitmap firingEvents(const Timeline& timeline, std::uint32_t eventsTotal);

} // namespace rulewright::match
