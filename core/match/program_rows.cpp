// SPDX-License-Identifier: Apache-2.0
#include "core/match/program_rows.h"

#include "core/match/leaf_batch.h"

#include <algorithm>

namespace rulewright::match {

std::uint32_t ProgramRows::scopeOf(std::uint32_t block, BlockWords& words) const
{
    const std::uint32_t length = std::min(Bitmap::blockSize, scope.rows->size() - block * Bitmap::blockSize);
    expand(words, operandOf(scope.rows->block(block)));
    clearBeyond(words, length);
    return length;
}

std::vector<Operand> ProgramRows::operands(std::uint32_t block) const
{
    std::vector<Operand> result;
    result.reserve(sources.size());
    for (const BitmapPointer& source : sources)
        result.push_back(operandOf(source->block(block)));
    return result;
}

std::optional<ProgramRows> programRows(
    const Program& program, const taxonomy::LogSourceScope& scope, const LeafContext& context)
{
    ProgramRows result;
    result.scope = scopeRows(scope, context);
    LiteralSets sets(1);
    result.leaves = rowsOfLeaves(program.leaves, context, sets);
    if (context.task.isStopped())
        return std::nullopt;
    for (const Source& source : program.sources)
        result.sources.push_back(sourceRows(program, source, result.leaves, context));
    return result;
}

} // namespace rulewright::match
