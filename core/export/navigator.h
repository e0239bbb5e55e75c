// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/coverage.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::exporting {

/// A technique in a layer: its score and what is shown beside it.
struct LayerTechnique {
    std::string id;
    std::uint64_t score = 0;
    std::string comment;
    std::vector<std::pair<std::string, std::string>> metadata;
    bool operator==(const LayerTechnique&) const = default;
};

/// Says in metadata and comment how many rules each vendor has: "Sigma 3, Elastic 1".
void addVendors(
    LayerTechnique& technique, std::span<const corpus::Vendor> vendors, const corpus::TechniqueCoverage::Counts& rules);

/// A layer of the ATT&CK Navigator, format 4.5, as one line of JSON. `attackVersion` is "19.1": the layer names the
/// part before the dot.
[[nodiscard]] std::string navigatorLayer(std::string_view name, std::string_view description,
    std::string_view attackVersion, const std::vector<LayerTechnique>& techniques);

} // namespace rulewright::exporting
