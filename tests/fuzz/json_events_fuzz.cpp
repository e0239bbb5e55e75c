// SPDX-License-Identifier: Apache-2.0
// Any bytes as events: nothing crashes, what was read can be shown, and the reader of records agrees with the scanner
// of JSON about what is broken.
#include "core/events/builder.h"
#include "core/events/json_record.h"
#include "core/events/json_scan.h"
#include "core/events/load.h"
#include "core/events/padded_text.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace rulewright;
using namespace rulewright::events;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

void readEverything(std::string_view text)
{
    Task task;
    const LoadResult result = loadText("fuzz", text, {}, Side::Unknown, task);
    require(result.report.records == result.events.size());
    for (std::uint32_t i = 0; i < result.events.size(); ++i) {
        const EventId event {i};
        for (const EventField& field : result.events.event(event))
            require(field.cell != Cell::Absent);
        require(rawText(result.events, event).has_value());
        require(result.events.find("fuzz", i + 1) == event);
    }
}

void agreeOnOneRecord(std::string_view text)
{
    const std::size_t begin = skipJsonBlanks(text, 0);
    if (begin == text.size() || text[begin] != '{')
        return;
    const JsonScan scan = scanJson(text, begin);
    const bool isWhole = !scan.isBroken() && skipJsonBlanks(text, scan.end) == text.size();
    EventSetBuilder builder;
    builder.addSource({});
    builder.beginEvent({});
    const PaddedText padded(text);
    using Outcome = JsonRecordReader::Outcome;
    const Outcome outcome = JsonRecordReader().read(padded.text(), builder);
    if (outcome == Outcome::Read)
        require(isWhole);
    if (isWhole)
        require(outcome != Outcome::Broken);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    readEverything(text);
    agreeOnOneRecord(text);
    return 0;
}
