// SPDX-License-Identifier: Apache-2.0
#include "core/text/grouped.h"

namespace rulewright {

std::string grouped(std::uint64_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t i = text.size(); i > 3;) {
        i -= 3;
        text.insert(i, ",");
    }
    return text;
}

} // namespace rulewright
