// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <optional>

namespace rulewright::match {

/// `to_lower(field) == "a"` and its like as a test that ignores letter case: the same events, and found by columns.
/// Nothing where the comparison is another, or where its constant has letters of the other case, which never match.
[[nodiscard]] std::optional<rule::Test> caselessTest(const rule::Compare& compare);

} // namespace rulewright::match
