// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/file.h"

#include <array>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define RULEWRIGHT_CRC_BY_MULTIPLICATION 1
#include <immintrin.h>
#endif

namespace rulewright::events::evtx {

namespace {

using Table = std::array<std::array<std::uint32_t, 256>, 8>;

/// Tables for eight bytes a step ("slicing by 8").
constexpr Table makeTable()
{
    Table table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? (value >> 1U) ^ 0xEDB88320U : value >> 1U;
        table[0][i] = value;
    }
    for (std::uint32_t i = 0; i < 256; ++i) {
        for (std::size_t k = 1; k < 8; ++k)
            table[k][i] = (table[k - 1][i] >> 8U) ^ table[0][table[k - 1][i] & 0xFFU];
    }
    return table;
}

constexpr Table table = makeTable();

// `crc` is the register, which begins and ends inverted.
std::uint32_t byTable(std::uint32_t crc, const std::uint8_t* data, std::size_t size)
{
    while (size >= 8) {
        std::uint32_t low = 0;
        std::uint32_t high = 0;
        std::memcpy(&low, data, 4);
        std::memcpy(&high, data + 4, 4);
        low ^= crc;
        crc = table[7][low & 0xFFU] ^ table[6][(low >> 8U) & 0xFFU] ^ table[5][(low >> 16U) & 0xFFU]
            ^ table[4][low >> 24U] ^ table[3][high & 0xFFU] ^ table[2][(high >> 8U) & 0xFFU]
            ^ table[1][(high >> 16U) & 0xFFU] ^ table[0][high >> 24U];
        data += 8;
        size -= 8;
    }
    for (; size > 0; --size)
        crc = (crc >> 8U) ^ table[0][(crc ^ *data++) & 0xFFU];
    return crc;
}

#ifdef RULEWRIGHT_CRC_BY_MULTIPLICATION

// Carry-less multiplication folds 64 bytes a step ("Fast CRC Computation for Generic Polynomials Using PCLMULQDQ
// Instruction", Intel 2009). `size` is a multiple of 16 and at least 64. The constants are powers of x modulo the
// reflected polynomial: of 512 + 32, 512 - 32, 128 + 32, 128 - 32 and 64 bits; then the polynomial and its inverse.
__attribute__((target("pclmul,sse4.1"))) std::uint32_t byMultiplication(
    std::uint32_t crc, const std::uint8_t* data, std::size_t size)
{
    const __m128i by512 = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
    const __m128i by128 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
    const auto load = [&](std::size_t i) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(data) + i); };
    const auto fold
        = [](__m128i value, __m128i by, __m128i next) __attribute__((target("pclmul,sse4.1"), always_inline)) {
              const __m128i low = _mm_clmulepi64_si128(value, by, 0x00);
              const __m128i high = _mm_clmulepi64_si128(value, by, 0x11);
              return _mm_xor_si128(_mm_xor_si128(low, high), next);
          };
    __m128i a = _mm_xor_si128(load(0), _mm_cvtsi32_si128(static_cast<int>(crc)));
    __m128i b = load(1);
    __m128i c = load(2);
    __m128i d = load(3);
    for (data += 64, size -= 64; size >= 64; data += 64, size -= 64) {
        a = fold(a, by512, load(0));
        b = fold(b, by512, load(1));
        c = fold(c, by512, load(2));
        d = fold(d, by512, load(3));
    }
    a = fold(a, by128, b);
    a = fold(a, by128, c);
    a = fold(a, by128, d);
    for (; size >= 16; data += 16, size -= 16)
        a = fold(a, by128, load(0));
    // 128 bits to 64, then the remainder by Barrett.
    const __m128i lowWords = _mm_setr_epi32(-1, 0, -1, 0);
    a = _mm_xor_si128(_mm_clmulepi64_si128(a, by128, 0x10), _mm_srli_si128(a, 8));
    a = _mm_xor_si128(
        _mm_clmulepi64_si128(_mm_and_si128(a, lowWords), _mm_set_epi64x(0, 0x0163cd6124), 0x00), _mm_srli_si128(a, 4));
    const __m128i polynomial = _mm_set_epi64x(0x01f7011641, 0x01db710641);
    __m128i quotient = _mm_clmulepi64_si128(_mm_and_si128(a, lowWords), polynomial, 0x10);
    quotient = _mm_clmulepi64_si128(_mm_and_si128(quotient, lowWords), polynomial, 0x00);
    return static_cast<std::uint32_t>(_mm_extract_epi32(_mm_xor_si128(a, quotient), 1));
}

#endif

} // namespace

std::uint32_t crc32(const std::uint8_t* data, std::size_t size, std::uint32_t seed)
{
    std::uint32_t crc = ~seed;
#ifdef RULEWRIGHT_CRC_BY_MULTIPLICATION
    if (size >= 64 && __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("sse4.1") != 0) {
        const std::size_t whole = size / 16 * 16;
        crc = byMultiplication(crc, data, whole);
        data += whole;
        size -= whole;
    }
#endif
    return ~byTable(crc, data, size);
}

} // namespace rulewright::events::evtx
