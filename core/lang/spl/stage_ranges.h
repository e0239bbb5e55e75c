// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/spl/cursor.h"

#include <cstddef>
#include <vector>

namespace rulewright::lang::spl {

/// A part of the expanded search, in bytes.
struct TextRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// What stands between the bars that are in no quotes and in no subsearch.
[[nodiscard]] std::vector<TextRange> stageRanges(Context& context, TextRange range);

} // namespace rulewright::lang::spl
