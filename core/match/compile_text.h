// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/leaf.h"
#include "core/text/diagnostic.h"

#include <string>
#include <string_view>

namespace rulewright::match {

/// The text patterns of one value: its wildcards, windash, encodings, and what the operator adds at its ends.
[[nodiscard]] Result<TextMatcher> compileText(const rule::Test& test, const rule::Value& value);

/// Equal for equal matchers.
[[nodiscard]] std::string textKey(const TextMatcher& matcher);

} // namespace rulewright::match
