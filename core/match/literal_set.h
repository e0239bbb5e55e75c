// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/cpu.h"
#include "core/match/literal_hits.h"
#include "core/text/task.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::match {

class FewLiterals;

/// Looks for many literals in one pass. Immutable; safe to use from several threads.
class LiteralSet {
public:
    /// Each finds the same.
    enum class Way : std::uint8_t {
        OneAfterOther,
        FewAtOnce, ///< FewLiterals, for at most FewLiterals::mostLiterals
        Vectorscan, ///< where the program was built with it and the processor can, else one after the other
    };

    /// The literals are distinct and none of them is empty or has a NUL. `sample` is some of what will be looked
    /// through.
    explicit LiteralSet(std::vector<std::string> literals, Way way, std::string_view sample = {});
    ~LiteralSet();
    LiteralSet(const LiteralSet&) = delete;
    LiteralSet& operator=(const LiteralSet&) = delete;

    [[nodiscard]] const std::vector<std::string>& literals() const { return m_literals; }

    /// Of each literal where it stands; Vectorscan tells the texts alone. Incomplete where the task was stopped.
    [[nodiscard]] std::vector<LiteralHits> hits(const events::Arena& arena, const Task& task) const;
    /// For each literal the texts that contain it, each once.
    [[nodiscard]] std::vector<TextNumbers> textsContaining(const events::Arena& arena, const Task& task) const;

    /// The way that takes the least time for so many literals and bytes, the making of the set included.
    [[nodiscard]] static Way fastestWay(std::size_t literals, std::uint64_t bytes);

    struct Database;

private:
    [[nodiscard]] std::vector<LiteralHits> hitsOfFew(const events::Arena& arena, const Task& task) const;

    std::vector<std::string> m_literals;
    std::unique_ptr<FewLiterals> m_few;
    std::unique_ptr<Database> m_database; ///< this or m_few or none: one literal after the other
};

} // namespace rulewright::match
