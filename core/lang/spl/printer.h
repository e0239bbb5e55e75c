// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <optional>
#include <string>
#include <string_view>

namespace rulewright::lang::spl {

/// The predicate as a stage of a search: `search a=b`, `where a == "b"` or `regex a="b"`, by what its tests say of
/// letter case and missing fields. Read again it is the same, but for places and for what stages before it made of its
/// names. Nothing where it holds what was not read, or what one stage cannot say.
[[nodiscard]] std::optional<std::string> printStage(const rule::Predicate& predicate);

/// Whether the predicate is in the language of `where` and `eval`; else it is in that of `search`.
[[nodiscard]] bool isCondition(const rule::Predicate& predicate);

/// The text in double quotes, with backslashes before quotes and backslashes in it.
[[nodiscard]] std::string inQuotes(std::string_view text);

} // namespace rulewright::lang::spl
