// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/text/diagnostic.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace rulewright::events {

/// One label as a file has it: of records first … last of a source, or of all where first is 0.
/// The format is described in docs/labels.md.
struct LabelEntry {
    std::string sha256; ///< of the events' file; empty: any
    std::string file; ///< the events' path as results name it; empty: any
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    Label label;
    bool namesSide = false; ///< else an event stays on the side that it was loaded on
    bool operator==(const LabelEntry&) const = default;
};

/// Reads labels. An error says at which record of the file something is wrong.
[[nodiscard]] Result<std::vector<LabelEntry>> readLabels(const std::string& name, std::string_view text);
[[nodiscard]] Result<std::vector<LabelEntry>> readLabelFile(const std::filesystem::path& path);

/// The file of labels that stands beside a file of events, whether or not it exists.
[[nodiscard]] std::filesystem::path labelFileBeside(const std::filesystem::path& events);
[[nodiscard]] bool isLabelFile(const std::filesystem::path& path);

/// The labels of sources as a file of labels has them, one an entry, in the order of sources and records. Each names
/// its source by `hash` where that is given, and by its path where `namesFiles` is set (an archive's members).
[[nodiscard]] std::string labelsText(
    const EventSet& events, std::span<const SourceId> sources, std::string_view hash, bool namesFiles);

/// Whether an entry is about this source.
[[nodiscard]] bool isAbout(const LabelEntry& entry, const EventSource& source);

/// Labels the events of a source. Later entries win. Returns the first record named that the source does not have,
/// or 0.
std::uint32_t applyLabels(EventSet& events, SourceId source, std::span<const LabelEntry> entries);

} // namespace rulewright::events
