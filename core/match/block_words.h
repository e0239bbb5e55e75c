// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/bitmap.h"

#include <array>
#include <cstdint>
#include <span>

namespace rulewright::match {

inline constexpr std::uint32_t wordsPerBlock = Bitmap::blockSize / 64;

/// The bits of one block. Bits beyond the end of the set are whatever they are: the scope masks them.
using BlockWords = std::array<std::uint64_t, wordsPerBlock>;

/// A block as a gate of the program reads it: a view of one of Bitmap's forms, possibly of its complement.
struct Operand {
    enum class Form : std::uint8_t { Empty, Full, Array, Words };
    Form form = Form::Empty;
    bool negated = false;
    std::span<const std::uint16_t> array;
    const std::uint64_t* words = nullptr;

    [[nodiscard]] bool isEmpty() const { return form == (negated ? Form::Full : Form::Empty); }

    [[nodiscard]] bool isFull() const { return form == (negated ? Form::Empty : Form::Full); }

    [[nodiscard]] Operand operator!() const
    {
        Operand result = *this;
        result.negated = !negated;
        return result;
    }
};

[[nodiscard]] Operand operandOf(const Bitmap::Block& block, bool negated = false);
[[nodiscard]] Operand operandOf(const BlockWords& words, bool negated = false);
[[nodiscard]] Operand constantOperand(bool value);

/// Writes the operand's bits.
void expand(BlockWords& target, const Operand& operand);

/// twice |= any & operand; any |= operand: after all operands, `any` has the bits that one has at least,
/// `twice` those that two have at least.
void accumulate(BlockWords& any, BlockWords& twice, const Operand& operand);

void orInto(BlockWords& target, const Operand& operand);
void andInto(BlockWords& target, const Operand& operand);

[[nodiscard]] std::uint64_t countWords(std::span<const std::uint64_t> words);
[[nodiscard]] std::uint64_t countAnd(const BlockWords& mask, const Operand& operand);
[[nodiscard]] std::uint64_t countAnd(const Operand& a, const Operand& b); ///< of a whole block: neither has bits beyond
/// |mask ∧ operand ∧ ¬excluded|
[[nodiscard]] std::uint64_t countAndNot(const BlockWords& mask, const Operand& operand, const BlockWords& excluded);

/// Clears the bits of places from `length` on.
void clearBeyond(BlockWords& words, std::uint32_t length);

/// Whether all bits are 0.
[[nodiscard]] bool isZero(const BlockWords& words);

} // namespace rulewright::match
