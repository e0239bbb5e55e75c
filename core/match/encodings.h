// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::match {

[[nodiscard]] bool isEncoding(rule::Modifier modifier); ///< wide, utf16…, base64, base64offset

/// The texts that a value stands for after its encodings, in the order written: three after base64offset, else
/// one. UTF-16 yields raw bytes.
[[nodiscard]] std::vector<std::string> encoded(std::string_view value, std::span<const rule::Modifier> modifiers);

[[nodiscard]] std::string base64(std::string_view bytes);
/// The base64 of the bytes at the shifts 0, 1 and 2 within a longer text, without the first and last
/// characters that depend on the neighbours.
[[nodiscard]] std::vector<std::string> base64Offsets(std::string_view bytes);

} // namespace rulewright::match
