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

} // namespace rulewright::bench
