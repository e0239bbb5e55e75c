// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/context.h"
#include "core/rule/predicate.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::lang::sigma {

/// Compiles a regular expression as the matcher will and reports what RE2 does not take.
void checkRegex(const YamlNode& node, const std::vector<rule::Modifier>& modifiers, Context& context);

/// A network as the author wrote it, checked.
struct Network {
    bool isValid = false;
    /// The same network with its host bits zero, where they are not.
    std::optional<std::string> withoutHostBits;
};

[[nodiscard]] Network readNetwork(std::string_view text);

} // namespace rulewright::lang::sigma
