// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::match {

/// Byte offsets of the code points of a text, and its end.
[[nodiscard]] std::vector<std::size_t> codePoints(std::string_view text);

/// How many code points a text has.
[[nodiscard]] std::int64_t codePointCount(std::string_view text);

/// The code points [begin, end); both are cut to the text.
[[nodiscard]] std::string slice(std::string_view text, std::int64_t begin, std::int64_t end);

} // namespace rulewright::match
