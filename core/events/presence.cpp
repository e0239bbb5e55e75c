// SPDX-License-Identifier: Apache-2.0
#include "core/events/presence.h"

#include <algorithm>

namespace rulewright::events {

namespace {

constexpr std::uint64_t bitOf(std::uint32_t row) { return std::uint64_t{1} << (row % 64); }

} // namespace

Presence Presence::all(std::uint32_t rows)
{
    Presence presence;
    presence.m_rows = rows;
    presence.m_count = rows;
    return presence;
}

Presence Presence::of(std::vector<std::uint32_t> present, std::uint32_t rows)
{
    if (present.size() == rows)
        return all(rows);
    Presence presence;
    presence.m_rows = rows;
    presence.m_count = static_cast<std::uint32_t>(present.size());
    // 4 bytes for each present row against 12 for each 64 rows: the array is smaller below 3/64.
    if (present.size() < rows / 24 + 1) {
        presence.m_form = Form::Rows;
        present.shrink_to_fit();
        presence.m_present = std::move(present);
        return presence;
    }
    presence.m_form = Form::Words;
    presence.m_words.assign((rows + 63) / 64, 0);
    for (const std::uint32_t row : present)
        presence.m_words[row / 64] |= bitOf(row);
    presence.m_before.reserve(presence.m_words.size());
    std::uint32_t before = 0;
    for (const std::uint64_t word : presence.m_words) {
        presence.m_before.push_back(before);
        before += static_cast<std::uint32_t>(std::popcount(word));
    }
    return presence;
}

bool Presence::contains(RowId row) const
{
    const std::uint32_t r = index(row);
    switch (m_form) {
    case Form::All:
        return r < m_rows;
    case Form::Words:
        return r < m_rows && (m_words[r / 64] & bitOf(r)) != 0;
    case Form::Rows:
        return std::ranges::binary_search(m_present, r);
    }
    return false;
}

std::optional<std::uint32_t> Presence::rank(RowId row) const
{
    const std::uint32_t r = index(row);
    if (m_form == Form::Rows) {
        const auto at = std::ranges::lower_bound(m_present, r);
        if (at == m_present.end() || *at != r)
            return std::nullopt;
        return static_cast<std::uint32_t>(at - m_present.begin());
    }
    if (!contains(row))
        return std::nullopt;
    if (m_form == Form::All)
        return r;
    return m_before[r / 64] + static_cast<std::uint32_t>(std::popcount(m_words[r / 64] & (bitOf(r) - 1)));
}

std::vector<std::uint64_t> Presence::bits() const
{
    if (m_form == Form::Words)
        return m_words;
    std::vector<std::uint64_t> bits((m_rows + 63) / 64, m_form == Form::All ? ~std::uint64_t{0} : 0);
    if (m_form == Form::All) {
        if (m_rows % 64 != 0)
            bits.back() = bitOf(m_rows) - 1;
        return bits;
    }
    for (const std::uint32_t row : m_present)
        bits[row / 64] |= bitOf(row);
    return bits;
}

std::size_t Presence::bytes() const
{
    return m_words.capacity() * sizeof(std::uint64_t)
        + (m_before.capacity() + m_present.capacity()) * sizeof(std::uint32_t);
}

} // namespace rulewright::events
