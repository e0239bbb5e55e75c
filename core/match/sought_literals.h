// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/leaf_bitmap.h"
#include "core/match/literal_set.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

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

    /// The set of these literals, which are sorted.
    [[nodiscard]] std::shared_ptr<const LiteralSet> of(
        const std::vector<std::string>& literals, const events::Arena& arena);

private:
    std::size_t m_passes;
    std::mutex m_mutex;
    std::map<std::vector<std::string>, std::shared_ptr<const LiteralSet>> m_sets;
};

/// The literals that leaves will look for in the texts of one segment, found for all of them: where a shorter literal
/// stands in the cache among its places alone, the others in one pass over each arena.
class SoughtLiterals {
public:
    explicit SoughtLiterals(const LeafContext& context)
        : m_context(context)
    {
    }

    /// What a leaf looks for, unless its rows are in the cache.
    void add(const Leaf& leaf);

    /// Incomplete where the task was stopped. What is found goes to the cache.
    [[nodiscard]] ContainedLiterals find(LiteralSets& sets);

private:
    struct OfArena {
        std::optional<std::uint64_t> identity; ///< of a column that has the arena: part of the cache's key
        std::map<std::string, bool> literals; ///< whether a pass is needed to find them, unless places are known
    };

    void add(const Leaf& leaf, const events::Column& column, std::optional<std::uint64_t> identity, bool isNeeded);
    [[nodiscard]] bool isKept(const std::string& key) const;
    /// What the cache has of a literal, or of a shorter one in it.
    [[nodiscard]] std::optional<ContainedLiterals::Known> remembered(
        const events::Arena& arena, const OfArena& sought, const std::string& literal) const;
    void remember(
        const OfArena& sought, const std::string& literal, const std::shared_ptr<const LiteralHits>& hits) const;

    const LeafContext& m_context;
    std::unordered_map<const events::Arena*, OfArena> m_arenas;
};

} // namespace rulewright::match
