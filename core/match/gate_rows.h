// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/program.h"
#include "core/match/row_set.h"

#include <cstdint>
#include <vector>

namespace rulewright::match {

/// What GateRows asks of the leaves of a program.
class LeafRows {
public:
    /// What is known of a leaf before it is asked.
    struct Bound {
        std::uint32_t most = 0; ///< it is true in at most so many rows
        bool isCostly = false; ///< asked late, of few rows
    };

    LeafRows() = default;
    LeafRows(const LeafRows&) = delete;
    LeafRows& operator=(const LeafRows&) = delete;
    virtual ~LeafRows() = default;

    [[nodiscard]] virtual Bound bound(LeafIndex leaf) const = 0;
    /// Those of `among` in which the leaf is true.
    [[nodiscard]] virtual RowSet rows(LeafIndex leaf, const RowSet& among) const = 0;
    /// Those of `among` in which the leaf is true or false, and not unknown.
    [[nodiscard]] virtual RowSet knownRows(LeafIndex leaf, const RowSet& among) const = 0;
};

/// The rows in which a program's gates are true, from above: of AND's children the rarest is asked first, the next
/// of the rows that it leaves. What is opaque counts as false, as it does for definite matches.
class GateRows {
public:
    GateRows(const Program& program, const LeafRows& leaves, std::uint32_t rows);

    /// Those of `among` in which the gate is true.
    [[nodiscard]] RowSet of(GateId gate, const RowSet& among) const;

private:
    [[nodiscard]] LeafRows::Bound boundOf(const Gate& gate) const;
    [[nodiscard]] RowSet ofLeaf(const Gate& gate, const RowSet& among) const;
    [[nodiscard]] RowSet ofAll(const Gate& gate, const RowSet& among) const;
    [[nodiscard]] RowSet ofAny(const Gate& gate, const RowSet& among) const;
    [[nodiscard]] RowSet ofSeveral(const Gate& gate, const RowSet& among) const;
    [[nodiscard]] std::vector<GateId> inOrder(const Gate& gate) const;

    const Program& m_program;
    const LeafRows& m_leaves;
    std::uint32_t m_rows;
    std::vector<LeafRows::Bound> m_bounds; ///< by gate
};

} // namespace rulewright::match
