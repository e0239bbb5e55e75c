// SPDX-License-Identifier: Apache-2.0
// Any bytes as an archive: nothing crashes, nothing is unpacked without a bound, and a member that was read is found
// again.
#include "core/events/input/archive.h"
#include "tests/fuzz/formats_fuzz.h"

#include <filesystem>
#include <fstream>
#include <vector>

#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace rulewright;
    using namespace rulewright::events;
    using namespace rulewright::fuzz;
    const std::string_view bytes = textOf(data, size);
    if (packingOf(bytes) == Packing::None)
        return 0;
    if (auto archive = ArchiveReader::open(bytes)) {
        UnpackBudget budget(size);
        char buffer[4'096];
        while (archive->next()) {
            for (auto read = archive->read(buffer, sizeof buffer); read && *read > 0 && budget.take(*read);
                read = archive->read(buffer, sizeof buffer)) { }
            if (budget.isSpent())
                break;
        }
    }
    const std::filesystem::path path
        = std::filesystem::temp_directory_path() / ("archive_fuzz_" + std::to_string(::getpid()));
    std::ofstream(path, std::ios::binary) << bytes;
    Task task;
    const std::vector<EventInput> inputs{{.path = path}};
    if (const auto result = load(inputs, {}, task)) {
        require(result->report.records == result->events.size());
        for (std::uint32_t i = 0; i < std::min(result->events.size(), 20u); ++i)
            require(rawText(result->events, EventId{i}).has_value());
    }
    std::filesystem::remove(path);
    return 0;
}
