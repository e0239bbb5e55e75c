// SPDX-License-Identifier: Apache-2.0
#include "core/rule/predicate.h"

#include <array>

namespace rulewright::rule {

std::string scalarText(const Scalar &scalar)
{
    struct Visitor {
        std::string operator()(Null) const { return "null"; }
        std::string operator()(bool value) const { return value ? "true" : "false"; }
        std::string operator()(const Number &number) const { return number.text; }
        std::string operator()(const std::string &text) const { return text; }
    };
    return std::visit(Visitor{}, scalar);
}

std::string_view operatorName(Op op)
{
    static constexpr std::array<std::string_view, 19> names = {
        "eq", "contains", "starts_with", "ends_with", "wildcard", "regex", "cidr", "gt", "ge", "lt", "le",
        "exists", "is_null", "fieldref", "fieldref_contains", "fieldref_starts_with", "fieldref_ends_with",
        "keyword", "computed"};
    return names[static_cast<std::size_t>(op)];
}

std::string_view modifierName(Modifier modifier)
{
    static constexpr std::array<std::string_view, 17> names = {
        "windash", "wide", "utf16le", "utf16be", "utf16", "base64", "base64offset", "expand", "minute", "hour",
        "day", "week", "month", "year", "i", "m", "s"};
    return names[static_cast<std::size_t>(modifier)];
}

Op valueOperator(const Test &test, const Value &value)
{
    if (std::holds_alternative<Null>(value.scalar) && test.op != Op::Keyword)
        return Op::IsNull;
    if (test.op != Op::Eq)
        return test.op;
    return value.pattern.hasWildcard() ? Op::Wildcard : Op::Eq;
}

Span spanOf(const Predicate &predicate)
{
    return std::visit([](const auto &node) { return node.span; }, predicate.node);
}

} // namespace rulewright::rule
