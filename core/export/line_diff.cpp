// SPDX-License-Identifier: Apache-2.0
#include "core/export/line_diff.h"

#include <algorithm>
#include <cstdint>

namespace rulewright::exporting {

namespace {

constexpr std::size_t mostLines = 4'000;

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace

std::vector<DiffLine> lineDiff(std::string_view before, std::string_view after)
{
    const std::vector<std::string_view> old = linesOf(before);
    const std::vector<std::string_view> now = linesOf(after);
    std::size_t head = 0;
    while (head < old.size() && head < now.size() && old[head] == now[head])
        ++head;
    std::size_t tail = 0;
    while (tail < old.size() - head && tail < now.size() - head
        && old[old.size() - 1 - tail] == now[now.size() - 1 - tail])
        ++tail;
    const std::size_t rows = old.size() - head - tail;
    const std::size_t columns = now.size() - head - tail;

    std::vector<DiffLine> lines;
    const auto add = [&lines](char kind, std::string_view text) { lines.push_back({kind, std::string(text)}); };
    for (std::size_t i = 0; i < head; ++i)
        add(' ', old[i]);
    if (rows > mostLines || columns > mostLines) {
        for (std::size_t i = 0; i < rows; ++i)
            add('-', old[head + i]);
        for (std::size_t i = 0; i < columns; ++i)
            add('+', now[head + i]);
    } else {
        // The length of the longest common subsequence of what is left from (i, j) on.
        std::vector<std::uint16_t> lengths((rows + 1) * (columns + 1));
        const auto length
            = [&](std::size_t i, std::size_t j) -> std::uint16_t& { return lengths[i * (columns + 1) + j]; };
        for (std::size_t i = rows; i-- > 0;) {
            for (std::size_t j = columns; j-- > 0;)
                length(i, j) = old[head + i] == now[head + j] ? static_cast<std::uint16_t>(length(i + 1, j + 1) + 1)
                                                              : std::max(length(i + 1, j), length(i, j + 1));
        }
        std::size_t i = 0;
        std::size_t j = 0;
        while (i < rows || j < columns) {
            if (i < rows && j < columns && old[head + i] == now[head + j]) {
                add(' ', old[head + i]);
                ++i;
                ++j;
            } else if (i < rows && (j == columns || length(i + 1, j) >= length(i, j + 1))) {
                add('-', old[head + i++]);
            } else {
                add('+', now[head + j++]);
            }
        }
    }
    for (std::size_t i = 0; i < tail; ++i)
        add(' ', old[old.size() - tail + i]);
    return lines;
}

std::size_t added(const std::vector<DiffLine>& lines)
{
    return static_cast<std::size_t>(std::ranges::count(lines, '+', &DiffLine::kind));
}

std::size_t removed(const std::vector<DiffLine>& lines)
{
    return static_cast<std::size_t>(std::ranges::count(lines, '-', &DiffLine::kind));
}

} // namespace rulewright::exporting
