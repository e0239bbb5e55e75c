// SPDX-License-Identifier: Apache-2.0
#include "core/match/encodings.h"

#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace rulewright::match {

namespace {

std::string utf16(std::string_view text, bool bigEndian)
{
    std::string out;
    const auto unit = [&](char32_t value) {
        const char high = static_cast<char>(value >> 8 & 0xFF);
        const char low = static_cast<char>(value & 0xFF);
        out += bigEndian ? high : low;
        out += bigEndian ? low : high;
    };
    for (std::size_t at = 0; at < text.size();) {
        const char32_t codePoint = nextCodePoint(text, at);
        if (codePoint >= 0x110000) { // an invalid byte
            unit(codePoint - 0x110000);
        } else if (codePoint >= 0x10000) {
            unit(0xD800 + ((codePoint - 0x10000) >> 10));
            unit(0xDC00 + ((codePoint - 0x10000) & 0x3FF));
        } else {
            unit(codePoint);
        }
    }
    return out;
}

std::vector<std::string> encodedOnce(std::string_view value, rule::Modifier modifier)
{
    using enum rule::Modifier;
    switch (modifier) {
    case Wide:
    case Utf16le:
        return {utf16(value, false)};
    case Utf16be:
        return {utf16(value, true)};
    case Utf16:
        return {"\xFF\xFE" + utf16(value, false)};
    case Base64:
        return {base64(value)};
    case Base64Offset:
        return base64Offsets(value);
    default:
        return {std::string(value)};
    }
}

} // namespace

bool isEncoding(rule::Modifier modifier)
{
    using enum rule::Modifier;
    switch (modifier) {
    case Wide:
    case Utf16le:
    case Utf16be:
    case Utf16:
    case Base64:
    case Base64Offset:
        return true;
    default:
        return false;
    }
}

std::string base64(std::string_view bytes)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j)
            group = group << 8 | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            out += j <= count ? alphabet[group >> (18 - 6 * j) & 0x3F] : '=';
    }
    return out;
}

std::vector<std::string> base64Offsets(std::string_view bytes)
{
    // After 0, 1 or 2 bytes before it: 0, 2 or 3 characters at the start hold bits of those bytes. The length in
    // bytes modulo 3 tells how many at the end hold bits of what follows.
    constexpr std::array<std::size_t, 3> unstableStart{0, 2, 3};
    constexpr std::array<std::size_t, 3> unstableEnd{0, 3, 2};
    std::vector<std::string> result;
    for (std::size_t shift = 0; shift < 3; ++shift) {
        const std::string all = base64(std::string(shift, ' ') + std::string(bytes));
        const std::size_t begin = unstableStart[shift];
        const std::size_t end = all.size() - unstableEnd[(bytes.size() + shift) % 3];
        result.push_back(end > begin ? all.substr(begin, end - begin) : std::string());
    }
    return result;
}

std::vector<std::string> encoded(std::string_view value, std::span<const rule::Modifier> modifiers)
{
    std::vector<std::string> texts{std::string(value)};
    for (const rule::Modifier modifier : modifiers) {
        if (!isEncoding(modifier))
            continue;
        std::vector<std::string> next;
        for (const std::string& text : texts)
            std::ranges::move(encodedOnce(text, modifier), std::back_inserter(next));
        texts = std::move(next);
    }
    return texts;
}

} // namespace rulewright::match
