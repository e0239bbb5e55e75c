// SPDX-License-Identifier: Apache-2.0
#include "core/match/leaf_batch.h"

#include "core/match/column_scan.h"
#include "core/match/grown_literal.h"

#include <algorithm>
#include <unordered_map>

namespace rulewright::match {

namespace {

using events::Column;

// The literals that leaves will look for in each arena.
class Sought {
public:
    void add(const Leaf& leaf, const LeafContext& context)
    {
        if (leaf.anyField) {
            if (!isKept(keywordKey(leaf), context))
                context.segment->forEachColumn([&](const Column& column) { add(leaf, column); });
            return;
        }
        if (!std::holds_alternative<TextMatcher>(leaf.matcher) && !std::holds_alternative<RegexMatcher>(leaf.matcher))
            return;
        for (const events::ResolvedColumn& resolved : context.fields.resolve(*context.segment, leaf.field)) {
            if (!isKept(leafKey(resolved, leaf.matcherKey), context) && !hasShorterLiteral(leaf, resolved, context))
                add(leaf, *resolved.column);
        }
    }

    void find(ContainedLiterals& found, const Task& task, LiteralSets& sets)
    {
        for (auto& [arena, literals] : m_literals) {
            std::ranges::sort(literals);
            const auto repeated = std::ranges::unique(literals);
            literals.erase(repeated.begin(), repeated.end());
            const std::shared_ptr<const LiteralSet> set = sets.of(literals, *arena);
            if (set == nullptr)
                continue;
            std::vector<TextNumbers> texts = set->textsContaining(*arena, task);
            for (std::size_t i = 0; i < texts.size(); ++i)
                found.add(*arena, literals[i], std::move(texts[i]));
        }
    }

private:
    static bool isKept(const std::string& key, const LeafContext& context)
    {
        return context.cache != nullptr && context.cache->findQuietly(context.segment, key) != nullptr;
    }

    void add(const Leaf& leaf, const Column& column)
    {
        std::vector<std::string> sought = soughtLiterals(leaf.matcher, column);
        if (sought.empty())
            return;
        std::vector<std::string>& literals = m_literals[&column.folded];
        std::ranges::move(sought, std::back_inserter(literals));
    }

    std::unordered_map<const events::Arena*, std::vector<std::string>> m_literals;
};

} // namespace

std::shared_ptr<const LiteralSet> LiteralSets::of(const std::vector<std::string>& literals, const events::Arena& arena)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_sets.find(literals);
    if (found != m_sets.end())
        return found->second;
    if (!LiteralSet::isFaster(literals.size(), arena.text.size() * m_passes))
        return nullptr;
    return m_sets.emplace(literals, std::make_shared<const LiteralSet>(literals)).first->second;
}

std::vector<BitmapPointer> rowsOfLeaves(std::span<const Leaf> leaves, LeafContext context, LiteralSets& sets)
{
    Sought sought;
    for (const Leaf& leaf : leaves) {
        for (const Leaf* link = &leaf; link != nullptr; link = link->otherwise.get())
            sought.add(*link, context);
    }
    ContainedLiterals known;
    sought.find(known, context.task, sets);
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
