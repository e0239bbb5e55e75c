// SPDX-License-Identifier: Apache-2.0
#include "core/lang/esql/condition_value.h"

#include "core/rule/operand.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::lang::esql {

namespace {

using namespace rule;

Expr call(std::string_view function, std::vector<Expr> arguments, Span span)
{
    return {Call{std::string(function), std::move(arguments)}, span};
}

Expr turned(Expr expr, bool isNegated)
{
    const Span span = expr.span;
    std::vector<Expr> only;
    only.push_back(std::move(expr));
    return isNegated ? call("NOT", std::move(only), span) : std::move(only.front());
}

// The name of a comparison of two values; empty where it has none.
std::string_view nameOf(Op op)
{
    switch (op) {
    case Op::Eq:
    case Op::FieldRef:
        return "==";
    case Op::Contains:
        return "contains";
    case Op::StartsWith:
        return "starts_with";
    case Op::EndsWith:
        return "ends_with";
    case Op::Wildcard:
        return "like";
    case Op::Regex:
        return "rlike";
    case Op::Cidr:
        return "cidr_match";
    case Op::IsNull:
        return "isnull";
    default:
        return orderMark(op);
    }
}

Expr compared(Op op, CaseRule caseRule, Expr left, Expr right, Span span)
{
    const std::string_view name = nameOf(op);
    if (op == Op::IsNull)
        return call(name, {std::move(left)}, span);
    const std::string_view suffix = caseRule == CaseRule::Insensitive ? "~" : "";
    return call(std::string(name) + std::string(suffix), {std::move(left), std::move(right)}, span);
}

Expr valueOf(const Test& test, const Value& value)
{
    const Expr field{test.field, test.field.span};
    if (test.op == Op::Exists)
        return turned(call("isnull", {field}, test.span), true);
    if (std::holds_alternative<Null>(value.scalar))
        return call("isnull", {field}, test.span);
    if (test.op == Op::FieldRef) {
        FieldRef other;
        other.raw = scalarText(value.scalar);
        other.name.text = other.raw;
        other.span = value.span;
        return compared(test.op, test.caseRule, field, {std::move(other), value.span}, test.span);
    }
    const Op op = test.op == Op::Eq && value.pattern.hasWildcard() ? Op::Wildcard : test.op;
    return compared(op, test.caseRule, field, {value.scalar, value.span}, test.span);
}

Expr valueOf(const Test& test)
{
    if (nameOf(test.op).empty() && test.op != Op::Exists)
        return call("?", {Expr{test.field, test.field.span}}, test.span);
    std::vector<Expr> values;
    for (const Value& value : test.values)
        values.push_back(valueOf(test, value));
    Expr any = values.size() == 1 ? std::move(values.front())
                                  : call(test.join == Join::All ? "AND" : "OR", std::move(values), test.span);
    // A match is false for a missing field.
    if (test.missingRule == MissingRule::IsFalse)
        any = call("coalesce", {std::move(any), Expr{Scalar(false), test.span}}, test.span);
    return turned(std::move(any), test.negated);
}

Expr valueOf(const Predicate& predicate);

Expr valueOf(std::string_view function, const std::vector<Predicate>& children, Span span)
{
    std::vector<Expr> values;
    for (const Predicate& child : children)
        values.push_back(valueOf(child));
    return call(function, std::move(values), span);
}

Expr valueOf(const Predicate& predicate)
{
    if (const auto* test = std::get_if<Test>(&predicate.node))
        return valueOf(*test);
    if (const auto* compare = std::get_if<Compare>(&predicate.node)) {
        if (nameOf(compare->op).empty())
            return call("?", {compare->left, compare->right}, compare->span);
        return turned(
            compared(compare->op, compare->caseRule, compare->left, compare->right, compare->span), compare->negated);
    }
    if (const auto* all = std::get_if<And>(&predicate.node))
        return valueOf("AND", all->children, all->span);
    if (const auto* any = std::get_if<Or>(&predicate.node))
        return valueOf("OR", any->children, any->span);
    if (const auto* negation = std::get_if<Not>(&predicate.node))
        return turned(valueOf(*negation->child), true);
    if (const auto* constant = std::get_if<Constant>(&predicate.node))
        return {Scalar(constant->value), constant->span};
    return call("?", {}, spanOf(predicate));
}

} // namespace

rule::Expr conditionValue(const rule::Predicate& predicate, Span span)
{
    Expr value = valueOf(predicate);
    const auto* inner = std::get_if<Call>(&value.node);
    return inner != nullptr && inner->function == "?" ? std::move(value) : call("?", {std::move(value)}, span);
}

} // namespace rulewright::lang::esql
