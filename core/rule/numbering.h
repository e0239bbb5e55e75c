// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

namespace rulewright::rule {

/// Gives every predicate and every value of the rule its id, dense from 0: the selections first, in their
/// order, then the body; parents before children. Sets nodeCount and valueCount. A parser calls it last.
void numberNodes(Rule& rule);

} // namespace rulewright::rule
