// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <functional>
#include <string>

namespace rulewright::bench {

// Bytes of the folded distinct command lines of processCreations().
std::size_t commandLineBytes();

// One memchr of an absent byte over them: M.
void memchrOnce();

// What `holds` says of each event, one after the other, by texts alone: seconds for a million events, measured on
// each twentieth of them.
double naiveSeconds(
    const std::function<bool(const std::string& image, const std::string& line, const std::string& parent)>& holds);

// The same of the rule that most benchmarks are about.
double naiveB1();

// Measures `work`, which says how many seconds it took, against M in the same iteration and `naive` seconds (0: not
// compared).
void measure(benchmark::State& state, double naive, const std::function<double()>& work);

} // namespace rulewright::bench
