// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/event_part.h"
#include "core/match/field_readings.h"
#include "core/match/leaf.h"
#include "core/rule/rule.h"
#include "core/text/diagnostic.h"

namespace rulewright::match {

/// What compiling a value of another language than Sigma looks up.
struct ForeignContext {
    const rule::Rule& rule;
    const FieldReadings& readings;
    const taxonomy::Taxonomy& taxonomy;
};

/// The leaf of one value of a test: the raw name first, then the other names under which events have the field, with
/// what the part of the value makes of operator and value (corpora.md, section 5). A test of the log source ends in
/// what decides it without the field.
[[nodiscard]] Result<Leaf> compileForeignValue(
    const rule::Test& test, const rule::Value& value, const ForeignContext& context, const MadeNames& made);

} // namespace rulewright::match
