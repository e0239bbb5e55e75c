// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/world/recorder.h"

namespace rulewright::world {

/// One piece of ordinary work on one of the two Linux servers, on the day that begins at `midnight`.
void workOnLinux(Recorder& recorder, Micros midnight);

} // namespace rulewright::world
