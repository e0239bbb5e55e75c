// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/context.h"
#include "core/rule/rule.h"

namespace rulewright::lang::sigma {

/// Reads the map below `filter` (Sigma specification 2.1, "Filters") into the rule's selections and body.
void parseFilter(const YamlEntry& filter, rule::Rule& rule, Context& context);

} // namespace rulewright::lang::sigma
