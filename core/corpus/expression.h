// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/expression_text.h"
#include "core/rule/predicate.h"

#include <optional>
#include <string>

namespace rulewright::corpus {

/// The field of an expression without the wrappers that mining drops: to_lower(f), coalesce(f, "") are f
/// (corpora.md, section 5). Null where the expression is something else.
[[nodiscard]] const rule::FieldRef* plainField(const rule::Expr& expr);

/// A comparison whose operands are plain once the wrappers are dropped, as a test: to_lower(f) == "a",
/// starts_with(to_lower(f), "a"). Nothing where it is truly computed.
[[nodiscard]] std::optional<rule::Test> plainTest(const rule::Compare& compare);

using rule::expressionText;

} // namespace rulewright::corpus
