// SPDX-License-Identifier: Apache-2.0
#include "core/events/source_rows.h"

#include <algorithm>

namespace rulewright::events {

SourceRef SourceRows::operator[](std::uint32_t row) const
{
    const Run& run = *std::prev(std::ranges::upper_bound(m_runs, row, {}, &Run::row));
    const Place& place = m_places[row];
    return {run.source, run.record + (row - run.row), run.offset + place.offset, place.length};
}

std::pair<std::uint32_t, std::uint32_t> SourceRows::rowsOf(SourceId source) const
{
    const auto found = std::ranges::equal_range(m_runs, source, {}, &Run::source);
    if (found.empty())
        return {0, 0};
    return {found.begin()->row, found.end() == m_runs.end() ? size() : found.end()->row};
}

void SourceRows::renumber(std::uint32_t greaterBy)
{
    for (Run& run : m_runs)
        run.source = SourceId{index(run.source) + greaterBy};
}

void SourceRows::shrink_to_fit()
{
    m_runs.shrink_to_fit();
    m_places.shrink_to_fit();
}

std::size_t SourceRows::bytes() const { return m_runs.capacity() * sizeof(Run) + m_places.capacity() * sizeof(Place); }

} // namespace rulewright::events
