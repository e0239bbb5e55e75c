// SPDX-License-Identifier: Apache-2.0
#include "core/match/program_builder.h"

#include <utility>

namespace rulewright::match {

Gate gateOf(Gate::Kind kind)
{
    Gate gate;
    gate.kind = kind;
    return gate;
}

LeafIndex ProgramBuilder::leaf(Leaf leaf)
{
    const auto next = static_cast<std::uint32_t>(m_program.leaves.size());
    const auto [found, isNew] = m_leafByKey.try_emplace(leaf.key(), LeafIndex{next});
    if (isNew)
        m_program.leaves.push_back(std::move(leaf));
    return found->second;
}

SourceIndex ProgramBuilder::source(Source source)
{
    const std::uint64_t key = std::uint64_t{index(source.leaf)} << 1 | (source.unknownNegation ? 1 : 0);
    const auto next = static_cast<std::uint32_t>(m_program.sources.size());
    const auto [found, isNew] = m_sourceByKey.try_emplace(key, SourceIndex{next});
    if (isNew)
        m_program.sources.push_back(source);
    return found->second;
}

GateId ProgramBuilder::add(Gate gate)
{
    const auto id = static_cast<GateId>(m_program.gates.size());
    for (const GateId child : gate.children)
        m_program.gates[index(child)].parent = id;
    m_program.gates.push_back(std::move(gate));
    return id;
}

std::optional<GateId> ProgramBuilder::gate(Gate::Kind kind, std::vector<GateId> children)
{
    if (children.empty())
        return std::nullopt;
    if (children.size() == 1)
        return children.front();
    Gate result = gateOf(kind);
    result.children = std::move(children);
    return add(std::move(result));
}

GateId ProgramBuilder::leafGate(Source from, bool negated)
{
    Gate result = gateOf(Gate::Kind::Leaf);
    result.source = source(from);
    result.negated = negated;
    return add(std::move(result));
}

GateId ProgramBuilder::valueGate(const ValueUse& value, const rule::Test& test, bool isBelowNot)
{
    const Leaf& leaf = m_program.leaves[index(value.leaf)];
    const rule::MissingRule missing = test.missingRule.value_or(m_missing);
    const bool isAlwaysKnown = leaf.anyField || leaf.asksForPresence();
    const bool isNegated = isBelowNot != test.negated;
    if (isNegated && value.negativeLeaf)
        return leafGate({*value.negativeLeaf, false}, false);
    if (missing == rule::MissingRule::NotEqualNeedsField && test.negated && !isAlwaysKnown)
        return leafGate({value.leaf, true}, isBelowNot);
    const bool isUnknown = isNegated && missing == rule::MissingRule::IsUnknown && !isAlwaysKnown;
    return leafGate({value.leaf, isUnknown}, isNegated && !isUnknown);
}

void ProgramBuilder::setTruth(TestUse& use)
{
    std::vector<GateId> children;
    children.reserve(use.values.size());
    for (const ValueUse& value : use.values)
        children.push_back(leafGate({value.leaf, false}, false));
    use.truth = gate(use.test->join == rule::Join::All ? Gate::Kind::And : Gate::Kind::Or, std::move(children));
}

} // namespace rulewright::match
