// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/computation.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rulewright::match {

/// The functions and arithmetic operators that are evaluated for an event, in any letter case; a `~` at the end (EQL)
/// ignores letter case. What a language's own documentation says of them holds: EQL counts from 0, ES|QL and SPL
/// from 1; an argument that is null makes the result null.
[[nodiscard]] bool isComputedFunction(std::string_view name, rule::Language language);
[[nodiscard]] ComputedValue callFunction(
    std::string_view name, std::span<const ComputedValue> arguments, rule::Language language);

[[nodiscard]] std::optional<double> numberOf(std::string_view text);
[[nodiscard]] std::optional<double> numberOf(const ComputedItem& item);
/// 4 for 4.0, true, the text itself.
[[nodiscard]] std::string textOf(const ComputedItem& item);

/// `pattern` as EQL's and ES|QL's `like` reads it: `*` and `?`; SPL's: `%` and `_`.
[[nodiscard]] bool fitsPattern(std::string_view text, std::string_view pattern, bool isCased, rule::Language language);
/// `isWhole`: the expression must fit the whole text, as Elastic's languages ask. False where it cannot be read.
[[nodiscard]] bool fitsRegex(std::string_view text, std::string_view pattern, bool isCased, bool isWhole);
[[nodiscard]] bool isInNetwork(std::string_view address, std::string_view network);

} // namespace rulewright::match
