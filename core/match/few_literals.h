// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/literals.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::match {

/// Finds a few literals in one pass. Of each, four neighbouring bytes that are rare together tell where it may stand.
/// Literals are in eight buckets; tables tell which buckets each of four bytes of the text may belong to, for 64 or 32
/// places at a time, and where all four have a bucket in common, its literals are compared. (The method is known as
/// Teddy.) Immutable; safe to use from several threads.
class FewLiterals {
public:
    static constexpr std::size_t windowSize = 4;
    static constexpr std::size_t bucketCount = 8;
    static constexpr std::size_t mostLiterals = 32;

    /// None of the literals is empty; `sample` is some of what will be looked through. On a processor without AVX2
    /// (or with Simd::Portable) one literal is looked for after the other.
    FewLiterals(std::span<const std::string> literals, std::string_view sample, Simd simd = bestSimd());

    /// Adds to places[i] each place from `begin` to before `end` where literal i stands whole in the buffer. The
    /// buffer has less than 4 GiB.
    void addPlaces(std::string_view buffer, std::size_t begin, std::size_t end, std::span<Places> places) const;

    struct Literal {
        std::string bytes;
        std::uint64_t head = 0; ///< its first bytes as they stand in memory, at most eight
        std::uint64_t headMask = 0; ///< all ones where `head` has a byte
        std::uint32_t offset = 0; ///< where its window begins in it
        std::uint32_t number = 0; ///< of those given
    };

    /// Bit b is set where a literal of bucket b has such a byte at this place of its window, or has none there.
    struct Table {
        std::array<std::uint8_t, 16> low{}; ///< by the byte's lower half
        std::array<std::uint8_t, 16> high{}; ///< by its upper half
        std::array<std::uint8_t, 128> lowest{}; ///< by its lowest seven bits
    };

private:
    Simd m_simd;
    std::size_t m_longest = 0;
    std::vector<Literal> m_literals; ///< by bucket
    std::array<std::uint32_t, bucketCount + 1> m_buckets{}; ///< where each begins in m_literals
    std::array<Table, windowSize> m_tables; ///< of each byte of the window
    std::vector<LiteralSearch> m_searches; ///< without AVX2: of each literal given
};

} // namespace rulewright::match
