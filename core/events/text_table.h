// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"
#include "core/events/hash.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::events {

/// The distinct texts of a column while it is built, in one arena, with an open-addressing table over them.
/// A slot holds the upper half of a text's hash and its number plus one; zero is free.
class TextTable {
public:
    /// The number of the text, which is added where it is new. Numbers count up from 0.
    std::uint32_t intern(std::string_view text, std::uint64_t seed)
    {
        // Most fields repeat the row before.
        if (m_last < m_texts.size() && m_texts.at(m_last) == text)
            return m_last;
        if (m_texts.size() * 2 >= m_slots.size())
            grow(seed);
        const std::uint64_t hash = hashOf(text, seed);
        const std::uint64_t tag = hash & tagMask;
        const std::size_t mask = m_slots.size() - 1;
        for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
            const std::uint64_t slot = m_slots[i];
            if (slot == 0) {
                m_texts.append(text);
                m_slots[i] = tag | m_texts.size();
                return m_last = m_texts.size() - 1;
            }
            if ((slot & tagMask) == tag) {
                const auto number = static_cast<std::uint32_t>(slot) - 1;
                if (m_texts.at(number) == text)
                    return m_last = number;
            }
        }
    }

    [[nodiscard]] const Arena& texts() const { return m_texts; }

    [[nodiscard]] Arena takeTexts() && { return std::move(m_texts); }

private:
    static constexpr std::uint64_t tagMask = 0xFFFFFFFF'00000000;

    void grow(std::uint64_t seed)
    {
        std::vector<std::uint64_t> larger(m_slots.empty() ? 8 : m_slots.size() * 4);
        const std::size_t mask = larger.size() - 1;
        for (std::uint32_t number = 0; number < m_texts.size(); ++number) {
            const std::uint64_t hash = hashOf(m_texts.at(number), seed);
            std::size_t i = hash & mask;
            while (larger[i] != 0)
                i = (i + 1) & mask;
            larger[i] = (hash & tagMask) | (number + 1);
        }
        m_slots = std::move(larger);
    }

    Arena m_texts;
    std::vector<std::uint64_t> m_slots;
    std::uint32_t m_last = 0;
};

} // namespace rulewright::events
