// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <functional>

namespace rulewright::rule {

/// Calls `visit` for every field that the rule's stages name: in tests, computed values, groups, outputs and lists of
/// columns, those of sub-pipelines too. What a derived test means is not followed.
void forEachField(const Rule& rule, const std::function<void(const FieldRef&)>& visit);

} // namespace rulewright::rule
