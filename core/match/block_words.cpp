// SPDX-License-Identifier: Apache-2.0
#include "core/match/block_words.h"

#include "core/match/cpu.h"

#include <algorithm>
#include <bit>

#ifdef RULEWRIGHT_X86_DISPATCH
#include <immintrin.h>
#endif

namespace rulewright::match {

namespace {

// The loops, for any processor and for one with AVX2. `flip` is xored to the operand: all ones where it is negated.
struct Kernels {
    std::uint64_t (*count)(const std::uint64_t* a, std::size_t size);
    std::uint64_t (*countAnd)(const std::uint64_t* a, const std::uint64_t* b, std::uint64_t flip, std::size_t size);
    std::uint64_t (*countAndNot)(
        const std::uint64_t* a, const std::uint64_t* b, const std::uint64_t* c, std::uint64_t flip, std::size_t size);
    void (*accumulate)(std::uint64_t* any, std::uint64_t* twice, const std::uint64_t* a, std::uint64_t flip);
    void (*copy)(std::uint64_t* target, const std::uint64_t* a, std::uint64_t flip);
    void (*orInto)(std::uint64_t* target, const std::uint64_t* a, std::uint64_t flip);
    void (*andInto)(std::uint64_t* target, const std::uint64_t* a, std::uint64_t flip);
};

std::uint64_t ones(std::uint64_t word) { return static_cast<std::uint64_t>(std::popcount(word)); }

constexpr Kernels portableKernels{
    [](const std::uint64_t* a, std::size_t size) {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < size; ++i)
            sum += ones(a[i]);
        return sum;
    },
    [](const std::uint64_t* a, const std::uint64_t* b, std::uint64_t flip, std::size_t size) {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < size; ++i)
            sum += ones(a[i] & (b[i] ^ flip));
        return sum;
    },
    [](const std::uint64_t* a, const std::uint64_t* b, const std::uint64_t* c, std::uint64_t flip, std::size_t size) {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < size; ++i)
            sum += ones(a[i] & (b[i] ^ flip) & ~c[i]);
        return sum;
    },
    [](std::uint64_t* any, std::uint64_t* twice, const std::uint64_t* a, std::uint64_t flip) {
        for (std::size_t i = 0; i < wordsPerBlock; ++i) {
            const std::uint64_t bits = a[i] ^ flip;
            twice[i] |= any[i] & bits;
            any[i] |= bits;
        }
    },
    [](std::uint64_t* target, const std::uint64_t* a, std::uint64_t flip) {
        for (std::size_t i = 0; i < wordsPerBlock; ++i)
            target[i] = a[i] ^ flip;
    },
    [](std::uint64_t* target, const std::uint64_t* a, std::uint64_t flip) {
        for (std::size_t i = 0; i < wordsPerBlock; ++i)
            target[i] |= a[i] ^ flip;
    },
    [](std::uint64_t* target, const std::uint64_t* a, std::uint64_t flip) {
        for (std::size_t i = 0; i < wordsPerBlock; ++i)
            target[i] &= a[i] ^ flip;
    },
};

#ifdef RULEWRIGHT_X86_DISPATCH

#define RULEWRIGHT_AVX2 __attribute__((target("avx2,popcnt")))
#define RULEWRIGHT_AVX2_INLINE __attribute__((target("avx2,popcnt"), always_inline)) inline

RULEWRIGHT_AVX2_INLINE __m256i load(const std::uint64_t* words)
{
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(words));
}

RULEWRIGHT_AVX2_INLINE void store(std::uint64_t* words, __m256i value)
{
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(words), value);
}

RULEWRIGHT_AVX2_INLINE __m256i flipping(std::uint64_t flip) { return _mm256_set1_epi64x(static_cast<long long>(flip)); }

// Four sums of the ones of each word: a table of sixteen says how many a half byte has.
RULEWRIGHT_AVX2_INLINE __m256i onesOf(__m256i words)
{
    const __m256i table = _mm256_setr_epi8(
        0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i half = _mm256_set1_epi8(0x0F);
    const __m256i low = _mm256_shuffle_epi8(table, _mm256_and_si256(words, half));
    const __m256i high = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(words, 4), half));
    return _mm256_sad_epu8(_mm256_add_epi8(low, high), _mm256_setzero_si256());
}

RULEWRIGHT_AVX2_INLINE std::uint64_t sumOf(__m256i four)
{
    std::uint64_t sums[4];
    store(sums, four);
    return sums[0] + sums[1] + sums[2] + sums[3];
}

RULEWRIGHT_AVX2 std::uint64_t countAvx2(const std::uint64_t* a, std::size_t size)
{
    __m256i sum = _mm256_setzero_si256();
    std::size_t i = 0;
    for (; i + 4 <= size; i += 4)
        sum = _mm256_add_epi64(sum, onesOf(load(a + i)));
    std::uint64_t result = sumOf(sum);
    for (; i < size; ++i)
        result += ones(a[i]);
    return result;
}

RULEWRIGHT_AVX2 std::uint64_t countAndAvx2(
    const std::uint64_t* a, const std::uint64_t* b, std::uint64_t flip, std::size_t size)
{
    const __m256i flips = flipping(flip);
    __m256i sum = _mm256_setzero_si256();
    std::size_t i = 0;
    for (; i + 4 <= size; i += 4)
        sum = _mm256_add_epi64(sum, onesOf(_mm256_and_si256(load(a + i), _mm256_xor_si256(load(b + i), flips))));
    std::uint64_t result = sumOf(sum);
    for (; i < size; ++i)
        result += ones(a[i] & (b[i] ^ flip));
    return result;
}

RULEWRIGHT_AVX2 std::uint64_t countAndNotAvx2(
    const std::uint64_t* a, const std::uint64_t* b, const std::uint64_t* c, std::uint64_t flip, std::size_t size)
{
    const __m256i flips = flipping(flip);
    __m256i sum = _mm256_setzero_si256();
    std::size_t i = 0;
    for (; i + 4 <= size; i += 4) {
        const __m256i both = _mm256_and_si256(load(a + i), _mm256_xor_si256(load(b + i), flips));
        sum = _mm256_add_epi64(sum, onesOf(_mm256_andnot_si256(load(c + i), both)));
    }
    std::uint64_t result = sumOf(sum);
    for (; i < size; ++i)
        result += ones(a[i] & (b[i] ^ flip) & ~c[i]);
    return result;
}

RULEWRIGHT_AVX2 void accumulateAvx2(
    std::uint64_t* any, std::uint64_t* twice, const std::uint64_t* a, std::uint64_t flip)
{
    const __m256i flips = flipping(flip);
    for (std::size_t i = 0; i < wordsPerBlock; i += 4) {
        const __m256i bits = _mm256_xor_si256(load(a + i), flips);
        const __m256i before = load(any + i);
        store(twice + i, _mm256_or_si256(load(twice + i), _mm256_and_si256(before, bits)));
        store(any + i, _mm256_or_si256(before, bits));
    }
}

RULEWRIGHT_AVX2 void copyAvx2(std::uint64_t* target, const std::uint64_t* a, std::uint64_t flip)
{
    const __m256i flips = flipping(flip);
    for (std::size_t i = 0; i < wordsPerBlock; i += 4)
        store(target + i, _mm256_xor_si256(load(a + i), flips));
}

RULEWRIGHT_AVX2 void orIntoAvx2(std::uint64_t* target, const std::uint64_t* a, std::uint64_t flip)
{
    const __m256i flips = flipping(flip);
    for (std::size_t i = 0; i < wordsPerBlock; i += 4)
        store(target + i, _mm256_or_si256(load(target + i), _mm256_xor_si256(load(a + i), flips)));
}

RULEWRIGHT_AVX2 void andIntoAvx2(std::uint64_t* target, const std::uint64_t* a, std::uint64_t flip)
{
    const __m256i flips = flipping(flip);
    for (std::size_t i = 0; i < wordsPerBlock; i += 4)
        store(target + i, _mm256_and_si256(load(target + i), _mm256_xor_si256(load(a + i), flips)));
}

constexpr Kernels avx2Kernels{
    countAvx2, countAndAvx2, countAndNotAvx2, accumulateAvx2, copyAvx2, orIntoAvx2, andIntoAvx2};
static_assert(wordsPerBlock % 4 == 0);

#endif

const Kernels& kernels()
{
#ifdef RULEWRIGHT_X86_DISPATCH
    return cpuHasAvx2() ? avx2Kernels : portableKernels;
#else
    return portableKernels;
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
        kernels().copy(target.data(), operand.words, flipMask(operand.negated));
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
        kernels().orInto(target.data(), operand.words, flipMask(operand.negated));
        return;
    }
    BlockWords bits;
    expand(bits, operand);
    kernels().orInto(target.data(), bits.data(), 0);
}

void andInto(BlockWords& target, const Operand& operand)
{
    if (operand.isFull())
        return;
    if (operand.form == Operand::Form::Words) {
        kernels().andInto(target.data(), operand.words, flipMask(operand.negated));
        return;
    }
    BlockWords bits;
    expand(bits, operand);
    kernels().andInto(target.data(), bits.data(), 0);
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
