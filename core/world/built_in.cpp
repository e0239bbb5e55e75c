// SPDX-License-Identifier: Apache-2.0
#include "core/world/built_in.h"

#include "core/world/world.h"

namespace rulewright::world {

events::LoadResult builtInEvents(events::EventSet base, Task& task)
{
    World world = generateWorld(builtInSeed, builtInCount);
    events::LoadResult result = events::loadText(builtInName, world.text, std::move(base), events::Side::Unknown, task);
    for (std::size_t i = 0; i < world.labels.size(); ++i) {
        const auto event = result.events.find(builtInName, static_cast<std::uint32_t>(i + 1));
        if (event != events::EventId::None)
            result.events.labels.set(event, std::move(world.labels[i]));
    }
    return result;
}

} // namespace rulewright::world
