// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"
#include "core/match/leaf.h"
#include "core/text/task.h"

#include <cstdint>
#include <vector>

namespace rulewright::match {

/// Bit v of word w: value 64 w + v of a column.
using ValueBits = std::vector<std::uint64_t>;

/// The values of the column that the matcher accepts; each distinct text is looked at once. Incomplete where
/// the task was stopped.
[[nodiscard]] ValueBits matchingValues(const Matcher& matcher, const events::Column& column, const Task& task);

} // namespace rulewright::match
