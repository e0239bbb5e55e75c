// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace rulewright::match {

/// A number that a text is in decimal: int64 where it fits, else double.
using Decimal = std::variant<std::int64_t, double>;

/// `-?digits`, with a fraction or an exponent where there is one; nothing for blanks, hexadecimal, infinities
/// and the like (sigma-semantics.md, "lt lte gt gte").
[[nodiscard]] std::optional<Decimal> parseDecimal(std::string_view text);

/// Compares exactly, also an int64 with a double.
[[nodiscard]] std::partial_ordering compare(const Decimal& a, const Decimal& b);

} // namespace rulewright::match
