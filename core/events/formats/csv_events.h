// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/formats.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::events {

/// A table with a first row of names: cells between commas, semicolons, tabs or bars, in double quotes where they hold
/// such a character or a line end (RFC 4180). A cell of nothing, not even quotes, is no value; "" is an empty text. A
/// name that stands twice has two values; a cell without a name, and cells behind the last name, are `column N`.
[[nodiscard]] bool looksLikeCsv(const FileHead& head);
[[nodiscard]] SliceReader openCsv(ReadContext& context);

/// A cell and whether it stood in quotes.
struct CsvCell {
    std::string text;
    bool isQuoted = false;
};

/// The cells of the row at the beginning of the text; `length` is set to its bytes with its line end. Nothing where
/// the row does not end in the text and more may come, and where a quote has no end.
[[nodiscard]] std::optional<std::vector<CsvCell>> csvRow(
    std::string_view text, char separator, bool isLast, std::size_t& length);

} // namespace rulewright::events
