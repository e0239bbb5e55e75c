// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace rulewright::events::evtx {

/// Appends `units` little-endian UTF-16 units as UTF-8. Unpaired surrogates become U+FFFD.
void appendUtf16(std::string& out, const std::uint8_t* data, std::size_t units);

/// Writes them to `to`, which has room for three bytes a unit; returns how many bytes that were.
std::size_t writeUtf16(char* to, const std::uint8_t* data, std::size_t units);

/// The number of units before trailing NULs.
[[nodiscard]] std::size_t unitsWithoutTrailingNul(const std::uint8_t* data, std::size_t units);

} // namespace rulewright::events::evtx
