// SPDX-License-Identifier: Apache-2.0
#include "core/match/near_miss_gates.h"

#include <algorithm>
#include <map>

namespace rulewright::match {

NearMissGates::NearMissGates(const Program& program)
    : m_program(program)
    , m_isReachable(program.gates.size())
    , m_isReached(program.gates.size())
    , m_own(program.gates.size())
    , m_decided(0)
{
    for (const TestUse& test : program.tests) {
        std::map<bool, std::size_t> whole; // a test may be wanted true here and false there
        std::map<std::pair<const ValueUse*, bool>, std::size_t> single;
        const auto leafFor = [&](auto& known, const auto& key, const FailingLeaf& leaf) {
            const auto [found, isNew] = known.try_emplace(key, m_leaves.size());
            if (isNew)
                m_leaves.push_back(leaf);
            return found->second;
        };
        for (std::size_t i = 0; i < test.gates.size(); ++i) {
            const bool isExclusion = test.contexts[i].negated != test.test->negated;
            const GateId gate = test.gates[i];
            if (!test.contexts[i].asksForAll || test.values.size() == 1) {
                m_leafAt.emplace(gate, leafFor(whole, isExclusion, FailingLeaf{&test, nullptr, isExclusion}));
                continue;
            }
            const std::vector<GateId>& children = program.gates[index(gate)].children;
            for (std::size_t v = 0; v < test.values.size() && v < children.size(); ++v) {
                const ValueUse* value = &test.values[v];
                m_leafAt.emplace(children[v],
                    leafFor(single, std::pair(value, isExclusion), FailingLeaf{&test, value, isExclusion}));
            }
        }
    }
    m_isDecider.resize(m_leaves.size());
    m_decided = BlockPool(m_leaves.size());

    for (std::size_t i = 0; i < program.gates.size(); ++i) {
        const Gate& gate = program.gates[i];
        if (gate.kind == Gate::Kind::Constant) {
            m_isReachable[i] = gate.value;
            continue;
        }
        const auto reachable = std::ranges::count_if(gate.children, [&](GateId child) { return isReachable(child); });
        m_isReachable[i] = gate.children.empty() || reachable >= gate.required();
    }
}

bool NearMissGates::isReachable() const { return isReachable(*m_program.root); }

std::optional<std::size_t> NearMissGates::leafOf(GateId gate) const
{
    const auto found = m_leafAt.find(gate);
    return found == m_leafAt.end() ? std::nullopt : std::optional(found->second);
}

// The sum of the least `count` of the children's distances; at least so many are reachable.
Sliced NearMissGates::leastSum(std::span<const GateId> children, std::int64_t count, const GateValues& values) const
{
    const bool areLeaves = std::ranges::all_of(children, [&](GateId child) { return leafOf(child).has_value(); });
    Sliced sum;
    if (areLeaves) {
        // Each is 0 or 1: of k children f fail, and of the n least max(0, f - (k - n)).
        for (const GateId child : children)
            sum.add(Sliced(!values[child]));
        sum.subtract(children.size() - static_cast<std::uint64_t>(count));
        return sum;
    }
    std::vector<Sliced> least; // ascending
    for (const GateId child : children) {
        Sliced next = distance(child, values);
        for (Sliced& one : least)
            one.exchange(next);
        if (std::ssize(least) < count)
            least.push_back(std::move(next));
    }
    for (const Sliced& one : least)
        sum.add(one);
    return sum;
}

Sliced NearMissGates::distance(GateId id, const GateValues& values) const
{
    const Gate& gate = m_program.gates[index(id)];
    if (leafOf(id))
        return Sliced(!values[id]);
    if (gate.children.empty())
        return {}; // true, or taken as true
    std::vector<GateId> reachable;
    std::ranges::copy_if(
        gate.children, std::back_inserter(reachable), [&](GateId child) { return isReachable(child); });
    const std::int64_t required = gate.required();
    if (required <= 0)
        return {};
    if (required == 1) {
        Sliced least = distance(reachable.front(), values);
        for (const GateId child : std::span(reachable).subspan(1))
            least.takeLeast(distance(child, values));
        return least;
    }
    if (required < std::ssize(reachable))
        return leastSum(reachable, required, values);
    Sliced sum;
    for (const GateId child : reachable)
        sum.add(distance(child, values));
    return sum;
}

Sliced NearMissGates::distances(const GateValues& values) const { return distance(*m_program.root, values); }

void NearMissGates::give(GateId child, const BlockWords& events)
{
    if (isZero(events))
        return;
    if (const std::optional<std::size_t> leaf = leafOf(child)) {
        BlockWords& decided = m_decided.at(*leaf);
        if (!m_isDecider[*leaf])
            decided.fill(0);
        m_isDecider[*leaf] = true;
        orInto(decided, operandOf(events));
        return;
    }
    m_isReached[index(child)] = true;
    m_own.at(index(child)) = events;
}

// The gate is false for all of `own`, and with it true they match. Which children would do alone?
void NearMissGates::descend(const Gate& gate, const GateValues& values, const BlockWords& own)
{
    const GateForm form = formOf(gate);
    if (form == GateForm::Always || form == GateForm::Never)
        return;
    BlockWords nearly = own;
    if (form == GateForm::And) {
        // No second child is false.
        BlockWords any;
        BlockWords twice;
        any.fill(0);
        twice.fill(0);
        for (const GateId child : gate.children)
            accumulate(any, twice, !values[child]);
        andInto(nearly, operandOf(twice, true));
    } else if (form == GateForm::Threshold) {
        andInto(nearly, operandOf(exactly(values.children(gate), gate.required() - 1)));
    }
    if (isZero(nearly))
        return;
    for (const GateId child : gate.children) {
        BlockWords events = nearly;
        andInto(events, !values[child]);
        give(child, events);
    }
}

void NearMissGates::forEachDecider(const GateValues& values, const BlockWords& events,
    const std::function<void(std::size_t, const BlockWords&)>& visit)
{
    m_isDecider.assign(m_isDecider.size(), false);
    give(*m_program.root, events);
    for (std::uint32_t i = index(*m_program.root) + 1; i-- > m_program.conditionBegin;) {
        if (!m_isReached[i])
            continue;
        m_isReached[i] = false;
        descend(m_program.gates[i], values, m_own.at(i));
    }
    for (std::size_t leaf = 0; leaf < m_leaves.size(); ++leaf) {
        if (m_isDecider[leaf])
            visit(leaf, m_decided.at(leaf));
    }
}

} // namespace rulewright::match
