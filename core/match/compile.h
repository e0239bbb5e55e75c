// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/program.h"
#include "core/taxonomy/taxonomy.h"
#include "core/text/diagnostic.h"

namespace rulewright::match {

/// Compiles the rule's condition and, each by itself, its selections and tests. Errors: of a value
/// (compile_value.h), or a kind of document whose evaluation is not built.
///
/// Of a rule in a query language the event part is compiled (event_part.h); what of it cannot be evaluated is Opaque,
/// and Program::notes says what follows it. Its tests of the log source, where they are conjuncts at the top, are
/// Program::scope and no predicates.
[[nodiscard]] Result<Program> compile(const rule::Rule& rule, const taxonomy::Taxonomy& taxonomy);

/// Whether `all of NAME` names one plain list of keywords, of which it then asks for every item.
[[nodiscard]] bool asksForEveryKeyword(const rule::Rule& rule, const rule::Of& of);

} // namespace rulewright::match
