// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/line_ends.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace rulewright::ui {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    std::size_t begin = 0;
    while (true) {
        const std::size_t end = text.find('\n', begin);
        lines.push_back(text.substr(begin, end == std::string_view::npos ? end : end - begin));
        if (end == std::string_view::npos)
            return lines;
        begin = end + 1;
    }
}

} // namespace

std::string LineEnds::take(std::string_view bytes)
{
    *this = {};
    m_hasByteOrderMark = bytes.starts_with(byteOrderMark);
    if (m_hasByteOrderMark)
        bytes.remove_prefix(byteOrderMark.size());
    std::string text;
    text.reserve(bytes.size());
    std::array<std::size_t, 3> counts {};
    const auto end = [&](End kind) {
        text += '\n';
        m_ends.push_back(kind);
        ++counts[static_cast<std::size_t>(kind)];
    };
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\n') {
            end(End::Lf);
        } else if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') {
            end(End::CrLf);
            ++i;
        } else if (bytes[i] == '\r') {
            end(End::Cr);
        } else {
            text += bytes[i];
        }
    }
    m_usual = static_cast<End>(std::ranges::max_element(counts) - counts.begin());
    const bool isUniform = counts[static_cast<std::size_t>(m_usual)] == m_ends.size();
    if (isUniform)
        m_ends.clear();
    else
        m_original = text;
    return text;
}

std::string LineEnds::restore(std::string_view text) const
{
    constexpr std::array<std::string_view, 3> ends {"\n", "\r\n", "\r"};
    std::string result(m_hasByteOrderMark ? byteOrderMark : std::string_view());
    const std::vector<std::string_view> lines = linesOf(text);
    // Lines at the start and at the end that are as they were keep their own ends.
    std::size_t before = 0;
    std::size_t after = 0;
    std::size_t originalCount = 0;
    if (!m_ends.empty()) {
        const std::vector<std::string_view> original = linesOf(m_original);
        originalCount = original.size();
        const std::size_t common = std::min(lines.size(), original.size());
        while (before < common && lines[before] == original[before])
            ++before;
        while (after < common - before && lines[lines.size() - 1 - after] == original[original.size() - 1 - after])
            ++after;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        result += lines[i];
        if (i + 1 == lines.size())
            break;
        End kind = m_usual;
        if (i < before)
            kind = i < m_ends.size() ? m_ends[i] : m_usual;
        else if (lines.size() - 1 - i < after)
            kind = m_ends[originalCount - 1 - (lines.size() - 1 - i)];
        result += ends[static_cast<std::size_t>(kind)];
    }
    return result;
}

} // namespace rulewright::ui
