// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/corpus/guide.h"
#include "core/corpus/profile.h"
#include "core/match/match.h"
#include "core/rule/rule.h"
#include "ui/guide/prices.h"

#include <memory>
#include <optional>
#include <vector>

namespace rulewright::desk {

// What the loaded events say to each row of a guide: how many of each covered event there are, and which
// share of all events carries each field.
ui::LoadedFacts loadedFacts(const corpus::Guide& guide, const events::EventSet& events);

// How many of the loaded events a rule of the corpus matches.
struct RuleHits {
    std::uint64_t matched = 0;
    std::uint64_t lookedAt = 0; // events in the rule's log source
    bool isBound = false; // a part cannot be tested: at most so many
    std::uint64_t attack = 0; // of those matched, by their labels
    std::uint64_t benign = 0;
};

// None where the rule cannot be read or matched.
std::optional<RuleHits> ruleHits(const corpus::ProfileRule& rule, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, match::LeafCache* cache, Task& task);

// The same for all rules of a guide, in its order; none also for rules that look at no loaded event.
std::vector<std::optional<ui::RuleCount>> guideRuleHits(const corpus::Guide& guide, const corpus::Profile& profile,
    const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, Task& task);

// "Matches 2 of the 3,000 loaded events".
QString hitsSentence(const std::optional<RuleHits>& hits, std::uint64_t events);

} // namespace rulewright::desk
