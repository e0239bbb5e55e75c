// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <optional>
#include <string_view>

namespace rulewright::lang::eql {

/// A function that is a test of its first argument against the others: startsWith(field, "a", "b").
struct TestFunction {
    std::string_view name; ///< in lower case
    rule::Op op = rule::Op::Eq;
    rule::Op fieldOp = rule::Op::Computed; ///< where the second argument is a field; Computed: has no such operator
    bool hasWildcards = false;
};

[[nodiscard]] const TestFunction* testFunction(std::string_view name); ///< in any letter case

/// The text with `*` and `?` as wildcards, which EQL cannot escape.
[[nodiscard]] rule::Pattern wildcardPattern(std::string_view text);

} // namespace rulewright::lang::eql
