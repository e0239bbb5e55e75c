// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/evtx/bytes.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::events::evtx {

/// The layout of an EVTX file: libyal's "Windows XML Event Log (EVTX) format", sections "File header",
/// "Chunk" and "Event record".
inline constexpr std::size_t fileHeaderSize = 4'096;
inline constexpr std::size_t chunkSize = 65'536;
inline constexpr std::size_t chunkHeaderSize = 512;
inline constexpr std::size_t recordHeaderSize = 24;

/// Something wrong with a place of the file. Reading goes on.
struct Damage {
    enum class Kind : std::uint8_t {
        FileHeaderChecksum,
        ChunkHeaderChecksum,
        RecordsChecksum,
        FreeSpaceOffset, ///< nothing lost by these
        RecordHeader,
        RecordSize,
        RecordContent, ///< a record lost
        TruncatedChunk,
        TruncatedHeader,
        ChunkMagic, ///< nothing that can be counted lost by these
    };
    Kind kind = Kind::RecordHeader;
    std::uint64_t offset = 0; ///< in the file
    bool operator==(const Damage&) const = default;
};

[[nodiscard]] std::string_view damageText(Damage::Kind kind); ///< "the checksum of the chunk header is wrong"
[[nodiscard]] bool losesRecord(Damage::Kind kind);

/// A chunk with the place of each of its records.
struct Chunk {
    struct Record {
        std::uint32_t offset = 0; ///< in the chunk
        std::uint32_t size = 0; ///< header and trailing size included
        std::uint64_t id = 0;
        std::uint64_t fileTime = 0;
    };

    Bytes bytes; ///< 65,536, or fewer at the end of a truncated file
    std::uint64_t fileOffset = 0;
    std::vector<Record> records;
};

/// Whether the bytes begin as an EVTX file does, or with a chunk (a file whose header is gone).
[[nodiscard]] bool looksLikeEvtx(std::string_view bytes);

/// Whether the bytes begin as a record does.
[[nodiscard]] bool looksLikeRecord(std::string_view bytes);

/// Where the chunk begins in which a byte of the file lies.
[[nodiscard]] constexpr std::uint64_t chunkBegin(std::uint64_t offset)
{
    return offset < fileHeaderSize ? 0 : fileHeaderSize + (offset - fileHeaderSize) / chunkSize * chunkSize;
}

/// Calls `visit` with each chunk of the file in its order until that returns false: every 64 KiB place with the
/// chunk magic, whether or not the file header counts it. A record is one that begins before its chunk's
/// free-space offset (cli.md, "Events"). Damage is appended to `damage`, at most `maximumDamage` entries of it.
void forEachChunk(Bytes file, std::vector<Damage>& damage, const std::function<bool(const Chunk&)>& visit);

inline constexpr std::size_t maximumDamage = 100'000;

/// CRC-32 (IEEE 802.3) of the bytes, as EVTX uses it.
[[nodiscard]] std::uint32_t crc32(const std::uint8_t* data, std::size_t size, std::uint32_t seed = 0);

} // namespace rulewright::events::evtx
