// SPDX-License-Identifier: Apache-2.0
#include "core/match/gather.h"

#include "core/match/arena_scan.h"
#include "core/match/cpu.h"

#include <algorithm>

#ifdef RULEWRIGHT_X86_DISPATCH
#include <immintrin.h>
#endif

namespace rulewright::match {

namespace {

using events::Column;

// Bit i: whether the value of element i is set, for `count` elements, at most 64.
template <class Code> std::uint64_t gatherWord(const Code* codes, std::uint32_t count, const ValueBits& bits)
{
    std::uint64_t word = 0;
    for (std::uint32_t i = 0; i < count; ++i)
        word |= (bits[codes[i] / 64] >> (codes[i] % 64) & 1) << i;
    return word;
}

#ifdef RULEWRIGHT_X86_DISPATCH

__attribute__((target("avx2"), always_inline)) inline __m256i eightCodes(const std::uint8_t* codes)
{
    return _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(codes)));
}

__attribute__((target("avx2"), always_inline)) inline __m256i eightCodes(const std::uint16_t* codes)
{
    return _mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(codes)));
}

__attribute__((target("avx2"), always_inline)) inline __m256i eightCodes(const std::uint32_t* codes)
{
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes));
}

// The same for words of 64 elements each: the bit of each code is fetched, eight at a time, and moved to the sign.
template <class Code>
__attribute__((target("avx2"))) void gatherWordsAvx2(
    std::uint64_t* words, std::size_t wordCount, const Code* codes, const ValueBits& bits)
{
    const auto* const table = reinterpret_cast<const int*>(bits.data());
    const __m256i last = _mm256_set1_epi32(31);
    for (std::size_t w = 0; w < wordCount; ++w, codes += 64) {
        std::uint64_t word = 0;
        for (int eight = 0; eight < 8; ++eight) {
            const __m256i code = eightCodes(codes + 8 * eight);
            const __m256i found = _mm256_i32gather_epi32(table, _mm256_srli_epi32(code, 5), 4);
            const __m256i atSign = _mm256_sllv_epi32(found, _mm256_sub_epi32(last, _mm256_and_si256(code, last)));
            const auto eightBits = static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(atSign)));
            word |= std::uint64_t{eightBits} << (8 * eight);
        }
        words[w] = word;
    }
}

#endif

// Bit e: whether the value of element e is set.
template <class Code> ValueBits gatherCodes(const std::vector<Code>& codes, const ValueBits& bits)
{
    const auto count = static_cast<std::uint32_t>(codes.size());
    ValueBits result = noBits(count);
    std::size_t w = 0;
#ifdef RULEWRIGHT_X86_DISPATCH
    if (cpuHasAvx2()) {
        w = count / 64;
        gatherWordsAvx2(result.data(), w, codes.data(), bits);
    }
#endif
    for (; w < result.size(); ++w) {
        const auto begin = static_cast<std::uint32_t>(64 * w);
        result[w] = gatherWord(codes.data() + begin, std::min(count - begin, 64U), bits);
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
