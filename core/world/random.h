// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace rulewright::world {

/// A sequence of numbers that is the same on every machine (SplitMix64): the standard library's distributions
/// differ between implementations.
class Random {
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {
    }

    [[nodiscard]] std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    /// A number from 0 to bound - 1; bound is not 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return (next() >> 11) % bound; }

    /// A number from first to last, both included.
    [[nodiscard]] std::int64_t between(std::int64_t first, std::int64_t last)
    {
        return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first) + 1));
    }

    [[nodiscard]] bool chance(std::uint64_t percent) { return below(100) < percent; }

    template <class T> [[nodiscard]] const T& pick(std::span<const T> from) { return from[below(from.size())]; }

    template <class T, std::size_t n> [[nodiscard]] const T& pick(const T (&from)[n]) { return from[below(n)]; }

private:
    std::uint64_t m_state;
};

} // namespace rulewright::world
