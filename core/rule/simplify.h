// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

namespace rulewright::rule {

/// The same question in fewer words: selections put in the place of their names, groups in groups made one, double
/// negations, constants, repetitions and what they absorb taken away, and tests that differ in their values alone made
/// one list. True, false and unknown for the same events as before, so a result of the engine must not change. Ids are
/// given anew; spans stay those of the author's text.
[[nodiscard]] Rule simplified(const Rule& rule);

} // namespace rulewright::rule
