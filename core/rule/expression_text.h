// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <string>

namespace rulewright::rule {

/// The expression for people: length(a.b), NOW() - 5.
[[nodiscard]] std::string expressionText(const Expr& expr);

} // namespace rulewright::rule
