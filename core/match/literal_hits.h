// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"
#include "core/match/literals.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::match {

/// The texts of an arena that contain a literal, by their numbers, ascending.
using TextNumbers = std::vector<std::uint32_t>;

/// Where a literal stands in an arena.
struct LiteralHits {
    TextNumbers texts; ///< of each place, so that one may follow itself; each once where only texts are known
    Places places; ///< ascending; empty where only texts are known
    /// What stands behind each place: the eight bytes from place + followingAt on, the first lowest, 0 behind the
    /// arena's end. So the next letters typed are compared without a look at the texts.
    std::vector<std::uint64_t> following;
    std::size_t followingAt = 0;

    [[nodiscard]] bool hasPlaces() const { return places.size() == texts.size(); }

    [[nodiscard]] std::size_t textCount() const; ///< different ones
    [[nodiscard]] std::size_t bytes() const;

    /// Calls visit(text) for each text, once.
    template <class Visit> void forEachText(Visit&& visit) const
    {
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (i == 0 || texts[i] != texts[i - 1])
                visit(texts[i]);
        }
    }
};

/// Collects where a literal without a NUL stands. Places are kept while there are few of them: at most one for so many
/// bytes that to look at them takes less time than to look for them again.
class HitCollector {
public:
    HitCollector(const events::Arena& arena, std::size_t literalSize);

    /// Ascending, and behind those added before.
    void add(std::span<const std::uint32_t> places);

    [[nodiscard]] LiteralHits finish() && { return std::move(m_hits); }

private:
    const events::Arena& m_arena;
    std::size_t m_mostPlaces;
    std::uint32_t m_text = 0;
    bool m_keepsPlaces = true;
    LiteralHits m_hits;
};

/// The hits of a literal that begins `before` bytes before a shorter one in it, of which all places are known; the same
/// object where no place is lost. Neither literal has a NUL.
[[nodiscard]] std::shared_ptr<const LiteralHits> grownHits(const std::shared_ptr<const LiteralHits>& shorter,
    std::size_t shorterSize, const events::Arena& arena, std::string_view literal, std::size_t before);

/// What passes over arenas found so far, for the leaves that ask.
class ContainedLiterals {
public:
    struct Known {
        std::shared_ptr<const LiteralHits> hits;
        std::string shorter{}; ///< the literal of whose hits these are a part; empty: of none
        bool hasAllTexts = false; ///< each text that contains `shorter` contains the literal too
    };

    void add(const events::Arena& arena, const std::string& literal, Known known)
    {
        m_found[&arena].insert_or_assign(literal, std::move(known));
    }

    /// Null where no pass over this arena was about the literal.
    [[nodiscard]] const Known* find(const events::Arena& arena, const std::string& literal) const
    {
        const auto of = m_found.find(&arena);
        if (of == m_found.end())
            return nullptr;
        const auto found = of->second.find(literal);
        return found == of->second.end() ? nullptr : &found->second;
    }

private:
    std::unordered_map<const events::Arena*, std::unordered_map<std::string, Known>> m_found;
};

} // namespace rulewright::match
