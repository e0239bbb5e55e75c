// SPDX-License-Identifier: Apache-2.0
#include "core/events/formats/xml_text.h"

#include "core/text/fold.h"

#include <algorithm>
#include <array>

namespace rulewright::events {

bool declaresWestern(std::string_view text)
{
    if (!text.starts_with("<?xml"))
        return false;
    std::string declaration(text.substr(0, text.find("?>")).substr(0, 256));
    std::ranges::transform(
        declaration, declaration.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    constexpr std::array<std::string_view, 5> names{"iso-8859-1", "iso8859-1", "latin1", "windows-1252", "cp1252"};
    return std::ranges::any_of(names, [&](std::string_view name) { return declaration.contains(name); });
}

std::string fromWestern(std::string_view bytes)
{
    // 0x80 to 0x9F; what is not there stays a control character.
    constexpr std::array<char32_t, 32> high{0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6,
        0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
        0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            text += c;
        else
            appendCodePoint(text, byte < 0xA0 ? high[byte - 0x80U] : byte);
    }
    return text;
}

std::optional<std::string> withoutZeros(std::string_view element)
{
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::optional<std::string> text;
    std::size_t copied = 0;
    for (std::size_t at = 0; (at = element.find_first_of(std::string_view("\0&", 2), at)) != std::string_view::npos;) {
        std::size_t end = at + 1;
        if (element[at] == '&') {
            if (!element.substr(end).starts_with('#')) {
                at = end;
                continue;
            }
            end += element.substr(end).starts_with("#x") ? 2 : 1;
            const std::size_t digits = end;
            while (end < element.size() && element[end] == '0')
                ++end;
            if (end == digits || end >= element.size() || element[end] != ';') {
                at = end;
                continue;
            }
            ++end;
        }
        if (!text)
            text.emplace();
        *text += element.substr(copied, at - copied);
        *text += replacement;
        copied = at = end;
    }
    if (text)
        *text += element.substr(copied);
    return text;
}

} // namespace rulewright::events
