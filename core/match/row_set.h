// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/bitmap.h"

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace rulewright::match {

/// Some of a segment's rows: a list of them, or words with a bit for each row where they are many. What one rule of
/// many makes of a segment is mostly few rows, and costs as little as they are. Immutable.
class RowSet {
public:
    explicit RowSet(std::uint32_t rows) ///< none of so many rows
        : m_rows(rows)
    {
    }

    [[nodiscard]] static RowSet of(std::uint32_t rows, std::vector<std::uint32_t> ascending); ///< each once
    [[nodiscard]] static RowSet of(std::uint32_t rows, std::vector<std::uint64_t> words); ///< no bit beyond `rows`
    [[nodiscard]] static RowSet of(const Bitmap& bitmap);

    [[nodiscard]] std::uint32_t count() const { return m_count; }

    [[nodiscard]] bool isEmpty() const { return m_count == 0; }

    [[nodiscard]] bool contains(std::uint32_t row) const;
    [[nodiscard]] bool meetsWords(std::span<const std::uint64_t> words) const; ///< a bit for each row

    [[nodiscard]] RowSet operator&(const RowSet& other) const;
    [[nodiscard]] RowSet andNot(const RowSet& other) const;

    /// Bit i of word w: row 64 w + i.
    [[nodiscard]] std::vector<std::uint64_t> toWords() const;

    /// Calls visit(row) for each row, ascending.
    template <class Visit> void forEach(Visit&& visit) const
    {
        for (const std::uint32_t row : m_list)
            visit(row);
        for (std::size_t w = 0; w < m_words.size(); ++w) {
            for (std::uint64_t word = m_words[w]; word != 0; word &= word - 1)
                visit(static_cast<std::uint32_t>(64 * w + static_cast<std::size_t>(std::countr_zero(word))));
        }
    }

private:
    friend class RowCollector;

    [[nodiscard]] bool isList() const { return m_words.empty(); }

    [[nodiscard]] RowSet filtered(const RowSet& other, bool kept) const;

    std::uint32_t m_rows = 0;
    std::uint32_t m_count = 0;
    std::vector<std::uint32_t> m_list;
    std::vector<std::uint64_t> m_words; ///< empty: the list counts
};

/// Unites rows in any order, repeated or not.
class RowCollector {
public:
    explicit RowCollector(std::uint32_t rows)
        : m_rows(rows)
    {
    }

    void add(std::uint32_t row)
    {
        if (!m_words.empty()) {
            m_words[row / 64] |= std::uint64_t{1} << (row % 64);
            return;
        }
        m_isSorted = m_isSorted && (m_list.empty() || m_list.back() < row);
        m_list.push_back(row);
        if (m_list.size() > m_rows / 32 + 16)
            spread();
    }

    void add(const RowSet& set);
    [[nodiscard]] RowSet build() &&;

private:
    void spread();

    std::uint32_t m_rows;
    bool m_isSorted = true;
    std::vector<std::uint32_t> m_list;
    std::vector<std::uint64_t> m_words;
};

} // namespace rulewright::match
