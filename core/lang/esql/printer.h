// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <functional>
#include <optional>
#include <string>

namespace rulewright::lang::esql {

/// Writes a predicate in the language that ES|QL embeds in `KQL("…")`.
using EmbeddedPrinter = std::function<std::optional<std::string>(const rule::Predicate&)>;

/// The predicate as it stands behind WHERE: read again it is the same, but for places. Nothing where it holds what
/// ES|QL cannot say or what was not read.
[[nodiscard]] std::optional<std::string> print(const rule::Predicate& predicate, const EmbeddedPrinter& embedded);

} // namespace rulewright::lang::esql
