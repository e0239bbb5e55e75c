// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/field_table.h"
#include "core/match/leaf_bitmap.h"

#include <optional>

namespace rulewright::match {

/// So many bytes may a literal have grown: a pasted word is a new one.
inline constexpr std::size_t maximumGrowth = 32;

/// The leaf's rows in a column from those of a shorter literal in the cache, where the leaf is a literal that grew
/// at an end: only what the shorter one hit is looked at. Nothing where there is no shorter one, or so many hits of
/// it that a pass over all texts is as quick, unless it is known which of the texts have the longer one.
[[nodiscard]] std::optional<Bitmap> rowsOfGrownLiteral(
    const Leaf& leaf, const events::ResolvedColumn& resolved, const LeafContext& context);

/// Whether there is such a shorter one with few hits.
[[nodiscard]] bool hasShorterLiteral(
    const Leaf& leaf, const events::ResolvedColumn& resolved, const LeafContext& context);

} // namespace rulewright::match
