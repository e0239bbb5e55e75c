// SPDX-License-Identifier: Apache-2.0
#include "core/match/number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace rulewright::match {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// -?digits[.digits][e[+-]digits]: from_chars alone also takes "inf", "nan" and ".5".
bool isDecimal(std::string_view text)
{
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const auto digits = [&] {
        const std::size_t begin = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at > begin;
    };
    if (!digits())
        return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (!digits())
            return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (!digits())
            return false;
    }
    return at == text.size();
}

// The nearest double of a decimal beyond their range: the greatest for 1e309, 0 for 1e-400. `text` is decimal and not
// 0.
double beyondDouble(std::string_view text)
{
    const double greatest
        = text.starts_with('-') ? std::numeric_limits<double>::lowest() : std::numeric_limits<double>::max();
    const std::size_t e = text.find_first_of("eE");
    const std::string_view mantissa = text.substr(0, e);
    std::int64_t exponent = 0;
    if (e != std::string_view::npos) {
        const std::size_t digits = text[e + 1] == '+' ? e + 2 : e + 1;
        const auto read = std::from_chars(text.data() + digits, text.data() + text.size(), exponent);
        if (read.ec == std::errc::result_out_of_range)
            return text[digits] == '-' ? 0.0 : greatest;
    }
    // How many digits stand before the point, from the first that counts.
    const std::size_t first = mantissa.find_first_of("123456789");
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    const auto places = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
    return exponent < -places ? 0.0 : greatest;
}

std::partial_ordering compareMixed(std::int64_t a, double b)
{
    constexpr double limit = 9223372036854775808.0; // 2^63
    if (b >= limit)
        return std::partial_ordering::less;
    if (b < -limit)
        return std::partial_ordering::greater;
    const double whole = std::trunc(b);
    const auto integer = static_cast<std::int64_t>(whole);
    if (a != integer)
        return a <=> integer;
    return 0.0 <=> (b - whole);
}

} // namespace

std::optional<Decimal> parseDecimal(std::string_view text)
{
    const char* end = text.data() + text.size();
    std::int64_t integer = 0;
    if (const auto result = std::from_chars(text.data(), end, integer); result.ec == std::errc() && result.ptr == end)
        return integer;
    if (!isDecimal(text))
        return std::nullopt;
    double real = 0;
    const auto result = std::from_chars(text.data(), end, real);
    if (result.ec == std::errc::result_out_of_range)
        return beyondDouble(text);
    if (result.ec != std::errc() || result.ptr != end || !std::isfinite(real))
        return std::nullopt;
    return real;
}

std::partial_ordering compare(const Decimal& a, const Decimal& b)
{
    const auto* x = std::get_if<std::int64_t>(&a);
    const auto* y = std::get_if<std::int64_t>(&b);
    if (x != nullptr && y != nullptr)
        return *x <=> *y;
    if (x != nullptr)
        return compareMixed(*x, std::get<double>(b));
    if (y != nullptr) {
        const std::partial_ordering turned = compareMixed(*y, std::get<double>(a));
        return 0 <=> turned;
    }
    return std::get<double>(a) <=> std::get<double>(b);
}

} // namespace rulewright::match
