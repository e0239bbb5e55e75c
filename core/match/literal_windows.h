// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::match {

/// The part of a literal by which FewLiterals finds it.
struct LiteralWindow {
    std::uint32_t number = 0; ///< of the literals given
    std::uint32_t offset = 0; ///< where it begins in the literal; it ends there after `size` bytes, or with the literal
};

/// Of each literal the neighbouring bytes, at most `size`, that are the rarest in the sample, and these in at most
/// `buckets` groups of which each fits few texts: a group fits whatever has at each place the byte of one of its
/// windows.
[[nodiscard]] std::vector<std::vector<LiteralWindow>> rareWindows(
    std::span<const std::string> literals, std::string_view sample, std::size_t size, std::size_t buckets);

} // namespace rulewright::match
