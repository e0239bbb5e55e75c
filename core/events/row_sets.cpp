// SPDX-License-Identifier: Apache-2.0
#include "core/events/row_sets.h"

#include "core/events/resolve_cache.h"
#include "core/text/fold.h"

#include <algorithm>
#include <charconv>

namespace rulewright::events {

namespace {

bool isOneOf(std::string_view text, const std::vector<std::uint32_t>& ids)
{
    std::uint32_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    return error == std::errc() && end == text.data() + text.size() && std::ranges::find(ids, id) != ids.end();
}

/// Sets or clears the bit of each row of the column by whether one of its values passes.
template <class Passes> void mark(const Column& column, std::vector<std::uint64_t>& rows, Passes&& passes)
{
    std::vector<bool> verdicts(column.valueCount());
    std::string scratch;
    for (std::uint32_t value = 0; value < verdicts.size(); ++value)
        verdicts[value] = passes(column.text(ValueIndex{value}, scratch));
    column.presence.forEach([&](RowId row, std::uint32_t rank) {
        const auto [begin, end] = column.elementsOf(rank);
        const std::uint64_t bit = std::uint64_t{1} << (index(row) % 64);
        std::uint64_t& word = rows[index(row) / 64];
        word &= ~bit;
        if (begin < end && verdicts[index(column.valueOf(begin))]) // System's fields have one value
            word |= bit;
    });
}

template <class Passes> std::vector<std::uint64_t> rowsWhere(const Segment& segment, SystemField field, Passes&& passes)
{
    const auto i = static_cast<std::size_t>(field);
    std::vector<std::uint64_t> rows((segment.rows + 63) / 64, 0);
    if (const Column* column
        = segment.systemFields[i] == FieldId::None ? nullptr : segment.column(segment.systemFields[i]))
        mark(*column, rows, passes);
    if (segment.shadowedSystem[i])
        mark(*segment.shadowedSystem[i], rows, passes);
    return rows;
}

} // namespace

std::shared_ptr<const std::vector<std::uint64_t>> rowsOf(
    const Segment& segment, const std::optional<std::string>& provider, const std::vector<std::uint32_t>& eventIds)
{
    std::string key = provider ? '=' + *provider : std::string();
    key += '\0';
    for (const std::uint32_t id : eventIds)
        key += std::to_string(id) + ',';
    ResolveCache& cache = *segment.resolveCache;
    {
        const std::lock_guard lock(cache.mutex);
        if (const auto at = cache.rows.find(key); at != cache.rows.end())
            return at->second;
    }
    std::vector<std::uint64_t> rows((segment.rows + 63) / 64, ~std::uint64_t{0});
    if (segment.rows % 64 != 0)
        rows.back() = (std::uint64_t{1} << (segment.rows % 64)) - 1;
    const auto narrow = [&rows](const std::vector<std::uint64_t>& other) {
        for (std::size_t w = 0; w < rows.size(); ++w)
            rows[w] &= other[w];
    };
    if (!eventIds.empty())
        narrow(
            rowsWhere(segment, SystemField::EventId, [&](std::string_view text) { return isOneOf(text, eventIds); }));
    if (provider)
        narrow(rowsWhere(
            segment, SystemField::Provider, [&](std::string_view text) { return equalsFolded(text, *provider); }));
    auto shared = std::make_shared<const std::vector<std::uint64_t>>(std::move(rows));
    const std::lock_guard lock(cache.mutex);
    return cache.rows.try_emplace(std::move(key), std::move(shared)).first->second;
}

std::vector<std::uint64_t> rowsOf(const Segment& segment, RecordShape shape)
{
    std::vector<std::uint64_t> rows((segment.rows + 63) / 64, 0);
    for (std::uint32_t row = 0; row < segment.rows; ++row)
        rows[row / 64] |= std::uint64_t{segment.shape[row] == shape} << (row % 64);
    return rows;
}

bool isOf(const Segment& segment, RowId row, const std::optional<std::string>& provider,
    const std::vector<std::uint32_t>& eventIds)
{
    std::string scratch;
    if (!eventIds.empty() && !isOneOf(segment.systemText(SystemField::EventId, row, scratch), eventIds))
        return false;
    return !provider || equalsFolded(segment.systemText(SystemField::Provider, row, scratch), *provider);
}

} // namespace rulewright::events
