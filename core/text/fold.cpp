// SPDX-License-Identifier: Apache-2.0
#include "core/text/fold.h"

#include <utf8proc.h>

#include <algorithm>

namespace rulewright {

namespace {

constexpr char32_t invalidBase = 0x110000;

constexpr char foldedAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool isAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

} // namespace

char32_t nextCodePoint(std::string_view text, std::size_t &at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
        ++at;
        return byte;
    }
    utf8proc_int32_t codePoint = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t *>(text.data() + at),
                                         static_cast<utf8proc_ssize_t>(text.size() - at), &codePoint);
    if (length <= 0) {
        ++at;
        return invalidBase + byte;
    }
    at += static_cast<std::size_t>(length);
    return static_cast<char32_t>(codePoint);
}

void appendCodePoint(std::string &out, char32_t codePoint)
{
    if (codePoint >= invalidBase) {
        out += static_cast<char>(codePoint - invalidBase);
        return;
    }
    utf8proc_uint8_t buffer[4];
    const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(codePoint), buffer);
    out.append(reinterpret_cast<const char *>(buffer), static_cast<std::size_t>(length));
}

char32_t foldedCodePoint(char32_t codePoint)
{
    if (codePoint < 0x80)
        return static_cast<char32_t>(foldedAscii(static_cast<char>(codePoint)));
    if (codePoint >= invalidBase)
        return codePoint;
    // utf8proc has full folding only. Where that yields a single code point it is the simple folding (status
    // C). Of the code points that fold to several, those with a lower case of their own have it as their
    // simple folding (status S: U+1E9E, U+1F88 and its kin), except U+0130, which has none (status T and F).
    utf8proc_int32_t buffer[8];
    int lastBoundClass = 0;
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(codePoint), buffer, 8,
                                               UTF8PROC_CASEFOLD, &lastBoundClass);
    if (count == 1)
        return static_cast<char32_t>(buffer[0]);
    if (codePoint == 0x130)
        return codePoint;
    return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(codePoint)));
}

void appendFolded(std::string &out, std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        if (isAscii(text[at])) {
            out += foldedAscii(text[at++]);
            continue;
        }
        appendCodePoint(out, foldedCodePoint(nextCodePoint(text, at)));
    }
}

std::string folded(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    appendFolded(result, text);
    return result;
}

bool equalsFolded(std::string_view a, std::string_view b)
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (foldedCodePoint(nextCodePoint(a, i)) != foldedCodePoint(nextCodePoint(b, j)))
            return false;
    }
    return i == a.size() && j == b.size();
}

bool isWordCharacter(char32_t codePoint)
{
    if (codePoint < 0x80) {
        const char c = static_cast<char>(codePoint);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    if (codePoint >= invalidBase)
        return false;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(codePoint))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
        return true;
    default:
        return false;
    }
}

ByteRange unfoldedRange(std::string_view original, ByteRange range)
{
    std::size_t at = 0;
    std::uint32_t foldedAt = 0;
    ByteRange result{static_cast<std::uint32_t>(original.size()), static_cast<std::uint32_t>(original.size())};
    bool hasBegin = false;
    std::string buffer;
    while (at < original.size()) {
        if (!hasBegin && foldedAt >= range.begin) {
            result.begin = static_cast<std::uint32_t>(at);
            hasBegin = true;
        }
        if (hasBegin && foldedAt >= range.end) {
            result.end = static_cast<std::uint32_t>(at);
            return result;
        }
        buffer.clear();
        appendCodePoint(buffer, foldedCodePoint(nextCodePoint(original, at)));
        foldedAt += static_cast<std::uint32_t>(buffer.size());
    }
    return result;
}

} // namespace rulewright
