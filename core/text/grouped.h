// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace rulewright {

/// The number as a reader sees it: 1,234,567.
[[nodiscard]] std::string grouped(std::uint64_t number);

} // namespace rulewright
