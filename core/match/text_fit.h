// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <optional>
#include <string>
#include <string_view>

namespace rulewright::match {

/// `pattern` as EQL's and ES|QL's `like` reads it: `*` and `?`; SPL's: `%` and `_`.
[[nodiscard]] bool fitsPattern(std::string_view text, std::string_view pattern, bool isCased, rule::Language language);

/// `isWhole`: the expression must fit the whole text, as Elastic's languages ask. False where it cannot be read.
[[nodiscard]] bool fitsRegex(std::string_view text, std::string_view pattern, bool isCased, bool isWhole);

[[nodiscard]] bool isInNetwork(std::string_view address, std::string_view network);

/// The text with every match of the expression replaced; the replacement is taken as it is. Nothing where the
/// expression cannot be read.
[[nodiscard]] std::optional<std::string> replacedMatches(
    std::string_view text, std::string_view pattern, std::string_view by);

} // namespace rulewright::match
