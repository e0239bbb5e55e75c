// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule_set.h"

#include <span>
#include <vector>

namespace rulewright::rule {

/// The filter documents that apply to a rule: those that name it, or any rule, and whose log source has no part that
/// the rule's has not. Those of the rule's own document come first. None applies to a correlation or a filter.
[[nodiscard]] std::vector<RuleInDocument> filtersOf(const Rule& rule, const References& references);

/// A filter's part of a joined rule: the nodes and selections from here on, up to the next part's.
struct FilterPart {
    RuleInDocument filter;
    std::uint32_t firstNode = 0;
    std::uint32_t firstSelection = 0;
};

struct JoinedRule {
    Rule rule;
    std::vector<FilterPart> parts;
};

/// The rule with the conditions of filters joined to its own by AND, as they are written. The rule's own nodes and
/// values keep their ids; those of the filters follow. Spans are those of each one's own text.
[[nodiscard]] JoinedRule joined(const Rule& rule, std::span<const RuleInDocument> filters);

} // namespace rulewright::rule
