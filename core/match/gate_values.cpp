// SPDX-License-Identifier: Apache-2.0
#include "core/match/gate_values.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

namespace rulewright::match {

namespace {

// How many children are true, in binary: slice i has bit i of the number of each place.
class Counters {
public:
    explicit Counters(std::span<const Operand> children)
        : m_slices(static_cast<std::size_t>(std::bit_width(children.size())))
    {
        for (BlockWords& slice : m_slices)
            slice.fill(0);
        BlockWords carry;
        for (const Operand& child : children) {
            expand(carry, child);
            for (BlockWords& slice : m_slices) {
                for (std::size_t i = 0; i < wordsPerBlock; ++i) {
                    const std::uint64_t both = slice[i] & carry[i];
                    slice[i] ^= carry[i];
                    carry[i] = both;
                }
            }
        }
    }

    [[nodiscard]] BlockWords equals(std::uint64_t wanted) const
    {
        BlockWords result;
        result.fill(wanted >> m_slices.size() == 0 ? ~std::uint64_t{0} : 0);
        for (std::size_t bit = 0; bit < m_slices.size(); ++bit)
            andInto(result, operandOf(m_slices[bit], (wanted >> bit & 1) == 0));
        return result;
    }

    [[nodiscard]] BlockWords reaches(std::uint64_t wanted) const
    {
        BlockWords greater;
        greater.fill(0);
        if (wanted >> m_slices.size() != 0)
            return greater;
        BlockWords equal;
        equal.fill(~std::uint64_t{0});
        for (std::size_t bit = m_slices.size(); bit-- > 0;) {
            const BlockWords& slice = m_slices[bit];
            const bool isWanted = (wanted >> bit & 1) != 0;
            for (std::size_t i = 0; i < wordsPerBlock; ++i) {
                if (isWanted) {
                    equal[i] &= slice[i];
                } else {
                    greater[i] |= equal[i] & slice[i];
                    equal[i] &= ~slice[i];
                }
            }
        }
        orInto(greater, operandOf(equal));
        return greater;
    }

private:
    std::vector<BlockWords> m_slices;
};

// The first gate that is like each: true for the same events whatever the sources are.
std::vector<std::uint32_t> firstAlike(const Program& program)
{
    std::vector<std::uint32_t> same(program.gates.size());
    std::map<std::vector<std::uint32_t>, std::uint32_t> known;
    for (std::uint32_t i = 0; i < same.size(); ++i) {
        const Gate& gate = program.gates[i];
        std::vector<std::uint32_t> key{static_cast<std::uint32_t>(gate.kind), gate.negated ? 1U : 0U,
            gate.value ? 1U : 0U, index(gate.source), gate.quantifier.all ? 1U : 0U, gate.quantifier.count};
        for (const GateId child : gate.children)
            key.push_back(same[index(child)]);
        same[i] = known.try_emplace(std::move(key), i).first->second;
    }
    return same;
}

} // namespace

GateForm formOf(const Gate& gate)
{
    const std::int64_t required = gate.required();
    const auto members = static_cast<std::int64_t>(gate.children.size());
    if (required <= 0)
        return GateForm::Always;
    if (required > members)
        return GateForm::Never;
    if (required == 1)
        return GateForm::Or;
    return required == members ? GateForm::And : GateForm::Threshold;
}

BlockWords exactly(std::span<const Operand> children, std::int64_t wanted)
{
    return Counters(children).equals(static_cast<std::uint64_t>(wanted));
}

BlockWords atLeast(std::span<const Operand> children, std::int64_t wanted)
{
    return Counters(children).reaches(static_cast<std::uint64_t>(wanted));
}

GateValues::GateValues(const Program& program)
    : m_program(program)
    , m_same(firstAlike(program))
    , m_values(program.gates.size())
    , m_words(program.gates.size())
{
}

std::vector<Operand> GateValues::children(const Gate& gate) const
{
    std::vector<Operand> result;
    result.reserve(gate.children.size());
    for (const GateId child : gate.children)
        result.push_back((*this)[child]);
    return result;
}

Operand GateValues::computed(const Gate& gate, std::size_t slot)
{
    const GateForm form = formOf(gate);
    if (form == GateForm::Always || form == GateForm::Never)
        return constantOperand(form == GateForm::Always);
    BlockWords& words = m_words.at(slot);
    if (form == GateForm::Threshold) {
        words = atLeast(children(gate), gate.required());
        return operandOf(words);
    }
    const bool isAnd = form == GateForm::And;
    const auto operand = [&](GateId child) { return counted((*this)[child], isAnd); };
    // One full operand decides; empty ones do not count.
    if (std::ranges::any_of(gate.children, [&](GateId child) { return operand(child).isFull(); }))
        return constantOperand(!isAnd);
    bool isFirst = true;
    for (const GateId child : gate.children) {
        const Operand one = operand(child);
        if (one.isEmpty())
            continue;
        if (isFirst)
            expand(words, one);
        else
            orInto(words, one);
        isFirst = false;
    }
    if (isFirst)
        return constantOperand(isAnd);
    return isZero(words) ? constantOperand(isAnd) : operandOf(words, isAnd);
}

void GateValues::compute(std::span<const Operand> sources, bool opaque)
{
    for (std::size_t i = 0; i < m_program.gates.size(); ++i) {
        if (m_same[i] != i) {
            m_values[i] = m_values[m_same[i]];
            continue;
        }
        const Gate& gate = m_program.gates[i];
        switch (gate.kind) {
        case Gate::Kind::Leaf: {
            const Operand& source = sources[index(gate.source)];
            m_values[i] = gate.negated ? !source : source;
            break;
        }
        case Gate::Kind::Constant:
            m_values[i] = constantOperand(gate.value);
            break;
        case Gate::Kind::Opaque:
            m_values[i] = constantOperand(opaque);
            break;
        default:
            m_values[i] = computed(gate, i);
            break;
        }
    }
}

} // namespace rulewright::match
