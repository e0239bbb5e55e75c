// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_text.h"

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr char32_t invalidBase = 0x110000;
constexpr char32_t zeroWidthSpace = 0x200B;
constexpr char32_t replacement = 0xFFFD;

bool isReordering(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool isInvisible(char32_t c)
{
    return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF || c == 0x00AD || (c >= 0xE0000 && c <= 0xE007F);
}

char32_t shownCodePoint(char32_t c, LineBreaks lineBreaks)
{
    if (c == U'\n' && lineBreaks == LineBreaks::Kept)
        return QChar::LineSeparator;
    if (c == U'\t')
        return lineBreaks == LineBreaks::Kept ? U' ' : U'␉';
    if (c < 0x20)
        return 0x2400 + c; // the control pictures
    if (c == 0x7F)
        return 0x2421;
    if (c >= invalidBase || isReordering(c) || (c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029 || isInvisible(c))
        return replacement;
    return c;
}

void append(QString& text, char32_t c)
{
    if (c < 0x10000) {
        text += QChar(static_cast<char16_t>(c));
    } else {
        text += QChar(QChar::highSurrogate(c));
        text += QChar(QChar::lowSurrogate(c));
    }
}

} // namespace

int ShownText::place(std::uint32_t byte) const
{
    if (places.empty())
        return 0;
    return static_cast<int>(places[std::min<std::size_t>(byte, places.size() - 1)]);
}

ShownText shownText(std::string_view utf8, LineBreaks lineBreaks, bool breakable)
{
    ShownText result;
    result.places.reserve(utf8.size() + 1);
    std::size_t at = 0;
    while (at < utf8.size()) {
        const std::size_t begin = at;
        const char32_t c = nextCodePoint(utf8, at);
        result.places.insert(result.places.end(), at - begin, static_cast<std::uint32_t>(result.text.size()));
        if (c == U'\r' && lineBreaks == LineBreaks::Kept && at < utf8.size() && utf8[at] == '\n')
            continue;
        append(result.text, shownCodePoint(c, lineBreaks));
        if (breakable && (c == U'\\' || c == U'/' || c == U',' || c == U';' || c == U'='))
            append(result.text, zeroWidthSpace);
    }
    result.places.push_back(static_cast<std::uint32_t>(result.text.size()));
    return result;
}

QString shownLine(std::string_view utf8)
{
    constexpr std::size_t maximum = 2'000; // a cell shows no more
    const std::string_view head = utf8.substr(0, maximum);
    QString text;
    text.reserve(static_cast<qsizetype>(head.size()));
    std::size_t at = 0;
    while (at < head.size())
        append(text, shownCodePoint(nextCodePoint(head, at), LineBreaks::AsSymbols));
    return text;
}

QString shownFileName(std::string_view path) { return shownLine(path.substr(path.find_last_of("\\/") + 1)); }

} // namespace rulewright::ui
