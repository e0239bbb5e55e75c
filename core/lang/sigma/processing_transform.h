// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/processing_conditions.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::lang::sigma {

/// Whether a transformation changes tests one by one (transformTest), and not the rule as a whole.
[[nodiscard]] bool isTestTransformation(std::string_view type);

/// Whether the item applies to a field's name.
using NameFilter = std::function<bool(const std::string& name)>;

/// What a transformation makes of a test to which it applies: a predicate in its place, or nothing where it drops it.
/// An unchanged test is returned as it is. Of a test and the fields that its values name those are renamed to which
/// the item applies.
[[nodiscard]] std::optional<rule::Predicate> transformTest(
    const ProcessingItem& item, const rule::Test& test, const PlaceholderValues& vars, const NameFilter& applies);

/// The names that a field gets by a transformation of names; nothing where it stays. An empty name is a keyword's.
[[nodiscard]] std::optional<std::vector<std::string>> mappedNames(const ProcessingItem& item, const std::string& field);

} // namespace rulewright::lang::sigma
