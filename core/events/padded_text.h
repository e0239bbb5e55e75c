// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rulewright::events {

/// Gives the bytes of a PaddedText back.
struct ReleaseBytes {
    std::size_t mappedSize = 0; ///< 0: bytes of the heap
    void operator()(char* bytes) const;
};

/// Text with some readable bytes behind its end, as simdjson wants it.
class PaddedText {
public:
    static constexpr std::size_t padding = 64;

    PaddedText() = default;
    explicit PaddedText(std::string_view text);
    /// Room for `size` bytes, to be written through data().
    explicit PaddedText(std::size_t size);

    [[nodiscard]] std::string_view text() const { return {m_bytes.get(), m_size}; }

    /// Not for a file that is mapped.
    [[nodiscard]] char* data() { return m_bytes.get(); }

    [[nodiscard]] std::size_t size() const { return m_size; }

    void shrink(std::size_t size); ///< to fewer bytes

    /// A file as it stands in the page cache, without a copy of it; nothing where that cannot be had.
    [[nodiscard]] static std::optional<PaddedText> mapped(const std::filesystem::path& path, std::size_t size);

private:
    std::unique_ptr<char[], ReleaseBytes> m_bytes;
    std::size_t m_size = 0;
};

/// Reads `length` bytes from `offset` on, or fewer where the file ends before. An error is one sentence.
[[nodiscard]] std::expected<PaddedText, std::string> readBytes(
    const std::filesystem::path& path, std::uint64_t offset, std::uint64_t length);

/// The whole file. A large one is mapped: it must not become shorter as long as the text lives.
[[nodiscard]] std::expected<PaddedText, std::string> readWhole(const std::filesystem::path& path);

/// Text that begins with a UTF-16 byte-order mark as UTF-8; nothing for any other. A broken surrogate becomes
/// U+FFFD.
[[nodiscard]] std::optional<std::string> fromUtf16(std::string_view bytes);

/// SHA-256 of bytes that come in runs.
class ContentHash {
public:
    ContentHash();
    void add(std::string_view bytes);
    [[nodiscard]] std::string hex() const; ///< in lower case, of what was added so far

private:
    std::array<std::uint32_t, 8> m_state;
    std::array<unsigned char, 64> m_block{};
    std::size_t m_filled = 0;
    std::uint64_t m_length = 0;
};

/// SHA-256 in lower-case hex.
[[nodiscard]] std::string contentHash(std::string_view bytes);

} // namespace rulewright::events
