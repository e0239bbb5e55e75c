// SPDX-License-Identifier: Apache-2.0
#include "core/match/gate_rows.h"

#include "core/match/gate_values.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace rulewright::match {

GateRows::GateRows(const Program& program, const LeafRows& leaves, std::uint32_t rows)
    : m_program(program)
    , m_leaves(leaves)
    , m_rows(rows)
{
    m_bounds.reserve(program.gates.size());
    for (const Gate& gate : program.gates) // children before parents
        m_bounds.push_back(boundOf(gate));
}

LeafRows::Bound GateRows::boundOf(const Gate& gate) const
{
    if (gate.kind == Gate::Kind::Leaf) {
        const Source& source = m_program.sources[index(gate.source)];
        const LeafRows::Bound leaf = m_leaves.bound(source.leaf);
        const bool mayBeMore = gate.negated || source.unknownNegation;
        return {mayBeMore ? m_rows : leaf.most, leaf.isCostly && !(leaf.most == 0 && mayBeMore)};
    }
    if (gate.kind == Gate::Kind::Constant)
        return {gate.value ? m_rows : 0, false};
    if (gate.kind == Gate::Kind::Opaque)
        return {0, false};
    const GateForm form = formOf(gate);
    if (form == GateForm::Always || form == GateForm::Never)
        return {form == GateForm::Always ? m_rows : 0, false};
    LeafRows::Bound bound{form == GateForm::And ? m_rows : 0, false};
    std::uint64_t sum = 0;
    for (const GateId child : gate.children) {
        const LeafRows::Bound& of = m_bounds[index(child)];
        if (form == GateForm::And)
            bound.most = std::min(bound.most, of.most);
        sum += of.most;
        bound.isCostly = bound.isCostly || of.isCostly;
    }
    if (form != GateForm::And)
        bound.most = static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, m_rows));
    return bound;
}

RowSet GateRows::of(GateId id, const RowSet& among) const
{
    const LeafRows::Bound& bound = m_bounds[index(id)];
    if (bound.most == 0 || among.isEmpty())
        return RowSet(m_rows);
    const Gate& gate = m_program.gates[index(id)];
    if (gate.kind == Gate::Kind::Leaf)
        return ofLeaf(gate, among);
    if (gate.kind == Gate::Kind::Constant)
        return among;
    switch (formOf(gate)) {
    case GateForm::Always:
        return among;
    case GateForm::And:
        return ofAll(gate, among);
    case GateForm::Or:
        return ofAny(gate, among);
    case GateForm::Threshold:
        return ofSeveral(gate, among);
    case GateForm::Never:
        break;
    }
    return RowSet(m_rows);
}

RowSet GateRows::ofLeaf(const Gate& gate, const RowSet& among) const
{
    const Source& source = m_program.sources[index(gate.source)];
    RowSet rows = m_leaves.rows(source.leaf, among);
    if (source.unknownNegation)
        rows = m_leaves.knownRows(source.leaf, among).andNot(rows);
    return gate.negated ? among.andNot(rows) : rows;
}

// Cheap ones first, and of those the rarest.
std::vector<GateId> GateRows::inOrder(const Gate& gate) const
{
    std::vector<GateId> children = gate.children;
    std::ranges::stable_sort(children, {}, [&](GateId child) {
        const LeafRows::Bound& bound = m_bounds[index(child)];
        return std::tuple(bound.isCostly, bound.most);
    });
    return children;
}

RowSet GateRows::ofAll(const Gate& gate, const RowSet& among) const
{
    RowSet left(m_rows);
    const RowSet* open = &among;
    for (const GateId child : inOrder(gate)) {
        left = of(child, *open);
        open = &left;
        if (left.isEmpty())
            break;
    }
    return left;
}

RowSet GateRows::ofAny(const Gate& gate, const RowSet& among) const
{
    RowCollector found(m_rows);
    bool hasCostly = false;
    for (const GateId child : gate.children) {
        if (m_bounds[index(child)].isCostly)
            hasCostly = true;
        else if (m_bounds[index(child)].most > 0)
            found.add(of(child, among));
    }
    RowSet rows = std::move(found).build();
    if (!hasCostly)
        return rows;
    // Only of the rows that nothing else decides.
    RowSet open = among.andNot(rows);
    RowCollector all(m_rows);
    all.add(rows);
    for (const GateId child : gate.children) {
        if (!m_bounds[index(child)].isCostly || open.isEmpty())
            continue;
        const RowSet more = of(child, open);
        open = open.andNot(more);
        all.add(more);
    }
    return std::move(all).build();
}

RowSet GateRows::ofSeveral(const Gate& gate, const RowSet& among) const
{
    std::vector<std::uint32_t> counts(m_rows);
    for (const GateId child : gate.children)
        of(child, among).forEach([&](std::uint32_t row) { ++counts[row]; });
    const auto required = static_cast<std::uint32_t>(gate.required());
    RowCollector reached(m_rows);
    among.forEach([&](std::uint32_t row) {
        if (counts[row] >= required)
            reached.add(row);
    });
    return std::move(reached).build();
}

} // namespace rulewright::match
