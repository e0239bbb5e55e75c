// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/computed_value.h"
#include "core/match/function_calls.h"
#include "core/rule/rule.h"

#include <optional>
#include <span>
#include <string_view>

namespace rulewright::match {

/// A function of a language.
struct FunctionName {
    Function function;
    bool isInsensitive; ///< texts are compared in any letter case: EQL's `~` behind the name
};

/// The functions and arithmetic operators that are evaluated for an event, in any letter case; nothing for others. What
/// a language's own documentation says of them holds: EQL counts from 0, ES|QL and SPL from 1; an argument that is null
/// makes the result null.
[[nodiscard]] std::optional<FunctionName> computedFunction(std::string_view name, rule::Language language);
[[nodiscard]] ComputedValue callFunction(
    FunctionName called, std::span<const ComputedValue> arguments, rule::Language language);

} // namespace rulewright::match
