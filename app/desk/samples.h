// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/event_store.h"

namespace rulewright::desk {

// The events that the product carries, attack and benign; empty where it carries none.
SampleEvents sampleEvents();

} // namespace rulewright::desk
