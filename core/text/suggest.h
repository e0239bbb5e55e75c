// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright {

/// The number of insertions, deletions, replacements and swaps of neighbours that turn one text into the
/// other (optimal string alignment, over bytes, letter case ignored). Stops counting at `limit` + 1.
[[nodiscard]] std::size_t editDistance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate nearest to a misspelt word: another letter case first, then the least edit distance of at
/// most a third of the word's length (at least 1), ties by code point. Nothing where none is near.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

/// The `count` candidates nearest to a word, however far, nearest first, ties by code point.
[[nodiscard]] std::vector<std::string> nearestFew(std::string_view word, std::span<const std::string> candidates,
                                                  std::size_t count);

} // namespace rulewright
