// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace rulewright {

/// Whether the whole text fits a pattern in which `*` stands for any number of bytes; every other byte is itself.
[[nodiscard]] bool fitsStars(std::string_view text, std::string_view pattern);

} // namespace rulewright
