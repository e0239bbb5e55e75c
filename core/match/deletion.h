// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/gate_values.h"
#include "core/match/sensitivity.h"

#include <map>
#include <vector>

namespace rulewright::match {

/// The condition with some gates deleted: a gate without operands is deleted itself, a quantifier of n with
/// fewer than n members left needs all of them. For what several gates stand for, where the downward pass does
/// not tell.
class Deletion {
public:
    Deletion(const Program& program, const std::vector<GateId>& deleted);

    /// Adds one block of events.
    void add(const GateValues& values, const BlockWords& scope);

    [[nodiscard]] const Effect& effect() const { return m_effect; }

private:
    struct Changed {
        GateId gate = GateId::None;
        std::vector<GateId> left; ///< children that stay
    };

    [[nodiscard]] Operand valueOf(GateId gate, const GateValues& values) const;
    [[nodiscard]] BlockWords computed(const Changed& changed, const GateValues& values) const;

    const Program& m_program;
    bool m_isRootGone = false;
    std::vector<Changed> m_changed; ///< children before parents
    std::map<GateId, std::size_t> m_changedAt;
    std::vector<BlockWords> m_words; ///< of each of m_changed
    Effect m_effect;
};

/// Whether the downward pass tells the effect of what these gates stand for.
[[nodiscard]] bool isOneDeletion(const Program& program, const std::vector<GateId>& gates);

} // namespace rulewright::match
