// SPDX-License-Identifier: Apache-2.0
#include "core/text/csv.h"

#include "core/text/diagnostic_codes.h"

#include <format>
#include <utility>

namespace rulewright {

namespace {

std::unexpected<Diagnostics> tableError(const SourceText& text, Span span, const std::string& what)
{
    const Position place = text.position(span.begin);
    return std::unexpected(Diagnostics{Diagnostic{
        Severity::Error, codes::dataTable, span, std::format("{}, line {}: {}", text.name(), place.line, what), {}}});
}

/// Reads one row from `at`; moves `at` behind its line end. False where a quote is never closed.
bool readRow(std::string_view text, std::size_t& at, std::vector<std::string>& cells)
{
    cells.assign(1, {});
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c != '"') {
                cells.back() += c;
            } else if (at + 1 < text.size() && text[at + 1] == '"') {
                cells.back() += '"';
                ++at;
            } else {
                quoted = false;
            }
        } else if (c == '"' && cells.back().empty()) {
            quoted = true;
        } else if (c == ',') {
            cells.emplace_back();
        } else if (c == '\n') {
            ++at;
            return true;
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    return !quoted;
}

std::string joined(const std::vector<std::string>& cells)
{
    std::string line;
    for (const std::string& cell : cells) {
        if (!line.empty())
            line += ',';
        line += cell;
    }
    return line;
}

} // namespace

Result<CsvTable> readCsv(const SourceText& text, const std::vector<std::string>& columns)
{
    CsvTable table;
    std::size_t at = 0;
    while (at < text.text().size()) {
        CsvRow row;
        row.span.begin = static_cast<std::uint32_t>(at);
        const bool closed = readRow(text.text(), at, row.cells);
        row.span.end = static_cast<std::uint32_t>(at);
        if (!closed)
            return tableError(text, row.span, "a quoted cell is not closed");
        if (row.cells.size() == 1 && row.cells.front().empty())
            continue;
        if (table.columns.empty()) {
            if (row.cells != columns)
                return tableError(text, row.span, std::format("the columns must be {}", joined(columns)));
            table.columns = std::move(row.cells);
            continue;
        }
        if (row.cells.size() != columns.size())
            return tableError(
                text, row.span, std::format("{} cells where {} are needed", row.cells.size(), columns.size()));
        table.rows.push_back(std::move(row));
    }
    if (table.columns.empty())
        return tableError(text, {}, std::format("the columns must be {}", joined(columns)));
    return table;
}

std::string csvCell(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"')
            result += '"';
        result += c;
    }
    return result + '"';
}

std::vector<std::string> splitList(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        std::string_view part = text.substr(0, end);
        while (part.starts_with(' '))
            part.remove_prefix(1);
        while (part.ends_with(' '))
            part.remove_suffix(1);
        if (!part.empty())
            parts.emplace_back(part);
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    return parts;
}

} // namespace rulewright
