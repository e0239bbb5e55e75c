// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/record_names.h"

#include <string_view>

namespace rulewright::events {

/// Adds what the raw text of an event says, as far as the record does not have it yet: the XML of a Windows event, an
/// object of JSON, the `Name=Value` lines of a Windows event as Splunk's forwarder writes them, key=value pairs, or a
/// line of syslog.
void addRawText(std::string_view raw, RecordNames& names);

} // namespace rulewright::events
