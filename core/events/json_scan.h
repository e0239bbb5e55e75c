// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rulewright::events {

/// What a scan of one JSON value found.
struct JsonScan {
    std::size_t end = 0; ///< behind the value; where it is broken, the byte at which it breaks
    std::uint32_t depth = 0; ///< how deep objects and arrays nest in it
    std::string_view problem; ///< why it is broken, half a sentence; empty where it is not

    bool isBroken() const { return !problem.empty(); }
};

/// Checks one JSON value (RFC 8259) that begins at `at` and says where it ends, in time linear in its length
/// and without recursion. Strings are not checked for UTF-8.
[[nodiscard]] JsonScan scanJson(std::string_view text, std::size_t at);

/// Whether the token is a JSON number.
[[nodiscard]] bool isJsonNumber(std::string_view token);

[[nodiscard]] constexpr bool isJsonBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

[[nodiscard]] inline std::size_t skipJsonBlanks(std::string_view text, std::size_t at)
{
    while (at < text.size() && isJsonBlank(text[at]))
        ++at;
    return at;
}

} // namespace rulewright::events
