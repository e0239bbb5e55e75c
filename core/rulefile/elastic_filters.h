// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"
#include "core/rulefile/toml_tree.h"

#include <vector>

namespace rulewright::rulefile {

/// The `filters` of an Elastic rule, each a predicate that must hold as well: Elasticsearch's Query DSL (wildcard,
/// term, terms, match_phrase, match, exists, range, bool), negated where `meta.negate` says so. A disabled filter is
/// left out; what is not read is an Opaque. Ids are not set.
[[nodiscard]] std::vector<rule::Predicate> readFilters(const TomlNode& filters);

} // namespace rulewright::rulefile
