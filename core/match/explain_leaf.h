// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/explain.h"
#include "core/match/leaf.h"

namespace rulewright::match {

/// The truth of one leaf for one event: fills truth, reason, actual, ranges and valueIndex of the node.
void explainLeaf(ExplainNode& node, const Leaf& leaf, rule::MissingRule missingRule, const events::EventSet& events,
    events::EventId event);

/// "is", "ends with", "is in network": an operator as people read it.
[[nodiscard]] std::string_view operatorWords(rule::Op op);

} // namespace rulewright::match
