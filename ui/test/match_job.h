// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/match_session.h"

namespace rulewright::ui {

/// One run of the main rule of a document over the events: values in, values out, on any thread.
[[nodiscard]] MatchResult runMatch(const MatchInput& input, Task& task);

/// The explanation of one event.
[[nodiscard]] ExplainResult runExplain(const MatchInput& input, events::EventId event);

/// A cache that lives as long as the session's events.
[[nodiscard]] std::shared_ptr<match::LeafCache> makeLeafCache();

} // namespace rulewright::ui
