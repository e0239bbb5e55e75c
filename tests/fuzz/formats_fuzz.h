// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/load.h"
#include "core/taxonomy/built_in.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace rulewright::fuzz {

inline void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

// Any bytes as events: nothing crashes, and every record that was read can be shown, found and opened again.
inline void readEverything(std::string_view text)
{
    using namespace rulewright::events;
    static const auto taxonomy = taxonomy::builtInTaxonomy();
    Task task;
    const LoadResult result = loadText("fuzz", text, emptyEventSet(*taxonomy), Side::Unknown, task);
    require(result.report.records == result.events.size());
    for (std::uint32_t i = 0; i < result.events.size(); ++i) {
        const EventId event{i};
        for (const EventField& field : result.events.event(event))
            require(field.cell != Cell::Absent);
        require(rawText(result.events, event).has_value());
        require(result.events.find("fuzz", i + 1) == event);
    }
}

inline std::string_view textOf(const std::uint8_t* data, std::size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

} // namespace rulewright::fuzz
