// SPDX-License-Identifier: Apache-2.0
#include "core/export/navigator.h"

#include <algorithm>
#include <format>

namespace rulewright::exporting {

namespace {

std::string quoted(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            result += std::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
            result += c;
        }
    }
    return result + '"';
}

} // namespace

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
                "{}{{\"name\":{},\"value\":{}}}", metadata.empty() ? "" : ",", quoted(key), quoted(value));
        list += std::format("{}{{\"techniqueID\":{},\"score\":{},\"comment\":{},\"enabled\":true,\"metadata\":[{}]}}",
            list.empty() ? "" : ",", quoted(technique.id), technique.score, quoted(technique.comment), metadata);
    }
    return std::format("{{\"name\":{},\"versions\":{{\"attack\":{},\"navigator\":\"5.1.0\",\"layer\":\"4.5\"}},"
                       "\"domain\":\"enterprise-attack\",\"description\":{},\"techniques\":[{}],"
                       "\"gradient\":{{\"colors\":[\"#ffffff\",\"#66b1ff\"],\"minValue\":0,\"maxValue\":{}}},"
                       "\"hideDisabled\":false}}",
        quoted(name), quoted(attackVersion.substr(0, attackVersion.find('.'))), quoted(description), list, most);
}

} // namespace rulewright::exporting
