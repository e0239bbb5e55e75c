// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/taxonomy/log_source.h"

#include <string>
#include <vector>

namespace rulewright::taxonomy {

/// A log source that the tables know, and the events that stand behind it.
struct KnownLogSource {
    std::string product;
    std::string category; ///< empty for a service or the product itself
    std::string service; ///< empty for a category or the product itself
    std::vector<NeededEvent> events; ///< empty where every event of the product is meant
    bool operator==(const KnownLogSource&) const = default;
};

/// Every product, category and service of the tables, by product, then category, then service: what completion and
/// `fields` offer.
[[nodiscard]] std::vector<KnownLogSource> knownLogSources(const Taxonomy& taxonomy);

} // namespace rulewright::taxonomy
