// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/rule/rule.h"
#include "tests/core/match/reference.h"

#include <cstdint>
#include <random>
#include <vector>

namespace rulewright::tests {

// Rules and events from a small alphabet, so that tests often hold and often nearly do. The same for the same seed.
class RandomRules {
public:
    explicit RandomRules(std::uint32_t seed)
        : m_random(seed)
    {
    }

    rule::Rule rule();
    std::vector<ReferenceEvent> events(std::size_t count);

    bool chance(int percent) { return below(100) < static_cast<std::uint32_t>(percent); }

    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(m_random() % limit); }

private:
    rule::Predicate test();
    rule::Predicate selectionPredicate();
    rule::Predicate condition(const rule::Rule& rule, int depth);
    rule::Value textValue(bool wildcards);
    rule::Value valueFor(rule::Test& test);
    std::string text();

    std::mt19937 m_random;
};

// The same events, as the engine holds them.
events::EventSet eventSet(const std::vector<ReferenceEvent>& events);

// A rule that is this condition over these selections.
rule::Rule ruleOf(std::vector<std::pair<std::string, rule::Predicate>> selections, rule::Predicate condition);

// `field op value`, a list of values, with the text as a Sigma value without wildcards.
rule::Predicate testOf(const std::string& field, rule::Op op, const std::vector<std::string>& values);

} // namespace rulewright::tests
