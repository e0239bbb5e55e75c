// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/match_events.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rulewright::match {

/// A rule that matched something.
struct ScanHit {
    std::size_t rule = 0; ///< its place among those given
    std::uint64_t matched = 0; ///< events, or firings of a correlation or sequence
    Bitmap events; ///< of a correlation or sequence those at which it fires
    std::shared_ptr<const Timeline> timeline;
    bool isApproximate = false;
};

/// A rule that cannot be matched.
struct ScanFailure {
    std::size_t rule = 0;
    std::string reason; ///< a whole sentence
};

struct ScanReport {
    std::vector<ScanHit> hits; ///< by place
    std::vector<ScanFailure> failed; ///< by place
    std::uint64_t noQuery = 0; ///< rules with nothing to evaluate: machine learning, lookups only
    std::uint64_t unlisted = 0; ///< rules that only a correlation without `generate: true` names
    bool isCancelled = false; ///< what was finished is there
};

/// Matches every rule against every event. Leaves that rules share are evaluated once, log sources first. `loaded` is
/// where references to other documents are looked up. Works on as many threads as the options say; the report does not
/// depend on them. `cache` is for correlations and sequences, and may be null.
[[nodiscard]] ScanReport scan(std::span<const rule::RuleInDocument> rules, const rule::RuleSet& loaded,
    const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache,
    Task& task);

} // namespace rulewright::match
