// SPDX-License-Identifier: Apache-2.0
#include "core/attack/built_in.h"
#include "core/corpus/corpus.h"
#include "core/corpus/profile.h"
#include "core/taxonomy/built_in.h"

#include <benchmark/benchmark.h>

#include <sys/resource.h>

#include <cstdlib>
#include <filesystem>
#include <format>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace rulewright;

// A vendor's rules where the shared folder is there, else an empty path.
std::filesystem::path sharedCorpus(corpus::Vendor vendor)
{
    const char* named = std::getenv("RULEWRIGHT_SHARED");
    const std::filesystem::path shared
        = named != nullptr && *named != '\0' ? std::filesystem::path(named) : RULEWRIGHT_SOURCE "/../shared";
    const std::filesystem::path folder = shared / "corpora" / corpus::vendorName(vendor);
    std::error_code error;
    return std::filesystem::is_directory(folder, error) ? folder : std::filesystem::path();
}

std::filesystem::path sigmaFolder() { return sharedCorpus(corpus::Vendor::Sigma); }

corpus::Profile profileOf(corpus::Corpus corpus)
{
    std::vector<corpus::Corpus> corpora;
    corpora.push_back(std::move(corpus));
    return corpus::Profile(std::move(corpora), *attack::builtInAttack());
}

// From 3,780 files to mined profiles: under 1.5 s.
void sigmaCorpusToProfile(benchmark::State& state)
{
    const std::filesystem::path folder = sigmaFolder();
    if (folder.empty()) {
        state.SkipWithError("the shared folder is not there; set RULEWRIGHT_SHARED to it");
        return;
    }
    const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    for (auto _ : state) {
        Task task;
        auto corpus
            = corpus::loadCorpus(corpus::Vendor::Sigma, folder, taxonomy, task, static_cast<unsigned>(state.range(0)));
        const corpus::Profile profile = profileOf(std::move(*corpus));
        state.counters["rules"] = static_cast<double>(profile.rules().size());
    }
}

BENCHMARK(sigmaCorpusToProfile)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

// The largest guides: under 20 ms each.
void sigmaGuide(benchmark::State& state, const char* technique)
{
    const std::filesystem::path folder = sigmaFolder();
    if (folder.empty()) {
        state.SkipWithError("the shared folder is not there; set RULEWRIGHT_SHARED to it");
        return;
    }
    const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    const attack::AttackData attack = *attack::builtInAttack();
    Task task;
    const corpus::Profile profile = profileOf(*corpus::loadCorpus(corpus::Vendor::Sigma, folder, taxonomy, task));
    const corpus::GuideRequest request{technique, corpus::GuideMode::WithSubtechniques, {}};
    for (auto _ : state)
        benchmark::DoNotOptimize(corpus::guide(profile, attack, taxonomy, request, technique));
}

BENCHMARK_CAPTURE(sigmaGuide, T1059, "T1059")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sigmaGuide, T1685, "T1685")->Unit(benchmark::kMillisecond);

// All three vendors, 7,461 rules, from files to one profile: under 1 s on two cores.
std::optional<corpus::Profile> everyCorpus(benchmark::State& state, const taxonomy::Taxonomy& taxonomy)
{
    std::vector<corpus::Corpus> corpora;
    for (const corpus::Vendor vendor : corpus::allVendors) {
        const std::filesystem::path folder = sharedCorpus(vendor);
        if (folder.empty()) {
            state.SkipWithError("the shared folder is not there; set RULEWRIGHT_SHARED to it");
            return std::nullopt;
        }
        Task task;
        corpora.push_back(*corpus::loadCorpus(vendor, folder, taxonomy, task));
    }
    return corpus::Profile(std::move(corpora), *attack::builtInAttack());
}

void everyCorpusToProfile(benchmark::State& state)
{
    const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    for (auto _ : state) {
        if (const auto profile = everyCorpus(state, taxonomy))
            state.counters["rules"] = static_cast<double>(profile->rules().size());
        else
            return;
    }
    // Of the whole process so far: true of the corpora where no other benchmark ran before.
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.counters["peak_MB"] = static_cast<double>(usage.ru_maxrss) / 1024;
}

BENCHMARK(everyCorpusToProfile)->UseRealTime()->Unit(benchmark::kMillisecond);

// The largest guide of all three vendors: under 20 ms.
void everyGuide(benchmark::State& state)
{
    const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    const attack::AttackData attack = *attack::builtInAttack();
    const auto profile = everyCorpus(state, taxonomy);
    const corpus::GuideRequest request{"T1059", corpus::GuideMode::WithSubtechniques, {}};
    for (auto _ : state) {
        if (!profile)
            return;
        benchmark::DoNotOptimize(corpus::guide(*profile, attack, taxonomy, request, "T1059"));
    }
}

BENCHMARK(everyGuide)->Unit(benchmark::kMillisecond);

// The same work on rules that need nothing else at hand: 1,000 rules of 20 values.
void generatedCorpusToProfile(benchmark::State& state)
{
    std::vector<std::string> paths;
    std::vector<std::string> texts;
    for (int rule = 0; rule < 1000; ++rule) {
        paths.push_back(std::format("{:04}.yml", rule));
        std::string values;
        for (int value = 0; value < 20; ++value)
            values += std::format("      - '\\program{}.exe'\n", rule * 7 + value);
        texts.push_back(std::format("title: Rule {}\ntags: [attack.t1059]\n"
                                    "logsource: {{product: windows, category: process_creation}}\ndetection:\n"
                                    "  selection:\n    Image|endswith:\n{}"
                                    "  filter:\n    ParentImage|startswith: 'C:\\Program Files\\'\n"
                                    "  condition: selection and not filter\n",
            rule, values));
    }
    std::vector<corpus::RuleText> files;
    for (std::size_t i = 0; i < paths.size(); ++i)
        files.push_back({paths[i], texts[i]});
    const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    for (auto _ : state) {
        Task task;
        const corpus::Profile profile = profileOf(corpus::loadCorpus(corpus::Vendor::Sigma, files, taxonomy, task));
        benchmark::DoNotOptimize(&profile);
    }
}

BENCHMARK(generatedCorpusToProfile)->Unit(benchmark::kMillisecond);

} // namespace
