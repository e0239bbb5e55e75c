// SPDX-License-Identifier: Apache-2.0
#include "app/desk/samples.h"

#include "core/world/built_in.h"

namespace rulewright::desk {

SampleEvents sampleEvents() { return world::builtInEvents; }

} // namespace rulewright::desk
