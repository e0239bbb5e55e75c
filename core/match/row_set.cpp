// SPDX-License-Identifier: Apache-2.0
#include "core/match/row_set.h"

#include "core/match/block_words.h"

#include <algorithm>
#include <iterator>

namespace rulewright::match {

namespace {

// A list of so many rows takes as much room as words.
bool isFew(std::uint64_t count, std::uint32_t rows) { return count <= rows / 32; }

std::vector<std::uint64_t> noWords(std::uint32_t rows)
{
    return std::vector<std::uint64_t>((std::size_t{rows} + 63) / 64);
}

bool testWord(std::span<const std::uint64_t> words, std::uint32_t row)
{
    return (words[row / 64] >> (row % 64) & 1) != 0;
}

} // namespace

RowSet RowSet::of(std::uint32_t rows, std::vector<std::uint32_t> ascending)
{
    RowSet set(rows);
    set.m_count = static_cast<std::uint32_t>(ascending.size());
    if (isFew(ascending.size(), rows)) {
        set.m_list = std::move(ascending);
        return set;
    }
    set.m_words = noWords(rows);
    for (const std::uint32_t row : ascending)
        set.m_words[row / 64] |= std::uint64_t{1} << (row % 64);
    return set;
}

RowSet RowSet::of(std::uint32_t rows, std::vector<std::uint64_t> words)
{
    RowSet set(rows);
    set.m_count = static_cast<std::uint32_t>(countWords(words));
    if (!isFew(set.m_count, rows)) {
        set.m_words = std::move(words);
        return set;
    }
    set.m_list.reserve(set.m_count);
    for (std::size_t w = 0; w < words.size(); ++w) {
        for (std::uint64_t word = words[w]; word != 0; word &= word - 1)
            set.m_list.push_back(static_cast<std::uint32_t>(64 * w + static_cast<std::size_t>(std::countr_zero(word))));
    }
    return set;
}

RowSet RowSet::of(const Bitmap& bitmap)
{
    std::vector<std::uint64_t> words = bitmap.toWords();
    words.resize((std::size_t{bitmap.size()} + 63) / 64);
    return of(bitmap.size(), std::move(words));
}

bool RowSet::contains(std::uint32_t row) const
{
    return isList() ? std::ranges::binary_search(m_list, row) : testWord(m_words, row);
}

bool RowSet::meetsWords(std::span<const std::uint64_t> words) const
{
    if (isList())
        return std::ranges::any_of(m_list, [&](std::uint32_t row) { return testWord(words, row); });
    for (std::size_t w = 0; w < m_words.size(); ++w) {
        if ((m_words[w] & words[w]) != 0)
            return true;
    }
    return false;
}

// Of a list's rows those that the other has, or has not.
RowSet RowSet::filtered(const RowSet& other, bool kept) const
{
    std::vector<std::uint32_t> list;
    if (!other.isList()) {
        std::ranges::copy_if(
            m_list, std::back_inserter(list), [&](std::uint32_t row) { return testWord(other.m_words, row) == kept; });
    } else if (m_list.size() * 16 < other.m_list.size()) {
        std::ranges::copy_if(
            m_list, std::back_inserter(list), [&](std::uint32_t row) { return other.contains(row) == kept; });
    } else if (kept) {
        std::ranges::set_intersection(m_list, other.m_list, std::back_inserter(list));
    } else {
        std::ranges::set_difference(m_list, other.m_list, std::back_inserter(list));
    }
    return of(m_rows, std::move(list));
}

RowSet RowSet::operator&(const RowSet& other) const
{
    if (isEmpty() || other.isEmpty())
        return RowSet(m_rows);
    if (isList())
        return filtered(other, true);
    if (other.isList())
        return other.filtered(*this, true); // its few rows are looked up in our words
    std::vector<std::uint64_t> words = m_words;
    for (std::size_t w = 0; w < words.size(); ++w)
        words[w] &= other.m_words[w];
    return of(m_rows, std::move(words));
}

RowSet RowSet::andNot(const RowSet& other) const
{
    if (isEmpty() || other.isEmpty())
        return *this;
    if (isList())
        return filtered(other, false);
    std::vector<std::uint64_t> words = m_words;
    for (const std::uint32_t row : other.m_list)
        words[row / 64] &= ~(std::uint64_t{1} << (row % 64));
    for (std::size_t w = 0; w < other.m_words.size(); ++w)
        words[w] &= ~other.m_words[w];
    return of(m_rows, std::move(words));
}

std::vector<std::uint64_t> RowSet::toWords() const
{
    if (!isList())
        return m_words;
    std::vector<std::uint64_t> words = noWords(m_rows);
    for (const std::uint32_t row : m_list)
        words[row / 64] |= std::uint64_t{1} << (row % 64);
    return words;
}

void RowCollector::spread()
{
    m_words = noWords(m_rows);
    for (const std::uint32_t row : m_list)
        m_words[row / 64] |= std::uint64_t{1} << (row % 64);
    m_list.clear();
}

void RowCollector::add(const RowSet& set)
{
    if (set.isList()) {
        for (const std::uint32_t row : set.m_list)
            add(row);
        return;
    }
    if (m_words.empty())
        spread();
    for (std::size_t w = 0; w < m_words.size(); ++w)
        m_words[w] |= set.m_words[w];
}

RowSet RowCollector::build() &&
{
    if (!m_words.empty())
        return RowSet::of(m_rows, std::move(m_words));
    if (!m_isSorted) {
        std::ranges::sort(m_list);
        const auto repeated = std::ranges::unique(m_list);
        m_list.erase(repeated.begin(), repeated.end());
    }
    return RowSet::of(m_rows, std::move(m_list));
}

} // namespace rulewright::match
