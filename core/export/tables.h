// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rulewright::exporting {

/// What a table has in a cell: nothing, text, a number, a truth.
using Cell = std::variant<std::monostate, std::string, std::int64_t, bool>;

/// Rows under named columns, as they are copied and written to files.
struct Table {
    std::string title;
    std::vector<std::string> columns;
    std::vector<std::vector<Cell>> rows; ///< each as long as `columns`
    bool operator==(const Table&) const = default;
};

enum class TableFormat : std::uint8_t { Csv, Json, Markdown };

/// CSV as RFC 4180 has it, with a line of names; texts that spreadsheets would run as a formula begin with an
/// apostrophe. JSON: an array of objects. Markdown: a table under its title.
[[nodiscard]] std::string written(const Table& table, TableFormat format);

/// "csv", "json", "md".
[[nodiscard]] std::string_view fileExtension(TableFormat format);

} // namespace rulewright::exporting
