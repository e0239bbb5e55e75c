// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/formats.h"
#include "core/events/record_names.h"

#include <string_view>

namespace rulewright::events {

/// ArcSight's Common Event Format and QRadar's LEEF, alone or behind a syslog header.
[[nodiscard]] bool looksLikeCef(const FileHead& head);
[[nodiscard]] SliceReader openCef(ReadContext& context);

/// Whether the text begins as one message of the two does.
[[nodiscard]] bool beginsCef(std::string_view message);

/// Adds the header's fields (deviceVendor, deviceProduct, deviceVersion, deviceEventClassId, name, severity), the
/// extension's keys, and `csNLabel`'s value as a further name of `csN`. False where the header is not whole.
[[nodiscard]] bool addCef(std::string_view message, RecordNames& names);

} // namespace rulewright::events
