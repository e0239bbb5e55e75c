// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/cpu.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::match {

/// Where texts stand in a buffer, by their first byte, ascending.
using Places = std::vector<std::uint32_t>;

/// Finds one literal in a buffer of many texts, comparing the three bytes of it that are the rarest in such texts
/// before all others, 64 places at a time where the processor can.
class LiteralSearch {
public:
    static constexpr std::size_t probeCount = 3;

    explicit LiteralSearch(std::string literal, Simd simd = bestSimd());

    [[nodiscard]] const std::string& literal() const { return m_literal; }

    /// Adds each place from `begin` to before `end` where the literal stands whole in the buffer. One may begin inside
    /// another. The buffer has less than 4 GiB.
    void addPlaces(std::string_view buffer, std::size_t begin, std::size_t end, Places& places) const;

private:
    std::string m_literal;
    std::array<std::size_t, probeCount> m_probes{}; ///< offsets of the rarest bytes, the rarest first
    Simd m_simd;
};

/// How common a byte is in paths and command lines, roughly; 0 is rare.
[[nodiscard]] std::uint8_t commonness(char byte);

} // namespace rulewright::match
