// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rulewright {

/// Unicode simple case folding (CaseFolding.txt, statuses C and S): one code point becomes one code point,
/// so `ß` stays `ß`. Bytes that are no valid UTF-8 are kept. ASCII takes a fast path.
[[nodiscard]] std::string folded(std::string_view text);

/// Appends the folded text to `out`.
void appendFolded(std::string &out, std::string_view text);

[[nodiscard]] char32_t foldedCodePoint(char32_t codePoint);

/// Whether both texts are the same after simple case folding.
[[nodiscard]] bool equalsFolded(std::string_view a, std::string_view b);

/// Reads the code point at `at` and moves `at` behind it. An invalid byte is returned as 0x110000 + byte, so
/// that it equals itself alone.
[[nodiscard]] char32_t nextCodePoint(std::string_view text, std::size_t &at);

/// Appends one code point as UTF-8 (or the one byte that nextCodePoint() returned for an invalid one).
void appendCodePoint(std::string &out, char32_t codePoint);

/// A Unicode letter or digit, or `_`.
[[nodiscard]] bool isWordCharacter(char32_t codePoint);

/// Original byte offsets for a range of bytes of folded(original): folding may change the length of a code
/// point (K, the Kelvin sign, folds to k). `begin` and `end` are bytes of the folded text.
struct ByteRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator==(const ByteRange &) const = default;
};
[[nodiscard]] ByteRange unfoldedRange(std::string_view original, ByteRange range);

} // namespace rulewright
