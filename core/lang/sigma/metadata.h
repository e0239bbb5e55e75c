// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/context.h"
#include "core/rule/rule.h"

#include <optional>
#include <vector>

namespace rulewright::lang::sigma {

/// What a document says about itself. A missing title is reported.
[[nodiscard]] rule::RuleMetadata parseMetadata(const YamlNode& document, Context& context);

/// The log source of a rule or filter. `isNeeded`: a missing one is reported.
[[nodiscard]] rule::LogSource parseLogSource(const YamlNode& document, bool isNeeded, Context& context);

/// A text with its place; nothing (and a finding) where the node is a list or map, nothing where it is null.
[[nodiscard]] std::optional<rule::Located> readText(const YamlEntry& entry, Context& context);

/// The texts of a list, or the one text that stands instead of a list.
[[nodiscard]] std::vector<rule::Located> readTexts(const YamlEntry& entry, Context& context);

} // namespace rulewright::lang::sigma
