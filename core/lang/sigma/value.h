// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"
#include "core/text/yaml_node.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace rulewright::lang::sigma {

/// What a YAML scalar means to Sigma: null, a bool, a number (with its written text) or text. Only a plain
/// scalar is anything but text; `00000429`, `0x1f`, `yes` and dates are text.
[[nodiscard]] rule::Scalar scalarOf(const YamlNode& node);

/// A decimal number without leading zeros or plus sign: 4688, -1, 1.0, 2e10.
[[nodiscard]] bool isNumberText(std::string_view text);

/// A pattern, and where in the text its wildcards stand.
struct DecodedPattern {
    rule::Pattern pattern;
    std::vector<std::size_t> wildcards;
};

/// Resolves Sigma's escapes: a backslash before *, ? or a backslash escapes it, any other is plain. With
/// `hasPlaceholders` (modifier expand) one before % escapes that too.
[[nodiscard]] DecodedPattern decodePattern(std::string_view text, bool hasPlaceholders = false);

} // namespace rulewright::lang::sigma
