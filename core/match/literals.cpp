// SPDX-License-Identifier: Apache-2.0
#include "core/match/literals.h"

#include "core/match/cpu.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef RULEWRIGHT_X86_DISPATCH
#include <immintrin.h>
#endif

namespace rulewright::match {

namespace {

// How common a byte is in paths and command lines, roughly; 0 is rare.
constexpr std::array<std::uint8_t, 256> commonness()
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

constexpr std::array<std::uint8_t, 256> rank = commonness();

bool isRarer(const std::string& literal, std::size_t a, std::size_t b)
{
    return rank[static_cast<unsigned char>(literal[a])] < rank[static_cast<unsigned char>(literal[b])];
}

struct Needle {
    const char* bytes;
    std::size_t size;
    std::size_t first;
    std::size_t second;
};

bool standsAt(const char* place, const Needle& needle) { return std::memcmp(place, needle.bytes, needle.size) == 0; }

// The places left at the end of a text, and all of them on other processors.
std::size_t findPortable(const char* text, std::size_t begin, std::size_t places, const Needle& needle)
{
    const char byte = needle.bytes[needle.first];
    while (begin < places) {
        const void* hit = std::memchr(text + begin + needle.first, byte, places - begin);
        if (hit == nullptr)
            return LiteralSearch::npos;
        begin = static_cast<std::size_t>(static_cast<const char*>(hit) - text) - needle.first;
        if (text[begin + needle.second] == needle.bytes[needle.second] && standsAt(text + begin, needle))
            return begin;
        ++begin;
    }
    return LiteralSearch::npos;
}

#ifdef RULEWRIGHT_X86_DISPATCH

std::size_t findSse2(const char* text, std::size_t begin, std::size_t places, const Needle& needle)
{
    const __m128i first = _mm_set1_epi8(needle.bytes[needle.first]);
    const __m128i second = _mm_set1_epi8(needle.bytes[needle.second]);
    for (; begin + 16 <= places; begin += 16) {
        const auto* a = reinterpret_cast<const __m128i*>(text + begin + needle.first);
        const auto* b = reinterpret_cast<const __m128i*>(text + begin + needle.second);
        const __m128i both
            = _mm_and_si128(_mm_cmpeq_epi8(first, _mm_loadu_si128(a)), _mm_cmpeq_epi8(second, _mm_loadu_si128(b)));
        for (auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(both)); mask != 0; mask &= mask - 1) {
            const std::size_t place = begin + static_cast<std::size_t>(std::countr_zero(mask));
            if (standsAt(text + place, needle))
                return place;
        }
    }
    return findPortable(text, begin, places, needle);
}

__attribute__((target("avx2"))) std::size_t findAvx2(
    const char* text, std::size_t begin, std::size_t places, const Needle& needle)
{
    const __m256i first = _mm256_set1_epi8(needle.bytes[needle.first]);
    const __m256i second = _mm256_set1_epi8(needle.bytes[needle.second]);
    const auto both = [&](std::size_t at) __attribute__((target("avx2"), always_inline)) {
        const auto* a = reinterpret_cast<const __m256i*>(text + at + needle.first);
        const auto* b = reinterpret_cast<const __m256i*>(text + at + needle.second);
        return _mm256_and_si256(
            _mm256_cmpeq_epi8(first, _mm256_loadu_si256(a)), _mm256_cmpeq_epi8(second, _mm256_loadu_si256(b)));
    };
    for (; begin + 64 <= places; begin += 64) {
        const __m256i low = both(begin);
        const __m256i high = both(begin + 32);
        if (_mm256_testz_si256(_mm256_or_si256(low, high), _mm256_set1_epi8(-1)) != 0)
            continue;
        std::uint64_t mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(low))
            | std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(high))} << 32;
        for (; mask != 0; mask &= mask - 1) {
            const std::size_t place = begin + static_cast<std::size_t>(std::countr_zero(mask));
            if (standsAt(text + place, needle))
                return place;
        }
    }
    return findSse2(text, begin, places, needle);
}

#endif

} // namespace

LiteralSearch::LiteralSearch(std::string literal)
    : m_literal(std::move(literal))
{
    if (m_literal.size() < 2)
        return;
    m_second = 1;
    if (isRarer(m_literal, 1, 0))
        std::swap(m_first, m_second);
    // m_first is now the rarest so far, m_second the next.
    for (std::size_t i = 2; i < m_literal.size(); ++i) {
        if (isRarer(m_literal, i, m_first)) {
            m_second = m_first;
            m_first = i;
        } else if (isRarer(m_literal, i, m_second)) {
            m_second = i;
        }
    }
}

std::size_t LiteralSearch::find(std::string_view text, std::size_t from) const
{
    if (m_literal.empty())
        return from <= text.size() ? from : npos;
    if (text.size() < m_literal.size() || from > text.size() - m_literal.size())
        return npos;
    const Needle needle{m_literal.data(), m_literal.size(), m_first, m_second};
    const std::size_t places = text.size() - m_literal.size() + 1;
#ifdef RULEWRIGHT_X86_DISPATCH
    return cpuHasAvx2() ? findAvx2(text.data(), from, places, needle) : findSse2(text.data(), from, places, needle);
#else
    return findPortable(text.data(), from, places, needle);
#endif
}

} // namespace rulewright::match
