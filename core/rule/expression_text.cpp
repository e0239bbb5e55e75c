// SPDX-License-Identifier: Apache-2.0
#include "core/rule/expression_text.h"

#include <algorithm>
#include <array>
#include <format>
#include <string_view>

namespace rulewright::rule {

namespace {

bool isSymbol(std::string_view function)
{
    static constexpr std::array<std::string_view, 14> symbols{
        "+", "-", "*", "/", "%", ".", "==", "!=", "<", ">", "<=", ">=", "AND", "OR"};
    return std::ranges::contains(symbols, function);
}

} // namespace

std::string expressionText(const Expr& expr)
{
    if (const auto* field = std::get_if<rule::FieldRef>(&expr.node))
        return field->raw;
    if (const auto* scalar = std::get_if<Scalar>(&expr.node))
        return scalarText(*scalar);
    const Call& call = std::get<Call>(expr.node);
    if (isSymbol(call.function) && call.arguments.size() == 2)
        return std::format(
            "{} {} {}", expressionText(call.arguments[0]), call.function, expressionText(call.arguments[1]));
    std::string text = call.function + "(";
    for (std::size_t i = 0; i < call.arguments.size(); ++i)
        text += (i == 0 ? "" : ", ") + expressionText(call.arguments[i]);
    return text + ")";
}

} // namespace rulewright::rule
