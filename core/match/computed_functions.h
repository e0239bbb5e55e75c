// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/computed_value.h"
#include "core/rule/rule.h"

#include <span>
#include <string_view>

namespace rulewright::match {

/// The functions and arithmetic operators that are evaluated for an event, in any letter case; a `~` at the end (EQL)
/// ignores letter case. What a language's own documentation says of them holds: EQL counts from 0, ES|QL and SPL
/// from 1; an argument that is null makes the result null.
[[nodiscard]] bool isComputedFunction(std::string_view name, rule::Language language);
[[nodiscard]] ComputedValue callFunction(
    std::string_view name, std::span<const ComputedValue> arguments, rule::Language language);

} // namespace rulewright::match
