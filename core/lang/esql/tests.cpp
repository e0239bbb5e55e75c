// SPDX-License-Identifier: Apache-2.0
#include "core/lang/esql/tests.h"

#include "core/text/fold.h"

#include <algorithm>
#include <array>

namespace rulewright::lang::esql {

using rule::CaseRule;
using rule::Op;

const TestFunction* testFunction(std::string_view name)
{
    static constexpr std::array functions{
        TestFunction{"starts_with", Op::StartsWith, CaseRule::Sensitive, false},
        TestFunction{"ends_with", Op::EndsWith, CaseRule::Sensitive, false},
        TestFunction{"contains", Op::Contains, CaseRule::Sensitive, false},
        TestFunction{"cidr_match", Op::Cidr, CaseRule::Sensitive, false},
        TestFunction{"mv_contains", Op::Eq, CaseRule::Sensitive, true},
        TestFunction{"match", Op::Contains, CaseRule::Insensitive, true},
        TestFunction{"match_phrase", Op::Contains, CaseRule::Insensitive, true},
    };
    const auto found = std::ranges::find_if(
        functions, [&](const TestFunction& function) { return equalsFolded(function.name, name); });
    return found == functions.end() ? nullptr : &*found;
}

} // namespace rulewright::lang::esql
