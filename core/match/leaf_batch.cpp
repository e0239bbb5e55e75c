// SPDX-License-Identifier: Apache-2.0
#include "core/match/leaf_batch.h"

#include "core/match/sought_literals.h"

#include <algorithm>

namespace rulewright::match {

std::vector<BitmapPointer> rowsOfLeaves(std::span<const Leaf> leaves, LeafContext context, LiteralSets& sets)
{
    SoughtLiterals sought(context);
    for (const Leaf& leaf : leaves) {
        for (const Leaf* link = &leaf; link != nullptr; link = link->otherwise.get())
            sought.add(*link);
    }
    const ContainedLiterals known = sought.find(sets);
    const LeafContext with{context.fields, context.segment, context.cache, context.task, &known};
    std::vector<BitmapPointer> rows;
    rows.reserve(leaves.size());
    for (const Leaf& leaf : leaves) {
        rows.push_back(leafRows(leaf, with));
        if (context.task.isStopped())
            rows.back() = std::make_shared<const Bitmap>(context.segment->rows);
    }
    return rows;
}

BitmapPointer sourceRows(
    const Program& program, const Source& source, std::span<const BitmapPointer> leaves, const LeafContext& context)
{
    const BitmapPointer& rows = leaves[index(source.leaf)];
    if (!source.unknownNegation)
        return rows;
    const Leaf& leaf = program.leaves[index(source.leaf)];
    return std::make_shared<const Bitmap>(knownRows(leaf, context)->andNot(*rows));
}

} // namespace rulewright::match
