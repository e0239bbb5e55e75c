// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace rulewright::events {

/// So many bytes at the end of a text may be the beginning of an `Event`'s tag that goes on behind them.
inline constexpr std::size_t longestEventBeginning = 80;

/// Where an `Event` element begins at or behind `from`, with a prefix of a namespace or without; npos where there is
/// none.
[[nodiscard]] std::size_t findEventXml(std::string_view text, std::size_t from);

/// The same for an Event that stands in no comment. `waits` is set, and the place of the comment returned, where that
/// does not end in the text and more may come.
[[nodiscard]] std::size_t nextEvent(std::string_view text, std::size_t at, bool isLast, bool& waits);

/// Behind the end of the Event that begins at `from`, or where another begins inside it; npos where the text ends
/// before.
[[nodiscard]] std::size_t endOfEvent(std::string_view text, std::size_t from);

} // namespace rulewright::events
