// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/program.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace rulewright::match {

/// Puts leaves, sources and gates into a program: equal ones once, children before parents.
class ProgramBuilder {
public:
    /// `missing`: how the rule's language reads a negated test of a field that an event does not have.
    explicit ProgramBuilder(rule::MissingRule missing)
        : m_missing(missing)
    {
    }

    [[nodiscard]] Program& program() { return m_program; } ///< as far as it is built

    [[nodiscard]] LeafIndex leaf(Leaf leaf);
    GateId add(Gate gate);

    /// One operand is as good as the operand itself; without any there is nothing, as after a deletion.
    std::optional<GateId> gate(Gate::Kind kind, std::vector<GateId> children);

    /// A value of a test as it stands in the condition. `isBelowNot`: an odd number of NOTs stands above the test.
    GateId valueGate(const ValueUse& value, const rule::Test& test, bool isBelowNot);

    /// Gives the test its truth by itself, which ignores its own negation and those above it.
    void setTruth(TestUse& use);

private:
    [[nodiscard]] SourceIndex source(Source source);
    GateId leafGate(Source source, bool negated);

    Program m_program;
    rule::MissingRule m_missing;
    std::unordered_map<std::string, LeafIndex> m_leafByKey;
    std::unordered_map<std::uint64_t, SourceIndex> m_sourceByKey;
};

[[nodiscard]] Gate gateOf(Gate::Kind kind);

} // namespace rulewright::match
