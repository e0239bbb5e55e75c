// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/leaf_bitmap.h"
#include "core/match/program.h"
#include "core/match/sought_literals.h"

#include <span>
#include <vector>

namespace rulewright::match {

/// The rows of leaves in one segment, in their order: as leafRows() says for each, but texts are passed over once
/// for all of them where that is faster. Meaningless where the task was stopped.
[[nodiscard]] std::vector<BitmapPointer> rowsOfLeaves(
    std::span<const Leaf> leaves, LeafContext context, LiteralSets& sets);

/// The rows of a source of the program; `leaves` are those of its leaves.
[[nodiscard]] BitmapPointer sourceRows(
    const Program& program, const Source& source, std::span<const BitmapPointer> leaves, const LeafContext& context);

} // namespace rulewright::match
