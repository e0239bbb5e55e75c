// SPDX-License-Identifier: Apache-2.0
#include "core/match/few_literals.h"

#include "core/match/literal_windows.h"

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef RULEWRIGHT_X86_DISPATCH
#include <immintrin.h>
#endif

namespace rulewright::match {

namespace {

// The first bytes of a text as they stand in memory, at most eight.
std::uint64_t headOf(std::string_view text)
{
    std::uint64_t head = 0;
    std::memcpy(&head, text.data(), std::min(text.size(), sizeof(head)));
    return head;
}

// What a pass compares candidates with.
struct Pass {
    std::string_view buffer;
    std::span<const FewLiterals::Literal> literals;
    std::span<const std::uint32_t> buckets;
    std::span<const FewLiterals::Table> tables;
    std::size_t begin; ///< places that are asked for
    std::size_t end;
    std::span<Places> places;

    [[nodiscard]] bool standsAt(const FewLiterals::Literal& literal, std::size_t place) const
    {
        constexpr std::size_t headSize = sizeof(literal.head);
        const std::size_t size = literal.bytes.size();
        if (buffer.size() - place < std::max(size, headSize))
            return buffer.substr(place, size) == literal.bytes;
        const char* const text = buffer.data() + place;
        std::uint64_t head = 0;
        std::memcpy(&head, text, headSize);
        return (head & literal.headMask) == literal.head
            && (size <= headSize
                || std::memcmp(text + headSize, literal.bytes.data() + headSize, size - headSize) == 0);
    }

    // Where the window of some literals of these buckets may begin.
    void verify(std::size_t at, std::uint32_t candidates) const
    {
        for (; candidates != 0; candidates &= candidates - 1) {
            const auto bucket = static_cast<std::size_t>(std::countr_zero(candidates));
            for (std::uint32_t i = buckets[bucket]; i < buckets[bucket + 1]; ++i) {
                const FewLiterals::Literal& literal = literals[i];
                // Places before the first wrap around.
                const std::size_t place = at - literal.offset;
                if (place >= begin && place < end && standsAt(literal, place))
                    places[literal.number].push_back(static_cast<std::uint32_t>(place));
            }
        }
    }

    // Windows from `at` to before `stop`, one after the other; what is behind the buffer's end is in any bucket.
    void addBytewise(std::size_t at, std::size_t stop) const
    {
        for (; at < stop; ++at) {
            std::uint32_t candidates = 0xFF;
            for (std::size_t i = 0; i < FewLiterals::windowSize && at + i < buffer.size(); ++i) {
                const auto byte = static_cast<unsigned char>(buffer[at + i]);
                candidates &= std::uint32_t{tables[i].low[byte & 15U]} & tables[i].high[byte >> 4U];
            }
            if (candidates != 0)
                verify(at, candidates);
        }
    }
};

#ifdef RULEWRIGHT_X86_DISPATCH

#define RULEWRIGHT_AVX2_INLINE __attribute__((target("avx2"), always_inline)) inline
#define RULEWRIGHT_VBMI __attribute__((target("avx512f,avx512bw,avx512vbmi")))
#define RULEWRIGHT_VBMI_INLINE __attribute__((target("avx512f,avx512bw,avx512vbmi"), always_inline)) inline

// The processor's own prefetching stops at the end of each page.
constexpr std::size_t prefetchBytes = 2'048;

RULEWRIGHT_AVX2_INLINE __m256i inBothLanes(const std::array<std::uint8_t, 16>& half)
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(half.data())));
}

// The buckets that have each of 32 bytes.
RULEWRIGHT_AVX2_INLINE __m256i bucketsAvx2(__m256i low, __m256i high, const char* bytes)
{
    const __m256i half = _mm256_set1_epi8(0x0F);
    const __m256i text = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
    return _mm256_and_si256(_mm256_shuffle_epi8(low, _mm256_and_si256(text, half)),
        _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(text, 4), half)));
}

// Windows from `at` to before `stop`, all of them whole in the buffer.
__attribute__((target("avx2"))) std::size_t addAvx2(const Pass& pass, std::size_t at, std::size_t stop)
{
    __m256i low[FewLiterals::windowSize];
    __m256i high[FewLiterals::windowSize];
    for (std::size_t i = 0; i < FewLiterals::windowSize; ++i) {
        low[i] = inBothLanes(pass.tables[i].low);
        high[i] = inBothLanes(pass.tables[i].high);
    }
    alignas(32) std::array<std::uint8_t, 32> candidates;
    for (; at + 32 <= stop; at += 32) {
        const char* const bytes = pass.buffer.data() + at;
        _mm_prefetch(bytes + prefetchBytes, _MM_HINT_T0);
        const __m256i found = _mm256_and_si256(
            _mm256_and_si256(bucketsAvx2(low[0], high[0], bytes), bucketsAvx2(low[1], high[1], bytes + 1)),
            _mm256_and_si256(bucketsAvx2(low[2], high[2], bytes + 2), bucketsAvx2(low[3], high[3], bytes + 3)));
        if (_mm256_testz_si256(found, found) != 0)
            continue;
        _mm256_store_si256(reinterpret_cast<__m256i*>(candidates.data()), found);
        const __m256i isNone = _mm256_cmpeq_epi8(found, _mm256_setzero_si256());
        auto mask = ~static_cast<std::uint32_t>(_mm256_movemask_epi8(isNone));
        for (; mask != 0; mask &= mask - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(mask));
            pass.verify(at + i, candidates[i]);
        }
    }
    return at;
}

// The buckets that have each of 64 bytes.
RULEWRIGHT_VBMI_INLINE __m512i bucketsVbmi(__m512i low, __m512i high, const char* bytes)
{
    return _mm512_permutex2var_epi8(low, _mm512_loadu_si512(bytes), high);
}

RULEWRIGHT_VBMI std::size_t addVbmi(const Pass& pass, std::size_t at, std::size_t stop)
{
    __m512i low[FewLiterals::windowSize];
    __m512i high[FewLiterals::windowSize];
    for (std::size_t i = 0; i < FewLiterals::windowSize; ++i) {
        low[i] = _mm512_loadu_si512(pass.tables[i].lowest.data());
        high[i] = _mm512_loadu_si512(pass.tables[i].lowest.data() + 64);
    }
    alignas(64) std::array<std::uint8_t, 64> candidates;
    for (; at + 64 <= stop; at += 64) {
        const char* const bytes = pass.buffer.data() + at;
        _mm_prefetch(bytes + prefetchBytes, _MM_HINT_T0);
        const __m512i found = _mm512_and_si512(
            _mm512_and_si512(bucketsVbmi(low[0], high[0], bytes), bucketsVbmi(low[1], high[1], bytes + 1)),
            _mm512_and_si512(bucketsVbmi(low[2], high[2], bytes + 2), bucketsVbmi(low[3], high[3], bytes + 3)));
        std::uint64_t mask = _mm512_test_epi8_mask(found, found);
        if (mask == 0)
            continue;
        _mm512_store_si512(candidates.data(), found);
        for (; mask != 0; mask &= mask - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(mask));
            pass.verify(at + i, candidates[i]);
        }
    }
    return at;
}

#endif

} // namespace

FewLiterals::FewLiterals(std::span<const std::string> literals, std::string_view sample, Simd simd)
    : m_simd(simd)
{
    if (simd == Simd::Portable) {
        for (const std::string& literal : literals)
            m_searches.emplace_back(literal, simd);
        return;
    }
    std::size_t bucket = 0;
    for (const std::vector<LiteralWindow>& group : rareWindows(literals, sample, windowSize, bucketCount)) {
        const auto bit = static_cast<std::uint8_t>(1U << bucket);
        for (const LiteralWindow& window : group) {
            const std::string& bytes = literals[window.number];
            m_literals.push_back(
                {bytes, headOf(bytes), headOf(std::string(bytes.size(), '\xFF')), window.offset, window.number});
            m_longest = std::max(m_longest, bytes.size());
            for (std::size_t i = 0; i < windowSize; ++i) {
                const bool isAny = window.offset + i >= bytes.size();
                const unsigned value = isAny ? 0 : static_cast<unsigned char>(bytes[window.offset + i]);
                Table& table = m_tables[i];
                for (unsigned byte = isAny ? 0 : value; byte <= (isAny ? 255 : value); ++byte) {
                    table.low[byte & 15U] |= bit;
                    table.high[byte >> 4U] |= bit;
                    table.lowest[byte & 127U] |= bit;
                }
            }
        }
        m_buckets[++bucket] = static_cast<std::uint32_t>(m_literals.size());
    }
    std::fill(m_buckets.begin() + static_cast<std::ptrdiff_t>(bucket), m_buckets.end(),
        static_cast<std::uint32_t>(m_literals.size()));
}

void FewLiterals::addPlaces(std::string_view buffer, std::size_t begin, std::size_t end, std::span<Places> places) const
{
    for (std::size_t i = 0; i < m_searches.size(); ++i)
        m_searches[i].addPlaces(buffer, begin, end, places[i]);
    end = std::min(end, buffer.size());
    if (m_simd == Simd::Portable || begin >= end)
        return;
    const Pass pass{buffer, m_literals, m_buckets, m_tables, begin, end, places};
    // A window stands in its literal, and so may begin behind the last place.
    const std::size_t stop = std::min(end + m_longest, buffer.size());
#ifdef RULEWRIGHT_X86_DISPATCH
    const std::size_t whole = std::min(stop, buffer.size() - std::min(buffer.size(), windowSize - 1));
    begin = m_simd == Simd::Avx512Vbmi ? addVbmi(pass, begin, whole) : addAvx2(pass, begin, whole);
#endif
    pass.addBytewise(begin, stop);
}

} // namespace rulewright::match
