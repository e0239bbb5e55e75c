// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/load.h"
#include "core/text/task.h"

namespace rulewright::world {

/// Adds the built-in events, made anew, to `base`, each with its label.
[[nodiscard]] events::LoadResult builtInEvents(events::EventSet base, Task& task);

} // namespace rulewright::world
