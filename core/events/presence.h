// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/ids.h"

#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rulewright::events {

/// Which rows of a segment carry a column, and the rank of each such row among them. All rows, words of 64
/// rows with the running count before each word, or (where few are present, so that a rare name costs only
/// its rows) the present rows themselves.
class Presence {
public:
    enum class Form : std::uint8_t { All, Words, Rows };

    /// All of `rows` rows.
    [[nodiscard]] static Presence all(std::uint32_t rows);
    /// The given rows, which are ascending and below `rows`.
    [[nodiscard]] static Presence of(std::vector<std::uint32_t> present, std::uint32_t rows);

    [[nodiscard]] Form form() const { return m_form; }

    [[nodiscard]] bool isAll() const { return m_form == Form::All; }

    [[nodiscard]] std::uint32_t rows() const { return m_rows; }

    [[nodiscard]] std::uint32_t count() const { return m_count; } ///< of present rows

    [[nodiscard]] bool contains(RowId row) const;
    /// The row's place among the present rows; nothing where it is absent.
    [[nodiscard]] std::optional<std::uint32_t> rank(RowId row) const;

    /// Bit r of word w is row 64 w + r; made for this call whatever the form.
    [[nodiscard]] std::vector<std::uint64_t> bits() const;

    /// Without a copy: only with Form::Words, else empty.
    [[nodiscard]] std::span<const std::uint64_t> words() const { return m_words; }

    /// Ascending, without a copy: only with Form::Rows, else empty.
    [[nodiscard]] std::span<const std::uint32_t> presentRows() const { return m_present; }

    /// Calls visit(row, rank) for each present row, ascending.
    template <class Visit> void forEach(Visit&& visit) const
    {
        std::uint32_t rank = 0;
        if (m_form == Form::All) {
            for (; rank < m_rows; ++rank)
                visit(RowId{rank}, rank);
        } else if (m_form == Form::Rows) {
            for (const std::uint32_t row : m_present)
                visit(RowId{row}, rank++);
        } else {
            for (std::size_t w = 0; w < m_words.size(); ++w) {
                for (std::uint64_t word = m_words[w]; word != 0; word &= word - 1)
                    visit(
                        RowId{static_cast<std::uint32_t>(64 * w) + static_cast<std::uint32_t>(std::countr_zero(word))},
                        rank++);
            }
        }
    }

    [[nodiscard]] std::size_t bytes() const;

private:
    Form m_form = Form::All;
    std::uint32_t m_rows = 0;
    std::uint32_t m_count = 0;
    std::vector<std::uint64_t> m_words;
    std::vector<std::uint32_t> m_before;
    std::vector<std::uint32_t> m_present;
};

} // namespace rulewright::events
