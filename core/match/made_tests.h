// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <optional>

namespace rulewright::match {

/// The test that stands in results for a comparison of computed operands.
[[nodiscard]] rule::Test testFor(const rule::Compare& compare);

/// The same for KQL's `array:{ … }`, which is one test; what is within is none of its own.
[[nodiscard]] rule::Test testFor(const rule::Nested& nested);

/// The index patterns of a rule, as a test of the field that names an event's index; Splunk's data sources, or its
/// data model where there are none. Nothing where the rule names none of these.
[[nodiscard]] std::optional<rule::Test> testFor(const rule::LogSource& source);

} // namespace rulewright::match
