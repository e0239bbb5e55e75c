// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/leaf_bitmap.h"
#include "core/match/literal_set.h"
#include "core/match/program.h"

#include <map>
#include <mutex>
#include <span>

namespace rulewright::match {

/// The sets of literals that leaves of several segments ask for: mostly the same in each. Safe to use from several
/// threads.
class LiteralSets {
public:
    /// `passes`: how many arenas each set will be looked for in, about.
    explicit LiteralSets(std::size_t passes)
        : m_passes(passes)
    {
    }

    /// The set of these literals, which are sorted; null where one pass after the other is faster.
    [[nodiscard]] std::shared_ptr<const LiteralSet> of(
        const std::vector<std::string>& literals, const events::Arena& arena);

private:
    std::size_t m_passes;
    std::mutex m_mutex;
    std::map<std::vector<std::string>, std::shared_ptr<const LiteralSet>> m_sets;
};

/// The rows of leaves in one segment, in their order: as leafRows() says for each, but texts are passed over once
/// for all of them where that is faster. Meaningless where the task was stopped.
[[nodiscard]] std::vector<BitmapPointer> rowsOfLeaves(
    std::span<const Leaf> leaves, LeafContext context, LiteralSets& sets);

/// The rows of a source of the program; `leaves` are those of its leaves.
[[nodiscard]] BitmapPointer sourceRows(
    const Program& program, const Source& source, std::span<const BitmapPointer> leaves, const LeafContext& context);

} // namespace rulewright::match
