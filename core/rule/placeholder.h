// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::rule {

/// A `%name%` in a text, and where it stands there, percent signs included.
struct Placeholder {
    std::string name;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const Placeholder&) const = default;
};

/// The placeholders of a text; `\%` is a plain percent sign (Sigma specification 2.1, "Placeholders").
[[nodiscard]] std::vector<Placeholder> placeholders(std::string_view text);

/// Whether a test has a placeholder that still needs values: under Modifier::Expand, without any replaced.
/// Such a test can be kept and shown, but never matched.
[[nodiscard]] bool hasPlaceholders(const Test& test);

} // namespace rulewright::rule
