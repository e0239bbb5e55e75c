// SPDX-License-Identifier: Apache-2.0
// What a row of the guide costs, and near misses, over a million process creations.
#include "core/advise/price.h"
#include "core/match/near_miss.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "tests/bench/measure.h"
#include "tests/bench/process_creations.h"
#include "tests/bench/seconds.h"

#include <benchmark/benchmark.h>

#include <format>

namespace rulewright::bench {

namespace {

constexpr const char* text = R"(title: b1
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
            - 'job-1'
    filter:
        ParentImage|endswith: '\msiexec.exe'
    condition: selection and not filter
)";

const taxonomy::Taxonomy& tables()
{
    static const taxonomy::Taxonomy taxonomy = *taxonomy::builtInTaxonomy();
    return taxonomy;
}

const rule::Document& document()
{
    static const rule::Document document = *rulefile::parse(SourceText("b1.yml", text)).value;
    return document;
}

// Every tenth event is of the attack, the others are benign.
const advise::EventFacts& facts()
{
    static const advise::EventFacts facts = [] {
        const std::uint32_t size = processCreations().size();
        std::vector<std::uint64_t> words((size + 63) / 64);
        for (std::uint32_t event = 0; event < size; event += 10)
            words[event / 64] |= std::uint64_t{1} << (event % 64);
        advise::EventFacts result;
        result.attack = match::Bitmap::fromWords(size, words);
        result.benign = ~result.attack;
        return result;
    }();
    return facts;
}

// 200 rows as a guide has them: values of a list that is there, new keys, rows that match much and little.
std::vector<advise::RowTest> rows()
{
    std::vector<advise::RowTest> result;
    for (int i = 0; i < 100; ++i)
        result.push_back(advise::rowTest({"CommandLine", rule::Op::Contains, std::format("job-{}", i), {}}));
    for (int i = 0; i < 40; ++i)
        result.push_back(advise::rowTest({"CommandLine", rule::Op::EndsWith, std::format("{}", i), {}}));
    for (int i = 0; i < 30; ++i)
        result.push_back(advise::rowTest({"Image", rule::Op::EndsWith, std::format("\\tool{}.exe", i), {}}));
    for (const char* name : {"cmd", "powershell", "rundll32", "svchost", "msiexec", "chrome", "explorer", "taskhostw",
             "conhost", "regsvr32"}) {
        for (const char* field : {"Image", "ParentImage", "OriginalFileName"})
            result.push_back(advise::rowTest({field, rule::Op::Contains, name, {}}));
    }
    return result;
}

// The leaves are filled, as they are while a rule is typed: what is measured is what every key costs.
void pricesOf200Rows(benchmark::State& state)
{
    const std::vector<advise::RowTest> all = rows();
    const SourceText source("b1.yml", text);
    const auto caret = static_cast<std::uint32_t>(std::string_view(text).find("'job-77'"));
    match::LeafCache cache;
    Task task;
    const advise::PriceInput input{
        source, &document(), caret, processCreations(), facts(), tables(), {.workers = 1}, &cache};
    benchmark::DoNotOptimize(advise::prices(input, all, task));
    // The naive matcher would ask every event again for each row.
    measure(state, naiveB1() * static_cast<double>(all.size()),
        [&] { return secondsOf([&] { benchmark::DoNotOptimize(advise::prices(input, all, task)); }); });
    state.counters["rows"] = static_cast<double>(all.size());
}

void nearMissesOfB1(benchmark::State& state)
{
    const rule::Rule& rule = document().rules.front();
    match::LeafCache cache;
    Task task;
    const auto report = match::match(rule, processCreations(), tables(), {}, &cache, task);
    measure(state, naiveB1(), [&] {
        return secondsOf([&] {
            benchmark::DoNotOptimize(
                match::nearMisses(rule, processCreations(), *report, tables(), {.workers = 1}, 1'000, &cache, task));
        });
    });
}

BENCHMARK(pricesOf200Rows)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(nearMissesOfB1)->UseManualTime()->Unit(benchmark::kMillisecond);

} // namespace

} // namespace rulewright::bench
