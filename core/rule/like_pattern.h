// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/pattern.h"

#include <string_view>

namespace rulewright::rule {

/// The text of a LIKE pattern of ES|QL: `*` and `?` are wildcards unless `\` stands before them.
[[nodiscard]] Pattern likePattern(std::string_view text);

} // namespace rulewright::rule
