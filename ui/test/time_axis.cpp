// SPDX-License-Identifier: Apache-2.0
#include "ui/test/time_axis.h"

#include "ui/test/event_columns.h"

#include <algorithm>
#include <array>

namespace rulewright::ui {

namespace {
constexpr std::int64_t second = 10'000'000;
} // namespace

std::vector<std::int64_t> timeTicks(std::int64_t first, std::int64_t last, int most, const QTimeZone& zone)
{
    static constexpr std::array<std::int64_t, 22> steps{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1'800, 3'600,
        7'200, 10'800, 21'600, 43'200, 86'400, 172'800, 604'800, 2'592'000, 31'536'000};
    std::vector<std::int64_t> ticks;
    if (last <= first || most < 1)
        return ticks;
    const auto fits = [&](std::int64_t step) { return (last - first) / (step * second) < most; };
    const auto found = std::ranges::find_if(steps, fits);
    const std::int64_t step = (found != steps.end() ? *found : (last - first) / second / most + 1) * second;
    // Steps of the clock on the wall: midnight is where the zone has it, also where its offset changes between.
    const auto ahead = [&zone](std::int64_t time) { return momentOf(time, zone).offsetFromUtc() * second; };
    std::int64_t wall = (first + ahead(first)) / step * step;
    for (;; wall += step) {
        const std::int64_t guess = wall - ahead(first);
        const std::int64_t time = wall - ahead(guess);
        if (time > last)
            return ticks;
        if (time >= first && (ticks.empty() || time > ticks.back()))
            ticks.push_back(time);
    }
}

QString axisTime(std::int64_t time, std::int64_t axis, const QTimeZone& zone)
{
    const bool withDay = axis > 86'400 * second;
    const bool withSeconds = axis < 600 * second;
    const QString format = (withDay ? QStringLiteral("MM-dd ") : QString())
        + (withSeconds ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
    return momentOf(time, zone).toString(format);
}

} // namespace rulewright::ui
