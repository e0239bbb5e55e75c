// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"
#include "core/events/hash.h"

#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::events {

/// The distinct texts of a column while it is built, in one arena, with an open-addressing table over them.
/// A slot holds the upper half of a text's hash and its number plus one; zero is free. The hash's first bits tell where
/// a text belongs, so that a table grows without a look at the texts.
class TextTable {
public:
    /// Whether it is the text that was interned last: most fields repeat the row before.
    [[nodiscard]] bool isLast(std::string_view text) const
    {
        return m_last < m_texts.size() && isSame(m_texts.at(m_last), text);
    }

    [[nodiscard]] std::uint32_t last() const { return m_last; }

    /// Says that intern() will be called with this hash.
    void prefetch(std::uint64_t hash) const
    {
        if (!m_slots.empty())
            __builtin_prefetch(&m_slots[hash >> m_shift]);
    }

    /// The number of the text, which is added where it is new. Numbers count up from 0. `hash` is hashOf(text) with a
    /// seed that is the table's own.
    std::uint32_t intern(std::string_view text, std::uint64_t hash)
    {
        if (m_texts.size() * 2 >= m_slots.size())
            grow();
        const std::uint64_t tag = hash & tagMask;
        const std::size_t mask = m_slots.size() - 1;
        for (std::size_t i = hash >> m_shift;; i = (i + 1) & mask) {
            const std::uint64_t slot = m_slots[i];
            if (slot == 0) {
                m_texts.append(text);
                m_slots[i] = tag | m_texts.size();
                return m_last = m_texts.size() - 1;
            }
            if ((slot & tagMask) == tag) {
                const auto number = static_cast<std::uint32_t>(slot) - 1;
                if (isSame(m_texts.at(number), text))
                    return m_last = number;
            }
        }
    }

    [[nodiscard]] const Arena& texts() const { return m_texts; }

    [[nodiscard]] Arena takeTexts() && { return std::move(m_texts); }

private:
    static constexpr std::uint64_t tagMask = 0xFFFFFFFF'00000000;

    /// Without a call for texts that are mostly some dozens of bytes.
    static bool isSame(std::string_view a, std::string_view b)
    {
        if (a.size() != b.size())
            return false;
        const auto read8 = [](const char* p) {
            std::uint64_t value = 0;
            std::memcpy(&value, p, 8);
            return value;
        };
        const std::size_t size = a.size();
        if (size == 0)
            return true; // an empty view may be a null pointer
        if (size < 8 || size > 128)
            return std::memcmp(a.data(), b.data(), size) == 0;
        std::size_t i = 0;
        for (; i + 8 <= size; i += 8) {
            if (read8(a.data() + i) != read8(b.data() + i))
                return false;
        }
        return read8(a.data() + size - 8) == read8(b.data() + size - 8);
    }

    void grow()
    {
        m_shift -= m_slots.empty() ? 3 : 2;
        std::vector<std::uint64_t> grown(std::size_t{1} << (64 - m_shift));
        const std::size_t mask = grown.size() - 1;
        for (const std::uint64_t slot : m_slots) {
            if (slot == 0)
                continue;
            std::size_t i = slot >> m_shift;
            while (grown[i] != 0)
                i = (i + 1) & mask;
            grown[i] = slot;
        }
        m_slots = std::move(grown);
    }

    Arena m_texts;
    std::vector<std::uint64_t> m_slots;
    int m_shift = 64; ///< of a hash, to the place in the table
    std::uint32_t m_last = 0;
};

} // namespace rulewright::events
