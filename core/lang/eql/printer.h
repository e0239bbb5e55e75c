// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/pipeline.h"

#include <optional>
#include <string>

namespace rulewright::lang::eql {

/// The query in EQL: read again it is the same pipeline, but for places. Nothing where it holds what EQL cannot say or
/// what was not read (Opaque).
[[nodiscard]] std::optional<std::string> print(const rule::Pipeline& pipeline);

/// A condition alone, as it stands behind `where`.
[[nodiscard]] std::optional<std::string> print(const rule::Predicate& condition);

} // namespace rulewright::lang::eql
