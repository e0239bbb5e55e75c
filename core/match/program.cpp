// SPDX-License-Identifier: Apache-2.0
#include "core/match/program.h"

namespace rulewright::match {

std::int64_t Gate::required() const
{
    const auto members = static_cast<std::int64_t>(children.size());
    switch (kind) {
    case Kind::And:
        return members;
    case Kind::Or:
        return 1;
    case Kind::Of: {
        const std::int64_t asked = quantifier.all ? members : static_cast<std::int64_t>(quantifier.count);
        return negated ? members - asked + 1 : asked;
    }
    default:
        return 0;
    }
}

bool Gate::neutral() const
{
    if (kind != Kind::Of)
        return kind == Kind::And;
    // With all of its members asked for it asks for all that are left, else for as many as before.
    const bool asksAll = quantifier.all || quantifier.count >= children.size();
    return asksAll != negated;
}

bool Gate::asksTooMany() const { return kind == Kind::Of && !quantifier.all && quantifier.count > children.size(); }

} // namespace rulewright::match
