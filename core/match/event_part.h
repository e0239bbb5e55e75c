// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rulewright::match {

/// Names that a query has made so far, and what they stand for; nothing where that cannot be told for one event
/// (GROK, a lookup's column).
struct MadeNames {
    std::map<std::string, std::optional<rule::Expr>, std::less<>> names;
    std::set<std::string, std::less<>> expanded; ///< ES|QL's MV_EXPAND: an event for each of the field's values
    /// What is known of a field's name; null where the name is an event's own.
    [[nodiscard]] const std::optional<rule::Expr>* find(const std::string& name) const;
};

/// What of a rule in a query language can be decided for one event: the filters before its events become rows of
/// something else, and of a sequence each of its steps.
struct EventPart {
    struct Conjunct {
        const rule::Predicate* predicate = nullptr;
        std::shared_ptr<const MadeNames> made;
    };

    std::vector<Conjunct> conjuncts; ///< all of them must hold; ANDs at the top are taken apart
    std::vector<const rule::Predicate*> steps; ///< not empty: one of them must hold too
    std::shared_ptr<const MadeNames> made; ///< the names where the event part ends
    std::vector<std::string> notes; ///< what follows the event part and is not evaluated, over time either
};

/// Nothing where the rule has no query. The parts point into the rule.
[[nodiscard]] std::optional<EventPart> eventPart(const rule::Rule& rule);

/// What a search made the name of says the same about the event, the test's own negation included; null where the
/// test is of the event's own field.
[[nodiscard]] inline const rule::Predicate* meaningOf(const rule::Test& test, rule::Language language)
{
    return language == rule::Language::Spl && !test.meaning.empty() ? &test.meaning.front() : nullptr;
}

/// Whether the expression reads one of the names, or the predicate tests one.
[[nodiscard]] bool namesAny(const rule::Expr& expr, const std::vector<std::string>& names);
[[nodiscard]] bool testsAny(const rule::Predicate& predicate, const std::vector<std::string>& names);

/// Adds the names that the stage makes of an aggregation's results: an aggregation's own, and what is computed or
/// renamed from those among `names`.
void addCounted(const rule::Stage& stage, std::vector<std::string>& names);

/// The expression with every made name replaced by what it stands for; nothing where that is not known, or where the
/// result would be too large.
[[nodiscard]] std::optional<rule::Expr> substituted(const rule::Expr& expr, const MadeNames& made);

} // namespace rulewright::match
