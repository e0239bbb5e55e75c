// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rulewright::events {

/// Whether the XML declaration at the beginning of a text says that it is in a Western encoding of one byte a
/// character.
[[nodiscard]] bool declaresWestern(std::string_view text);

/// Windows-1252, and with it ISO 8859-1, as UTF-8.
[[nodiscard]] std::string fromWestern(std::string_view bytes);

/// With U+FFFD for zero bytes and references to them, which would end a value; nothing where there are none.
[[nodiscard]] std::optional<std::string> withoutZeros(std::string_view element);

} // namespace rulewright::events
