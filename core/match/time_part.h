// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rulewright::match {

enum class TimePart : std::uint8_t { Minute, Hour, Day, Week, Month, Year };

/// The part of an ISO 8601 time as written, without zone conversion; `week` is the ISO week. Nothing where the
/// text is no such time, or a date alone has no such part.
[[nodiscard]] std::optional<std::int64_t> timePart(TimePart part, std::string_view text);

} // namespace rulewright::match
