// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rulewright::match {

/// One value in a computation: text, number or truth.
using ComputedItem = std::variant<std::string, double, bool>;
/// What an expression is for one event: nothing (null), one value, or several.
using ComputedValue = std::vector<ComputedItem>;

/// A text of this length is no field's value any more: functions that make longer ones stop.
inline constexpr std::size_t maximumComputedText = std::size_t{1} << 20;

[[nodiscard]] std::optional<double> numberOf(std::string_view text);
[[nodiscard]] std::optional<double> numberOf(const ComputedItem& item);
/// 4 for 4.0, true, the text itself.
[[nodiscard]] std::string textOf(const ComputedItem& item);

} // namespace rulewright::match
