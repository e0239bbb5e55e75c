// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/formats/xml_scan.h"
#include "core/events/input/slices.h"
#include "core/events/record_names.h"

#include <string_view>

namespace rulewright::events {

/// Windows events as XML: what wevtutil and Event Viewer write, one `Event` or many, with or without a root around
/// them.
[[nodiscard]] bool looksLikeEventXml(std::string_view head);
[[nodiscard]] SliceReader openEventXml(ReadContext& context);

/// Adds the fields of one `Event` element under the names that rules use (cli.md, "Events"). Returns why it cannot,
/// half a sentence, and nothing where it could.
[[nodiscard]] std::string_view addEventXml(std::string_view element, RecordNames& names);

} // namespace rulewright::events
