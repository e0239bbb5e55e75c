// SPDX-License-Identifier: Apache-2.0
#include "core/taxonomy/log_source_list.h"

#include <set>
#include <tuple>

namespace rulewright::taxonomy {

std::vector<KnownLogSource> knownLogSources(const Taxonomy& taxonomy)
{
    std::set<std::tuple<std::string, std::string, std::string>> names{{"windows", "", ""}};
    for (const EventType& event : taxonomy.events()) {
        for (const std::string& category : event.categories) {
            const std::size_t slash = category.find('/');
            names.emplace(category.substr(0, slash), category.substr(slash + 1), "");
        }
    }
    for (const LogSourceRow& row : taxonomy.logSources()) {
        switch (row.part) {
        case LogSourceRow::Part::Product:
            names.emplace(row.product, "", "");
            break;
        case LogSourceRow::Part::Category:
            names.emplace(row.product, row.name, "");
            break;
        case LogSourceRow::Part::Service:
            names.emplace(row.product, "", row.name);
            break;
        }
    }
    std::vector<KnownLogSource> sources;
    for (const auto& [product, category, service] : names) {
        LogSourceScope scope = resolveLogSource({product, category, service}, taxonomy);
        sources.push_back({product, category, service, std::move(scope.needed)});
    }
    return sources;
}

} // namespace rulewright::taxonomy
