// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/context.h"
#include "core/rule/rule.h"

#include <optional>
#include <string_view>

namespace rulewright::lang::sigma {

/// Reads the map below `correlation` (Sigma specification 2.1, "Correlation rules"). `document` is asked for
/// `generate`, which some write beside it.
[[nodiscard]] rule::Correlation parseCorrelation(
    const YamlEntry& correlation, const YamlNode& document, Context& context);

/// The name of a correlation's type: "event_count".
[[nodiscard]] std::string_view correlationTypeName(rule::CorrelationType type);

/// `90m` → an hour and a half. Units: s, m, h, d, w.
[[nodiscard]] std::optional<rule::Duration> parseTimespan(std::string_view text);

} // namespace rulewright::lang::sigma
