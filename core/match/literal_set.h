// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"
#include "core/text/task.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace rulewright::match {

/// The texts of an arena that contain a literal, by their numbers, ascending.
using TextNumbers = std::vector<std::uint32_t>;

/// Looks for many literals in one pass: through Vectorscan where the program was built with it and the processor
/// can, else for one after the other, which says the same. Immutable; safe to use from several threads.
class LiteralSet {
public:
    /// The literals are distinct and none of them is empty or has a NUL.
    explicit LiteralSet(std::vector<std::string> literals, bool withVectorscan = true);
    ~LiteralSet();
    LiteralSet(const LiteralSet&) = delete;
    LiteralSet& operator=(const LiteralSet&) = delete;

    [[nodiscard]] const std::vector<std::string>& literals() const { return m_literals; }

    /// For each literal the texts that contain it. Incomplete where the task was stopped.
    [[nodiscard]] std::vector<TextNumbers> textsContaining(const events::Arena& arena, const Task& task) const;

    /// Whether making a set and one pass take less time than a pass for each literal.
    [[nodiscard]] static bool isFaster(std::size_t literals, std::uint64_t bytes);

    struct Database;

private:
    std::vector<std::string> m_literals;
    std::unique_ptr<Database> m_database; ///< null: one literal after the other
};

/// What passes over arenas found so far, for the leaves that ask.
class ContainedLiterals {
public:
    void add(const events::Arena& arena, const std::string& literal, TextNumbers texts)
    {
        m_found[&arena].insert_or_assign(literal, std::move(texts));
    }

    /// Null where no pass over this arena was about the literal.
    [[nodiscard]] const TextNumbers* find(const events::Arena& arena, const std::string& literal) const
    {
        const auto of = m_found.find(&arena);
        if (of == m_found.end())
            return nullptr;
        const auto found = of->second.find(literal);
        return found == of->second.end() ? nullptr : &found->second;
    }

private:
    std::unordered_map<const events::Arena*, std::unordered_map<std::string, TextNumbers>> m_found;
};

} // namespace rulewright::match
