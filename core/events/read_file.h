// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/builder.h"
#include "core/events/find_files.h"
#include "core/events/import_log.h"
#include "core/events/label_file.h"
#include "core/events/padded_text.h"
#include "core/text/task.h"

#include <cstdint>
#include <vector>

namespace rulewright::events {

/// Labels that stood beside the file of a source.
struct LabelledSource {
    SourceId source{};
    std::vector<LabelEntry> entries;
};

/// Reads the records of a text that is in memory, in the format that its content shows. A new format is one file
/// with one such function, and a line in the table of read_file.cpp.
std::uint64_t readRecords(
    const PaddedText& text, SourceId source, EventSetBuilder& builder, ImportLog& log, Task& task);

/// Reads a file into the builder and adds to the report what was read and what was not, and to `labelled` the labels
/// that stand beside it. With `needsHash` the source gets its hash.
void readFile(const FoundFile& file, bool needsHash, EventSetBuilder& builder, ImportReport& report,
    std::vector<LabelledSource>& labelled, Task& task);

} // namespace rulewright::events
