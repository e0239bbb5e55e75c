// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "core/rule/rule.h"

#include <optional>
#include <string>
#include <string_view>

namespace rulewright::advise {

/// A row of the guide as a predicate of a query language, under the names of its vendor: a base name at the end of a
/// path is process.name, a field of Windows without a name in ECS is winlog.event_data's. Letter case does not count
/// where the language can say so. Nothing where the language has no words for the row.
[[nodiscard]] std::optional<rule::Predicate> queryPredicate(const corpus::RowKey& row, rule::Language language);

/// Whether the row says how a path ends, in a base name: `\cmd.exe`.
[[nodiscard]] bool isBaseName(const corpus::RowKey& row);

/// A predicate in the words of the language.
[[nodiscard]] std::optional<std::string> queryText(const rule::Predicate& predicate, rule::Language language);

} // namespace rulewright::advise
