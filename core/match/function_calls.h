// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/computed_value.h"
#include "core/rule/rule.h"

#include <cstdint>
#include <span>

namespace rulewright::match {

/// What a function or an operator computes, whatever the languages call it.
enum class Function : std::uint8_t {
    Length,
    Lower,
    Upper,
    Text,
    Number,
    Concat,
    Substring,
    IndexOf,
    StartsWith,
    EndsWith,
    Contains,
    Pattern,
    Regex,
    Cidr,
    Between,
    Replace,
    Trim,
    LeftTrim,
    RightTrim,
    Left,
    Right,
    Count,
    First,
    Last,
    Least,
    Greatest,
    Join,
    Unique,
    Split,
    Coalesce,
    IsNull,
    IsNotNull,
    Absolute,
    Round,
    Floor,
    Ceiling,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    List,
    Index,
    If,
    Case,
    And,
    Or,
    Not,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    More,
    MoreEqual,
    In,
    True,
    False,
    Null,
    DateDifference,
};

/// Whether the function asks for all values of its arguments, or for whether they have any.
[[nodiscard]] bool takesLists(Function function);
[[nodiscard]] ComputedValue callWithLists(Function function, std::span<const ComputedValue> arguments);

/// Functions of conditions, for which a value may be missing: if, case, and, or, not, true, false, null.
[[nodiscard]] bool isOfConditions(Function function);
[[nodiscard]] ComputedValue callWithConditions(Function function, std::span<const ComputedValue> arguments);

/// Each argument has a value, of which the first counts. `isInsensitive`: texts are compared in any letter case.
[[nodiscard]] ComputedValue callWithScalars(
    Function function, std::span<const ComputedValue> arguments, bool isInsensitive, rule::Language language);

} // namespace rulewright::match
