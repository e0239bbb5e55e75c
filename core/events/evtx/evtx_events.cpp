// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/evtx_events.h"

#include "core/events/evtx/event_reader.h"
#include "core/events/evtx/file.h"

#include <format>
#include <vector>

namespace rulewright::events {

namespace {

/// Lost records count; other damage is only told.
void report(const std::vector<evtx::Damage>& damage, ImportLog& log)
{
    for (const evtx::Damage& one : damage) {
        if (losesRecord(one.kind))
            log.skipAt(damageText(one.kind), one.offset);
        else
            log.noteAt(damageText(one.kind), one.offset);
    }
}

} // namespace

std::uint64_t readEvtx(const PaddedText& file, SourceId source, EventSetBuilder& builder, ImportLog& log, Task& task)
{
    const evtx::Bytes bytes(reinterpret_cast<const std::uint8_t*>(file.text().data()), file.text().size());
    evtx::EventReader reader(builder);
    std::vector<evtx::Damage> damage;
    std::vector<evtx::Damage> broken;
    std::uint32_t records = 0;
    evtx::forEachChunk(bytes, damage, [&](const evtx::Chunk& chunk) {
        reader.beginChunk(chunk);
        for (const evtx::Chunk::Record& record : chunk.records) {
            const std::uint64_t offset = chunk.fileOffset + record.offset;
            builder.beginEvent({source, records + 1, offset, record.size}, SourceKind::WindowsEvent);
            if (reader.read(record)) {
                builder.endEvent();
                ++records;
            } else {
                builder.dropEvent();
                broken.push_back({evtx::Damage::Kind::RecordContent, offset});
            }
        }
        task.advance(evtx::chunkSize);
        return !task.isStopped();
    });
    report(damage, log);
    report(broken, log);
    return records;
}

} // namespace rulewright::events
