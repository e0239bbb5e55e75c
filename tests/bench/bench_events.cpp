// SPDX-License-Identifier: Apache-2.0
#include "core/events/load.h"

#include <benchmark/benchmark.h>

#include <cstring>
#include <format>
#include <random>
#include <string>

using namespace rulewright;

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

void loadLines(benchmark::State& state, Shape shape)
{
    const std::string text = processCreations(100'000, shape);
    std::size_t bytes = 0;
    for (auto _ : state) {
        Task task;
        events::LoadResult loaded = events::loadText("bench", text, events::EventSet(), events::Side::Unknown, task);
        benchmark::DoNotOptimize(loaded.report.records);
        bytes = loaded.events.bytes();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
    state.counters["resident/text"] = static_cast<double>(bytes) / static_cast<double>(text.size());
}

void copyLines(benchmark::State& state)
{
    const std::string text = processCreations(100'000, Shape::Flat);
    std::string copy(text.size(), '\0');
    for (auto _ : state) {
        std::memcpy(copy.data(), text.data(), text.size());
        benchmark::DoNotOptimize(copy.data());
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

} // namespace

BENCHMARK_CAPTURE(loadLines, flat, Shape::Flat)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(loadLines, windows, Shape::Windows)->Unit(benchmark::kMillisecond);
BENCHMARK(copyLines)->Name("memcpy of the flat lines")->Unit(benchmark::kMillisecond);
