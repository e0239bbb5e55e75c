// SPDX-License-Identifier: Apache-2.0
// Functions of all values of a field.
#include "core/match/function_calls.h"

#include <algorithm>
#include <cmath>

namespace rulewright::match {

namespace {

bool isLess(const ComputedItem& a, const ComputedItem& b)
{
    const std::optional<double> left = numberOf(a);
    const std::optional<double> right = numberOf(b);
    return left && right ? *left < *right : textOf(a) < textOf(b);
}

ComputedValue everything(std::span<const ComputedValue> arguments)
{
    ComputedValue items;
    for (const ComputedValue& argument : arguments)
        items.insert(items.end(), argument.begin(), argument.end());
    return items;
}

ComputedValue joined(const ComputedValue& items, std::string_view by)
{
    std::string text;
    for (std::size_t i = 0; i < items.size() && text.size() < maximumComputedText; ++i)
        text += (i == 0 ? "" : std::string(by)) + textOf(items[i]);
    return {text};
}

} // namespace

bool takesLists(Function function)
{
    using enum Function;
    switch (function) {
    case Count:
    case First:
    case Last:
    case Least:
    case Greatest:
    case Join:
    case Unique:
    case Coalesce:
    case IsNull:
    case IsNotNull:
    case List:
    case Index:
        return true;
    default:
        return false;
    }
}

ComputedValue callWithLists(Function function, std::span<const ComputedValue> arguments)
{
    using enum Function;
    const ComputedValue first = arguments.empty() ? ComputedValue() : arguments.front();
    switch (function) {
    case IsNull:
        return {first.empty()};
    case IsNotNull:
        return {!first.empty()};
    case Coalesce: {
        const auto found
            = std::ranges::find_if(arguments, [](const ComputedValue& argument) { return !argument.empty(); });
        return found == arguments.end() ? ComputedValue{} : *found;
    }
    case List:
        return everything(arguments);
    default:
        break;
    }
    if (first.empty())
        return {};
    switch (function) {
    case Count:
        return {static_cast<double>(first.size())};
    case First:
        return {first.front()};
    case Last:
        return {first.back()};
    case Least:
    case Greatest: {
        const ComputedValue items = everything(arguments);
        return {
            function == Least ? *std::ranges::min_element(items, isLess) : *std::ranges::max_element(items, isLess)};
    }
    case Join:
        return arguments.size() < 2 || arguments[1].empty() ? ComputedValue{}
                                                            : joined(first, textOf(arguments[1].front()));
    case Unique: {
        ComputedValue items;
        for (const ComputedItem& item : first) {
            if (!std::ranges::contains(items, item))
                items.push_back(item);
        }
        return items;
    }
    case Index: {
        const std::optional<double> asked
            = arguments.size() < 2 || arguments[1].empty() ? std::nullopt : numberOf(arguments[1].front());
        if (!asked || std::abs(*asked) > 1e6)
            return {};
        const auto size = static_cast<std::int64_t>(first.size());
        const auto at = static_cast<std::int64_t>(*asked) + (*asked < 0 ? size : 0);
        return at >= 0 && at < size ? ComputedValue{first[static_cast<std::size_t>(at)]} : ComputedValue{};
    }
    default:
        return {};
    }
}

} // namespace rulewright::match
