// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/bitmap.h"
#include "core/match/leaf_bitmap.h"
#include "core/match/leaf_cache.h"
#include "core/match/program.h"
#include "core/taxonomy/log_source.h"
#include "core/text/task.h"

#include <span>
#include <vector>

namespace rulewright::match {

/// A place where a further test may go, by what it does to an event: for events in which the new test is true
/// some gates of the rule take a fixed value, for those in which it is false some others. Both are empty for a
/// part that the condition does not use.
struct Place {
    struct Forced {
        GateId gate = GateId::None;
        bool value = false;
    };

    std::vector<Forced> whenTrue;
    std::vector<Forced> whenFalse;
};

/// A further value in the list of a test.
[[nodiscard]] Place valuePlace(const TestUse& test);
/// A further key in the map of a test that has values.
[[nodiscard]] Place keyPlace(const TestUse& test);

/// Another test in place of this one, which is not negated.
[[nodiscard]] Place replacedPlace(const TestUse& test);

/// The events that a rule gains and loses with a test at a place, among those in which the test is true or false;
/// within the scope of the log source. With an Opaque, gains and losses of the possible matches.
struct PlaceGaps {
    struct Change {
        Bitmap gained;
        Bitmap lost;
    };

    Change whenTrue;
    Change whenFalse;
};

/// What is told of one segment's rows.
struct SegmentGaps {
    SegmentPointer segment;
    std::uint32_t begin = 0; ///< the event number of its first row
    Bitmap scope;
    Bitmap possible; ///< matches
    std::vector<PlaceGaps> places; ///< in the order they were asked for
};

/// One pass over the rule's leaves for all places. Stopped, it returns fewer segments.
[[nodiscard]] std::vector<SegmentGaps> placeGaps(const Program& program, const events::EventSet& events,
    const taxonomy::LogSourceScope& scope, std::span<const Place> places, LeafCache* cache, const Task& task);

} // namespace rulewright::match
