// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <optional>
#include <string>

namespace rulewright::lang::kql {

/// The predicate in KQL: read again it is the same, but for places. Nothing where it holds what KQL cannot say.
[[nodiscard]] std::optional<std::string> print(const rule::Predicate& predicate);

} // namespace rulewright::lang::kql
