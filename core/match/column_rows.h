// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"
#include "core/match/literal_hits.h"

#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::match {

/// A column's distinct values and the rows of each, made when they are first asked for. Values that the column keeps
/// as numbers are written out once each. Safe to use from several threads.
class ColumnRows {
public:
    explicit ColumnRows(const events::Column& column)
        : m_column(column)
    {
    }

    [[nodiscard]] const events::Column& column() const { return m_column; }

    /// The folded texts of the values; a value's number is its text's.
    [[nodiscard]] const events::Arena& folded() const;
    /// Of a value, as written; may use scratch.
    [[nodiscard]] std::string_view text(std::uint32_t value, std::string& scratch) const;
    /// Of a value, ascending; one twice where it has the value twice.
    [[nodiscard]] std::span<const std::uint32_t> rowsOf(std::uint32_t value) const;
    /// The value of an element of the column.
    [[nodiscard]] std::uint32_t valueOfElement(std::uint32_t element) const;
    [[nodiscard]] std::uint32_t valueCount() const;

private:
    void makeValues() const;
    void makeTexts() const;
    void makeRows() const;

    const events::Column& m_column;
    mutable std::once_flag m_valuesMade;
    mutable std::once_flag m_textsMade;
    mutable std::once_flag m_rowsMade;
    // Of numbers alone.
    mutable std::vector<std::uint32_t> m_elements; ///< by value: one element that has it
    mutable std::vector<std::uint32_t> m_valueOfElement;
    mutable events::Arena m_texts;
    mutable std::vector<std::uint32_t> m_begins; ///< by value, into m_rows
    mutable std::vector<std::uint32_t> m_rows;
};

/// The columns of a segment that many rules ask.
class ColumnRowsTable {
public:
    [[nodiscard]] const ColumnRows& of(const events::Column& column)
    {
        const std::lock_guard lock(m_mutex);
        return m_columns.try_emplace(&column, column).first->second;
    }

private:
    std::mutex m_mutex;
    std::unordered_map<const events::Column*, ColumnRows> m_columns;
};

} // namespace rulewright::match
