// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"
#include "core/text/diagnostic.h"
#include "core/text/source.h"
#include "core/text/yaml_node.h"

#include <vector>

namespace rulewright::lang::sigma {

/// Reads Sigma rules, correlations and filters (specification 2.1) from the documents of one file.
/// `action: global`, `reset` and `repeat` are honoured: such a document's content is merged into the others
/// and makes no rule itself (but `repeat` does). Every document that is a rule yields one, errors or not; what
/// could not be read is an Opaque in it.
[[nodiscard]] Parsed<std::vector<rule::Rule>> parseRules(
    const SourceText& source, const std::vector<YamlDocument>& documents);

} // namespace rulewright::lang::sigma
