// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/leaf_bitmap.h"

namespace rulewright::match {

/// The rows in which some value of the field stands to some value of the other as the matcher says.
[[nodiscard]] Bitmap fieldPairRows(std::string_view field, const FieldMatcher& matcher, const LeafContext& context);

/// Whether `value` equals, contains, starts or ends with `other`; both are folded unless the matcher is cased.
[[nodiscard]] bool pairHolds(rule::Op op, std::string_view value, std::string_view other);

} // namespace rulewright::match
