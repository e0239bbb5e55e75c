// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <optional>
#include <string>

namespace rulewright::lang::sigma {

/// The rule as a YAML document: read again it is the same rule, but for places and layout. For rules that are made,
/// converted and compared: an author's own text is edited at places and never printed again. Nothing for a document
/// that is no rule (correlation, filter), and where it holds what was not read (Opaque).
[[nodiscard]] std::optional<std::string> print(const rule::Rule& rule);

} // namespace rulewright::lang::sigma
