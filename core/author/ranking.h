// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace rulewright::author {

/// How well a candidate fits what was typed, letter case ignored: 5 the same, 4 begins with it, 3 a word of it
/// begins so ("File" in "TargetFilename"; words begin behind . _ - / \ | blanks, and at capitals), 2 contains it,
/// 1 has its letters in this order, 0 does not fit. Nothing typed fits everything: 4.
[[nodiscard]] int fit(std::string_view candidate, std::string_view typed);

} // namespace rulewright::author
