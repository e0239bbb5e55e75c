// SPDX-License-Identifier: Apache-2.0
// Functions of one value an argument: texts and numbers.
#include "core/events/time_text.h"
#include "core/match/code_points.h"
#include "core/match/function_calls.h"
#include "core/match/text_fit.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rulewright::match {

namespace {

using rule::Language;

std::string upper(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(
        result, result.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return result;
}

std::string trimmed(std::string_view text, bool left, bool right)
{
    constexpr std::string_view blanks = " \t\r\n";
    if (left)
        text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    if (right)
        text = text.substr(0, text.find_last_not_of(blanks) + 1);
    return std::string(text);
}

/// The arguments of a call as it reads them: numbers, texts, with what is missing as it is.
class Arguments {
public:
    Arguments(std::span<const ComputedValue> values, bool isInsensitive)
        : m_values(values)
        , m_isInsensitive(isInsensitive)
    {
    }

    [[nodiscard]] std::size_t size() const { return m_values.size(); }

    [[nodiscard]] std::string text(std::size_t i) const { return i < size() ? textOf(m_values[i].front()) : ""; }

    /// As comparisons see it: folded where letter case does not count.
    [[nodiscard]] std::string compared(std::size_t i) const { return m_isInsensitive ? folded(text(i)) : text(i); }

    [[nodiscard]] std::optional<double> number(std::size_t i) const
    {
        return i < size() ? numberOf(m_values[i].front()) : std::nullopt;
    }

    [[nodiscard]] std::int64_t integer(std::size_t i, std::int64_t otherwise) const
    {
        const std::optional<double> value = number(i);
        return value && std::abs(*value) < 1e9 ? static_cast<std::int64_t>(*value) : otherwise;
    }

    [[nodiscard]] bool isTruth(std::size_t i) const
    {
        return i < size() && std::holds_alternative<bool>(m_values[i].front());
    }

    [[nodiscard]] bool isCased() const { return !m_isInsensitive; }

private:
    std::span<const ComputedValue> m_values;
    bool m_isInsensitive;
};

ComputedValue fromNumber(std::optional<double> number)
{
    return number && std::isfinite(*number) ? ComputedValue{*number} : ComputedValue{};
}

ComputedValue arithmetic(Function function, const Arguments& arguments, Language language)
{
    if (arguments.size() == 1 && function == Function::Subtract) {
        const std::optional<double> only = arguments.number(0);
        return only ? ComputedValue{-*only} : ComputedValue{};
    }
    const std::optional<double> a = arguments.number(0);
    const std::optional<double> b = arguments.number(1);
    if (!a || !b) // SPL's + joins texts
        return function == Function::Add && language == Language::Spl
            ? ComputedValue{arguments.text(0) + arguments.text(1)}
            : ComputedValue{};
    switch (function) {
    case Function::Add:
        return fromNumber(*a + *b);
    case Function::Subtract:
        return fromNumber(*a - *b);
    case Function::Multiply:
        return fromNumber(*a * *b);
    case Function::Divide:
        return fromNumber(*b == 0 ? std::nullopt : std::optional(*a / *b));
    default:
        return fromNumber(*b == 0 ? std::nullopt : std::optional(std::fmod(*a, *b)));
    }
}

ComputedValue substring(const Arguments& arguments, Language language)
{
    const std::string text = arguments.text(0);
    const auto length = codePointCount(text);
    std::int64_t begin = arguments.integer(1, 0);
    if (language == Language::Eql) { // from and to, counted from 0; below it from the end
        std::int64_t end = arguments.integer(2, length);
        begin = begin < 0 ? std::max<std::int64_t>(0, begin + length) : begin;
        end = end < 0 ? end + length : end;
        return {slice(text, begin, end)};
    }
    begin = begin < 0 ? std::max<std::int64_t>(0, begin + length) : std::max<std::int64_t>(0, begin - 1);
    const std::int64_t count = arguments.integer(2, length);
    return {slice(text, begin, begin + std::max<std::int64_t>(0, count))};
}

/// EQL's indexOf counts from 0 and is null where there is none; ES|QL's locate counts from 1 and is 0.
ComputedValue indexOf(const Arguments& arguments, Language language)
{
    const std::string text = arguments.compared(0);
    const std::vector<std::size_t> offsets = codePoints(text);
    const std::int64_t from
        = arguments.integer(2, language == Language::Eql ? 0 : 1) - (language == Language::Eql ? 0 : 1);
    const auto first
        = static_cast<std::size_t>(std::clamp<std::int64_t>(from, 0, static_cast<std::int64_t>(offsets.size()) - 1));
    const std::size_t found = text.find(arguments.compared(1), offsets[first]);
    if (found == std::string::npos)
        return language == Language::Eql ? ComputedValue{} : ComputedValue{0.0};
    const auto at = static_cast<double>(std::ranges::lower_bound(offsets, found) - offsets.begin());
    return {language == Language::Eql ? at : at + 1};
}

/// EQL's between(text, left, right, greedy).
ComputedValue between(const Arguments& arguments)
{
    const std::string text = arguments.compared(0);
    const std::string left = arguments.compared(1);
    const std::string right = arguments.compared(2);
    const std::size_t begin = text.find(left);
    if (begin == std::string::npos)
        return {std::string()};
    const std::size_t from = begin + left.size();
    const bool isGreedy = equalsFolded(arguments.text(3), "true");
    const std::size_t end = isGreedy ? text.rfind(right) : text.find(right, from);
    if (end == std::string::npos || end < from)
        return {std::string()};
    return {arguments.text(0).substr(from, end - from)};
}

ComputedValue split(const Arguments& arguments)
{
    ComputedValue parts;
    const std::string text = arguments.text(0);
    const std::string by = arguments.text(1);
    if (by.empty())
        return {text};
    for (std::size_t at = 0;;) {
        const std::size_t next = text.find(by, at);
        parts.emplace_back(text.substr(at, next - at));
        if (next == std::string::npos)
            return parts;
        at = next + by.size();
    }
}

ComputedValue anyOf(const Arguments& arguments, const std::function<bool(std::size_t)>& holds)
{
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        if (holds(i))
            return {true};
    }
    return {false};
}

// Numbers by their values where both are numbers; a number is no text.
std::optional<std::partial_ordering> order(const Arguments& arguments, std::size_t left, std::size_t right)
{
    const std::optional<double> a = arguments.number(left);
    const std::optional<double> b = arguments.number(right);
    if (a && b)
        return *a <=> *b;
    if (a || b)
        return std::nullopt;
    return arguments.compared(left) <=> arguments.compared(right);
}

ComputedValue comparison(Function function, const Arguments& arguments)
{
    using enum Function;
    const auto isEqual = [&](std::size_t i) {
        return arguments.isTruth(0) || arguments.isTruth(i)
            ? equalsFolded(arguments.text(0), arguments.text(i))
            : order(arguments, 0, i) == std::partial_ordering::equivalent;
    };
    if (function == In)
        return anyOf(arguments, isEqual);
    if (function == Equal || function == NotEqual)
        return {isEqual(1) == (function == Equal)};
    const std::optional<std::partial_ordering> result = order(arguments, 0, 1);
    if (!result)
        return {};
    switch (function) {
    case Less:
        return {*result < 0};
    case LessEqual:
        return {*result <= 0};
    case More:
        return {*result > 0};
    default:
        return {*result >= 0};
    }
}

// ES|QL's date_diff(unit, from, to): whole units, towards zero.
ComputedValue dateDifference(const Arguments& arguments)
{
    static constexpr std::int64_t second = 10'000'000;
    static constexpr std::array<std::pair<std::string_view, std::int64_t>, 25> units{{{"millisecond", second / 1'000},
        {"milliseconds", second / 1'000}, {"ms", second / 1'000}, {"second", second}, {"seconds", second},
        {"ss", second}, {"s", second}, {"minute", 60 * second}, {"minutes", 60 * second}, {"mi", 60 * second},
        {"n", 60 * second}, {"hour", 3'600 * second}, {"hours", 3'600 * second}, {"hh", 3'600 * second},
        {"day", 86'400 * second}, {"days", 86'400 * second}, {"dd", 86'400 * second}, {"d", 86'400 * second},
        {"dayofyear", 86'400 * second}, {"dy", 86'400 * second}, {"y", 86'400 * second}, {"week", 604'800 * second},
        {"weeks", 604'800 * second}, {"wk", 604'800 * second}, {"ww", 604'800 * second}}};
    const auto unit
        = std::ranges::find(units, folded(arguments.text(0)), &std::pair<std::string_view, std::int64_t>::first);
    const std::optional<std::int64_t> from = events::parseTime(arguments.text(1));
    const std::optional<std::int64_t> to = events::parseTime(arguments.text(2));
    if (unit == units.end() || !from || !to)
        return {};
    return {static_cast<double>((*to - *from) / unit->second)};
}

} // namespace

ComputedValue callWithScalars(
    Function function, std::span<const ComputedValue> values, bool isInsensitive, Language language)
{
    using enum Function;
    const Arguments arguments(values, isInsensitive);
    switch (function) {
    case Equal:
    case NotEqual:
    case Less:
    case LessEqual:
    case More:
    case MoreEqual:
    case In:
        return comparison(function, arguments);
    case DateDifference:
        return dateDifference(arguments);
    case Length:
        return {static_cast<double>(codePointCount(arguments.text(0)))};
    case Lower:
        return {folded(arguments.text(0))};
    case Upper:
        return {upper(arguments.text(0))};
    case Text:
        return {arguments.text(0)};
    case Number:
        return fromNumber(arguments.number(0));
    case Concat: {
        std::string text;
        for (std::size_t i = 0; i < arguments.size() && text.size() < maximumComputedText; ++i)
            text += arguments.text(i);
        return {text};
    }
    case Substring:
        return substring(arguments, language);
    case IndexOf:
        return indexOf(arguments, language);
    case StartsWith:
        return anyOf(
            arguments, [&](std::size_t i) { return arguments.compared(0).starts_with(arguments.compared(i)); });
    case EndsWith:
        return anyOf(arguments, [&](std::size_t i) { return arguments.compared(0).ends_with(arguments.compared(i)); });
    case Contains:
        return anyOf(arguments, [&](std::size_t i) { return arguments.compared(0).contains(arguments.compared(i)); });
    case Pattern:
        return anyOf(arguments, [&](std::size_t i) {
            const bool isCased = language == Language::Spl || (language == Language::Esql && arguments.isCased());
            return fitsPattern(arguments.text(0), arguments.text(i), isCased, language);
        });
    case Regex:
        return anyOf(arguments, [&](std::size_t i) {
            return fitsRegex(arguments.text(0), arguments.text(i), arguments.isCased(), language != Language::Spl);
        });
    case Cidr: // SPL names the network first
        if (language == Language::Spl)
            return {isInNetwork(arguments.text(1), arguments.text(0))};
        return anyOf(arguments, [&](std::size_t i) { return isInNetwork(arguments.text(0), arguments.text(i)); });
    case Between:
        return between(arguments);
    case Replace: {
        std::optional<std::string> text = replacedMatches(arguments.text(0), arguments.text(1), arguments.text(2));
        return text ? ComputedValue{*std::move(text)} : ComputedValue{};
    }
    case Trim:
    case LeftTrim:
    case RightTrim:
        return {trimmed(arguments.text(0), function != RightTrim, function != LeftTrim)};
    case Left:
        return {slice(arguments.text(0), 0, arguments.integer(1, 0))};
    case Right: {
        const std::string text = arguments.text(0);
        const auto length = codePointCount(text);
        return {slice(text, length - arguments.integer(1, 0), length)};
    }
    case Split:
        return split(arguments);
    case Absolute:
        return fromNumber(arguments.number(0).transform([](double x) { return std::abs(x); }));
    case Round:
        return fromNumber(arguments.number(0).transform([&](double x) {
            const double scale
                = std::pow(10, static_cast<double>(std::clamp<std::int64_t>(arguments.integer(1, 0), -9, 9)));
            return std::round(x * scale) / scale;
        }));
    case Floor:
        return fromNumber(arguments.number(0).transform([](double x) { return std::floor(x); }));
    case Ceiling:
        return fromNumber(arguments.number(0).transform([](double x) { return std::ceil(x); }));
    default:
        return arithmetic(function, arguments, language);
    }
}

} // namespace rulewright::match
