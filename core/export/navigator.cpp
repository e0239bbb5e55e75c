// SPDX-License-Identifier: Apache-2.0
#include "core/export/navigator.h"

#include "core/text/quotes.h"

#include <algorithm>
#include <format>

namespace rulewright::exporting {

void addVendors(
    LayerTechnique& technique, std::span<const corpus::Vendor> vendors, const corpus::TechniqueCoverage::Counts& rules)
{
    for (const corpus::Vendor vendor : vendors) {
        const std::string count = std::to_string(rules[static_cast<std::size_t>(vendor)]);
        technique.metadata.emplace_back(vendorTitle(vendor), count);
        technique.comment += std::format("{}{} {}", technique.comment.empty() ? "" : ", ", vendorTitle(vendor), count);
    }
}

std::string navigatorLayer(std::string_view name, std::string_view description, std::string_view attackVersion,
    const std::vector<LayerTechnique>& techniques)
{
    std::uint64_t most = 1;
    std::string list;
    for (const LayerTechnique& technique : techniques) {
        most = std::max(most, technique.score);
        std::string metadata;
        for (const auto& [key, value] : technique.metadata)
            metadata += std::format(
                "{}{{\"name\":{},\"value\":{}}}", metadata.empty() ? "" : ",", jsonText(key), jsonText(value));
        list += std::format("{}{{\"techniqueID\":{},\"score\":{},\"comment\":{},\"enabled\":true,\"metadata\":[{}]}}",
            list.empty() ? "" : ",", jsonText(technique.id), technique.score, jsonText(technique.comment), metadata);
    }
    return std::format("{{\"name\":{},\"versions\":{{\"attack\":{},\"navigator\":\"5.1.0\",\"layer\":\"4.5\"}},"
                       "\"domain\":\"enterprise-attack\",\"description\":{},\"techniques\":[{}],"
                       "\"gradient\":{{\"colors\":[\"#ffffff\",\"#66b1ff\"],\"minValue\":0,\"maxValue\":{}}},"
                       "\"hideDisabled\":false}}",
        jsonText(name), jsonText(attackVersion.substr(0, attackVersion.find('.'))), jsonText(description), list, most);
}

} // namespace rulewright::exporting
