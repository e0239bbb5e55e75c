// SPDX-License-Identifier: Apache-2.0
#include "core/events/time_formats.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace rulewright::events {

namespace {

constexpr std::int64_t unitsASecond = 10'000'000;
constexpr std::int64_t unitsADay = 86'400 * unitsASecond;
constexpr std::size_t maximumLength = 64;
constexpr std::array<std::string_view, 12> monthNames{
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> dayNames{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

bool isDigit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool isLetter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

/// Takes what a time is made of from the beginning of a text.
class Taker {
public:
    explicit Taker(std::string_view text)
        : m_rest(text)
    {
    }

    [[nodiscard]] std::string_view rest() const { return m_rest; }

    bool take(char c)
    {
        if (!m_rest.starts_with(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    void passBlanks()
    {
        while (take(' ')) { }
    }

    /// A number of at least one and at most `maximum` digits; how many stand in `digits`. -1 where there is none.
    int number(std::size_t maximum, std::size_t& digits)
    {
        int value = 0;
        for (digits = 0; digits < m_rest.size() && isDigit(m_rest[digits]); ++digits) {
            if (digits == maximum)
                return -1;
            value = value * 10 + (m_rest[digits] - '0');
        }
        m_rest.remove_prefix(digits);
        return digits == 0 ? -1 : value;
    }

    int number(std::size_t maximum)
    {
        std::size_t digits = 0;
        return number(maximum, digits);
    }

    /// The first three letters of a word, in lower case; "" where there is no word of as many.
    std::string word()
    {
        std::size_t length = 0;
        while (length < m_rest.size() && isLetter(m_rest[length]))
            ++length;
        std::string found;
        for (const char c : m_rest.substr(0, std::min<std::size_t>(length, 3)))
            found += lower(c);
        if (found.size() == 3)
            m_rest.remove_prefix(length);
        return found.size() == 3 ? found : std::string();
    }

private:
    std::string_view m_rest;
};

struct Date {
    int year = 0;
    int month = 0;
    int day = 0;
};

int monthOf(std::string_view word)
{
    const auto at = std::ranges::find(monthNames, word);
    return at == monthNames.end() ? 0 : static_cast<int>(at - monthNames.begin()) + 1;
}

/// "3:04:05.123 AM", or without seconds; hours of the day as 0 to 23.
std::optional<std::int64_t> takeClock(Taker& text, bool& hasHalf)
{
    int hour = text.number(2);
    if (hour < 0 || !text.take(':'))
        return std::nullopt;
    const int minute = text.number(2);
    int second = 0;
    std::int64_t fraction = 0;
    if (text.take(':')) {
        second = text.number(2);
        if (text.take('.') || text.take(',')) {
            std::int64_t unit = unitsASecond / 10;
            if (text.rest().empty() || !isDigit(text.rest()[0]))
                return std::nullopt;
            while (!text.rest().empty() && isDigit(text.rest()[0])) {
                fraction += (text.rest()[0] - '0') * unit;
                unit /= 10;
                text.take(text.rest()[0]);
            }
        }
    }
    Taker behind = text;
    behind.passBlanks();
    if (behind.rest().size() >= 2 && lower(behind.rest()[1]) == 'm'
        && (lower(behind.rest()[0]) == 'a' || lower(behind.rest()[0]) == 'p')
        && (behind.rest().size() == 2 || !isLetter(behind.rest()[2]))) {
        if (hour < 1 || hour > 12)
            return std::nullopt;
        hour = hour % 12 + (lower(behind.rest()[0]) == 'p' ? 12 : 0);
        hasHalf = true;
        behind.take(behind.rest()[0]);
        behind.take(behind.rest()[0]);
        text = behind;
    }
    if (hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return std::nullopt;
    return ((hour * 60 + minute) * 60 + second) * unitsASecond + fraction;
}

std::optional<std::int64_t> joined(const Date& date, std::int64_t clock, std::string_view zone)
{
    using namespace std::chrono;
    const year_month_day day{
        year{date.year}, month{static_cast<unsigned>(date.month)}, std::chrono::day{static_cast<unsigned>(date.day)}};
    const auto offset = zoneOffset(zone);
    if (!day.ok() || !offset)
        return std::nullopt;
    return sys_days{day}.time_since_epoch().count() * unitsADay + clock - *offset;
}

/// Days as three numbers with the same character between them.
std::optional<std::int64_t> numericTime(Taker text)
{
    std::size_t firstDigits = 0;
    const int first = text.number(4, firstDigits);
    const char separator = text.rest().empty() ? '\0' : text.rest()[0];
    if (first < 0 || !(separator == '/' || separator == '.' || separator == '-') || firstDigits == 3)
        return std::nullopt;
    text.take(separator);
    const int second = text.number(2);
    std::size_t thirdDigits = 0;
    if (second < 0 || !text.take(separator))
        return std::nullopt;
    const int third = text.number(4, thirdDigits);
    const bool isYearFirst = firstDigits == 4;
    if (third < 0 || (isYearFirst ? thirdDigits > 2 : thirdDigits != 4))
        return std::nullopt;
    if (!text.take('T'))
        text.take(',');
    text.passBlanks();
    bool hasHalf = false;
    const auto clock = takeClock(text, hasHalf);
    if (!clock)
        return std::nullopt;
    Date date{third, second, first};
    if (isYearFirst)
        date = {first, second, third};
    else if (separator == '/' && (second > 12 || (hasHalf && first <= 12)))
        date = {third, first, second};
    return joined(date, *clock, text.rest());
}

/// The month as a word: "Jan 2, 2020 @ 03:04:05", "Thu, 02 Jan 2020 03:04:05 GMT", "Thu Jan  2 03:04:05 2020".
std::optional<std::int64_t> wordTime(Taker text)
{
    Date date;
    std::string word = text.word();
    if (std::ranges::contains(dayNames, word)) {
        text.take(',');
        text.passBlanks();
        word = text.word();
    }
    const auto pass = [&text] {
        if (!text.take(',') && !text.take('/'))
            text.take('-');
        text.passBlanks();
    };
    date.month = monthOf(word);
    if (!word.empty() && date.month == 0)
        return std::nullopt;
    pass();
    date.day = text.number(2);
    pass();
    if (date.month == 0) {
        date.month = monthOf(text.word());
        pass();
    }
    if (date.day < 1 || date.month == 0)
        return std::nullopt;
    Taker behind = text;
    std::size_t digits = 0;
    if (const int year = behind.number(4, digits); digits == 4 && year > 0) {
        date.year = year;
        text = behind;
        if (!text.take(','))
            text.take(':');
        text.passBlanks();
        if (text.take('@'))
            text.passBlanks();
    }
    bool hasHalf = false;
    const auto clock = takeClock(text, hasHalf);
    if (!clock)
        return std::nullopt;
    if (date.year == 0) {
        text.passBlanks();
        date.year = text.number(4, digits);
        if (digits != 4 || date.year <= 0)
            return std::nullopt;
    }
    return joined(date, *clock, text.rest());
}

/// "20200102T030405Z".
std::optional<std::int64_t> basicTime(std::string_view text)
{
    if (text.size() < 15 || text[8] != 'T' || !std::ranges::all_of(text.substr(0, 8), isDigit)
        || !std::ranges::all_of(text.substr(9, 6), isDigit))
        return std::nullopt;
    const auto part = [&](std::size_t at, std::size_t count) { return Taker(text.substr(at, count)).number(count); };
    const int hour = part(9, 2);
    const int minute = part(11, 2);
    const int second = part(13, 2);
    if (hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    return joined(
        {part(0, 4), part(4, 2), part(6, 2)}, ((hour * 60 + minute) * 60 + second) * unitsASecond, text.substr(15));
}

/// What Windows PowerShell 5 makes of a time in JSON: milliseconds since 1970, perhaps with a zone that changes
/// nothing.
std::optional<std::int64_t> dotNetTime(std::string_view text)
{
    constexpr std::string_view opening = "/Date(";
    constexpr std::string_view closing = ")/";
    if (!text.starts_with(opening) || !text.ends_with(closing))
        return std::nullopt;
    text = text.substr(opening.size(), text.size() - opening.size() - closing.size());
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    constexpr std::int64_t limit = std::int64_t{1} << 47;
    if (error != std::errc() || value > limit || value < -limit)
        return std::nullopt;
    if (end != text.data() + text.size() && *end != '+' && *end != '-')
        return std::nullopt;
    return value * (unitsASecond / 1'000);
}

} // namespace

std::optional<std::int64_t> zoneOffset(std::string_view zone)
{
    while (zone.starts_with(' '))
        zone.remove_prefix(1);
    while (zone.ends_with(' '))
        zone.remove_suffix(1);
    if (zone.empty() || zone == "Z" || zone == "z" || zone == "UTC" || zone == "GMT")
        return 0;
    const bool hasColon = zone.size() == 6 && zone[3] == ':';
    if ((zone[0] != '+' && zone[0] != '-') || (zone.size() != 3 && zone.size() != 5 && !hasColon))
        return std::nullopt;
    Taker text(zone.substr(1));
    std::size_t digits = 0;
    int value = text.number(4, digits);
    if (value < 0)
        return std::nullopt;
    int minutes = digits == 2 ? value * 60 : value / 100 * 60 + value % 100;
    if (hasColon) {
        if (digits != 2 || !text.take(':'))
            return std::nullopt;
        value = text.number(2, digits);
        if (digits != 2)
            return std::nullopt;
        minutes += value;
    }
    if (!text.rest().empty())
        return std::nullopt;
    return (zone[0] == '+' ? 1 : -1) * minutes * 60 * unitsASecond;
}

std::optional<std::int64_t> parseOtherTime(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    if (text.empty() || text.size() > maximumLength)
        return std::nullopt;
    if (text[0] == '/')
        return dotNetTime(text);
    if (isDigit(text[0])) {
        if (const auto time = numericTime(Taker(text)))
            return time;
        if (const auto time = basicTime(text))
            return time;
    }
    return wordTime(Taker(text));
}

} // namespace rulewright::events
