// SPDX-License-Identifier: Apache-2.0
#include "core/match/gather.h"

#include "core/match/arena_scan.h"

#include <algorithm>

namespace rulewright::match {

namespace {

using events::Column;

// Bit e: whether the value of element e is set.
ValueBits gatherCodes(const auto& codes, const ValueBits& bits)
{
    const auto count = static_cast<std::uint32_t>(codes.size());
    ValueBits result = noBits(count);
    std::uint32_t e = 0;
    for (std::size_t w = 0; w < result.size(); ++w) {
        const std::uint32_t end = std::min(count, e + 64);
        std::uint64_t word = 0;
        for (std::uint32_t i = 0; e < end; ++e, ++i) {
            const std::uint32_t code = codes[e];
            word |= (bits[code / 64] >> (code % 64) & 1) << i;
        }
        result[w] = word;
    }
    return result;
}

ValueBits elementBits(const Column& column, const ValueBits& bits)
{
    if (column.kind != Column::Kind::Dictionary)
        return bits;
    return std::visit([&](const auto& codes) { return gatherCodes(codes, bits); }, column.codes);
}

// From elements to present rows by their rank.
ValueBits rankBits(const Column& column, ValueBits elements)
{
    if (!column.list)
        return elements;
    ValueBits ranks = noBits(column.presence.count());
    for (std::uint32_t rank = 0; rank < column.presence.count(); ++rank) {
        const auto [begin, end] = column.elementsOf(rank);
        for (std::uint32_t e = begin; e < end; ++e) {
            if (testBit(elements, e)) {
                setBit(ranks, rank);
                break;
            }
        }
    }
    return ranks;
}

Bitmap fromRanks(const Column& column, const ValueBits& ranks)
{
    const std::uint32_t rows = column.presence.rows();
    if (column.presence.isAll())
        return Bitmap::fromWords(rows, ranks);
    ValueBits bits = noBits(rows);
    column.presence.forEach([&](events::RowId row, std::uint32_t rank) {
        bits[events::index(row) / 64] |= (ranks[rank / 64] >> (rank % 64) & 1) << (events::index(row) % 64);
    });
    return Bitmap::fromWords(rows, bits);
}

} // namespace

Bitmap rowsWithValues(const Column& column, const ValueBits& bits)
{
    if (std::ranges::all_of(bits, [](std::uint64_t word) { return word == 0; }))
        return Bitmap(column.presence.rows());
    return fromRanks(column, rankBits(column, elementBits(column, bits)));
}

Bitmap rowsWithAnyValue(const Column& column)
{
    return fromRanks(column, rankBits(column, allBits(column.elementCount())));
}

Bitmap presentRows(const Column& column)
{
    if (column.presence.isAll())
        return Bitmap(column.presence.rows(), true);
    return Bitmap::fromWords(column.presence.rows(), column.presence.bits());
}

Bitmap restricted(Bitmap rows, const events::ResolvedColumn& resolved)
{
    if (resolved.rows == nullptr || rows.isEmpty())
        return rows;
    return rows & Bitmap::fromWords(rows.size(), *resolved.rows);
}

} // namespace rulewright::match
