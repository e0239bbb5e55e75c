// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"
#include "core/text/diagnostic.h"

#include <functional>
#include <string_view>

namespace rulewright::rulefile {

/// Each reference of the document's correlations and filters that names no rule: an error at its place. A rule
/// is found by id, then by name, in the document itself, then wherever `isKnownElsewhere` looks. A correlation that
/// comes back to itself by what it names in the document is an error too.
[[nodiscard]] Diagnostics unknownReferences(
    const rule::Document& document, const std::function<bool(std::string_view idOrName)>& isKnownElsewhere);

} // namespace rulewright::rulefile
