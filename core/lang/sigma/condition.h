// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/context.h"
#include "core/rule/rule.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace rulewright::lang::sigma {

struct ConditionResult {
    std::optional<rule::Predicate> predicate;
    std::vector<bool> isUsed; ///< for each selection: the condition names it, itself or by a pattern
    bool isComplete = true; ///< read to its end
};

/// Reads a condition, or a list of conditions (which is their OR). An unknown name becomes an Opaque.
[[nodiscard]] ConditionResult parseCondition(
    const YamlNode& key, const YamlNode& condition, std::span<const rule::Selection> selections, Context& context);

/// Whether a selection's name fits a pattern of a condition: `them`, or a name with `*` anywhere. Names that
/// begin with `_` fit only a pattern that does.
[[nodiscard]] bool fitsPattern(std::string_view name, std::string_view pattern);

} // namespace rulewright::lang::sigma
