// SPDX-License-Identifier: Apache-2.0
#include "core/version.h"

namespace rulewright {

std::string_view version()
{
    return RULEWRIGHT_VERSION;
}

} // namespace rulewright
