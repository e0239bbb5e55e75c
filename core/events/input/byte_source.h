// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/padded_text.h"
#include "core/text/task.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace rulewright::events {

/// Gives the next bytes of a file, a text or a member of an archive: writes at most `size` of them to `to` and
/// returns how many, 0 at the end. An error is one sentence.
using ByteSource = std::function<std::expected<std::size_t, std::string>(char* to, std::size_t size)>;

[[nodiscard]] std::expected<ByteSource, std::string> fileSource(const std::filesystem::path& path);

/// The bytes must outlive the source.
[[nodiscard]] ByteSource textSource(std::string_view bytes);

/// First the head, then what the source has.
[[nodiscard]] ByteSource withHead(std::string head, ByteSource rest);

/// The same bytes; `seen` is called with each run of them.
[[nodiscard]] ByteSource watched(ByteSource source, std::function<void(std::string_view)> seen);

/// The same bytes in runs of a few MiB; it ends where the task is stopped.
[[nodiscard]] ByteSource stoppable(ByteSource source, const Task& task);

/// Reads until `size` bytes are there or the source ends.
[[nodiscard]] std::expected<std::string, std::string> readHead(ByteSource& source, std::size_t size);

/// Everything that the source has. An error where it has more than `limit` bytes.
[[nodiscard]] std::expected<PaddedText, std::string> readAll(
    ByteSource& source, std::uint64_t expected, std::uint64_t limit);

/// Passes over `count` bytes; an error where the source ends before.
[[nodiscard]] std::expected<void, std::string> passOver(ByteSource& source, std::uint64_t count);

/// UTF-16 of one of the two byte orders as UTF-8: by its byte-order mark or, without one, by an ASCII character at
/// its beginning. Any other bytes as they are.
[[nodiscard]] ByteSource asUtf8(std::string_view head, ByteSource source);
[[nodiscard]] bool looksLikeUtf16(std::string_view head);

} // namespace rulewright::events
