// SPDX-License-Identifier: Apache-2.0
#include "core/export/tables.h"

#include "core/text/csv.h"
#include "core/text/quotes.h"

#include <array>
#include <format>

namespace rulewright::exporting {

namespace {

std::string plain(const Cell& cell)
{
    if (const auto* text = std::get_if<std::string>(&cell))
        return *text;
    if (const auto* number = std::get_if<std::int64_t>(&cell))
        return std::to_string(*number);
    if (const bool* truth = std::get_if<bool>(&cell))
        return *truth ? "true" : "false";
    return {};
}

std::string csvText(const Cell& cell)
{
    std::string text = plain(cell);
    const bool isFormula
        = std::holds_alternative<std::string>(cell) && !text.empty() && std::string_view("=+-@\t\r").contains(text[0]);
    if (isFormula)
        text.insert(0, 1, '\'');
    return csvCell(text);
}

std::string jsonCell(const Cell& cell)
{
    if (const auto* text = std::get_if<std::string>(&cell))
        return jsonText(*text);
    const std::string text = plain(cell);
    return text.empty() ? "null" : text;
}

/// Values are code: a pipe would end the cell, a line break the row.
std::string markdownCell(const Cell& cell)
{
    std::string result;
    for (const char c : plain(cell)) {
        if (c == '|' || c == '\\' || c == '`' || c == '*' || c == '_' || c == '<')
            result += '\\';
        result += c == '\n' || c == '\r' ? ' ' : c;
    }
    return result;
}

std::string csv(const Table& table)
{
    std::string text;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        text += (i == 0 ? "" : ",") + csvText(table.columns[i]);
    text += "\r\n";
    for (const std::vector<Cell>& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            text += (i == 0 ? "" : ",") + csvText(row[i]);
        text += "\r\n";
    }
    return text;
}

std::string json(const Table& table)
{
    std::string text = "[";
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        text += r == 0 ? "\n  {" : ",\n  {";
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            text += std::format("{}{}: {}", i == 0 ? "" : ", ", jsonText(table.columns[i]), jsonCell(table.rows[r][i]));
        text += "}";
    }
    return text + (table.rows.empty() ? "]\n" : "\n]\n");
}

std::string markdown(const Table& table)
{
    std::string text = std::format("## {}\n\n|", table.title);
    for (const std::string& column : table.columns)
        text += std::format(" {} |", column);
    text += "\n|";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        text += "---|";
    text += "\n";
    for (const std::vector<Cell>& row : table.rows) {
        text += "|";
        for (const Cell& cell : row)
            text += std::format(" {} |", markdownCell(cell));
        text += "\n";
    }
    return text;
}

} // namespace

std::string written(const Table& table, TableFormat format)
{
    switch (format) {
    case TableFormat::Csv:
        return csv(table);
    case TableFormat::Json:
        return json(table);
    case TableFormat::Markdown:
        return markdown(table);
    }
    return {};
}

std::string_view fileExtension(TableFormat format)
{
    static constexpr std::array<std::string_view, 3> extensions{"csv", "json", "md"};
    return extensions[static_cast<std::size_t>(format)];
}

} // namespace rulewright::exporting
