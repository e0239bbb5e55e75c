// SPDX-License-Identifier: Apache-2.0
#include "core/events/fold_column.h"

#include "core/text/fold.h"

#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rulewright::events {

namespace {

bool isCapital(char c) { return c >= 'A' && c <= 'Z'; }

char lowered(char c) { return static_cast<char>(c + (isCapital(c) ? 'a' - 'A' : 0)); }

bool isAscii(const std::string& text)
{
    std::uint64_t high = 0;
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + i, 8);
        high |= eight;
    }
    for (; i < text.size(); ++i)
        high |= static_cast<unsigned char>(text[i]) & 0x80U;
    return (high & 0x8080808080808080U) == 0;
}

/// Lowers the ASCII letters of at most 64 bytes where they stand, and returns which were capitals.
std::uint64_t lower(char* bytes, std::size_t size)
{
    std::uint64_t capitals = 0;
    std::size_t i = 0;
#if defined(__SSE2__)
    for (; i + 16 <= size; i += 16) {
        auto* const place = reinterpret_cast<__m128i*>(bytes + i);
        const __m128i text = _mm_loadu_si128(place);
        // Bytes of 0x80 and more are negative: none of them is between the two.
        const __m128i isLetter
            = _mm_and_si128(_mm_cmpgt_epi8(text, _mm_set1_epi8('A' - 1)), _mm_cmplt_epi8(text, _mm_set1_epi8('Z' + 1)));
        _mm_storeu_si128(place, _mm_or_si128(text, _mm_and_si128(isLetter, _mm_set1_epi8('a' - 'A'))));
        capitals |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(isLetter))} << i;
    }
#endif
    for (; i < size; ++i) {
        capitals |= std::uint64_t{isCapital(bytes[i])} << i;
        bytes[i] = lowered(bytes[i]);
    }
    return capitals;
}

/// The texts are ASCII, or fold as if they were.
void lowerInPlace(Column& column, Arena texts)
{
    column.folded = std::move(texts);
    std::string& text = column.folded.text;
    column.capitals.assign((text.size() + 63) / 64 + 1, 0);
    std::uint64_t any = 0;
    for (std::size_t at = 0; at < text.size(); at += 64) {
        const std::uint64_t bits = lower(text.data() + at, std::min<std::size_t>(64, text.size() - at));
        column.capitals[at / 64] = bits;
        any |= bits;
    }
    column.written = any != 0 ? Column::Written::Capitals : Column::Written::AsFolded;
    if (any == 0)
        column.capitals = {};
}

bool lowersAscii(const std::string& text, const std::string& folded)
{
    if (text.size() != folded.size())
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (lowered(text[i]) != folded[i])
            return false;
    }
    return true;
}

} // namespace

void setTexts(Column& column, Arena texts)
{
    texts.text.shrink_to_fit();
    texts.offsets.shrink_to_fit();
    if (isAscii(texts.text)) {
        lowerInPlace(column, std::move(texts));
        return;
    }
    Arena folded;
    folded.text.reserve(texts.text.size());
    folded.offsets.reserve(texts.offsets.size());
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
        appendFolded(folded.text, texts.at(i));
        folded.text += '\0';
        folded.offsets.push_back(static_cast<std::uint32_t>(folded.text.size()));
    }
    if (lowersAscii(texts.text, folded.text)) {
        lowerInPlace(column, std::move(texts));
        return;
    }
    folded.text.shrink_to_fit();
    column.written = Column::Written::Apart;
    column.folded = std::move(folded);
    column.original = std::move(texts);
}

} // namespace rulewright::events
