// SPDX-License-Identifier: Apache-2.0
#include "core/match/block_words.h"

#include "core/match/cpu.h"

#include <algorithm>
#include <bit>

namespace rulewright::match {

namespace {

// The same loops compiled twice: for any x86-64 (or other) processor, and for one with AVX2 and POPCNT.
struct Kernels {
    std::uint64_t (*count)(const std::uint64_t* a, std::size_t size);
    std::uint64_t (*countAnd)(const std::uint64_t* a, const std::uint64_t* b, std::uint64_t flip, std::size_t size);
    std::uint64_t (*countAndNot)(
        const std::uint64_t* a, const std::uint64_t* b, const std::uint64_t* c, std::uint64_t flip, std::size_t size);
    void (*accumulate)(std::uint64_t* any, std::uint64_t* twice, const std::uint64_t* a, std::uint64_t flip);
};

#define RULEWRIGHT_BLOCK_KERNELS(SUFFIX, ATTRIBUTE)                                                                    \
    ATTRIBUTE std::uint64_t count##SUFFIX(const std::uint64_t* a, std::size_t size)                                    \
    {                                                                                                                  \
        std::uint64_t sum = 0;                                                                                         \
        for (std::size_t i = 0; i < size; ++i)                                                                         \
            sum += static_cast<std::uint64_t>(std::popcount(a[i]));                                                    \
        return sum;                                                                                                    \
    }                                                                                                                  \
    ATTRIBUTE std::uint64_t countAnd##SUFFIX(                                                                          \
        const std::uint64_t* a, const std::uint64_t* b, std::uint64_t flip, std::size_t size)                          \
    {                                                                                                                  \
        std::uint64_t sum = 0;                                                                                         \
        for (std::size_t i = 0; i < size; ++i)                                                                         \
            sum += static_cast<std::uint64_t>(std::popcount(a[i] & (b[i] ^ flip)));                                    \
        return sum;                                                                                                    \
    }                                                                                                                  \
    ATTRIBUTE std::uint64_t countAndNot##SUFFIX(                                                                       \
        const std::uint64_t* a, const std::uint64_t* b, const std::uint64_t* c, std::uint64_t flip, std::size_t size)  \
    {                                                                                                                  \
        std::uint64_t sum = 0;                                                                                         \
        for (std::size_t i = 0; i < size; ++i)                                                                         \
            sum += static_cast<std::uint64_t>(std::popcount(a[i] & (b[i] ^ flip) & ~c[i]));                            \
        return sum;                                                                                                    \
    }                                                                                                                  \
    ATTRIBUTE void accumulate##SUFFIX(                                                                                 \
        std::uint64_t* any, std::uint64_t* twice, const std::uint64_t* a, std::uint64_t flip)                          \
    {                                                                                                                  \
        for (std::size_t i = 0; i < wordsPerBlock; ++i) {                                                              \
            const std::uint64_t bits = a[i] ^ flip;                                                                    \
            twice[i] |= any[i] & bits;                                                                                 \
            any[i] |= bits;                                                                                            \
        }                                                                                                              \
    }                                                                                                                  \
    constexpr Kernels kernels##SUFFIX{count##SUFFIX, countAnd##SUFFIX, countAndNot##SUFFIX, accumulate##SUFFIX};

RULEWRIGHT_BLOCK_KERNELS(Portable, )
#ifdef RULEWRIGHT_X86_DISPATCH
RULEWRIGHT_BLOCK_KERNELS(Avx2, __attribute__((target("avx2,popcnt"))))
#endif

const Kernels& kernels()
{
#ifdef RULEWRIGHT_X86_DISPATCH
    return cpuHasAvx2() ? kernelsAvx2 : kernelsPortable;
#else
    return kernelsPortable;
#endif
}

constexpr std::uint64_t flipMask(bool negated) { return negated ? ~std::uint64_t{0} : 0; }

bool testBit(const BlockWords& words, std::uint16_t i) { return (words[i / 64] >> (i % 64) & 1) != 0; }

void setBit(BlockWords& words, std::uint16_t i) { words[i / 64] |= std::uint64_t{1} << (i % 64); }

} // namespace

Operand constantOperand(bool value) { return {value ? Operand::Form::Full : Operand::Form::Empty, false, {}, nullptr}; }

Operand operandOf(const BlockWords& words, bool negated) { return {Operand::Form::Words, negated, {}, words.data()}; }

Operand operandOf(const Bitmap::Block& block, bool negated)
{
    Operand result = constantOperand(std::holds_alternative<Bitmap::Full>(block));
    if (const auto* array = std::get_if<Bitmap::Array>(&block)) {
        result.form = Operand::Form::Array;
        result.array = *array;
    } else if (const auto* words = std::get_if<Bitmap::Words>(&block)) {
        result.form = Operand::Form::Words;
        result.words = words->data();
    }
    result.negated = negated;
    return result;
}

void expand(BlockWords& target, const Operand& operand)
{
    if (operand.form == Operand::Form::Words) {
        const std::uint64_t flip = flipMask(operand.negated);
        for (std::size_t i = 0; i < wordsPerBlock; ++i)
            target[i] = operand.words[i] ^ flip;
        return;
    }
    if (operand.form != Operand::Form::Array) {
        target.fill(flipMask(operand.isFull()));
        return;
    }
    target.fill(0);
    for (const std::uint16_t i : operand.array)
        setBit(target, i);
    if (operand.negated) {
        for (std::uint64_t& word : target)
            word = ~word;
    }
}

void accumulate(BlockWords& any, BlockWords& twice, const Operand& operand)
{
    if (operand.isEmpty())
        return;
    if (operand.isFull()) {
        orInto(twice, operandOf(any));
        any.fill(~std::uint64_t{0});
    } else if (operand.form == Operand::Form::Words) {
        kernels().accumulate(any.data(), twice.data(), operand.words, flipMask(operand.negated));
    } else if (operand.negated) {
        BlockWords bits;
        expand(bits, operand);
        kernels().accumulate(any.data(), twice.data(), bits.data(), 0);
    } else {
        for (const std::uint16_t i : operand.array) {
            if (testBit(any, i))
                setBit(twice, i);
            else
                setBit(any, i);
        }
    }
}

void orInto(BlockWords& target, const Operand& operand)
{
    if (operand.isEmpty())
        return;
    if (operand.form == Operand::Form::Array && !operand.negated) {
        for (const std::uint16_t i : operand.array)
            setBit(target, i);
        return;
    }
    if (operand.form == Operand::Form::Words) {
        const std::uint64_t flip = flipMask(operand.negated);
        for (std::size_t i = 0; i < wordsPerBlock; ++i)
            target[i] |= operand.words[i] ^ flip;
        return;
    }
    BlockWords bits;
    expand(bits, operand);
    for (std::size_t i = 0; i < wordsPerBlock; ++i)
        target[i] |= bits[i];
}

void andInto(BlockWords& target, const Operand& operand)
{
    if (operand.isFull())
        return;
    if (operand.form == Operand::Form::Words) {
        const std::uint64_t flip = flipMask(operand.negated);
        for (std::size_t i = 0; i < wordsPerBlock; ++i)
            target[i] &= operand.words[i] ^ flip;
        return;
    }
    BlockWords bits;
    expand(bits, operand);
    for (std::size_t i = 0; i < wordsPerBlock; ++i)
        target[i] &= bits[i];
}

std::uint64_t countWords(std::span<const std::uint64_t> words) { return kernels().count(words.data(), words.size()); }

std::uint64_t countAnd(const BlockWords& mask, const Operand& operand)
{
    if (operand.isEmpty())
        return 0;
    if (operand.isFull())
        return countWords(mask);
    if (operand.form == Operand::Form::Words)
        return kernels().countAnd(mask.data(), operand.words, flipMask(operand.negated), wordsPerBlock);
    const auto inside = static_cast<std::uint64_t>(
        std::ranges::count_if(operand.array, [&](std::uint16_t i) { return testBit(mask, i); }));
    return operand.negated ? countWords(mask) - inside : inside;
}

std::uint64_t countAnd(const Operand& a, const Operand& b)
{
    if (a.isEmpty() || b.isEmpty())
        return 0;
    const bool isList = a.form == Operand::Form::Array && !a.negated;
    if (!isList && b.form == Operand::Form::Array && !b.negated)
        return countAnd(b, a);
    if (isList && b.form == Operand::Form::Words) {
        const std::uint64_t flip = flipMask(b.negated);
        return static_cast<std::uint64_t>(std::ranges::count_if(
            a.array, [&](std::uint16_t i) { return ((b.words[i / 64] ^ flip) >> (i % 64) & 1) != 0; }));
    }
    if (a.form == Operand::Form::Words && b.form == Operand::Form::Words && !a.negated)
        return kernels().countAnd(a.words, b.words, flipMask(b.negated), wordsPerBlock);
    BlockWords words;
    expand(words, a);
    return countAnd(words, b);
}

std::uint64_t countAndNot(const BlockWords& mask, const Operand& operand, const BlockWords& excluded)
{
    if (operand.isEmpty())
        return 0;
    if (operand.form == Operand::Form::Words)
        return kernels().countAndNot(
            mask.data(), operand.words, excluded.data(), flipMask(operand.negated), wordsPerBlock);
    if (operand.form == Operand::Form::Array && !operand.negated) {
        return static_cast<std::uint64_t>(std::ranges::count_if(
            operand.array, [&](std::uint16_t i) { return testBit(mask, i) && !testBit(excluded, i); }));
    }
    BlockWords bits;
    expand(bits, operand);
    return kernels().countAndNot(mask.data(), bits.data(), excluded.data(), 0, wordsPerBlock);
}

void clearBeyond(BlockWords& words, std::uint32_t length)
{
    for (std::uint32_t w = length / 64; w < wordsPerBlock; ++w)
        words[w] &= w == length / 64 ? (std::uint64_t{1} << (length % 64)) - 1 : 0;
}

bool isZero(const BlockWords& words)
{
    return std::ranges::all_of(words, [](std::uint64_t word) { return word == 0; });
}

} // namespace rulewright::match
