// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/bitmap.h"
#include "core/match/timeline.h"
#include "core/match/timeline_aggregate.h"
#include "core/text/task.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rulewright::match {

/// A step of a sequence or sample: the events that may be it, and the fields that join it to the others.
struct SequenceStep {
    Bitmap events;
    std::vector<rule::FieldRef> by; ///< as many as each other step has; `?field`: an event without joins those without
    std::uint32_t runs = 1;
    bool missing = false;
};

/// What EQL's `sequence` and `sample` ask for (Elasticsearch's EQL syntax reference, "Sequences" and "Samples").
struct SequencePlan {
    std::vector<SequenceStep> steps;
    std::optional<SequenceStep> until;
    std::optional<std::int64_t> maxspan; ///< in the unit of event times
    FieldValues values; ///< how a joined field is read
    std::vector<std::string> names; ///< of the joined values, as firings show them
    bool isSample = false;
};

/// Where the sequences are complete. Each firing lists the events of its steps in their order; its own event is the
/// last of them in time. Events go by time, then file and record. As Elasticsearch has it: a step moves the newest
/// sequence that waits for it, and a newer one that waits for the same step takes the place of an older; joined values
/// compare with letter case; an event that lacks a joined field takes no part. A missing step is one that no event
/// between its neighbours is; at the beginning or end it reaches as far as maxspan does. A sample is one set of
/// different events for each group. Nothing where the task was stopped.
[[nodiscard]] std::optional<Timeline> findSequences(
    const SequencePlan& plan, const events::EventSet& events, Task& task);

} // namespace rulewright::match
