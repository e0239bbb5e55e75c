// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/gate_values.h"
#include "core/match/sliced.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace rulewright::match {

/// What may fail by itself: a test as a whole, or a value of one that asks for all.
struct FailingLeaf {
    const TestUse* test = nullptr;
    const ValueUse* value = nullptr; ///< null: the whole test
    bool isExclusion = false; ///< wanted false
};

/// A program's condition as near misses see it (cli.md, "Near misses"): how many leaves would have to be otherwise,
/// and which of them decide. The program must have a root.
class NearMissGates {
public:
    explicit NearMissGates(const Program& program);

    [[nodiscard]] const std::vector<FailingLeaf>& leaves() const { return m_leaves; }

    /// Whether some change of leaves makes the condition true at all.
    [[nodiscard]] bool isReachable() const;

    /// The distance of each event of a block. `values` are those of the possible matches.
    [[nodiscard]] Sliced distances(const GateValues& values) const;

    /// Calls visit(leaf, events) for the leaves that alone keep some of the events out, each once.
    void forEachDecider(const GateValues& values, const BlockWords& events,
        const std::function<void(std::size_t, const BlockWords&)>& visit);

private:
    [[nodiscard]] std::optional<std::size_t> leafOf(GateId gate) const;

    [[nodiscard]] bool isReachable(GateId gate) const { return m_isReachable[index(gate)]; }

    [[nodiscard]] Sliced distance(GateId gate, const GateValues& values) const;
    [[nodiscard]] Sliced leastSum(std::span<const GateId> children, std::int64_t count, const GateValues& values) const;
    void give(GateId child, const BlockWords& events);
    void descend(const Gate& gate, const GateValues& values, const BlockWords& own);

    const Program& m_program;
    std::vector<FailingLeaf> m_leaves;
    std::unordered_map<GateId, std::size_t> m_leafAt;
    std::vector<bool> m_isReachable; ///< of each gate
    std::vector<bool> m_isReached; ///< forEachDecider(): some event depends on the gate
    BlockPool m_own; ///< the events that do
    std::vector<bool> m_isDecider; ///< of each leaf
    BlockPool m_decided;
};

} // namespace rulewright::match
