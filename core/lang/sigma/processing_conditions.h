// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/processing.h"

#include <map>
#include <set>
#include <string>

namespace rulewright::lang::sigma {

/// What happened to a rule on its way through pipelines.
struct ProcessingState {
    std::set<std::string> applied; ///< ids of the items that were
    std::map<std::string, std::string> values; ///< of set_state
    std::map<std::uint32_t, std::set<std::string>> appliedToTest; ///< by where the test begins
};

/// Whether the item applies to the rule at all: its rule_conditions. Of a correlation a log source is that of any rule
/// it names in its document.
[[nodiscard]] bool appliesToRule(
    const ProcessingItem& item, const rule::Rule& rule, const rule::Document& document, const ProcessingState& state);

/// Whether it applies to a test: its detection_item_conditions, and its field_name_conditions for the test's field or
/// one that a value names.
[[nodiscard]] bool appliesToTest(const ProcessingItem& item, const rule::Test& test, const ProcessingState& state);

/// Whether it applies to a field that a test names, as its own or as a value: its field_name_conditions.
[[nodiscard]] bool appliesToName(
    const ProcessingItem& item, const std::string& name, const rule::Test& test, const ProcessingState& state);

/// Whether it applies to a field's name outside of a detection: its field_name_conditions alone.
[[nodiscard]] bool appliesToField(const ProcessingItem& item, const std::string& field, const ProcessingState& state);

/// The conditions of an item that are not known, by type, and those whose regular expression RE2 does not take.
[[nodiscard]] std::vector<std::string> unknownConditions(const YamlNode& item);

} // namespace rulewright::lang::sigma
