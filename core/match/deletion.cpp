// SPDX-License-Identifier: Apache-2.0
#include "core/match/deletion.h"

#include <algorithm>
#include <set>

namespace rulewright::match {

bool isOneDeletion(const Program& program, const std::vector<GateId>& gates)
{
    if (gates.size() != 1)
        return false;
    const GateId parent = program.gates[index(gates.front())].parent;
    return parent == GateId::None || !program.gates[index(parent)].asksTooMany();
}

Deletion::Deletion(const Program& program, const std::vector<GateId>& deleted)
    : m_program(program)
{
    std::set<GateId> gone(deleted.begin(), deleted.end());
    std::set<GateId> above;
    for (const GateId gate : deleted) {
        for (GateId up = program.gates[index(gate)].parent; up != GateId::None; up = program.gates[index(up)].parent)
            above.insert(up);
    }
    // Parents have greater numbers than their children.
    for (const GateId gate : above) {
        if (gone.contains(gate))
            continue;
        std::vector<GateId> left;
        for (const GateId child : program.gates[index(gate)].children) {
            if (!gone.contains(child))
                left.push_back(child);
        }
        if (left.empty()) {
            gone.insert(gate);
        } else {
            m_changedAt.emplace(gate, m_changed.size());
            m_changed.push_back({gate, std::move(left)});
        }
    }
    m_isRootGone = program.root && gone.contains(*program.root);
    m_words.resize(m_isRootGone ? 0 : m_changed.size());
}

Operand Deletion::valueOf(GateId gate, const GateValues& values) const
{
    const auto changed = m_changedAt.find(gate);
    return changed == m_changedAt.end() ? values[gate] : operandOf(m_words[changed->second]);
}

BlockWords Deletion::computed(const Changed& changed, const GateValues& values) const
{
    // The same gate over the children that are left: n of fewer than n is all of them.
    Gate gate = m_program.gates[index(changed.gate)];
    const bool hasLost = changed.left.size() < gate.children.size();
    gate.children = changed.left;
    gate.quantifier.all = gate.quantifier.all || (hasLost && gate.asksTooMany());
    std::vector<Operand> children;
    for (const GateId child : changed.left)
        children.push_back(valueOf(child, values));
    BlockWords result;
    const GateForm form = formOf(gate);
    if (form == GateForm::And || form == GateForm::Or) {
        result.fill(form == GateForm::And ? ~std::uint64_t{0} : 0);
        for (const Operand& child : children) {
            if (form == GateForm::And)
                andInto(result, child);
            else
                orInto(result, child);
        }
        return result;
    }
    if (form == GateForm::Threshold)
        return atLeast(children, gate.required());
    result.fill(form == GateForm::Always ? ~std::uint64_t{0} : 0);
    return result;
}

void Deletion::add(const GateValues& values, const BlockWords& scope)
{
    if (!m_program.root)
        return;
    const Operand before = values[*m_program.root];
    Operand after = constantOperand(true);
    if (!m_isRootGone) {
        for (std::size_t i = 0; i < m_changed.size(); ++i)
            m_words[i] = computed(m_changed[i], values);
        after = valueOf(*m_program.root, values);
    }
    BlockWords gained = scope;
    andInto(gained, after);
    andInto(gained, !before);
    m_effect.removes += countWords(gained);
    BlockWords lost = scope;
    andInto(lost, before);
    andInto(lost, !after);
    m_effect.adds += countWords(lost);
}

} // namespace rulewright::match
