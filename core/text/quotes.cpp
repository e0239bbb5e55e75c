// SPDX-License-Identifier: Apache-2.0
#include "core/text/quotes.h"

#include <format>

namespace rulewright {

namespace {

/// The letter behind the backslash; 0 for characters without one.
char breakLetter(char c)
{
    switch (c) {
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

} // namespace

std::string inQuotes(std::string_view text, Escapes escapes)
{
    const bool hasLetters = escapes == Escapes::Breaks || escapes == Escapes::Controls;
    const bool hasCodes = escapes == Escapes::Controls || escapes == Escapes::Codes;
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            (result += '\\') += c;
        else if (const char letter = breakLetter(c); letter != 0 && hasLetters)
            (result += '\\') += letter;
        else if (static_cast<unsigned char>(c) < 0x20 && hasCodes)
            result += std::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            result += c;
    }
    return result + '"';
}

} // namespace rulewright
