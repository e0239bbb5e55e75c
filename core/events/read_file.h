// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/builder.h"
#include "core/events/find_files.h"
#include "core/events/import_log.h"
#include "core/events/input/byte_source.h"
#include "core/events/label_file.h"
#include "core/text/task.h"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::events {

/// Labels that stood beside the file of a source.
struct LabelledSource {
    SourceId source{};
    std::vector<LabelEntry> entries;
};

/// Reads the records of a text that is in memory, in the format that its content shows, as those of a source that the
/// builder has.
void readText(std::string_view name, std::string_view text, SourceId source, EventSetBuilder& builder,
    ImportReport& report, Task& task);

/// Reads a file, or what an archive has, into the builder and adds to the report what was read and what was not, and
/// to `labelled` the labels that stand beside it. With `needsHash` the sources get their hashes.
void readFile(const FoundFile& file, bool needsHash, EventSetBuilder& builder, ImportReport& report,
    std::vector<LabelledSource>& labelled, Task& task);

/// The text that the records of a source were read from: of the file itself, or of a member of an archive.
[[nodiscard]] std::expected<ByteSource, std::string> openAgain(const EventSource& source);

} // namespace rulewright::events
