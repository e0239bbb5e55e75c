// SPDX-License-Identifier: Apache-2.0
// Any bytes as an EVTX file: nothing crashes or hangs, and what was read can be shown.
#include "core/events/evtx/file.h"
#include "core/events/load.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace rulewright;
using namespace rulewright::events;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // What the fuzzer writes is a chunk, so that it need not find out about the file header's 4,096 bytes.
    std::string file(evtx::fileHeaderSize, '\0');
    file.replace(0, 8, std::string("ElfFile\0", 8));
    file.append(reinterpret_cast<const char*>(data), size);
    Task task;
    const LoadResult result = loadText("fuzz.evtx", file, {}, Side::Unknown, task);
    if (result.report.records != result.events.size())
        std::abort();
    for (std::uint32_t i = 0; i < result.events.size(); ++i) {
        const EventId event{i};
        for (const EventField& field : result.events.event(event)) {
            if (field.cell == Cell::Absent)
                std::abort();
        }
        (void)rawText(result.events, event);
    }
    return 0;
}
