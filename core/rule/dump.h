// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <string>

namespace rulewright::rule {

/// What a predicate asks, as one line: `(and [Image ends_with '\cmd.exe'] (not sel:filter))`. Two predicates with equal
/// dumps are true for the same events; ids and places are left out. A wildcard prints as it is, a literal one as `\*`.
[[nodiscard]] std::string dump(const Predicate& predicate);

/// A rule as lines: its log source, its selections, and its condition or stages. For tests, and for people who look at
/// what was read.
[[nodiscard]] std::string dump(const Rule& rule);

} // namespace rulewright::rule
