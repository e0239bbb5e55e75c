// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/field_table.h"
#include "core/match/bitmap.h"
#include "core/match/column_scan.h"

namespace rulewright::match {

/// The rows of which some element has a value whose bit is set.
[[nodiscard]] Bitmap rowsWithValues(const events::Column& column, const ValueBits& bits);

/// The rows that have at least one value.
[[nodiscard]] Bitmap rowsWithAnyValue(const events::Column& column);

/// The rows that have the column, be it null or empty.
[[nodiscard]] Bitmap presentRows(const events::Column& column);

/// Those of the rows in which the column stands for the field.
[[nodiscard]] Bitmap restricted(Bitmap rows, const events::ResolvedColumn& resolved);

} // namespace rulewright::match
