// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/taxonomy/taxonomy.h"
#include "core/text/diagnostic.h"
#include "core/text/task.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace rulewright::events {

/// Why records or a file were not loaded, or what was done to records that were (count 0 then).
struct Skipped {
    std::string file; ///< relative to what was given
    std::string reason; ///< "broken JSON at line 12: a colon is missing after a name", "not an event file"
    std::uint64_t count = 0; ///< of records; 0 for a whole file whose records are not known
    std::vector<std::uint32_t> lines; ///< the first places, 1-based; at most 100
    bool operator==(const Skipped&) const = default;
};

/// What became of one file or member of an archive that was recognised.
struct FileReport {
    std::string file; ///< relative to what was given
    std::string_view format; ///< for people: "CSV"
    std::uint64_t records = 0; ///< read
    std::uint64_t skipped = 0; ///< records that were not
    bool operator==(const FileReport&) const = default;
};

struct ImportReport {
    std::uint64_t files = 0; ///< that were recognised
    std::uint64_t records = 0; ///< read
    std::vector<FileReport> read; ///< the recognised files
    std::vector<Skipped> skipped;
    bool isCancelled = false; ///< what was finished is kept
};

struct LoadResult {
    EventSet events;
    ImportReport report;
};

/// A file, folder or archive to load, and the side its events are on unless their labels say otherwise.
struct EventInput {
    std::filesystem::path path;
    Side side = Side::Unknown;
};

struct LoadOptions {
    /// Files of labels beside those that stand as `<file>.labels.json` with their events (docs/labels.md).
    std::vector<std::filesystem::path> labels;
    /// Threads that read files; what is loaded is the same whatever the number.
    unsigned workers = 2;
};

/// Reads events of every supported format, recognised by content. Adds to `base`. An input that cannot be
/// opened is an error that names it; a record or file that cannot be read is counted in the report.
/// Order: inputs as given, files of a folder by path (code points), records as they stand.
/// The task's unit is bytes.
[[nodiscard]] Result<LoadResult> load(
    std::span<const EventInput> inputs, EventSet base, Task& task, const LoadOptions& options = {});

/// The same for text that is in memory already: built-in events, pasted text, tests. The set keeps the text, for
/// rawText().
[[nodiscard]] LoadResult loadText(std::string_view name, std::string_view text, EventSet base, Side side, Task& task);

/// An empty set with the taxonomy's aliases: what to give as `base` first.
[[nodiscard]] EventSet emptyEventSet(std::vector<FieldAlias> aliases);
[[nodiscard]] EventSet emptyEventSet(const taxonomy::Taxonomy& taxonomy);

/// The record as it stands in its source, which is opened again; for the detail pane.
[[nodiscard]] Result<std::string> rawText(const EventSet& events, EventId event);

} // namespace rulewright::events
