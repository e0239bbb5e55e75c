// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/block_words.h"
#include "core/match/leaf_bitmap.h"
#include "core/match/program.h"
#include "core/match/scope.h"

#include <optional>
#include <vector>

namespace rulewright::match {

/// A program's leaves over one segment.
struct ProgramRows {
    ScopeRows scope;
    std::vector<BitmapPointer> leaves; ///< of Program::leaves
    std::vector<BitmapPointer> sources; ///< of Program::sources

    /// The scope's bits in a block, none beyond the segment's end; returns how many rows the block has.
    std::uint32_t scopeOf(std::uint32_t block, BlockWords& words) const;
    /// The sources over a block.
    [[nodiscard]] std::vector<Operand> operands(std::uint32_t block) const;
};

/// Nothing where the task was stopped.
[[nodiscard]] std::optional<ProgramRows> programRows(
    const Program& program, const taxonomy::LogSourceScope& scope, const LeafContext& context);

} // namespace rulewright::match
