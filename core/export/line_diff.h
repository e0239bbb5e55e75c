// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::exporting {

/// A line of what changed between two texts.
struct DiffLine {
    char kind = ' '; ///< ' ' kept, '+' added, '-' removed
    std::string text; ///< without its line end
    bool operator==(const DiffLine&) const = default;
};

/// All lines of both texts in order: the fewest added and removed ones that do. Texts of more than 4,000 lines in the
/// part that differs are shown as removed and added whole.
[[nodiscard]] std::vector<DiffLine> lineDiff(std::string_view before, std::string_view after);

[[nodiscard]] std::size_t added(const std::vector<DiffLine>& lines);
[[nodiscard]] std::size_t removed(const std::vector<DiffLine>& lines);

} // namespace rulewright::exporting
