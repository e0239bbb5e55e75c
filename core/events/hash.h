// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace rulewright::events {

/// The product of two 64-bit numbers, its halves combined: every bit of the input reaches every bit out.
[[nodiscard]] inline std::uint64_t mixed(std::uint64_t a, std::uint64_t b)
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// A fast hash for tables that live in this process; its values are never stored. `seed` differs between
/// tables, so that texts that collide in one do not in another.
[[nodiscard]] inline std::uint64_t hashOf(std::string_view text, std::uint64_t seed)
{
    constexpr std::uint64_t k1 = 0xa0761d6478bd642f;
    constexpr std::uint64_t k2 = 0xe7037ed1a0b428db;
    const auto read8 = [](const char* p) {
        std::uint64_t v;
        std::memcpy(&v, p, 8);
        return v;
    };
    const char* p = text.data();
    std::size_t n = text.size();
    std::uint64_t hash = seed ^ k1;
    while (n > 16) {
        hash = mixed(read8(p) ^ k2, read8(p + 8) ^ hash);
        p += 16;
        n -= 16;
    }
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    if (n >= 8) {
        a = read8(p);
        b = read8(p + n - 8);
    } else if (n > 0) {
        std::memcpy(&a, p, n);
    }
    return mixed(k2 ^ text.size(), mixed(a ^ k1, b ^ hash));
}

} // namespace rulewright::events
