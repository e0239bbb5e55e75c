// SPDX-License-Identifier: Apache-2.0
#include "core/match/leaf_cache.h"
#include "core/match/literals.h"
#include "core/match/match.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "tests/bench/process_creations.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstring>
#include <format>

namespace rulewright::bench {

namespace {

using Clock = std::chrono::steady_clock;

// b1: 3 Image|endswith, 10 CommandLine|contains, not 1 ParentImage|endswith.
rule::Rule b1(const std::string& edited)
{
    const std::string text = std::format(R"(title: b1
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith:
            - '\powershell.exe'
            - '\cmd.exe'
            - '\rundll32.exe'
        CommandLine|contains:
            - '-enc'
            - 'DownloadString'
            - 'FromBase64'
            - ' -nop '
            - 'Invoke-WebRequest'
            - 'bypass'
            - 'netsvcs'
            - 'vssadmin'
            - 'job-77'
            - '{}'
    filter:
        ParentImage|endswith: '\msiexec.exe'
    condition: selection and not filter
)",
        edited);
    Parsed<rule::Document> parsed = rulefile::parse(SourceText("b1.yml", text));
    return parsed.value->rules.front();
}

const taxonomy::Taxonomy& tables()
{
    static const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    return taxonomy;
}

std::uint64_t matched(const rule::Rule& rule, match::LeafCache* cache)
{
    Task task;
    return match::match(rule, processCreations(), tables(), {}, cache, task)->matched;
}

// Seconds for one memchr of an absent byte over the folded command lines: the best of a few.
double memchrSeconds()
{
    static const double seconds = [] {
        double best = 1;
        for (int run = 0; run < 7; ++run) {
            const auto begin = Clock::now();
            for (const auto& segment : processCreations().segments) {
                const auto& column = *segment->column(processCreations().fields.find("CommandLine"));
                const std::string& text = column.foldedIsOriginal ? column.original.text : column.folded.text;
                benchmark::DoNotOptimize(std::memchr(text.data(), 1, text.size()));
            }
            best = std::min(best, std::chrono::duration<double>(Clock::now() - begin).count());
        }
        return best;
    }();
    return seconds;
}

std::size_t arenaBytes()
{
    std::size_t bytes = 0;
    for (const auto& segment : processCreations().segments)
        bytes += segment->column(processCreations().fields.find("CommandLine"))->folded.text.size();
    return bytes;
}

// Adds the ratio to memchr over the same arena in the same run.
template <class Work> void measure(benchmark::State& state, Work&& work)
{
    const double baseline = memchrSeconds();
    double best = 1e9;
    for (auto _ : state) {
        const auto begin = Clock::now();
        benchmark::DoNotOptimize(work());
        const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        state.SetIterationTime(seconds);
        best = std::min(best, seconds);
    }
    state.counters["best_ms"] = best * 1e3;
    state.counters["memchr_ms"] = baseline * 1e3;
    state.counters["x_memchr"] = best / baseline;
}

void memchrOverCommandLines(benchmark::State& state)
{
    state.counters["MB"] = static_cast<double>(arenaBytes()) / 1e6;
    measure(state, [] {
        std::size_t sum = 0;
        for (const auto& segment : processCreations().segments) {
            const std::string& text = segment->column(processCreations().fields.find("CommandLine"))->folded.text;
            sum += std::memchr(text.data(), 1, text.size()) != nullptr ? 1 : 0;
        }
        return sum;
    });
}

// Manual time: what is prepared between two measurements does not count.
void b1OneLiteralEdited(benchmark::State& state)
{
    match::LeafCache cache;
    (void)matched(b1("literal"), &cache);
    int edit = 0;
    const double baseline = memchrSeconds();
    double best = 1e9;
    for (auto _ : state) {
        const rule::Rule rule = b1(std::format("edit{}", edit++));
        const auto begin = Clock::now();
        benchmark::DoNotOptimize(matched(rule, &cache));
        const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        state.SetIterationTime(seconds);
        best = std::min(best, seconds);
    }
    state.counters["best_ms"] = best * 1e3;
    state.counters["x_memchr"] = best / baseline;
}

void b1Cold(benchmark::State& state)
{
    const rule::Rule rule = b1("whoami");
    measure(state, [&] { return matched(rule, nullptr); });
}

void b1AllCached(benchmark::State& state)
{
    match::LeafCache cache;
    const rule::Rule rule = b1("whoami");
    (void)matched(rule, &cache);
    measure(state, [&] { return matched(rule, &cache); });
}

void oneRegexCold(benchmark::State& state)
{
    const std::string text = "title: r\nlogsource:\n    category: process_creation\ndetection:\n    selection:\n"
                             "        CommandLine|re: 'job-7[0-9]+5\\.ps1$'\n    condition: selection\n";
    const Parsed<rule::Document> parsed = rulefile::parse(SourceText("r.yml", text));
    measure(state, [&] { return matched(parsed.value->rules.front(), nullptr); });
}

} // namespace

BENCHMARK(memchrOverCommandLines)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(b1OneLiteralEdited)->UseManualTime()->Unit(benchmark::kMillisecond)->MinTime(1.0);
BENCHMARK(b1Cold)->UseManualTime()->Unit(benchmark::kMillisecond)->MinTime(1.0);
BENCHMARK(b1AllCached)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(oneRegexCold)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace rulewright::bench
