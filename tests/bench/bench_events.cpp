// SPDX-License-Identifier: Apache-2.0
#include "core/events/load.h"
#include "tests/bench/process_creations.h"
#include "tests/bench/seconds.h"

#include <benchmark/benchmark.h>

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <format>
#include <fstream>
#include <random>
#include <string>
#include <vector>

using namespace rulewright;
namespace fs = std::filesystem;

namespace {

enum class Shape { Flat, Windows };

// NDJSON of process creations: 42 % of the command lines are distinct, as in the bench of the matcher.
std::string processCreations(std::uint32_t count, Shape shape)
{
    std::mt19937 random(1);
    std::string text;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t command = random() % (count * 42 / 100 + 1);
        const std::uint32_t image = random() % 400;
        const std::string data = std::format(R"("UtcTime":"2026-04-{:02} {:02}:{:02}:{:02}.{:03}",)"
                                             R"("ProcessGuid":"{{0197231E-{:04X}-69E1-{:04X}-000000000800}}",)"
                                             R"("ProcessId":{},"Image":"C:\\Program Files\\Vendor {}\\tool{}.exe",)"
                                             R"("OriginalFileName":"tool{}.exe","Company":"Vendor {}",)"
                                             R"("CommandLine":"\"C:\\Program Files\\Vendor {}\\tool{}.exe\" /task {} )"
                                             R"(--input C:\\Users\\user{}\\AppData\\Local\\Temp\\{:x}.dat --quiet",)"
                                             R"("CurrentDirectory":"C:\\Users\\user{}\\","User":"ACME\\user{}",)"
                                             R"("IntegrityLevel":"Medium","Hashes":"SHA256={:064X}",)"
                                             R"("ParentImage":"C:\\Windows\\System32\\parent{}.exe",)"
                                             R"("ParentCommandLine":"C:\\Windows\\System32\\parent{}.exe -k {}")",
            1 + i / 60'000 % 28, i / 3'600 % 24, i / 60 % 60, i % 60, i % 1'000, i & 0xFFFF, i >> 16,
            1'000 + random() % 30'000, image % 90, image, image, image % 90, image % 90, image, command, command % 300,
            command * 2'654'435'761u, command % 300, command % 300, image, image % 37, image % 37, command % 900);
        if (shape == Shape::Flat) {
            text
                += std::format(R"({{"EventID":1,"Provider_Name":"Microsoft-Windows-Sysmon","EventRecordID":{},)"
                               R"("Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"pc{}.acme.example",{}}})"
                               "\n",
                    i, i % 250, data);
        } else {
            text += std::format(
                R"({{"Event":{{"#attributes":{{"xmlns":"http://schemas.microsoft.com/win/2004/08/events/event"}},)"
                R"("System":{{"Provider":{{"#attributes":{{"Name":"Microsoft-Windows-Sysmon"}}}},"EventID":1,)"
                R"("TimeCreated":{{"#attributes":{{"SystemTime":"2026-04-{:02}T{:02}:{:02}:{:02}.{:06}Z"}}}},)"
                R"("EventRecordID":{},"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"pc{}.acme.example"}},)"
                R"("EventData":{{{}}}}}}})"
                "\n",
                1 + i / 60'000 % 28, i / 3'600 % 24, i / 60 % 60, i % 60, i % 1'000'000, i, i % 250, data);
        }
    }
    return text;
}

// A file that is there as long as it is measured; in the page cache, since it was just written.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& text)
        : m_path(fs::temp_directory_path() / std::format("rulewright-bench-{}.ndjson", ::getpid()))
    {
        std::ofstream(m_path, std::ios::binary) << text;
    }

    ~TemporaryFile()
    {
        std::error_code error;
        fs::remove(m_path, error);
    }

    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

// Seconds to copy so many bytes: the best of a few.
double copySeconds(std::size_t bytes)
{
    const std::string text(bytes, 'x');
    std::string copy(bytes, '\0');
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
        const double begin = bench::threadSeconds();
        std::memcpy(copy.data(), text.data(), bytes);
        benchmark::DoNotOptimize(copy.data());
        benchmark::ClobberMemory();
        best = std::min(best, bench::threadSeconds() - begin);
    }
    return best;
}

void loadOnOneCore(benchmark::State& state, const std::vector<events::EventInput>& inputs, std::size_t bytes)
{
    const double copy = copySeconds(bytes);
    double best = 1e9;
    std::size_t resident = 0;
    std::uint64_t records = 0;
    for (auto _ : state) {
        const double begin = bench::threadSeconds();
        Task task;
        const auto loaded = events::load(inputs, events::EventSet(), task, {.labels = {}, .workers = 1});
        const double seconds = bench::threadSeconds() - begin;
        state.SetIterationTime(seconds);
        best = std::min(best, seconds);
        resident = loaded->events.bytes();
        records = loaded->report.records;
    }
    state.counters["MB"] = static_cast<double>(bytes) / 1e6;
    state.counters["best_ms"] = best * 1e3;
    state.counters["best_MB/s"] = static_cast<double>(bytes) / 1e6 / best;
    state.counters["x_memcpy"] = best / copy;
    state.counters["records"] = static_cast<double>(records);
    state.counters["resident/bytes"] = static_cast<double>(resident) / static_cast<double>(bytes);
}

void loadLines(benchmark::State& state, Shape shape)
{
    const TemporaryFile file(processCreations(1'000'000, shape));
    loadOnOneCore(state, {{.path = file.path()}}, fs::file_size(file.path()));
}

// The million events of the matcher's benchmarks, as NDJSON.
void loadMatcherLines(benchmark::State& state)
{
    const TemporaryFile file(bench::processCreationLines());
    loadOnOneCore(state, {{.path = file.path()}}, fs::file_size(file.path()));
}

std::vector<fs::path> evtxFiles()
{
    std::vector<fs::path> files;
    const fs::path folder = bench::sharedFolder() / "events/evtx-to-mitre";
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
        if (entry.path().extension() == ".evtx")
            files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

void loadEvtx(benchmark::State& state, bool largestOnly)
{
    std::vector<fs::path> files = evtxFiles();
    if (files.empty()) {
        state.SkipWithError("RULEWRIGHT_SHARED has no EVTX files");
        return;
    }
    if (largestOnly)
        files = {*std::ranges::max_element(files, {}, [](const fs::path& path) { return fs::file_size(path); })};
    std::vector<events::EventInput> inputs;
    std::size_t bytes = 0;
    for (const fs::path& path : files) {
        inputs.push_back({.path = path});
        bytes += fs::file_size(path);
    }
    loadOnOneCore(state, inputs, bytes);
}

} // namespace

BENCHMARK_CAPTURE(loadLines, flat, Shape::Flat)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(loadLines, windows, Shape::Windows)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(loadMatcherLines)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(loadEvtx, largest, true)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(loadEvtx, all, false)->UseManualTime()->Unit(benchmark::kMillisecond);
