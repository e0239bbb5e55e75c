// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/gate_values.h"

#include <cstdint>
#include <vector>

namespace rulewright::match {

/// What deleting a part of the rule would change (cli.md, "What `match` counts").
struct Effect {
    std::uint64_t removes = 0; ///< events that it keeps out
    std::uint64_t adds = 0; ///< events that only it lets in
    bool operator==(const Effect&) const = default;
};

/// The effect of deleting each gate of the condition, all at once by one downward pass: a gate is given the
/// events for which it alone decides. Exact for a part of the rule that one gate stands for; deletion.h has the
/// others.
class Sensitivity {
public:
    explicit Sensitivity(const Program& program);

    /// Adds one block of events; `values` are those of the possible matches, `scope` that of the log source.
    void add(const GateValues& values, const BlockWords& scope);

    [[nodiscard]] const Effect& effect(GateId gate) const { return m_effects[index(gate)]; }

private:
    void descend(const Gate& gate, const GateValues& values, const BlockWords& own);
    void descendThreshold(const Gate& gate, const GateValues& values, const BlockWords& own);
    void give(GateId child, const BlockWords& events);

    const Program& m_program;
    std::vector<Effect> m_effects;
    std::vector<bool> m_isReached; ///< in this block: some event depends on the gate
    BlockPool m_own; ///< the events that do
};

} // namespace rulewright::match
