// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/input/slices.h"

#include <cstdint>
#include <string_view>

namespace rulewright::events {

/// The beginning of a file, by which its format is recognised.
struct FileHead {
    std::string_view text; ///< at most headLength bytes, UTF-16 turned into UTF-8, a byte-order mark cut off
    bool isWhole = false; ///< the file has no more
    bool isNamed = false; ///< the user named this very file

    static constexpr std::size_t length = std::size_t{64} << 10;
};

/// Whether a head may be a text: it is not empty, and zero bytes are rare and never side by side.
[[nodiscard]] bool isMostlyText(std::string_view head);

/// One way in which events are written down. Either `readWhole` or `open` is set.
struct Format {
    std::string_view name; ///< for people: "Windows event log (EVTX)"
    bool (*looksLike)(const FileHead& head);
    /// Reads a file that is held whole; returns the number of records.
    std::uint64_t (*readWhole)(
        const PaddedText& text, SourceId source, EventSetBuilder& builder, ImportLog& log, Task& task)
        = nullptr;
    /// A reader of slices. The context outlives it.
    SliceReader (*open)(ReadContext& context) = nullptr;
    std::uint64_t maximumLength = maximumRecordLength; ///< of a record
};

/// The format that the head shows; null where it is none of ours. What may be anything (plain lines, key=value) is
/// recognised only in a file that was named.
[[nodiscard]] const Format* formatOf(const FileHead& head);

} // namespace rulewright::events
