// SPDX-License-Identifier: Apache-2.0
#include "core/match/time_cut.h"

#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <limits>
#include <string>
#include <utility>

namespace rulewright::match {

namespace {

constexpr std::int64_t second = 10'000'000; // in the unit of event times
constexpr std::int64_t day = 86'400 * second;
constexpr std::int64_t week = 7 * day;

// A number and a unit; 0 where there is no number.
std::pair<std::int64_t, std::string> countAndUnit(std::string_view text)
{
    constexpr std::int64_t most = 1'000'000;
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || count <= 0 || count > most)
        return {};
    std::string unit = folded(text.substr(static_cast<std::size_t>(end - text.data())));
    unit.erase(0, std::min(unit.find_first_not_of(' '), unit.size()));
    return {count, std::move(unit)};
}

struct SpanUnit {
    std::string_view name;
    std::int64_t seconds;
};

constexpr std::array<SpanUnit, 32> spanUnits{{
    {"s", 1},
    {"sec", 1},
    {"secs", 1},
    {"second", 1},
    {"seconds", 1},
    {"m", 60},
    {"min", 60},
    {"mins", 60},
    {"minute", 60},
    {"minutes", 60},
    {"h", 3600},
    {"hr", 3600},
    {"hrs", 3600},
    {"hour", 3600},
    {"hours", 3600},
    {"d", 86'400},
    {"day", 86'400},
    {"days", 86'400},
    {"w", 604'800},
    {"week", 604'800},
    {"weeks", 604'800},
    {"month", 2'592'000},
    {"months", 2'592'000},
    {"mon", 2'592'000},
    {"q", 7'776'000},
    {"qtr", 7'776'000},
    {"quarter", 7'776'000},
    {"quarters", 7'776'000},
    {"y", 31'536'000},
    {"yr", 31'536'000},
    {"year", 31'536'000},
    {"years", 31'536'000},
}};

struct MonthUnit {
    std::string_view name;
    std::int64_t months;
};

constexpr std::array<MonthUnit, 11> monthUnits{{
    {"mon", 1},
    {"month", 1},
    {"months", 1},
    {"q", 3},
    {"qtr", 3},
    {"quarter", 3},
    {"quarters", 3},
    {"y", 12},
    {"yr", 12},
    {"year", 12},
    {"years", 12},
}};

std::int64_t monthsBegin(std::int64_t time, std::int64_t months)
{
    const std::chrono::sys_days at{std::chrono::days{time >= 0 ? time / day : (time - day + 1) / day}};
    const std::chrono::year_month_day date(at);
    const std::int64_t month
        = static_cast<int>(date.year()) * std::int64_t{12} + static_cast<unsigned>(date.month()) - 1;
    const std::int64_t first = month - month % months;
    const std::chrono::sys_days begin = std::chrono::year(static_cast<int>(first / 12))
        / std::chrono::month(static_cast<unsigned>(first % 12 + 1)) / 1;
    return std::int64_t{begin.time_since_epoch().count()} * day;
}

} // namespace

std::optional<std::int64_t> parseSpan(std::string_view text)
{
    const auto [count, unit] = countAndUnit(text);
    const auto found = std::ranges::find(spanUnits, unit, &SpanUnit::name);
    if (count == 0 || found == spanUnits.end())
        return std::nullopt;
    const std::int64_t one = found->seconds * second;
    return count > std::numeric_limits<std::int64_t>::max() / one ? std::nullopt : std::optional(count * one);
}

std::optional<TimeCut> TimeCut::of(std::string_view text, rule::Language language)
{
    const std::optional<std::int64_t> span = parseSpan(text);
    if (!span)
        return std::nullopt;
    TimeCut cut;
    cut.m_span = *span;
    const auto [count, unit] = countAndUnit(text);
    if (const auto found = std::ranges::find(monthUnits, unit, &MonthUnit::name); found != monthUnits.end())
        cut.m_months = count * found->months;
    if (language == rule::Language::Esql && *span == week)
        cut.m_origin = 4 * day;
    return cut;
}

std::int64_t TimeCut::beginOf(std::int64_t time) const
{
    if (m_months > 0)
        return monthsBegin(time, m_months);
    std::int64_t rest = (time - m_origin) % m_span;
    if (rest < 0)
        rest += m_span;
    return time - rest;
}

} // namespace rulewright::match
