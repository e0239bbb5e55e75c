// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/leaf_bitmap.h"
#include "core/rule/logsource.h"
#include "core/taxonomy/log_source.h"

#include <string>

namespace rulewright::match {

/// The scope that the tables give a rule's log source.
[[nodiscard]] taxonomy::LogSourceScope scopeOf(const rule::LogSource& logSource, const taxonomy::Taxonomy& taxonomy);

/// The rows of a segment that a log source selects, and those among them of which nothing tells what they are.
struct ScopeRows {
    BitmapPointer rows;
    BitmapPointer unknown;
};

[[nodiscard]] ScopeRows scopeRows(const taxonomy::LogSourceScope& scope, const LeafContext& context);

/// One event.
[[nodiscard]] bool isInScope(
    const taxonomy::LogSourceScope& scope, const events::EventSet& events, events::EventId event);

/// The sentence for a log source of which no event is loaded: which events it needs.
[[nodiscard]] std::string missingEventsNote(const taxonomy::LogSourceScope& scope, std::uint64_t eventsTotal);

} // namespace rulewright::match
