// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/bitmap.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rulewright::match {

/// Puts a bitmap over an event set together from its segments', which need not end at a word.
class BitmapBuilder {
public:
    explicit BitmapBuilder(std::uint32_t size)
        : m_size(size)
        , m_words((std::size_t{size} + 63) / 64 + 1)
    {
    }

    /// Sets the members begin, begin + 1 … by the first `count` bits of the words.
    void add(std::uint32_t begin, std::span<const std::uint64_t> words, std::uint32_t count)
    {
        const std::size_t first = begin / 64;
        const std::uint32_t shift = begin % 64;
        std::size_t i = 0;
        if (shift == 0) {
            for (; i < words.size() && (i + 1) * 64 <= count; ++i)
                m_words[first + i] |= words[i];
        }
        for (; i < words.size() && i * 64 < count; ++i) {
            const std::size_t left = count - i * 64;
            const std::uint64_t word = left >= 64 ? words[i] : words[i] & ((std::uint64_t{1} << left) - 1);
            m_words[first + i] |= word << shift;
            if (shift != 0)
                m_words[first + i + 1] |= word >> (64 - shift);
        }
    }

    [[nodiscard]] Bitmap build() const { return Bitmap::fromWords(m_size, m_words); }

private:
    std::uint32_t m_size;
    std::vector<std::uint64_t> m_words;
};

} // namespace rulewright::match
