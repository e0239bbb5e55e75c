// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::lang::sigma {

/// What placeholders stand for: the values of each name, as texts in which wildcards are wildcards.
using PlaceholderValues = std::map<std::string, std::vector<std::string>, std::less<>>;

/// The texts that a placeholder is replaced by; nothing leaves it as it is. A wildcard is the text "*".
using PlaceholderLookup = std::function<std::optional<std::vector<std::string>>(std::string_view name)>;

/// Replaces the placeholders of a test with `expand`: a value becomes one for each combination of what its
/// placeholders stand for. Under `all` the values that one stands for are alternatives of each other still. Nothing
/// changes where there is no placeholder that the lookup knows.
[[nodiscard]] std::optional<rule::Predicate> expanded(const rule::Test& test, const PlaceholderLookup& lookup);

} // namespace rulewright::lang::sigma
