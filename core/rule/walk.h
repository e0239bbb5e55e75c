// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <functional>

namespace rulewright::rule {

/// Calls `visit` for the predicate and everything below it, parents first, in text order. References to
/// selections are not followed. Iterative: depth is bounded by memory alone.
void walk(const Predicate& predicate, const std::function<void(const Predicate&)>& visit);

/// Calls `visit` for each test of the rule: of its selections, its stages and sub-pipelines, its sequence's
/// steps and its filter document, in text order.
void forEachTest(const Rule& rule, const std::function<void(const Test&)>& visit);

/// The predicate that decides the event part of a Sigma rule or filter document: the condition.
/// Null where the rule has none.
[[nodiscard]] const Predicate* condition(const Rule& rule);

/// The selection that a Ref or an Of names.
[[nodiscard]] const Selection& selectionOf(const Rule& rule, SelectionId id);

} // namespace rulewright::rule
