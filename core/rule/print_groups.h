// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rulewright::rule {

/// How a language writes and, or, not.
struct GroupWords {
    std::string_view both = " and ";
    std::string_view any = " or ";
    std::string_view negation = "not ";
};

/// A predicate in a language whose groups are joined by words and kept apart by brackets; `leaf` writes what is no
/// group. Nothing where a leaf cannot be written. Recursion is bounded by the parsers' depth.
[[nodiscard]] std::optional<std::string> printGroups(const Predicate& predicate, const GroupWords& words,
    const std::function<std::optional<std::string>(const Predicate&)>& leaf);

} // namespace rulewright::rule
