// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/yaml_marks.h"

#include <algorithm>

namespace rulewright::rulefile {

namespace {

/// The length of the line break at `at`, or 0.
std::size_t breakLength(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(at, 3);
    if (rest.starts_with("\r\n"))
        return 2;
    if (rest.starts_with('\n') || rest.starts_with('\r'))
        return 1;
    if (rest.starts_with("\xC2\x85"))
        return 2;
    if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9"))
        return 3;
    return 0;
}

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

} // namespace

YamlMarks::YamlMarks(std::string_view text, std::uint32_t base)
    : m_text(text)
    , m_lineStarts{base}
    , m_offset(base)
{
    for (std::size_t at = base; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        m_isAscii = m_isAscii && byte < 0x80;
        const std::size_t length = byte < 0x20 || byte == 0xC2 || byte == 0xE2 ? breakLength(text, at) : 0;
        if (length > 0)
            m_lineStarts.push_back(static_cast<std::uint32_t>(at + length));
        at += std::max<std::size_t>(length, 1);
    }
}

std::uint32_t YamlMarks::offset(std::size_t line, std::size_t column)
{
    if (line >= m_lineStarts.size())
        return static_cast<std::uint32_t>(m_text.size());
    if (m_isAscii)
        return static_cast<std::uint32_t>(std::min(m_lineStarts[line] + column, m_text.size()));
    if (line != m_line || column < m_column) {
        m_line = line;
        m_column = 0;
        m_offset = m_lineStarts[line];
    }
    while (m_column < column && m_offset < m_text.size()) {
        ++m_offset;
        while (m_offset < m_text.size() && isContinuation(m_text[m_offset]))
            ++m_offset;
        ++m_column;
    }
    return m_offset;
}

} // namespace rulewright::rulefile
