// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/column.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rulewright::events {

/// Reads a time as event logs write it: ISO 8601 or RFC 3339 with `T` or a blank, up to nine digits of a
/// second's fraction, Z, an offset or no zone (UTC then); seconds, milliseconds, microseconds or
/// nanoseconds since 1970 as a decimal number; or what time_formats.h lists. The result is in units of 100 ns since
/// 1970, UTC.
[[nodiscard]] std::optional<std::int64_t> parseTime(std::string_view text);

/// The format in which a text was written, where writing its time back in it gives the same bytes.
[[nodiscard]] std::optional<TimeFormat> timeFormatOf(std::string_view text);

/// The time of a text that has exactly this format; nothing for any other text.
[[nodiscard]] std::optional<std::int64_t> parseTimeExactly(std::string_view text, TimeFormat format);

void appendTime(std::string& out, std::int64_t time, TimeFormat format);

} // namespace rulewright::events
