// SPDX-License-Identifier: Apache-2.0
#include "core/text/source.h"

#include <benchmark/benchmark.h>

namespace {

// Reading 256 KiB of short lines, the most that is parsed at each keystroke.
void sourceTextOfManyLines(benchmark::State& state)
{
    std::string text;
    while (text.size() < 256 * 1024)
        text += "    - '\\example.exe'\n";
    for (auto _ : state)
        benchmark::DoNotOptimize(rulewright::SourceText("bench", text));
    state.SetBytesProcessed(state.iterations() * std::int64_t(text.size()));
}

BENCHMARK(sourceTextOfManyLines);

} // namespace
