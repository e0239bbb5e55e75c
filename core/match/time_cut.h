// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace rulewright::match {

/// A span of time in words or short: "5 minutes", "5m", "1h"; in the unit of event times, months and years as about so
/// much.
[[nodiscard]] std::optional<std::int64_t> parseSpan(std::string_view text);

/// Times cut to spans: to multiples of one since 1970, of weeks and of the calendar's months, quarters and years to
/// their beginnings.
class TimeCut {
public:
    /// Nothing where the text is no span. A week begins on Monday in ES|QL; Splunk counts from 1970, a Thursday.
    [[nodiscard]] static std::optional<TimeCut> of(std::string_view text, rule::Language language);

    /// When the span began in which the time is.
    [[nodiscard]] std::int64_t beginOf(std::int64_t time) const;

private:
    std::int64_t m_span = 0;
    std::int64_t m_origin = 0; ///< of the multiples
    std::int64_t m_months = 0; ///< not 0: so many months of the calendar instead
};

} // namespace rulewright::match
