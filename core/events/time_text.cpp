// SPDX-License-Identifier: Apache-2.0
#include "core/events/time_text.h"

#include "core/events/event_set.h"
#include "core/events/time_formats.h"

#include <charconv>
#include <chrono>

namespace rulewright::events {

namespace {

constexpr std::int64_t unitsASecond = 10'000'000;
constexpr std::int64_t unitsADay = 86'400 * unitsASecond;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The `count` digits at `at`; -1 where they are not all digits or beyond the end.
int digits(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size())
        return -1;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (!isDigit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool isAt(std::string_view text, std::size_t at, char c) { return at < text.size() && text[at] == c; }

/// Date, time of day and fraction: what stands before the zone. `end` is behind it.
struct Clock {
    std::int64_t time = 0;
    char separator = 'T';
    std::size_t fractionDigits = 0;
    std::size_t end = 0;
};

std::optional<Clock> parseClock(std::string_view text)
{
    using namespace std::chrono;
    if (!isAt(text, 4, '-') || !isAt(text, 7, '-') || !(isAt(text, 10, 'T') || isAt(text, 10, ' '))
        || !isAt(text, 13, ':') || !isAt(text, 16, ':'))
        return std::nullopt;
    const int y = digits(text, 0, 4);
    const int mo = digits(text, 5, 2);
    const int d = digits(text, 8, 2);
    const int h = digits(text, 11, 2);
    const int mi = digits(text, 14, 2);
    const int s = digits(text, 17, 2);
    if (y < 0 || mo < 0 || d < 0 || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 59)
        return std::nullopt;
    const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
    if (!date.ok())
        return std::nullopt;
    Clock clock{.separator = text[10], .end = 19};
    clock.time = sys_days{date}.time_since_epoch().count() * unitsADay + ((h * 60 + mi) * 60 + s) * unitsASecond;
    if (isAt(text, 19, '.')) {
        std::int64_t unit = unitsASecond / 10;
        std::size_t at = 20;
        for (; at < text.size() && isDigit(text[at]); ++at, unit /= 10)
            clock.time += (text[at] - '0') * unit;
        clock.fractionDigits = at - 20;
        clock.end = at;
        if (clock.fractionDigits == 0 || clock.fractionDigits > 9)
            return std::nullopt;
    }
    return clock;
}

std::optional<std::int64_t> parseEpoch(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value >= 1e8) || value >= 1e19)
        return std::nullopt;
    // 1e8 s is 1973 and 1e11 s is the year 5138: a larger number counts something smaller.
    double unit = 1e7;
    for (double limit = 1e11; value >= limit && unit > 0.01; limit *= 1e3)
        unit /= 1e3;
    std::int64_t whole = 0;
    const auto [wholeEnd, wholeError] = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (wholeError == std::errc() && wholeEnd == text.data() + text.size()) // no rounding through a double
        return unit >= 1 ? whole * static_cast<std::int64_t>(unit) : whole / 100;
    return static_cast<std::int64_t>(value * unit);
}

void appendDigits(std::string& out, std::int64_t value, int count)
{
    char buffer[16];
    for (int i = count; i-- > 0; value /= 10)
        buffer[i] = static_cast<char>('0' + value % 10);
    out.append(buffer, static_cast<std::size_t>(count));
}

} // namespace

std::optional<std::int64_t> parseTime(std::string_view text)
{
    if (const auto clock = parseClock(text)) {
        if (const auto offset = zoneOffset(text.substr(clock->end)))
            return clock->time - *offset;
    } else if (const auto time = parseEpoch(text)) {
        return time;
    }
    return parseOtherTime(text);
}

std::optional<TimeFormat> timeFormatOf(std::string_view text)
{
    const auto clock = parseClock(text);
    if (!clock || clock->fractionDigits > 7)
        return std::nullopt;
    const std::string_view zone = text.substr(clock->end);
    if (!zone.empty() && zone != "Z")
        return std::nullopt;
    return TimeFormat{static_cast<std::uint8_t>(clock->fractionDigits), clock->separator, !zone.empty()};
}

std::optional<std::int64_t> parseTimeExactly(std::string_view text, TimeFormat format)
{
    const auto clock = parseClock(text);
    if (!clock || clock->fractionDigits != format.digits || clock->separator != format.separator
        || text.substr(clock->end) != (format.hasZ ? "Z" : ""))
        return std::nullopt;
    return clock->time;
}

void appendTime(std::string& out, std::int64_t time, TimeFormat format)
{
    using namespace std::chrono;
    std::int64_t day = time / unitsADay;
    std::int64_t rest = time % unitsADay;
    if (rest < 0) {
        rest += unitsADay;
        --day;
    }
    const year_month_day date{sys_days{days{day}}};
    appendDigits(out, int{date.year()}, 4);
    out += '-';
    appendDigits(out, unsigned{date.month()}, 2);
    out += '-';
    appendDigits(out, unsigned{date.day()}, 2);
    out += format.separator;
    const std::int64_t second = rest / unitsASecond;
    appendDigits(out, second / 3600, 2);
    out += ':';
    appendDigits(out, second / 60 % 60, 2);
    out += ':';
    appendDigits(out, second % 60, 2);
    if (format.digits > 0) {
        out += '.';
        std::int64_t fraction = rest % unitsASecond;
        for (int i = format.digits; i < 7; ++i)
            fraction /= 10;
        appendDigits(out, fraction, format.digits);
    }
    if (format.hasZ)
        out += 'Z';
}

std::string isoTime(std::int64_t time)
{
    if (time == Segment::noTime)
        return {};
    const std::int64_t fraction = (time % unitsASecond + unitsASecond) % unitsASecond;
    TimeFormat format;
    format.digits = fraction == 0 ? 0 : fraction % 10'000 == 0 ? 3 : fraction % 10 == 0 ? 6 : 7;
    std::string text;
    appendTime(text, time, format);
    return text;
}

} // namespace rulewright::events
