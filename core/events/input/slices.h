// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/builder.h"
#include "core/events/import_log.h"
#include "core/events/input/byte_source.h"
#include "core/text/task.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rulewright::events {

/// A part of a text that is too long to be held at once. There are PaddedText::padding readable bytes behind it.
struct Slice {
    std::string_view text;
    std::uint64_t offset = 0; ///< of its first byte in the whole text
    std::uint32_t line = 1; ///< of its first byte, 1-based
    bool isLast = false; ///< nothing follows
};

/// What a reader of one text writes to.
struct ReadContext {
    SourceId source{};
    EventSetBuilder& builder;
    ImportLog& log;
    Task& task;
    /// The year and the month (1 to 12) in which the file was written, for times without a year; 0 where not known.
    int year = 0;
    int month = 0;
    std::uint32_t records = 0; ///< that were read so far

    /// Begins the next record: `length` bytes at `offset` of the whole text.
    void begin(std::uint64_t offset, std::size_t length)
    {
        builder.beginEvent({.source = source,
            .record = records + 1,
            .offset = offset,
            .length = static_cast<std::uint32_t>(length)});
    }

    void end()
    {
        ++records;
        builder.endEvent();
    }
};

/// Reads the records at the beginning of a slice and returns how many bytes they were; what is left comes again with
/// more behind it. From the last slice everything is taken.
using SliceReader = std::function<std::size_t(const Slice&)>;

inline constexpr std::size_t maximumRecordLength = std::size_t{64} << 20;

/// Feeds a reader until the source ends or the task is stopped. A record of more than `maximumLength` bytes is skipped
/// and counted. Returns what is wrong with the source where it broke off.
[[nodiscard]] std::optional<std::string> readSlices(ByteSource& source, const SliceReader& read, ReadContext& context,
    std::uint64_t maximumLength = maximumRecordLength, bool advancesTask = true);

/// Whether no byte is beyond ASCII: then the text is valid UTF-8 without a further look.
[[nodiscard]] bool isAscii(std::string_view text);

/// Calls visit(line, offset, number) for each line of a slice that is not empty, without its end (LF or CR LF), until
/// the task is stopped. Returns what a SliceReader returns.
std::size_t forEachLine(const Slice& slice, const Task& task,
    const std::function<void(std::string_view line, std::uint64_t offset, std::uint32_t number)>& visit);

} // namespace rulewright::events
