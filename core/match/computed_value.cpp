// SPDX-License-Identifier: Apache-2.0
#include "core/match/computed_value.h"

#include "core/match/number.h"

#include <format>

namespace rulewright::match {

std::optional<double> numberOf(std::string_view text)
{
    const std::optional<Decimal> decimal = parseDecimal(text);
    if (!decimal)
        return std::nullopt;
    return std::visit([](auto number) { return static_cast<double>(number); }, *decimal);
}

std::optional<double> numberOf(const ComputedItem& item)
{
    if (const auto* number = std::get_if<double>(&item))
        return *number;
    const auto* text = std::get_if<std::string>(&item);
    return text == nullptr ? std::nullopt : numberOf(std::string_view(*text));
}

std::string textOf(const ComputedItem& item)
{
    if (const auto* text = std::get_if<std::string>(&item))
        return *text;
    if (const bool* truth = std::get_if<bool>(&item))
        return *truth ? "true" : "false";
    return std::format("{}", std::get<double>(item));
}

} // namespace rulewright::match
