// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rulewright::corpus {

/// Who publishes a corpus. The order is that of lists of rules.
enum class Vendor : std::uint8_t { Sigma, Elastic, Splunk };

inline constexpr std::array<Vendor, 3> allVendors{Vendor::Sigma, Vendor::Elastic, Vendor::Splunk};

/// The word of the command line and of JSON: "sigma".
[[nodiscard]] std::string_view vendorName(Vendor vendor);
/// The name for people: "Sigma".
[[nodiscard]] std::string_view vendorTitle(Vendor vendor);
[[nodiscard]] std::optional<Vendor> vendorFromName(std::string_view name);

} // namespace rulewright::corpus
