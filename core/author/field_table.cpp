// SPDX-License-Identifier: Apache-2.0
#include "core/author/field_table.h"

#include "core/text/csv.h"
#include "core/text/fold.h"
#include "resources/data.h"

#include <algorithm>

namespace rulewright::author {

Result<std::vector<KnownField>> knownFields()
{
    const SourceText source("resources/author/fields.csv", std::string(data::text(data::authorFields())));
    auto table = readCsv(source, {"field", "log_sources", "meaning"});
    if (!table)
        return std::unexpected(std::move(table.error()));
    std::vector<KnownField> fields;
    for (CsvRow& row : table->rows)
        fields.push_back({std::move(row.cells[0]), splitList(row.cells[1]), std::move(row.cells[2])});
    return fields;
}

bool isOf(const KnownField& field, std::string_view product, std::string_view category, std::string_view service)
{
    return std::ranges::any_of(field.logSources, [&](const std::string& entry) {
        const std::string_view text = entry;
        const std::size_t slash = text.find('/');
        const std::string_view part = text.substr(slash + 1);
        if (!product.empty() && !equalsFolded(product, text.substr(0, slash)))
            return false;
        return (category.empty() && service.empty()) || equalsFolded(part, category) || equalsFolded(part, service);
    });
}

} // namespace rulewright::author
