// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/load.h"

#include <format>
#include <string>

namespace rulewright::tests {

// One line an event: NAME=value|value of every field, "~" before an alias, "null" for null and empty arrays.
inline std::string printedEvents(const events::EventSet& set)
{
    std::string text;
    for (std::uint32_t i = 0; i < set.size(); ++i) {
        std::string line;
        for (const events::EventField& field : set.event(events::EventId{i})) {
            line += line.empty() ? "" : " ";
            line += std::format("{}{}=", field.isAlias ? "~" : "", field.name);
            if (field.cell == events::Cell::Null)
                line += "null";
            for (std::size_t v = 0; v < field.values.size(); ++v)
                line += (v > 0 ? "|" : "") + field.values[v];
        }
        text += line + "\n";
    }
    return text;
}

// One line a reason: "COUNT REASON".
inline std::string printedSkips(const events::ImportReport& report)
{
    std::string text;
    for (const events::Skipped& skipped : report.skipped)
        text += std::format("{} {}\n", skipped.count, skipped.reason);
    return text;
}

inline events::LoadResult loaded(std::string_view text)
{
    Task task;
    return events::loadText("test.json", text, {}, events::Side::Unknown, task);
}

} // namespace rulewright::tests
