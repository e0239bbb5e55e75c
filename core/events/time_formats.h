// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rulewright::events {

/// Reads a time that is not ISO 8601: `/Date(1577934245123)/`, `Jan 2, 2020 @ 03:04:05.123`, `Thu, 02 Jan 2020 03:04:05
/// GMT`, `02/Jan/2020:03:04:05 +0000`, `20200102T030405Z`, and days as numbers: 2020/01/02, 02.01.2020, 02-01-2020 (the
/// day first), and with slashes 1/2/2020 3:04:05 AM (the month first) or 02/01/2020 03:04:05 without AM and PM (the day
/// first), unless the number is no month. Without a zone it is UTC. The unit is 100 ns since 1970.
[[nodiscard]] std::optional<std::int64_t> parseOtherTime(std::string_view text);

/// What a zone behind a time says it is ahead of UTC, in units of 100 ns: "", Z, UTC, GMT, +01, +0100, +01:00. Nothing
/// for any other text.
[[nodiscard]] std::optional<std::int64_t> zoneOffset(std::string_view zone);

} // namespace rulewright::events
