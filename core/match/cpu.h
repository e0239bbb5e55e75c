// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// Loops that gain from newer instructions are compiled for each of them and chosen while running: the program itself
// is built for any x86-64 processor.
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define RULEWRIGHT_X86_DISPATCH 1
#endif

namespace rulewright::match {

/// What a loop may use, each with all before it.
enum class Simd : std::uint8_t {
    Portable,
    Avx2, ///< with popcnt
    Avx512, ///< AVX-512F and AVX-512BW
    Avx512Vbmi, ///< and AVX-512VBMI
};

#ifdef RULEWRIGHT_X86_DISPATCH
[[nodiscard]] inline bool cpuHasAvx2()
{
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("popcnt") != 0;
}

/// The most that this processor has.
[[nodiscard]] inline Simd bestSimd()
{
    if (!cpuHasAvx2())
        return Simd::Portable;
    if (__builtin_cpu_supports("avx512f") == 0 || __builtin_cpu_supports("avx512bw") == 0)
        return Simd::Avx2;
    return __builtin_cpu_supports("avx512vbmi") != 0 ? Simd::Avx512Vbmi : Simd::Avx512;
}
#else
[[nodiscard]] inline bool cpuHasAvx2() { return false; }

[[nodiscard]] inline Simd bestSimd() { return Simd::Portable; }
#endif

} // namespace rulewright::match
