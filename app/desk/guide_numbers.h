// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/status_figures.h"
#include "core/corpus/guide.h"
#include "core/match/match.h"
#include "core/rule/rule.h"
#include "ui/guide/prices.h"

#include <memory>

namespace rulewright::desk {

// What the loaded events say to each row of a guide: how many of each covered event there are, and which
// share of all events carries each field.
ui::LoadedFacts loadedFacts(const corpus::Guide& guide, const events::EventSet& events);

// For each indicator and exclusion: the attack and benign events for which its test alone is true, within
// the rule's log source (all events where there is no rule). What the rule would gain at the caret is not
// counted here. The same insertion and the same matcher as a real insert are used.
struct AloneInput {
    corpus::Guide guide;
    std::shared_ptr<const events::EventSet> events;
    std::shared_ptr<const taxonomy::Taxonomy> taxonomy;
    std::shared_ptr<const rule::Document> document; // of the rule being written; may be null
};

ui::PriceTable alonePrices(const AloneInput& input, Task& task);

// Marks the rows whose field, operator and value stand in the rule already.
void markRowsInRule(ui::PriceTable& prices, const corpus::Guide& guide, const match::MatchReport* report);

} // namespace rulewright::desk
