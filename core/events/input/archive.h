// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/input/byte_source.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::events {

/// How the bytes of a file are packed.
enum class Packing : std::uint8_t {
    None,
    Members, ///< zip, tar, 7z
    Stream ///< gzip, xz, zstd, bzip2: one file, or a tar
};

[[nodiscard]] Packing packingOf(std::string_view head);

/// How many bytes of head packingOf() wants to see.
inline constexpr std::size_t packingHeadLength = 512;

/// How much may be unpacked from one file that the user gave, whatever is packed in what: refuses zip bombs.
class UnpackBudget {
public:
    static constexpr std::uint64_t freeBytes = std::uint64_t{64} << 20;
    static constexpr std::uint64_t maximumRatio = 400;

    explicit UnpackBudget(std::uint64_t packedBytes)
        : m_left(std::max(freeBytes, packedBytes < UINT64_MAX / maximumRatio ? packedBytes * maximumRatio : UINT64_MAX))
    {
    }

    [[nodiscard]] bool take(std::uint64_t bytes)
    {
        m_isSpent |= bytes > m_left;
        m_left -= std::min(bytes, m_left);
        return !m_isSpent;
    }

    [[nodiscard]] bool isSpent() const { return m_isSpent; }

private:
    std::uint64_t m_left;
    bool m_isSpent = false;
};

/// A file in an archive.
struct ArchiveMember {
    std::string name; ///< its path there; empty for what is compressed alone
    std::uint32_t number = 0; ///< how many members stand before it
    std::uint64_t size = 0; ///< as the archive says; 0 where it does not
    bool isFile = true; ///< no folder, link or device
    bool isEncrypted = false;
    int year = 0; ///< when it was last changed; 0 where that is not known
    int month = 0;
};

/// The members of one archive, in their order. Nothing is written to disk.
class ArchiveReader {
public:
    [[nodiscard]] static std::expected<ArchiveReader, std::string> open(const std::filesystem::path& path);
    /// The bytes must outlive the reader.
    [[nodiscard]] static std::expected<ArchiveReader, std::string> open(std::string_view bytes);

    /// The next member; nothing at the end, or where the archive is damaged from here on: see problem().
    [[nodiscard]] std::optional<ArchiveMember> next();
    /// The next bytes of the member.
    [[nodiscard]] std::expected<std::size_t, std::string> read(char* to, std::size_t size);
    [[nodiscard]] const std::string& problem() const;
    /// Whether the names can be listed without unpacking anything.
    [[nodiscard]] bool listsFast() const;
    /// Bytes of the packed file that were read so far.
    [[nodiscard]] std::uint64_t packedBytesRead() const;

private:
    struct State;
    explicit ArchiveReader(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state;
};

/// A member of a file on disk, by the numbers of the members that it stands in, the outermost first.
[[nodiscard]] std::expected<ByteSource, std::string> memberSource(
    const std::filesystem::path& path, std::span<const std::uint32_t> numbers);

/// Archives in archives beyond this depth are not read; archives there are held in memory up to this size.
inline constexpr std::size_t maximumArchiveDepth = 4;
inline constexpr std::uint64_t maximumInnerArchive = std::uint64_t{1} << 30;

} // namespace rulewright::events
