// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

// A second, deliberately simple matcher: one event at a time, over texts alone. What it says is what the engine must
// say (architecture.md, "Style", 25).
namespace rulewright::tests {

// The values of each field that the event has: none for null and for an empty array.
using ReferenceEvent = std::map<std::string, std::vector<std::string>>;

// `opaque` is what an opaque node counts as, in either polarity.
bool referenceMatches(const rule::Rule& rule, const ReferenceEvent& event, bool opaque = false);

// One predicate by itself.
bool referenceHolds(const rule::Rule& rule, const rule::Predicate& predicate, const ReferenceEvent& event);

// One value of a test.
bool referenceValueHolds(const rule::Test& test, const rule::Value& value, const ReferenceEvent& event);

// The rule without one value (or, where that is None, without the test): what is left without operands goes too, at
// every place where a selection is named. The second is false where nothing is left to match.
std::pair<rule::Rule, bool> withoutPart(const rule::Rule& rule, rule::NodeId test, rule::ValueId value);

} // namespace rulewright::tests
