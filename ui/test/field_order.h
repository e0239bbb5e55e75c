// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace rulewright::ui {

/// Where a field stands among an event's in the detail pane, the lower the further up: when and where it happened, what
/// its log is about (program, command line, file, key, name …), the rest as the event has it, the log's housekeeping.
[[nodiscard]] int fieldRank(std::string_view field);

/// When and where an event happened.
[[nodiscard]] bool isTimeOrPlace(std::string_view field);
/// What System says of a Windows event beside that.
[[nodiscard]] bool isHousekeeping(std::string_view field);

} // namespace rulewright::ui
