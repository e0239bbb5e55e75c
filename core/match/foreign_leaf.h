// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/event_part.h"
#include "core/match/foreign_value.h"
#include "core/match/leaf.h"

#include <expected>
#include <string>

namespace rulewright::match {

/// A leaf, or why it is not evaluated, in words that go on "A part of the rule is not evaluated:".
using LeafOrReason = std::expected<Leaf, std::string>;

/// The leaf of one value of a test of another language than Sigma. A test of a name that the query made, and one of a
/// field against another, are computed.
[[nodiscard]] LeafOrReason foreignLeaf(
    const rule::Test& test, const rule::Value& value, const ForeignContext& context, const MadeNames& made);

/// The leaf of a comparison, with what the query's names stand for in their places. What is a test of one field in
/// any letter case becomes its leaf, all else is computed.
[[nodiscard]] LeafOrReason comparisonLeaf(rule::Compare compare, const ForeignContext& context, const MadeNames& made);

/// The leaf that stands below a NOT where a test of the log source ends: see Leaf::isNegative.
[[nodiscard]] Leaf turned(Leaf leaf);

} // namespace rulewright::match
