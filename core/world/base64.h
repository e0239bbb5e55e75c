// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace rulewright::world {

/// The Base64 text of ASCII text in UTF-16LE, as PowerShell takes encoded commands.
[[nodiscard]] std::string base64OfUtf16(std::string_view ascii);

} // namespace rulewright::world
