// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"

namespace rulewright::events {

/// Gives a column its texts as they were written: folds them, and keeps what tells the capitals.
void setTexts(Column& column, Arena texts);

} // namespace rulewright::events
