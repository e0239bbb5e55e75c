// SPDX-License-Identifier: Apache-2.0
#include "core/text/source.h"

#include <utf8proc.h>

#include <algorithm>

namespace rulewright {

namespace {

std::vector<std::uint32_t> startsOfLines(std::string_view text)
{
    std::vector<std::uint32_t> starts{0};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
            starts.push_back(static_cast<std::uint32_t>(i + 1));
    }
    return starts;
}

/// The length of the valid code point at the start of `rest`, or 0.
std::size_t validCodePointLength(std::string_view rest)
{
    utf8proc_int32_t codePoint = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t *>(rest.data()),
                                         static_cast<utf8proc_ssize_t>(rest.size()), &codePoint);
    return length > 0 ? static_cast<std::size_t>(length) : 0;
}

} // namespace

SourceText::SourceText() : SourceText({}, {}) {}

SourceText::SourceText(std::string name, std::string text)
{
    auto data = std::make_shared<Data>();
    data->name = std::move(name);
    data->byteOrderMark = text.starts_with("\xEF\xBB\xBF");
    if (data->byteOrderMark)
        text.erase(0, 3);
    data->text = std::move(text);
    data->lineStarts = startsOfLines(data->text);
    m_data = std::move(data);
}

std::string_view SourceText::name() const { return m_data->name; }
std::string_view SourceText::text() const { return m_data->text; }
bool SourceText::hasByteOrderMark() const { return m_data->byteOrderMark; }

std::string_view SourceText::slice(Span span) const
{
    const auto size = static_cast<std::uint32_t>(m_data->text.size());
    const std::uint32_t begin = std::min(span.begin, size);
    const std::uint32_t end = std::clamp(span.end, begin, size);
    return text().substr(begin, end - begin);
}

std::uint32_t SourceText::lineCount() const { return static_cast<std::uint32_t>(m_data->lineStarts.size()); }

Position SourceText::position(std::uint32_t offset) const
{
    offset = std::min(offset, static_cast<std::uint32_t>(m_data->text.size()));
    const auto after = std::ranges::upper_bound(m_data->lineStarts, offset);
    const auto line = static_cast<std::uint32_t>(after - m_data->lineStarts.begin());
    return {line, offset - m_data->lineStarts[line - 1] + 1};
}

std::uint32_t SourceText::offset(Position position) const
{
    const Span span = lineSpan(position.line);
    const std::uint32_t column = position.column > 0 ? position.column - 1 : 0;
    return std::min(span.begin + column, span.end);
}

Span SourceText::lineSpan(std::uint32_t line) const
{
    const auto &starts = m_data->lineStarts;
    const auto size = static_cast<std::uint32_t>(m_data->text.size());
    if (line == 0)
        return {0, 0};
    if (line > starts.size())
        return {size, size};
    const std::uint32_t begin = starts[line - 1];
    std::uint32_t end = line < starts.size() ? starts[line] : size;
    while (end > begin && (m_data->text[end - 1] == '\n' || m_data->text[end - 1] == '\r'))
        --end;
    return {begin, end};
}

std::string_view SourceText::line(std::uint32_t line) const { return slice(lineSpan(line)); }

bool SourceText::operator==(const SourceText &other) const
{
    return m_data == other.m_data || (m_data->name == other.m_data->name && m_data->text == other.m_data->text);
}

std::size_t firstInvalidByte(std::string_view text)
{
    std::size_t i = 0;
    while (i < text.size()) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == 0)
            return i;
        if (byte < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = validCodePointLength(text.substr(i));
        if (length == 0)
            return i;
        i += length;
    }
    return text.size();
}

std::string toValidUtf8(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t length =
            static_cast<unsigned char>(text[i]) < 0x80 ? 1 : validCodePointLength(text.substr(i));
        if (length == 0) {
            result += "\xEF\xBF\xBD";
            ++i;
        } else {
            result += text.substr(i, length);
            i += length;
        }
    }
    return result;
}

} // namespace rulewright
