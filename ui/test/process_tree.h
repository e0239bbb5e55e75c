// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/text/task.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rulewright::ui {

/// A process by its ProcessGuid, with what it did.
struct ProcessNode {
    std::string guid;
    std::string image; ///< of its creation, else as an event of it or its child says; may be empty
    std::string commandLine;
    events::EventId creation = events::EventId::None; ///< None where its creation is not among the events
    std::vector<events::EventId> events; ///< of the process, without its creation, by time
    std::uint64_t eventCount = 0; ///< of all; `events` holds the first of them
    std::vector<std::size_t> children; ///< by time of creation
    bool isChosen = false;
};

/// The process of an event: its line of parents, and everything below it.
struct ProcessTree {
    static constexpr std::size_t mostProcesses = 2'000;
    static constexpr std::size_t mostEvents = 200; ///< listed of one process
    static constexpr std::size_t mostParents = 64;

    std::vector<ProcessNode> nodes; ///< the first is the root; empty where the event names no process
    bool isCut = false; ///< there are more processes
};

using ProcessTreePtr = std::shared_ptr<const ProcessTree>;

/// Two runs over the events: who started whom, then what each of them did. Guids compare without letter case. A loop
/// of parents (hostile events) ends where it closes. Stopped: null.
[[nodiscard]] ProcessTreePtr processTree(const events::EventSet& events, events::EventId event, Task& task);

} // namespace rulewright::ui
