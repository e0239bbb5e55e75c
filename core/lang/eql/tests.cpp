// SPDX-License-Identifier: Apache-2.0
#include "core/lang/eql/tests.h"

#include "core/text/fold.h"

#include <algorithm>
#include <array>

namespace rulewright::lang::eql {

using rule::Op;

const TestFunction* testFunction(std::string_view name)
{
    static constexpr std::array functions{
        TestFunction{"startswith", Op::StartsWith, Op::FieldRefStartsWith, false},
        TestFunction{"endswith", Op::EndsWith, Op::FieldRefEndsWith, false},
        TestFunction{"stringcontains", Op::Contains, Op::FieldRefContains, false},
        TestFunction{"wildcard", Op::Eq, Op::Computed, true},
        TestFunction{"match", Op::Regex, Op::Computed, false},
        TestFunction{"cidrmatch", Op::Cidr, Op::Computed, false},
    };
    const auto found = std::ranges::find_if(
        functions, [&](const TestFunction& function) { return equalsFolded(function.name, name); });
    return found == functions.end() ? nullptr : &*found;
}

rule::Pattern wildcardPattern(std::string_view text)
{
    rule::Pattern pattern;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = std::min(text.find_first_of("*?", at), text.size());
        pattern.append(text.substr(at, next - at));
        if (next < text.size())
            pattern.append(text[next] == '*' ? rule::PatternPart::Kind::Many : rule::PatternPart::Kind::One);
        at = next + 1;
    }
    return pattern;
}

} // namespace rulewright::lang::eql
