// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/vendor.h"

#include <algorithm>

namespace rulewright::corpus {

std::string_view vendorName(Vendor vendor)
{
    static constexpr std::array<std::string_view, 3> names{"sigma", "elastic", "splunk"};
    return names[static_cast<std::size_t>(vendor)];
}

std::string_view vendorTitle(Vendor vendor)
{
    static constexpr std::array<std::string_view, 3> titles{"Sigma", "Elastic", "Splunk"};
    return titles[static_cast<std::size_t>(vendor)];
}

std::optional<Vendor> vendorFromName(std::string_view name)
{
    const auto found = std::ranges::find(allVendors, name, vendorName);
    return found == allVendors.end() ? std::nullopt : std::optional(*found);
}

} // namespace rulewright::corpus
