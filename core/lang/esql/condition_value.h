// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

namespace rulewright::lang::esql {

/// A condition as a value, as in CASE(a == 1, …), EVAL x = a == 1 and COUNT(*) WHERE a == 1: the call "?" of an
/// expression of calls by the names that functions and operators have (AND, ==, like, starts_with, …), a `~` behind
/// them where letter case does not count. What has no such name is the call "?" of its fields.
[[nodiscard]] rule::Expr conditionValue(const rule::Predicate& predicate, Span span);

} // namespace rulewright::lang::esql
