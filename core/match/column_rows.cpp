// SPDX-License-Identifier: Apache-2.0
#include "core/match/column_rows.h"

namespace rulewright::match {

using events::Column;
using events::ValueIndex;

void ColumnRows::makeValues() const
{
    std::unordered_map<std::int64_t, std::uint32_t> values;
    m_valueOfElement.reserve(m_column.numbers.size());
    for (std::uint32_t element = 0; element < m_column.numbers.size(); ++element) {
        const auto [found, isNew]
            = values.try_emplace(m_column.numbers[element], static_cast<std::uint32_t>(m_elements.size()));
        if (isNew)
            m_elements.push_back(element);
        m_valueOfElement.push_back(found->second);
    }
}

void ColumnRows::makeTexts() const
{
    std::call_once(m_valuesMade, [this] { makeValues(); });
    std::string scratch;
    for (const std::uint32_t element : m_elements)
        m_texts.append(m_column.foldedText(ValueIndex{element}, scratch));
}

const events::Arena& ColumnRows::folded() const
{
    if (m_column.hasTexts())
        return m_column.folded;
    std::call_once(m_textsMade, [this] { makeTexts(); });
    return m_texts;
}

std::string_view ColumnRows::text(std::uint32_t value, std::string& scratch) const
{
    return m_column.text(ValueIndex{m_column.hasTexts() ? value : m_elements[value]}, scratch);
}

std::uint32_t ColumnRows::valueOfElement(std::uint32_t element) const
{
    if (m_column.hasTexts())
        return events::index(m_column.valueOf(element));
    std::call_once(m_valuesMade, [this] { makeValues(); });
    return m_valueOfElement[element];
}

std::uint32_t ColumnRows::valueCount() const
{
    if (m_column.hasTexts())
        return m_column.valueCount();
    std::call_once(m_valuesMade, [this] { makeValues(); });
    return static_cast<std::uint32_t>(m_elements.size());
}

void ColumnRows::makeRows() const
{
    const std::uint32_t elements = m_column.elementCount();
    m_begins.assign(std::size_t{valueCount()} + 1, 0);
    for (std::uint32_t element = 0; element < elements; ++element)
        ++m_begins[valueOfElement(element) + 1];
    for (std::size_t value = 1; value < m_begins.size(); ++value)
        m_begins[value] += m_begins[value - 1];
    m_rows.resize(elements);
    std::vector<std::uint32_t> next(m_begins.begin(), m_begins.end() - 1);
    m_column.presence.forEach([&](events::RowId row, std::uint32_t rank) {
        const auto [begin, end] = m_column.elementsOf(rank);
        for (std::uint32_t element = begin; element < end; ++element)
            m_rows[next[valueOfElement(element)]++] = events::index(row);
    });
}

std::span<const std::uint32_t> ColumnRows::rowsOf(std::uint32_t value) const
{
    std::call_once(m_rowsMade, [this] { makeRows(); });
    return std::span(m_rows).subspan(m_begins[value], m_begins[value + 1] - m_begins[value]);
}

} // namespace rulewright::match
