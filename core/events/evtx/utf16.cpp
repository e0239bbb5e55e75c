// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/utf16.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rulewright::events::evtx {

namespace {

std::uint16_t unitAt(const std::uint8_t* data, std::size_t i)
{
    std::uint16_t unit = 0;
    std::memcpy(&unit, data + 2 * i, 2);
    return unit;
}

char* writeCodePoint(char* to, char32_t c)
{
    const auto byte = [](char32_t value) { return static_cast<char>(value); };
    if (c < 0x80) {
        *to++ = byte(c);
    } else if (c < 0x800) {
        *to++ = byte(0xC0 | (c >> 6));
        *to++ = byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *to++ = byte(0xE0 | (c >> 12));
        *to++ = byte(0x80 | ((c >> 6) & 0x3F));
        *to++ = byte(0x80 | (c & 0x3F));
    } else {
        *to++ = byte(0xF0 | (c >> 18));
        *to++ = byte(0x80 | ((c >> 12) & 0x3F));
        *to++ = byte(0x80 | ((c >> 6) & 0x3F));
        *to++ = byte(0x80 | (c & 0x3F));
    }
    return to;
}

/// Writes to `to`, which has room for three bytes a unit; returns the end.
char* convert(char* to, const std::uint8_t* data, std::size_t units)
{
    std::size_t i = 0;
    while (i < units) {
#if defined(__SSE2__)
        while (i + 8 <= units) {
            const __m128i eight = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + 2 * i));
            const __m128i high = _mm_and_si128(eight, _mm_set1_epi16(static_cast<short>(0xFF80)));
            if (_mm_movemask_epi8(_mm_cmpeq_epi16(high, _mm_setzero_si128())) != 0xFFFF)
                break;
            _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_packus_epi16(eight, eight));
            to += 8;
            i += 8;
        }
        if (i == units)
            break;
#endif
        const std::uint16_t unit = unitAt(data, i++);
        if (unit < 0xD800 || unit > 0xDFFF) {
            to = writeCodePoint(to, unit);
        } else if (unit < 0xDC00 && i < units && (unitAt(data, i) & 0xFC00) == 0xDC00) {
            const std::uint16_t low = unitAt(data, i++);
            to = writeCodePoint(to, 0x10000U + ((unit - 0xD800U) << 10U) + (low - 0xDC00U));
        } else {
            to = writeCodePoint(to, 0xFFFD);
        }
    }
    return to;
}

} // namespace

void appendUtf16(std::string& out, const std::uint8_t* data, std::size_t units)
{
    const std::size_t before = out.size();
    out.resize_and_overwrite(before + 3 * units, [&](char* buffer, std::size_t) {
        return static_cast<std::size_t>(convert(buffer + before, data, units) - buffer);
    });
}

std::size_t writeUtf16(char* to, const std::uint8_t* data, std::size_t units)
{
    return static_cast<std::size_t>(convert(to, data, units) - to);
}

std::size_t unitsWithoutTrailingNul(const std::uint8_t* data, std::size_t units)
{
    while (units > 0 && unitAt(data, units - 1) == 0)
        --units;
    return units;
}

} // namespace rulewright::events::evtx
