// SPDX-License-Identifier: Apache-2.0
#include "core/match/leaf_cache.h"
#include "core/match/match.h"
#include "core/match/regex.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "tests/bench/measure.h"
#include "tests/bench/process_creations.h"
#include "tests/bench/seconds.h"

#include <benchmark/benchmark.h>

#include <format>
#include <string>

namespace rulewright::bench {

namespace {

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
    return match::match(rule, processCreations(), tables(), {.workers = 1}, cache, task)->matched;
}

rule::Rule parsed(const std::string& detection)
{
    const std::string text = "title: r\nlogsource:\n    category: process_creation\n    product: windows\ndetection:\n"
        + detection + "    condition: selection\n";
    Parsed<rule::Document> document = rulefile::parse(SourceText("r.yml", text));
    return document.value->rules.front();
}

rule::Rule tenLiterals()
{
    std::string text = "    selection:\n        CommandLine|contains:\n";
    for (const char* literal : {"-enc", "DownloadString", "FromBase64", " -nop ", "Invoke-WebRequest", "bypass",
             "netsvcs", "vssadmin", "job-77", "whoami"})
        text += std::format("            - '{}'\n", literal);
    return parsed(text);
}

void memchrOverCommandLines(benchmark::State& state)
{
    state.counters["MB"] = static_cast<double>(commandLineBytes()) / 1e6;
    measure(state, 0, [] { return secondsOf(memchrOnce); });
}

void b1OneLiteralEdited(benchmark::State& state)
{
    match::LeafCache cache;
    (void)matched(b1("literal"), &cache);
    int edit = 0;
    measure(state, naiveB1(), [&] {
        const rule::Rule rule = b1(std::format("edit{:04}", edit++)); // none of them grew from another
        return secondsOf([&] { benchmark::DoNotOptimize(matched(rule, &cache)); });
    });
}

// Typed on at its end, each time from a cache that has the shorter one.
void b1LiteralExtended(benchmark::State& state, const char* shorter, const char* longer)
{
    const rule::Rule before = b1(shorter);
    const rule::Rule after = b1(longer);
    measure(state, naiveB1(), [&] {
        match::LeafCache cache;
        (void)matched(before, &cache);
        return secondsOf([&] { benchmark::DoNotOptimize(matched(after, &cache)); });
    });
}

void b1Cold(benchmark::State& state)
{
    const rule::Rule rule = b1("whoami");
    measure(state, naiveB1(), [&] { return secondsOf([&] { benchmark::DoNotOptimize(matched(rule, nullptr)); }); });
}

void b1AllCached(benchmark::State& state)
{
    match::LeafCache cache;
    const rule::Rule rule = b1("whoami");
    (void)matched(rule, &cache);
    measure(state, naiveB1(), [&] { return secondsOf([&] { benchmark::DoNotOptimize(matched(rule, &cache)); }); });
}

void tenContainsCold(benchmark::State& state)
{
    const rule::Rule rule = tenLiterals();
    measure(state, naiveB1(), [&] { return secondsOf([&] { benchmark::DoNotOptimize(matched(rule, nullptr)); }); });
}

void oneRegexCold(benchmark::State& state)
{
    const rule::Rule rule = parsed("    selection:\n        CommandLine|re: 'job-7[0-9]+5\\.ps1$'\n");
    const auto regex = match::Regex::compile("job-7[0-9]+5\\.ps1$", {});
    const double naive = naiveSeconds([&](const auto&, const auto& line, const auto&) { return regex->matches(line); });
    measure(state, naive, [&] { return secondsOf([&] { benchmark::DoNotOptimize(matched(rule, nullptr)); }); });
}

} // namespace

BENCHMARK(memchrOverCommandLines)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(b1OneLiteralEdited)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(100);
BENCHMARK_CAPTURE(b1LiteralExtended, rare, "job-77", "job-771")
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(30);
BENCHMARK_CAPTURE(b1LiteralExtended, frequent, "status", "status ")
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(30);
// Of the longer one most are not hit any more, so that rows change.
BENCHMARK_CAPTURE(b1LiteralExtended, mostLost, "\\tool", "\\tool3")
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(30);
BENCHMARK(b1Cold)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(40);
BENCHMARK(b1AllCached)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(tenContainsCold)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(40);
BENCHMARK(oneRegexCold)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(40);

} // namespace rulewright::bench
