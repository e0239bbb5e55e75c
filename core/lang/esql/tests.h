// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <string_view>

namespace rulewright::lang::esql {

/// A function that is a test of its first argument against the others: starts_with(field, "a").
struct TestFunction {
    std::string_view name; ///< in lower case
    rule::Op op = rule::Op::Eq;
    rule::CaseRule caseRule = rule::CaseRule::Sensitive;
    bool looksIntoLists = false; ///< true or false for a missing field and for several values too
};

[[nodiscard]] const TestFunction* testFunction(std::string_view name); ///< in any letter case

} // namespace rulewright::lang::esql
