// SPDX-License-Identifier: Apache-2.0
#include "core/match/sensitivity.h"

namespace rulewright::match {

namespace {

bool hasChildren(const Gate& gate) { return !gate.children.empty(); }

} // namespace

Sensitivity::Sensitivity(const Program& program)
    : m_program(program)
    , m_effects(program.gates.size())
    , m_isReached(program.gates.size())
    , m_own(program.gates.size())
{
}

void Sensitivity::give(GateId child, const BlockWords& events)
{
    if (isZero(events))
        return;
    m_isReached[index(child)] = true;
    m_own.at(index(child)) = events;
}

// AND and OR alike: `counted` children are those that alone settle the gate, false ones of an AND, true ones of
// an OR. A child decides where no other one is counted.
void Sensitivity::descend(const Gate& gate, const GateValues& values, const BlockWords& own)
{
    const GateForm form = formOf(gate);
    if (form == GateForm::Threshold) {
        descendThreshold(gate, values, own);
        return;
    }
    if (form != GateForm::And && form != GateForm::Or)
        return;
    const bool isAnd = form == GateForm::And;
    BlockWords any;
    BlockWords twice;
    any.fill(0);
    twice.fill(0);
    for (const GateId child : gate.children)
        accumulate(any, twice, counted(values[child], isAnd));
    for (const GateId child : gate.children) {
        const Operand operand = counted(values[child], isAnd);
        const std::uint64_t count = countAndNot(own, operand, twice);
        Effect& effect = m_effects[index(child)];
        (isAnd ? effect.removes : effect.adds) += count;
        if (!hasChildren(m_program.gates[index(child)]))
            continue;
        BlockWords events;
        expand(events, operand);
        for (std::size_t i = 0; i < wordsPerBlock; ++i)
            events[i] = own[i] & (~any[i] | (events[i] & ~twice[i]));
        give(child, events);
    }
}

// A child decides where as many of the others are true as are required but one.
void Sensitivity::descendThreshold(const Gate& gate, const GateValues& values, const BlockWords& own)
{
    const std::vector<Operand> children = values.children(gate);
    const BlockWords enough = exactly(children, gate.required());
    const BlockWords oneLess = exactly(children, gate.required() - 1);
    for (std::size_t c = 0; c < children.size(); ++c) {
        BlockWords falling = own;
        andInto(falling, operandOf(enough));
        andInto(falling, children[c]);
        BlockWords rising = own;
        andInto(rising, operandOf(oneLess));
        andInto(rising, !children[c]);
        Effect& effect = m_effects[index(gate.children[c])];
        if (gate.neutral())
            effect.removes += countWords(rising);
        else
            effect.adds += countWords(falling);
        if (hasChildren(m_program.gates[index(gate.children[c])])) {
            orInto(falling, operandOf(rising));
            give(gate.children[c], falling);
        }
    }
}

void Sensitivity::add(const GateValues& values, const BlockWords& scope)
{
    if (!m_program.root)
        return;
    const GateId root = *m_program.root;
    // Without its root the rule asks for nothing.
    m_effects[index(root)].removes += countAnd(scope, !values[root]);
    give(root, scope);
    for (std::uint32_t i = index(root) + 1; i-- > m_program.conditionBegin;) {
        if (!m_isReached[i])
            continue;
        m_isReached[i] = false;
        const Gate& gate = m_program.gates[i];
        if (hasChildren(gate))
            descend(gate, values, m_own.at(i));
    }
}

} // namespace rulewright::match
