// SPDX-License-Identifier: Apache-2.0
#include "core/match/literals.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

#ifdef RULEWRIGHT_X86_DISPATCH
#include <immintrin.h>
#endif

namespace rulewright::match {

namespace {

constexpr std::array<std::uint8_t, 256> commonnessTable()
{
    std::array<std::uint8_t, 256> table{};
    for (int c = 'a'; c <= 'z'; ++c)
        table[static_cast<std::size_t>(c)] = 60;
    for (int c = '0'; c <= '9'; ++c)
        table[static_cast<std::size_t>(c)] = 70;
    for (int c = 'A'; c <= 'Z'; ++c)
        table[static_cast<std::size_t>(c)] = 30;
    constexpr std::string_view common = "zqxjkvbyg-/:=\"fhwupdmcl.rnoats\\ie ";
    for (std::size_t i = 0; i < common.size(); ++i)
        table[static_cast<unsigned char>(common[i])] = static_cast<std::uint8_t>(40 + 5 * i);
    return table;
}

struct Needle {
    const std::string& bytes;
    const std::array<std::size_t, LiteralSearch::probeCount>& probes;

    [[nodiscard]] bool standsAt(const char* place) const { return std::memcmp(place, bytes.data(), bytes.size()) == 0; }
};

// The loops look at places from `begin` to before `end`, at each of which the literal has room.

void addBytewise(const char* buffer, std::size_t begin, std::size_t end, const Needle& needle, Places& places)
{
    const std::size_t probe = needle.probes[0];
    while (begin < end) {
        const void* hit = std::memchr(buffer + begin + probe, needle.bytes[probe], end - begin);
        if (hit == nullptr)
            return;
        begin = static_cast<std::size_t>(static_cast<const char*>(hit) - buffer) - probe;
        if (buffer[begin + needle.probes[1]] == needle.bytes[needle.probes[1]] && needle.standsAt(buffer + begin))
            places.push_back(static_cast<std::uint32_t>(begin));
        ++begin;
    }
}

#ifdef RULEWRIGHT_X86_DISPATCH

// The processor's own prefetching stops at the end of each page: so many bytes ahead it is told what comes.
constexpr std::size_t prefetchBytes = 2'048;

void addMasked(const char* buffer, std::size_t begin, std::uint64_t mask, const Needle& needle, Places& places)
{
    for (; mask != 0; mask &= mask - 1) {
        const std::size_t place = begin + static_cast<std::size_t>(std::countr_zero(mask));
        if (needle.standsAt(buffer + place))
            places.push_back(static_cast<std::uint32_t>(place));
    }
}

void addSse2(const char* buffer, std::size_t begin, std::size_t end, const Needle& needle, Places& places)
{
    const auto [a, b, rest] = needle.probes;
    const __m128i first = _mm_set1_epi8(needle.bytes[a]);
    const __m128i second = _mm_set1_epi8(needle.bytes[b]);
    for (; begin + 16 <= end; begin += 16) {
        const __m128i both = _mm_and_si128(
            _mm_cmpeq_epi8(first, _mm_loadu_si128(reinterpret_cast<const __m128i*>(buffer + begin + a))),
            _mm_cmpeq_epi8(second, _mm_loadu_si128(reinterpret_cast<const __m128i*>(buffer + begin + b))));
        addMasked(buffer, begin, static_cast<std::uint32_t>(_mm_movemask_epi8(both)), needle, places);
    }
    addBytewise(buffer, begin, end, needle, places);
}

__attribute__((target("avx2"), always_inline)) inline __m256i isAt(__m256i byte, const char* at)
{
    return _mm256_cmpeq_epi8(byte, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)));
}

__attribute__((target("avx2"))) void addAvx2(
    const char* buffer, std::size_t begin, std::size_t end, const Needle& needle, Places& places)
{
    const auto [a, b, c] = needle.probes;
    const __m256i first = _mm256_set1_epi8(needle.bytes[a]);
    const __m256i second = _mm256_set1_epi8(needle.bytes[b]);
    const __m256i third = _mm256_set1_epi8(needle.bytes[c]);
    for (; begin + 64 <= end; begin += 64) {
        const char* const at = buffer + begin;
        _mm_prefetch(at + prefetchBytes, _MM_HINT_T0);
        const __m256i low
            = _mm256_and_si256(_mm256_and_si256(isAt(first, at + a), isAt(second, at + b)), isAt(third, at + c));
        const __m256i high = _mm256_and_si256(
            _mm256_and_si256(isAt(first, at + a + 32), isAt(second, at + b + 32)), isAt(third, at + c + 32));
        const __m256i any = _mm256_or_si256(low, high);
        if (_mm256_testz_si256(any, any) != 0)
            continue;
        const std::uint64_t mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(low))
            | std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(high))} << 32;
        addMasked(buffer, begin, mask, needle, places);
    }
    addBytewise(buffer, begin, end, needle, places);
}

__attribute__((target("avx512f,avx512bw"))) void addAvx512(
    const char* buffer, std::size_t begin, std::size_t end, const Needle& needle, Places& places)
{
    const auto [a, b, c] = needle.probes;
    const __m512i first = _mm512_set1_epi8(needle.bytes[a]);
    const __m512i second = _mm512_set1_epi8(needle.bytes[b]);
    const __m512i third = _mm512_set1_epi8(needle.bytes[c]);
    for (; begin + 64 <= end; begin += 64) {
        const char* const at = buffer + begin;
        _mm_prefetch(at + prefetchBytes, _MM_HINT_T0);
        __mmask64 mask = _mm512_cmpeq_epi8_mask(first, _mm512_loadu_si512(at + a));
        mask = _mm512_mask_cmpeq_epi8_mask(mask, second, _mm512_loadu_si512(at + b));
        mask = _mm512_mask_cmpeq_epi8_mask(mask, third, _mm512_loadu_si512(at + c));
        if (mask != 0)
            addMasked(buffer, begin, mask, needle, places);
    }
    addBytewise(buffer, begin, end, needle, places);
}

#endif

} // namespace

std::uint8_t commonness(char byte)
{
    static constexpr std::array<std::uint8_t, 256> table = commonnessTable();
    return table[static_cast<unsigned char>(byte)];
}

LiteralSearch::LiteralSearch(std::string literal, Simd simd)
    : m_literal(std::move(literal))
    , m_simd(simd)
{
    std::vector<std::size_t> offsets(m_literal.size());
    std::iota(offsets.begin(), offsets.end(), std::size_t{0});
    std::ranges::stable_sort(offsets, {}, [&](std::size_t at) { return commonness(m_literal[at]); });
    for (std::size_t i = 0; i < probeCount && !offsets.empty(); ++i)
        m_probes[i] = offsets[std::min(i, offsets.size() - 1)];
}

void LiteralSearch::addPlaces(std::string_view buffer, std::size_t begin, std::size_t end, Places& places) const
{
    if (m_literal.empty() || buffer.size() < m_literal.size())
        return;
    end = std::min(end, buffer.size() - m_literal.size() + 1);
    const Needle needle{m_literal, m_probes};
#ifdef RULEWRIGHT_X86_DISPATCH
    if (m_simd >= Simd::Avx512)
        return addAvx512(buffer.data(), begin, end, needle, places);
    if (m_simd == Simd::Avx2)
        return addAvx2(buffer.data(), begin, end, needle, places);
    addSse2(buffer.data(), begin, end, needle, places);
#else
    addBytewise(buffer.data(), begin, end, needle, places);
#endif
}

} // namespace rulewright::match
