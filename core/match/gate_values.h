// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/block_words.h"
#include "core/match/program.h"

#include <memory>
#include <span>
#include <vector>

namespace rulewright::match {

/// The operand that a gate of this kind counts: AND counts the children that are false, OR those that are true.
/// `isAnd`: all children are required.
[[nodiscard]] inline Operand counted(const Operand& child, bool isAnd) { return isAnd ? !child : child; }

/// How a gate with operands is computed.
enum class GateForm : std::uint8_t { Always, Never, And, Or, Threshold };
[[nodiscard]] GateForm formOf(const Gate& gate);

/// For each place, how many children are true: exactly `wanted`.
[[nodiscard]] BlockWords exactly(std::span<const Operand> children, std::int64_t wanted);
/// At least `wanted`.
[[nodiscard]] BlockWords atLeast(std::span<const Operand> children, std::int64_t wanted);

/// Blocks that are made when first needed and used again for the next block of events.
class BlockPool {
public:
    explicit BlockPool(std::size_t size)
        : m_blocks(size)
    {
    }

    [[nodiscard]] BlockWords& at(std::size_t i)
    {
        if (m_blocks[i] == nullptr)
            m_blocks[i] = std::make_unique<BlockWords>();
        return *m_blocks[i];
    }

private:
    std::vector<std::unique_ptr<BlockWords>> m_blocks;
};

/// The values of all gates of a program over one block of events.
class GateValues {
public:
    explicit GateValues(const Program& program);

    /// `sources` are the program's over this block. Opaque gates have the given value in either polarity.
    void compute(std::span<const Operand> sources, bool opaque);

    [[nodiscard]] const Operand& operator[](GateId gate) const { return m_values[index(gate)]; }

    [[nodiscard]] std::vector<Operand> children(const Gate& gate) const;

private:
    [[nodiscard]] Operand computed(const Gate& gate, std::size_t slot);

    const Program& m_program;
    std::vector<std::uint32_t> m_same; ///< of each gate the first that is like it: a test stands in several places
    std::vector<Operand> m_values;
    BlockPool m_words;
};

} // namespace rulewright::match
