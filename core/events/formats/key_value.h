// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/formats.h"
#include "core/events/record_names.h"

#include <functional>
#include <string>
#include <string_view>

namespace rulewright::events {

/// What a line of `key=value` pairs has: values with blanks stand in double or single quotes, in which a backslash
/// escapes a quote and itself.
struct PairCounts {
    std::size_t pairs = 0;
    std::size_t words = 0; ///< that are no pairs
};

/// Calls `visit` with each pair; words that are none go to `words`, joined by blanks, where that is given.
PairCounts forEachPair(std::string_view text,
    const std::function<void(std::string_view key, std::string_view value)>& visit, std::string* words = nullptr);

/// logfmt: nothing but pairs, and among them a level, a message or a time.
[[nodiscard]] bool looksLikeLogfmt(const FileHead& head);
/// Pairs of any names, among other words or not.
[[nodiscard]] bool looksLikePairs(const FileHead& head);
[[nodiscard]] SliceReader openPairs(ReadContext& context);

/// Lines of which nothing is known: each is a `message`.
[[nodiscard]] bool looksLikeText(const FileHead& head);
[[nodiscard]] SliceReader openPlain(ReadContext& context);

} // namespace rulewright::events
