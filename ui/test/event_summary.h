// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"

#include <QString>

namespace rulewright::ui {

/// Which log an event is of, and which of its events: "Sysmon 1", "Security 4688", "Linux audit". Empty where nothing
/// tells.
[[nodiscard]] QString eventName(const events::EventSet& events, events::EventId event);

/// What happened, in one line, whatever log the event is of: the values of the fields that tell the events of its kind
/// apart ("chrome.exe · example.org"). Of an unknown kind the first fields that are neither time nor place nor the
/// log's housekeeping.
[[nodiscard]] QString eventSummary(const events::EventSet& events, events::EventId event);

} // namespace rulewright::ui
