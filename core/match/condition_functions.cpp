// SPDX-License-Identifier: Apache-2.0
// Functions of conditions as values.
#include "core/match/function_calls.h"
#include "core/text/fold.h"

#include <optional>
#include <string>

namespace rulewright::match {

namespace {

// True, false, or null.
std::optional<bool> truthOf(const ComputedValue& value)
{
    if (value.empty())
        return std::nullopt;
    const std::string text = textOf(value.front());
    return equalsFolded(text, "true") || text == "1";
}

// AND and OR of three values: what one operand decides, nulls leave undecided.
ComputedValue junction(bool deciding, std::span<const ComputedValue> arguments)
{
    bool hasNull = false;
    for (const ComputedValue& argument : arguments) {
        const std::optional<bool> truth = truthOf(argument);
        if (truth == deciding)
            return {deciding};
        hasNull = hasNull || !truth;
    }
    return hasNull ? ComputedValue{} : ComputedValue{!deciding};
}

// case(a, x, b, y, z): of the first condition that is true; behind all of them stands what else.
ComputedValue choice(std::span<const ComputedValue> arguments)
{
    std::size_t i = 0;
    for (; i + 1 < arguments.size(); i += 2) {
        if (truthOf(arguments[i]) == true)
            return arguments[i + 1];
    }
    return i < arguments.size() ? arguments[i] : ComputedValue{};
}

ComputedValue negation(std::span<const ComputedValue> arguments)
{
    const std::optional<bool> truth = arguments.empty() ? std::nullopt : truthOf(arguments.front());
    return truth ? ComputedValue{!*truth} : ComputedValue{};
}

} // namespace

bool isOfConditions(Function function)
{
    using enum Function;
    switch (function) {
    case If:
    case Case:
    case And:
    case Or:
    case Not:
    case True:
    case False:
    case Null:
        return true;
    default:
        return false;
    }
}

ComputedValue callWithConditions(Function function, std::span<const ComputedValue> arguments)
{
    using enum Function;
    switch (function) {
    case If:
    case Case:
        return choice(arguments);
    case And:
    case Or:
        return junction(function == Or, arguments);
    case Not:
        return negation(arguments);
    case True:
    case False:
        return {function == True};
    default:
        return {};
    }
}

} // namespace rulewright::match
