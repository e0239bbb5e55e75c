// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/world/recorder.h"

namespace rulewright::world {

/// One piece of ordinary work in the cloud account, on the day that begins at `midnight`.
void workInCloud(Recorder& recorder, Micros midnight);

} // namespace rulewright::world
