// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/leaf.h"
#include "core/text/fold.h"

#include <optional>
#include <string_view>
#include <vector>

namespace rulewright::match {

/// The bytes of a value on which the matcher's match stands: of a pattern its literal parts and dashes, of a
/// regex what it found, else the whole value. Nothing where the value does not match.
[[nodiscard]] std::optional<std::vector<ByteRange>> matchedRanges(const Matcher& matcher, std::string_view text);

/// The same for a value compared with another field's.
[[nodiscard]] std::optional<std::vector<ByteRange>> matchedPairRanges(
    const FieldMatcher& matcher, std::string_view text, std::string_view other);

/// Whether the value would match if letter case did not count.
[[nodiscard]] bool matchesInOtherCase(const Matcher& matcher, std::string_view text);

} // namespace rulewright::match
