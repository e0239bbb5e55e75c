// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"

#include <cstdint>
#include <string>

namespace rulewright::bench {

// A million process creations (Sysmon 1) with 425,000 distinct command lines of 165 bytes on average, the same for the
// same count. Made once for all benchmarks of the process.
const events::EventSet& processCreations();

// The first `count` of them, made anew.
events::EventSet processCreationsOf(std::uint32_t count);

// The same events as NDJSON, flat.
std::string processCreationLines();

// Writes the events first … first + count - 1 of them to a file as NDJSON, as a recorder has them: with the time (two
// days for all), a number of the process and GUIDs of it and of its parent. False where the file cannot be written.
bool writeProcessCreations(const std::string& path, std::uint32_t first, std::uint32_t count);

} // namespace rulewright::bench
