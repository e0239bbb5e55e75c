// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/context.h"
#include "core/lang/sigma/key.h"
#include "core/rule/predicate.h"

#include <optional>
#include <span>

namespace rulewright::lang::sigma {

/// The test of a key and its value, or list of values. Nothing where no value could be read.
[[nodiscard]] std::optional<rule::Test> parseTest(const TestKey& key, const YamlNode& value, Context& context);

/// A test over items of a list that are scalars: keywords without a key. `place` stands for the key.
[[nodiscard]] std::optional<rule::Test> parseKeywords(std::span<const YamlNode> items, Span place, Context& context);

} // namespace rulewright::lang::sigma
