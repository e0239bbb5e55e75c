// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/segment.h"

#include <string_view>

namespace rulewright::match {

/// A column of one name's values among those beyond Segment::maximumNames.
[[nodiscard]] events::Column overflowColumn(const events::Segment& segment, std::string_view name);

/// A column of all those values, without their names.
[[nodiscard]] events::Column overflowValues(const events::Segment& segment);

} // namespace rulewright::match
