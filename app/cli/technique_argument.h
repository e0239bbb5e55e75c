// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"
#include "core/attack/attack_data.h"

#include <string>

namespace rulewright::cli {

// The technique that an id in any case or a name means; null, after one sentence with the candidates, where there is
// none or several.
const attack::Technique* findTechnique(const attack::AttackData& attack, const std::string& text, Output& output);

} // namespace rulewright::cli
