// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <string_view>
#include <variant>

namespace rulewright::rule {

/// What an operand is, or null: a FieldRef, a Scalar or a Call.
template <class Kind> [[nodiscard]] const Kind* as(const Expr& expr) { return std::get_if<Kind>(&expr.node); }

/// How every language writes an order: < <= > >=; empty for any other operator.
[[nodiscard]] constexpr std::string_view orderMark(Op op)
{
    switch (op) {
    case Op::Lt:
        return "<";
    case Op::Le:
        return "<=";
    case Op::Gt:
        return ">";
    case Op::Ge:
        return ">=";
    default:
        return {};
    }
}

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
