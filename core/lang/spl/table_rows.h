// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/spl/parser.h"
#include "core/rule/pipeline.h"

namespace rulewright::lang::spl {

/// What a subsearch that begins with `inputlookup` says as a term of the search around it: a field has one of the
/// values that a column of the table has in its rows. Which field and which column, the stages behind say. Opaque where
/// the table did not come with the rules.
[[nodiscard]] rule::Predicate tableRows(
    const rule::Pipeline& pipeline, const rule::Lookup& lookup, const Environment& environment, Span span);

} // namespace rulewright::lang::spl
