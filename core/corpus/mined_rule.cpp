// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/mined_rule.h"

#include <array>

namespace rulewright::corpus {

std::string_view ruleClassName(RuleClass ruleClass)
{
    static constexpr std::array<std::string_view, 4> names{"complete", "partial", "no_query", "failed"};
    return names[static_cast<std::size_t>(ruleClass)];
}

} // namespace rulewright::corpus
