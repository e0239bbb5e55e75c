// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/context.h"
#include "core/rule/rule.h"

#include <optional>
#include <string_view>
#include <vector>

namespace rulewright::lang::sigma {

/// A detection (or the selections and the condition of a filter).
struct Detection {
    std::vector<rule::Selection> selections;
    std::optional<rule::Predicate> condition; ///< none where it is missing
    Span conditionSpan;
};

/// Reads the map below `detection` or `filter`. `skippedKey` is a key that is no selection (`rules` of a filter).
[[nodiscard]] Detection parseDetection(
    const YamlNode& key, const YamlNode& detection, std::string_view skippedKey, Context& context);

/// Reads one selection: a map, a list of maps, or keywords. `place` stands for it where it has none of its own.
[[nodiscard]] rule::Predicate readSelection(std::string_view name, const YamlNode& node, Span place, Context& context);

} // namespace rulewright::lang::sigma
