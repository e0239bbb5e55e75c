// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/events/labels.h"
#include "core/text/task.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rulewright::world {

/// The name that results give to the built-in events, and the seed and number of them.
inline constexpr std::string_view builtInName = "built-in.ndjson";
inline constexpr std::uint64_t builtInSeed = 1;
inline constexpr std::uint32_t builtInCount = 40'000;

/// Events of an invented small company over some working days.
struct World {
    std::string text; ///< one event a line, in the shape {"Event":{"System":…,"EventData":…}}
    std::vector<events::Label> labels; ///< of each line: attack or benign, and the techniques of its step
};

/// A world of exactly `count` events in time order: twelve Windows machines, two Linux servers and an account at
/// a cloud provider, with what their logs record of ordinary work, and one intrusion in every 40,000 events and
/// two working days, which every built-in rule finds. The same seed and count give the same bytes on every
/// machine. With fewer than about 2,000 events the intrusion is cut short.
[[nodiscard]] World generateWorld(std::uint64_t seed, std::uint32_t count);

/// The labels as the file beside the events holds them (docs/labels.md): benign unless a record is named.
[[nodiscard]] std::string labelsText(const World& world);

} // namespace rulewright::world
