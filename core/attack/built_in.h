// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/attack/attack_data.h"

namespace rulewright::attack {

/// The version of ATT&CK that the product carries. Its tables are validated by a test; an error here is a
/// broken build.
[[nodiscard]] Result<AttackData> builtInAttack();

} // namespace rulewright::attack
