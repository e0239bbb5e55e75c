// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::lang::spl {

/// How the cells of a column are compared (transforms.conf, `match_type`).
enum class CellMatch : std::uint8_t { Exact, Wildcard, Cidr };

/// A lookup table as its definition and its CSV file say (Splunk, transforms.conf: "Lookup tables").
struct LookupTable {
    std::string name;
    bool isStatic = false; ///< it came with the rules; a table that other searches fill has no rows of its own here
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; ///< as many cells as there are columns
    std::vector<std::pair<std::string, CellMatch>> matchTypes; ///< of the columns that are not Exact
    bool isCaseSensitive = true; ///< `case_sensitive_match`, which is on by default
    std::optional<std::string> defaultMatch; ///< what a row that is not found gives
    bool operator==(const LookupTable&) const = default;

    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
    [[nodiscard]] CellMatch matchOf(std::string_view column) const;
};

/// Gives the table of a name; null where nobody defines it.
using TableSource = std::function<const LookupTable*(std::string_view name)>;

} // namespace rulewright::lang::spl
