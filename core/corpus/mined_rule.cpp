// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/mined_rule.h"

#include <array>

namespace rulewright::corpus {

std::string_view roleName(Role role)
{
    static constexpr std::array<std::string_view, roleCount> names{
        "filter", "exclusion", "nested_negation", "exception", "missing", "until"};
    return names[static_cast<std::size_t>(role)];
}

std::string_view contextName(Context context)
{
    static constexpr std::array<std::string_view, 3> names{"event", "scope", "derived"};
    return names[static_cast<std::size_t>(context)];
}

std::string_view ruleClassName(RuleClass ruleClass)
{
    static constexpr std::array<std::string_view, 4> names{"complete", "partial", "no_query", "failed"};
    return names[static_cast<std::size_t>(ruleClass)];
}

} // namespace rulewright::corpus
