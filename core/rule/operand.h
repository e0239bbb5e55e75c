// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <variant>

namespace rulewright::rule {

/// What an operand is, or null: a FieldRef, a Scalar or a Call.
template <class Kind> [[nodiscard]] const Kind* as(const Expr& expr) { return std::get_if<Kind>(&expr.node); }

/// The operator that says the same of its operands the other way round: < for >.
[[nodiscard]] constexpr Op turned(Op op)
{
    switch (op) {
    case Op::Lt:
        return Op::Gt;
    case Op::Le:
        return Op::Ge;
    case Op::Gt:
        return Op::Lt;
    case Op::Ge:
        return Op::Le;
    default:
        return op;
    }
}

} // namespace rulewright::rule
