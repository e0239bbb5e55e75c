// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"

#include <string>

namespace rulewright::exporting {

/// One event as a JSON object: its record where that is JSON already, else its fields under their own names, each a
/// text, or an array of texts where it has several values. Reading it again gives the same fields.
[[nodiscard]] std::string eventJson(const events::EventSet& events, events::EventId event);

} // namespace rulewright::exporting
