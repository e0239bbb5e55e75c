// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/leaf.h"
#include "core/text/diagnostic.h"

namespace rulewright::match {

/// What one value of a test asks for. Errors: a regex that RE2 does not take, a network that is none, a
/// placeholder without values.
[[nodiscard]] Result<Leaf> compileValue(const rule::Test& test, const rule::Value& value);

} // namespace rulewright::match
