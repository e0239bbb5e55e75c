// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/explain.h"
#include "core/match/leaf.h"

namespace rulewright::match {

/// The truth of one leaf for one event: fills truth, reason, actual, ranges and valueIndex of the node.
/// `isBelowNot`: a NOT stands above the leaf, so that what nothing decides counts as false.
void explainLeaf(ExplainNode& node, const Leaf& leaf, rule::MissingRule missingRule, bool isBelowNot,
    const events::EventSet& events, events::EventId event);

/// "is", "ends with", "is in network": an operator as people read it.
[[nodiscard]] std::string_view operatorWords(rule::Op op);

} // namespace rulewright::match
