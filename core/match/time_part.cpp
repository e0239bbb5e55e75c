// SPDX-License-Identifier: Apache-2.0
#include "core/match/time_part.h"

#include <chrono>

namespace rulewright::match {

namespace {

struct Written {
    std::chrono::year_month_day date;
    std::optional<int> hour;
    std::optional<int> minute;
};

// Reads exactly `count` digits.
std::optional<int> digits(std::string_view& text, std::size_t count)
{
    if (text.size() < count)
        return std::nullopt;
    int value = 0;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char c)
{
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

// :SS[.fraction], or nothing.
bool takeSeconds(std::string_view& text, bool extended)
{
    if (extended ? !take(text, ':') : !(text.size() >= 2 && text[0] >= '0' && text[0] <= '9'))
        return true;
    const std::optional<int> second = digits(text, 2);
    if (!second || *second > 60)
        return false;
    if (take(text, '.') || take(text, ',')) {
        if (!digits(text, 1))
            return false;
        while (digits(text, 1)) { }
    }
    return true;
}

// Z, +hh, +hhmm, +hh:mm, or nothing.
bool takeZone(std::string_view& text)
{
    if (take(text, 'Z') || take(text, 'z'))
        return true;
    if (!take(text, '+') && !take(text, '-'))
        return true;
    if (!digits(text, 2))
        return false;
    const bool colon = take(text, ':');
    return digits(text, 2).has_value() || !colon;
}

std::optional<Written> parse(std::string_view text)
{
    const std::optional<int> year = digits(text, 4);
    const bool extended = take(text, '-');
    const std::optional<int> month = digits(text, 2);
    if (!year || !month || (extended && !take(text, '-')))
        return std::nullopt;
    const std::optional<int> day = digits(text, 2);
    if (!day)
        return std::nullopt;
    Written result;
    result.date = std::chrono::year_month_day(std::chrono::year(*year),
        std::chrono::month(static_cast<unsigned>(*month)), std::chrono::day(static_cast<unsigned>(*day)));
    if (!result.date.ok())
        return std::nullopt;
    if (text.empty())
        return result;
    if (!take(text, 'T') && !take(text, 't') && !take(text, ' '))
        return std::nullopt;
    result.hour = digits(text, 2);
    if (!result.hour || *result.hour > 24)
        return std::nullopt;
    const bool extendedTime = take(text, ':');
    result.minute = digits(text, 2);
    if ((extendedTime && !result.minute) || result.minute.value_or(0) > 59)
        return std::nullopt;
    if (result.minute && !takeSeconds(text, extendedTime))
        return std::nullopt;
    return takeZone(text) && text.empty() ? std::optional(result) : std::nullopt;
}

// ISO 8601: the week that has the year's first Thursday is week 1.
std::int64_t isoWeek(std::chrono::year_month_day date)
{
    using namespace std::chrono;
    const sys_days day = date;
    const sys_days thursday = day + days(4) - days(weekday(day).iso_encoding());
    const year_month_day of{thursday};
    return (thursday - sys_days(of.year() / January / 1)).count() / 7 + 1;
}

} // namespace

std::optional<std::int64_t> timePart(TimePart part, std::string_view text)
{
    const std::optional<Written> time = parse(text);
    if (!time)
        return std::nullopt;
    switch (part) {
    case TimePart::Minute:
        return time->minute;
    case TimePart::Hour:
        return time->hour;
    case TimePart::Day:
        return static_cast<unsigned>(time->date.day());
    case TimePart::Week:
        return isoWeek(time->date);
    case TimePart::Month:
        return static_cast<unsigned>(time->date.month());
    case TimePart::Year:
        return static_cast<int>(time->date.year());
    }
    return std::nullopt;
}

} // namespace rulewright::match
