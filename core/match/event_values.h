// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::match {

/// One value of one event.
struct EventValue {
    std::string field; ///< the name it was looked up by; of a keyword the field that has it
    std::string text;
    std::uint32_t index = 0; ///< which of the field's values
};

/// What a field holds in one event.
struct EventField {
    bool isPresent = false; ///< be it null or empty
    std::vector<EventValue> values;
};

/// The values of a field by the name that rules use, and all values of an event, System's included: as the
/// leaves' bitmaps read them.
[[nodiscard]] EventField valuesOf(const events::EventSet& events, events::EventId event, std::string_view field);
[[nodiscard]] EventField allValues(const events::EventSet& events, events::EventId event);

} // namespace rulewright::match
