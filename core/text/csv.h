// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/source.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright {

/// One row of a table and where it stands.
struct CsvRow {
    std::vector<std::string> cells; ///< as many as the table has columns
    Span span;
    bool operator==(const CsvRow&) const = default;
};

/// A table whose first row names its columns.
struct CsvTable {
    std::vector<std::string> columns;
    std::vector<CsvRow> rows;
    bool operator==(const CsvTable&) const = default;
};

/// Reads RFC 4180 text: cells in quotes may hold commas, line ends and doubled quotes. An error where the
/// first row is not exactly `columns`, or a row has another number of cells; empty lines are passed over.
[[nodiscard]] Result<CsvTable> readCsv(const SourceText& text, const std::vector<std::string>& columns);

/// The text as a cell of RFC 4180: in quotes where it holds a comma, a quote or a line end.
[[nodiscard]] std::string csvCell(std::string_view text);

/// The parts between `separator`, blanks around each cut off; no part for an empty text.
[[nodiscard]] std::vector<std::string> splitList(std::string_view text, char separator = ';');

} // namespace rulewright
