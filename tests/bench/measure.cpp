// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measure.h"

#include "core/text/fold.h"
#include "tests/bench/process_creations.h"
#include "tests/bench/seconds.h"

#include <algorithm>
#include <cstring>

namespace rulewright::bench {

namespace {

const std::string& commandLines(const events::Segment& segment)
{
    return segment.column(processCreations().fields.find("CommandLine"))->folded.text;
}

} // namespace

std::size_t commandLineBytes()
{
    std::size_t bytes = 0;
    for (const auto& segment : processCreations().segments)
        bytes += commandLines(*segment).size();
    return bytes;
}

void memchrOnce()
{
    for (const auto& segment : processCreations().segments) {
        const std::string& text = commandLines(*segment);
        benchmark::DoNotOptimize(std::memchr(text.data(), 1, text.size()));
    }
}

double naiveSeconds(
    const std::function<bool(const std::string& image, const std::string& line, const std::string& parent)>& holds)
{
    const events::EventSet& events = processCreations();
    std::uint64_t matched = 0;
    const double seconds = secondsOf([&] {
        for (std::uint32_t i = 0; i < events.size(); i += 20) {
            const events::EventId event{i};
            const auto text = [&](std::string_view field) { return folded(events.values(event, field).front()); };
            matched += holds(text("Image"), text("CommandLine"), text("ParentImage")) ? 1 : 0;
        }
    });
    benchmark::DoNotOptimize(matched);
    return seconds * 20;
}

double naiveB1()
{
    static const double seconds = naiveSeconds([](const auto& image, const auto& line, const auto& parent) {
        const auto ends = [](const std::string& text, std::string_view end) { return text.ends_with(end); };
        bool isImage = false;
        for (const char* end : {"\\powershell.exe", "\\cmd.exe", "\\rundll32.exe"})
            isImage |= ends(image, end);
        bool isLine = false;
        for (const char* part : {"-enc", "downloadstring", "frombase64", " -nop ", "invoke-webrequest", "bypass",
                 "netsvcs", "vssadmin", "job-77", "whoami"})
            isLine |= line.contains(part);
        return isImage && isLine && !ends(parent, "\\msiexec.exe");
    });
    return seconds;
}

void measure(benchmark::State& state, double naive, const std::function<double()>& work)
{
    (void)processCreations();
    double best = 1e9;
    double memchr = 1e9;
    for (auto _ : state) {
        memchr = std::min(memchr, secondsOf(memchrOnce));
        const double seconds = work();
        state.SetIterationTime(seconds);
        best = std::min(best, seconds);
    }
    state.counters["best_ms"] = best * 1e3;
    state.counters["memchr_ms"] = memchr * 1e3;
    state.counters["x_memchr"] = best / memchr;
    if (naive > 0)
        state.counters["naive/this"] = naive / best;
}

} // namespace rulewright::bench
