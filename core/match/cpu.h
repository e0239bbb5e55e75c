// SPDX-License-Identifier: Apache-2.0
#pragma once

// Loops that gain from newer instructions are compiled twice and chosen while running: the program itself is
// built for any x86-64 processor.
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define RULEWRIGHT_X86_DISPATCH 1
#endif

namespace rulewright::match {

#ifdef RULEWRIGHT_X86_DISPATCH
[[nodiscard]] inline bool cpuHasAvx2()
{
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("popcnt") != 0;
}
#else
[[nodiscard]] inline bool cpuHasAvx2() { return false; }
#endif

} // namespace rulewright::match
