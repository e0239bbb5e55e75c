// SPDX-License-Identifier: Apache-2.0
// How long an import goes on after it was told to stop: the time between the request and the return of load().
#include "core/events/load.h"
#include "tests/bench/process_creations.h"

#include <benchmark/benchmark.h>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <format>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

using namespace rulewright;
namespace fs = std::filesystem;

namespace {

enum class Kind : std::int64_t { Lines, Csv, Xml };

// About 250 MB, so that a fifth of them takes a while.
std::string textOf(Kind kind)
{
    std::string text = kind == Kind::Csv ? "id,image,command\n" : kind == Kind::Xml ? "<Events>" : "";
    for (std::uint32_t i = 0; text.size() < (std::size_t{250} << 20); ++i) {
        const std::string command = std::format("tool.exe --task {} --input {:064x}", i, i * 2'654'435'761u);
        switch (kind) {
        case Kind::Lines:
            text += std::format(
                "{{\"id\":{},\"image\":\"C:\\\\tool{}.exe\",\"command\":\"{}\"}}\n", i, i % 300, command);
            break;
        case Kind::Csv:
            text += std::format("{},C:\\tool{}.exe,{}\n", i, i % 300, command);
            break;
        case Kind::Xml:
            text += std::format("<Event><System><EventID>{}</EventID></System><EventData><Data Name=\"C\">{}</Data>"
                                "</EventData></Event>\n",
                i % 900, command);
            break;
        }
    }
    return text;
}

// Stops when a fifth of the text is read.
void cancelImportOf(const std::string& text, benchmark::State& state)
{
    const fs::path path = fs::temp_directory_path() / std::format("rulewright-cancel-{}", ::getpid());
    std::ofstream(path, std::ios::binary) << text;
    double longest = 0;
    for (auto _ : state) {
        Task task;
        std::chrono::steady_clock::time_point asked;
        const std::jthread stopper([&] {
            while (task.done() * 5 < task.total() || task.total() == 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            asked = std::chrono::steady_clock::now();
            task.stop();
        });
        const std::vector<events::EventInput> inputs{{.path = path}};
        const auto result = events::load(inputs, {}, task, {.labels = {}, .workers = 1});
        const auto returned = std::chrono::steady_clock::now();
        if (!result || !result->report.isCancelled)
            state.SkipWithError("the import was over before it was stopped");
        const double seconds = std::chrono::duration<double>(returned - asked).count();
        longest = std::max(longest, seconds);
        state.SetIterationTime(seconds);
    }
    state.counters["longest_ms"] = longest * 1e3;
    fs::remove(path);
}

void cancelledImport(benchmark::State& state) { cancelImportOf(textOf(Kind{state.range(0)}), state); }

// The million events of the matcher's benchmarks.
void cancelImport(benchmark::State& state) { cancelImportOf(bench::processCreationLines(), state); }

BENCHMARK(cancelledImport)
    ->ArgName("kind")
    ->Arg(static_cast<std::int64_t>(Kind::Lines))
    ->Arg(static_cast<std::int64_t>(Kind::Csv))
    ->Arg(static_cast<std::int64_t>(Kind::Xml))
    ->Iterations(5)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(cancelImport)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(5);

} // namespace
