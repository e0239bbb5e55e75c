// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/program.h"
#include "core/text/diagnostic.h"

namespace rulewright::match {

/// Compiles the rule's condition and, each by itself, its selections and tests. Errors: of a value
/// (compile_value.h), or a kind of document whose evaluation is not built.
[[nodiscard]] Result<Program> compile(const rule::Rule& rule);

/// Whether `all of NAME` names one plain list of keywords, of which it then asks for every item.
[[nodiscard]] bool asksForEveryKeyword(const rule::Rule& rule, const rule::Of& of);

} // namespace rulewright::match
