// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/ids.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace rulewright::events {

/// Which rows of a segment carry a column, and the rank of each such row among them: all rows, or words of
/// 64 rows with the running count before each word.
class Presence {
public:
    /// All of `rows` rows.
    [[nodiscard]] static Presence all(std::uint32_t rows);
    /// The given rows, which are ascending and below `rows`.
    [[nodiscard]] static Presence of(const std::vector<std::uint32_t> &present, std::uint32_t rows);

    [[nodiscard]] bool isAll() const { return m_words.empty(); }
    [[nodiscard]] std::uint32_t rows() const { return m_rows; }
    [[nodiscard]] std::uint32_t count() const { return m_count; } ///< of present rows
    [[nodiscard]] bool contains(RowId row) const;
    /// The row's place among the present rows; nothing where it is absent.
    [[nodiscard]] std::optional<std::uint32_t> rank(RowId row) const;
    /// Bit r of word w is row 64 w + r. Empty when isAll().
    [[nodiscard]] const std::vector<std::uint64_t> &words() const { return m_words; }
    [[nodiscard]] std::size_t bytes() const;

private:
    std::uint32_t m_rows = 0;
    std::uint32_t m_count = 0;
    std::vector<std::uint64_t> m_words;
    std::vector<std::uint32_t> m_before;
};

} // namespace rulewright::events
