// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/glob.h"
#include "core/match/leaf.h"
#include "core/match/literal_set.h"
#include "core/text/task.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rulewright::match {

/// Literals of which each text may begin with several, found by one search in order: those that begin a text are
/// the text's neighbour below and what that begins with.
class PrefixSet {
public:
    /// Ids may repeat. `fromEnd`: the literals end the texts.
    PrefixSet(std::vector<std::pair<std::string, std::uint32_t>> literals, bool fromEnd);

    [[nodiscard]] bool isEmpty() const { return m_literals.empty(); }

    /// Calls visit(id, whether the literal is the whole text) for each literal that the text begins (ends) with.
    template <class Visit> void forEach(std::string_view text, Visit&& visit) const
    {
        for (std::uint32_t at = nearest(text); at != none; at = m_parents[at]) {
            const std::string& literal = m_literals[at];
            if (m_fromEnd ? !text.ends_with(literal) : !text.starts_with(literal))
                continue;
            for (const std::uint32_t id : m_ids[at])
                visit(id, literal.size() == text.size());
        }
    }

private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    [[nodiscard]] std::uint32_t nearest(std::string_view text) const; ///< none: all are above

    bool m_fromEnd;
    std::vector<std::string> m_literals; ///< ascending
    std::vector<std::uint32_t> m_parents; ///< the longest that the literal itself begins with
    std::vector<std::vector<std::uint32_t>> m_ids;
};

/// The tests of texts that are asked of one field, all at once. Tests have the numbers in which they were added.
class TextTests {
public:
    /// What a pass found out of each test.
    struct Found {
        /// The texts that fit; of a regex those that have what it requires.
        std::unordered_map<std::uint32_t, TextNumbers> texts;
        std::vector<std::uint32_t> everywhere; ///< tests that each text fits
    };

    /// Patterns without case, or with case that is looked at afterwards; see isTold().
    void add(std::uint32_t test, const TextMatcher& matcher);
    /// A regex that requires texts.
    void add(std::uint32_t test, const Regex& regex);
    /// After the last is added.
    void prepare();

    /// Whether a pass tells of the matcher anything that its values need not be asked one by one for.
    [[nodiscard]] static bool isTold(const Matcher& matcher);

    [[nodiscard]] Found find(const events::Arena& folded, const Task& task) const;

private:
    struct Use {
        std::uint32_t test = 0;
        const Glob* glob = nullptr; ///< has to fit; null: to contain the literal is enough
        const Regex* regex = nullptr; ///< requires one of several, this one is
        std::uint32_t required = 0;
    };

    void addContained(std::string literal, Use use);

    std::vector<std::unique_ptr<const Glob>> m_globs;
    std::vector<std::unique_ptr<const Regex>> m_regexes;
    std::vector<std::uint32_t> m_everywhere;
    std::vector<std::pair<std::string, std::uint32_t>> m_starts; ///< id: 2 × test, and 1 where it is the whole text
    std::vector<std::pair<std::string, std::uint32_t>> m_ends; ///< id: test
    std::unordered_map<std::string, std::vector<Use>> m_contained;

    std::unique_ptr<PrefixSet> m_startSet;
    std::unique_ptr<PrefixSet> m_endSet;
    std::unique_ptr<LiteralSet> m_literals;
    std::vector<std::vector<Use>> m_uses; ///< by literal of m_literals
};

} // namespace rulewright::match
