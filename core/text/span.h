// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace rulewright {

/// A half-open range of UTF-8 bytes of one source text.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] constexpr std::uint32_t length() const { return end - begin; }
    [[nodiscard]] constexpr bool isEmpty() const { return begin == end; }
    [[nodiscard]] constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
    [[nodiscard]] constexpr bool encloses(Span other) const { return begin <= other.begin && other.end <= end; }
    bool operator==(const Span &) const = default;
};

/// The smallest span that encloses both.
[[nodiscard]] constexpr Span merged(Span a, Span b)
{
    return {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

} // namespace rulewright
