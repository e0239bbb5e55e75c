// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/lookup_table.h"

#include <algorithm>

namespace rulewright::lang::spl {

std::optional<std::size_t> LookupTable::column(std::string_view wanted) const
{
    const auto found = std::ranges::find(columns, wanted);
    if (found == columns.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

CellMatch LookupTable::matchOf(std::string_view wanted) const
{
    const auto found = std::ranges::find(matchTypes, wanted, &std::pair<std::string, CellMatch>::first);
    return found == matchTypes.end() ? CellMatch::Exact : found->second;
}

} // namespace rulewright::lang::spl
