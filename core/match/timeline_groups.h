// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/events/text_table.h"
#include "core/match/bitmap.h"
#include "core/match/timeline.h"
#include "core/text/task.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rulewright::match {

/// A name of group-by, and the field that it means in the events of each rule.
struct GroupField {
    std::string name;
    std::vector<std::string> fields; ///< by the rule's place
};

/// That an event, matched by the rule at a place, is in a group.
struct Membership {
    std::int64_t time = 0;
    std::uint32_t event = 0;
    std::uint32_t place = 0;
};

/// Events by groups: the members of a group follow one another, by time, event and place.
struct Groups {
    std::vector<Membership> members;
    std::vector<std::size_t> begins; ///< of each group in members, and the end of the last
    events::TextTable keys; ///< of each group, folded; see groupValues()
    std::uint64_t withoutGroup = 0;
    std::uint64_t withoutTime = 0;

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(begins.size() - 1); }

    [[nodiscard]] std::span<const Membership> of(std::uint32_t group) const
    {
        return std::span(members).subspan(begins[group], begins[group + 1] - begins[group]);
    }
};

/// Puts the events that the rules match into groups by the folded values of the fields; without fields all are one
/// group. An event with several values of a field is in a group for each (at most 1,024). Nothing where the task was
/// stopped.
[[nodiscard]] std::optional<Groups> groupEvents(
    std::span<const Bitmap> matched, std::span<const GroupField> fields, const events::EventSet& events, Task& task);

/// The values of a group as one of its events, matched by the rule at a place, has them.
[[nodiscard]] GroupValues groupValues(std::string_view key, std::span<const GroupField> fields,
    const events::EventSet& events, events::EventId event, std::uint32_t place);

/// Every combination of one value of each list, folded and joined to one text each; none where a list is empty.
[[nodiscard]] std::vector<std::string> combinedKeys(std::span<const std::vector<std::string>> lists);

} // namespace rulewright::match
