// SPDX-License-Identifier: Apache-2.0
#include "core/attack/built_in.h"

#include "resources/data.h"

namespace rulewright::attack {

Result<AttackData> builtInAttack()
{
    return AttackData::fromFiles({
        .tactics = data::text(data::attackTactics()),
        .techniques = data::text(data::attackTechniques()),
        .redirects = data::text(data::attackRedirects()),
        .version = "19.1",
        .notice = "© The MITRE Corporation; reproduced with permission of The MITRE Corporation",
    });
}

} // namespace rulewright::attack
