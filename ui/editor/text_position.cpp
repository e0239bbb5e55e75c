// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/text_position.h"

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr char16_t byteSurrogate = 0xDC00; // + the byte, as in PEP 383

/// The length of the valid code point at `at`, or 0 (overlong forms, surrogates and numbers beyond U+10FFFF are
/// invalid).
std::size_t codePointLength(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    const std::size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80)
            return 0;
    }
    if ((first == 0xE0 && byte(at + 1) < 0xA0) || (first == 0xED && byte(at + 1) > 0x9F)
        || (first == 0xF0 && byte(at + 1) < 0x90) || (first == 0xF4 && byte(at + 1) > 0x8F))
        return 0;
    // QTextDocument takes U+2029, U+FDD0 and U+FDD1 for its own separators: they are kept as bytes.
    const std::string_view sequence = text.substr(at, length);
    if (sequence == "\xE2\x80\xA9" || sequence == "\xEF\xB7\x90" || sequence == "\xEF\xB7\x91")
        return 0;
    return length;
}

/// How many UTF-16 units the next UTF-8 sequence of an editor text stands for, and its bytes.
struct Step {
    std::uint32_t bytes = 1;
    int units = 1;
};

Step stepAt(std::string_view text, std::size_t at)
{
    const std::size_t length = codePointLength(text, at);
    if (length == 0)
        return {};
    return {static_cast<std::uint32_t>(length), length == 4 ? 2 : 1};
}

} // namespace

QString toEditorText(std::string_view utf8)
{
    QString result;
    result.reserve(static_cast<qsizetype>(utf8.size()));
    std::size_t begin = 0;
    std::size_t at = 0;
    const auto flush = [&] {
        result += QString::fromUtf8(utf8.data() + begin, static_cast<qsizetype>(at - begin));
    };
    while (at < utf8.size()) {
        const std::size_t length = codePointLength(utf8, at);
        if (length > 0) {
            at += length;
            continue;
        }
        flush();
        result += QChar(static_cast<char16_t>(byteSurrogate + static_cast<unsigned char>(utf8[at])));
        begin = ++at;
    }
    flush();
    return result;
}

std::string toUtf8(QStringView text)
{
    std::string result;
    result.reserve(static_cast<std::size_t>(text.size()) + static_cast<std::size_t>(text.size()) / 8);
    qsizetype begin = 0;
    qsizetype at = 0;
    const auto flush = [&] {
        const QByteArray bytes = text.mid(begin, at - begin).toUtf8();
        result.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    };
    while (at < text.size()) {
        const QChar c = text[at];
        if (!c.isSurrogate()) {
            ++at;
        } else if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
            at += 2;
        } else {
            flush();
            const char16_t unit = c.unicode();
            if (unit >= byteSurrogate + 0x80 && unit <= byteSurrogate + 0xFF)
                result += static_cast<char>(unit - byteSurrogate);
            else
                result += "\xEF\xBF\xBD"; // a lone surrogate that stands for no byte has no UTF-8
            begin = ++at;
        }
    }
    flush();
    return result;
}

void TextPositions::appendLines(
    std::uint32_t byte, int unit, std::vector<LineStart>& out, std::string_view added) const
{
    std::size_t at = 0;
    while (at < added.size()) {
        const Step step = stepAt(added, at);
        at += step.bytes;
        unit += step.units;
        if (added[at - 1] == '\n')
            out.push_back({byte + static_cast<std::uint32_t>(at), unit});
    }
}

void TextPositions::reset(QStringView text)
{
    m_utf8 = toUtf8(text);
    m_length = static_cast<int>(text.size());
    m_lines.assign(1, {});
    appendLines(0, 0, m_lines, m_utf8);
}

void TextPositions::change(int position, int removed, QStringView added)
{
    position = std::clamp(position, 0, m_length);
    removed = std::clamp(removed, 0, m_length - position);
    const std::uint32_t begin = byteOffset(position);
    const std::uint32_t end = byteOffset(position + removed);
    const std::string bytes = toUtf8(added);
    m_utf8.replace(begin, end - begin, bytes);

    const auto byteShift = static_cast<std::int64_t>(bytes.size()) - (end - begin);
    const int unitShift = static_cast<int>(added.size()) - removed;
    const auto first = std::ranges::upper_bound(m_lines, position, {}, &LineStart::unit);
    auto behind = std::ranges::upper_bound(first, m_lines.end(), position + removed, {}, &LineStart::unit);
    for (auto it = behind; it != m_lines.end(); ++it) {
        it->byte = static_cast<std::uint32_t>(it->byte + byteShift);
        it->unit += unitShift;
    }
    std::vector<LineStart> lines;
    appendLines(begin, position, lines, bytes);
    const auto at = m_lines.erase(first, behind);
    m_lines.insert(at, lines.begin(), lines.end());
    m_length += unitShift;
}

std::uint32_t TextPositions::byteOffset(int position) const
{
    if (position >= m_length)
        return static_cast<std::uint32_t>(m_utf8.size());
    const auto line = std::ranges::upper_bound(m_lines, std::max(position, 0), {}, &LineStart::unit) - 1;
    std::uint32_t byte = line->byte;
    int unit = line->unit;
    while (unit < position) {
        const Step step = stepAt(m_utf8, byte);
        if (unit + step.units > position)
            break;
        byte += step.bytes;
        unit += step.units;
    }
    return byte;
}

int TextPositions::position(std::uint32_t byteOffset) const
{
    if (byteOffset >= m_utf8.size())
        return m_length;
    const auto line = std::ranges::upper_bound(m_lines, byteOffset, {}, &LineStart::byte) - 1;
    std::uint32_t byte = line->byte;
    int unit = line->unit;
    while (byte < byteOffset) {
        const Step step = stepAt(m_utf8, byte);
        if (byte + step.bytes > byteOffset)
            break;
        byte += step.bytes;
        unit += step.units;
    }
    return unit;
}

} // namespace rulewright::ui
