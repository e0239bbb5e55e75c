// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rulewright {

/// What a language writes as an escape between `"` and `"`, beside the quote and the backslash themselves.
enum class Escapes : std::uint8_t {
    Quotes, ///< nothing else: KQL, SPL
    Breaks, ///< line feed, carriage return and tab as \n, \r and \t: EQL, ES|QL
    Controls, ///< these, and other control characters as \u001b: JSON
    Codes, ///< all control characters as \u000a: JSON too, whose bytes stay what they were
};

/// The text between `"` and `"`. Bytes that need no escape stay as they are, whether UTF-8 or not.
[[nodiscard]] std::string inQuotes(std::string_view text, Escapes escapes);

/// As a JSON string, quotes included.
[[nodiscard]] inline std::string jsonText(std::string_view text) { return inQuotes(text, Escapes::Controls); }

} // namespace rulewright
