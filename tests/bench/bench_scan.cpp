// SPDX-License-Identifier: Apache-2.0
// Many rules: from files to programs, and over events at once. Where the shared folder is not there, skipped.
#include "core/events/load.h"
#include "core/match/compile.h"
#include "core/match/match.h"
#include "core/match/rule_set.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "tests/bench/measure.h"
#include "tests/bench/process_creations.h"
#include "tests/bench/seconds.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace rulewright::bench {

namespace {

namespace fs = std::filesystem;

// SigmaHQ's rules, or those of one of its folders.
std::vector<fs::path> ruleFiles(const fs::path& folder = {})
{
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(sharedFolder() / "corpora/sigma" / folder, error)) {
        if (entry.path().extension() == ".yml")
            files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::string textOf(const fs::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<rule::Document> documents(const std::vector<fs::path>& files)
{
    std::vector<rule::Document> all;
    for (const fs::path& path : files) {
        Parsed<rule::Document> parsed = rulefile::parse(SourceText(path.string(), textOf(path)));
        if (parsed.value)
            all.push_back(std::move(*parsed.value));
    }
    return all;
}

std::vector<const rule::Rule*> rulesOf(const std::vector<rule::Document>& documents)
{
    std::vector<const rule::Rule*> rules;
    for (const rule::Document& document : documents) {
        for (const rule::Rule& rule : document.rules)
            rules.push_back(&rule);
    }
    return rules;
}

void readParseCompile(benchmark::State& state)
{
    const std::vector<fs::path> files = ruleFiles();
    if (files.empty()) {
        state.SkipWithError("RULEWRIGHT_SHARED has no rules");
        return;
    }
    const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    std::size_t compiled = 0;
    double best = 1e9;
    for (auto _ : state) {
        compiled = 0;
        const double seconds = secondsOf([&] {
            for (const rule::Document& document : documents(files)) {
                for (const rule::Rule& rule : document.rules)
                    compiled += match::compile(rule, taxonomy) ? 1 : 0;
            }
        });
        state.SetIterationTime(seconds);
        best = std::min(best, seconds);
    }
    state.counters["files"] = static_cast<double>(files.size());
    state.counters["compiled"] = static_cast<double>(compiled);
    state.counters["best_ms"] = best * 1e3;
}

void scan(benchmark::State& state, const events::EventSet& events)
{
    const std::vector<rule::Document> all = documents(ruleFiles("rules/windows"));
    const std::vector<const rule::Rule*> rules = rulesOf(all);
    if (rules.empty() || events.size() == 0) {
        state.SkipWithError("RULEWRIGHT_SHARED has no rules or no events");
        return;
    }
    const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    const double begin = threadSeconds();
    const match::RuleSet set(rules, taxonomy);
    state.counters["compile_ms"] = (threadSeconds() - begin) * 1e3;
    // What each rule by itself takes, one after the other.
    const double apart = secondsOf([&] {
        Task task;
        for (const rule::Rule* rule : rules)
            benchmark::DoNotOptimize(match::match(*rule, events, taxonomy, {.workers = 1}, nullptr, task));
    });
    double best = 1e9;
    double memchr = 1e9;
    std::uint64_t hits = 0;
    for (auto _ : state) {
        Task task;
        memchr = std::min(memchr, secondsOf(memchrOnce));
        const double seconds = secondsOf([&] {
            hits = 0;
            for (const match::RuleSet::Matches& matches : set.matches(events, task))
                hits += matches.definite.count();
        });
        state.SetIterationTime(seconds);
        best = std::min(best, seconds);
    }
    state.counters["rules"] = static_cast<double>(rules.size());
    state.counters["leaves"] = static_cast<double>(set.leafCount());
    state.counters["events"] = static_cast<double>(events.size());
    state.counters["hits"] = static_cast<double>(hits);
    state.counters["best_ms"] = best * 1e3;
    state.counters["x_memchr"] = best / memchr;
    state.counters["apart/this"] = apart / best;
}

void scanEvtx(benchmark::State& state)
{
    Task task;
    const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    const std::vector<events::EventInput> inputs{{.path = sharedFolder() / "events/evtx-to-mitre"}};
    const auto loaded = events::load(inputs, events::emptyEventSet(taxonomy), task);
    scan(state, loaded ? loaded->events : events::EventSet());
}

void scanProcessCreations(benchmark::State& state) { scan(state, processCreationsOf(100'000)); }

} // namespace

BENCHMARK(readParseCompile)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(5);
BENCHMARK(scanEvtx)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(scanProcessCreations)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace rulewright::bench
