// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QTimeZone>

#include <cstdint>
#include <vector>

namespace rulewright::ui {

/// Where an axis between two times (100 ns since 1970) has its marks: at whole steps of the zone's clock, of which no
/// more than `most` fit.
[[nodiscard]] std::vector<std::int64_t> timeTicks(
    std::int64_t first, std::int64_t last, int most, const QTimeZone& zone);

/// "09:05", with the day where the axis is longer than one, with seconds where it is shorter than a few minutes.
[[nodiscard]] QString axisTime(std::int64_t time, std::int64_t axis, const QTimeZone& zone);

} // namespace rulewright::ui
