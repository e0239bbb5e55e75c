// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/file.h"

#include <algorithm>

namespace rulewright::events::evtx {

namespace {

constexpr std::string_view fileMagic{"ElfFile\0", 8};
constexpr std::string_view chunkMagic{"ElfChnk\0", 8};
constexpr std::uint32_t recordMagic = 0x00002A2A;
constexpr std::uint32_t smallestRecord = recordHeaderSize + 4;

bool startsWith(Bytes bytes, std::size_t offset, std::string_view magic)
{
    return bytes.has(offset, magic.size()) && std::memcmp(bytes.data() + offset, magic.data(), magic.size()) == 0;
}

void report(std::vector<Damage>& damage, Damage::Kind kind, std::uint64_t offset)
{
    if (damage.size() < maximumDamage)
        damage.push_back({kind, offset});
}

void checkFileHeader(Bytes file, std::vector<Damage>& damage)
{
    if (startsWith(file, 0, fileMagic) && !file.has(0, fileHeaderSize))
        report(damage, Damage::Kind::TruncatedHeader, 0);
    if (startsWith(file, 0, fileMagic) && file.has(0, 128) && crc32(file.data(), 120) != file.u32(124))
        report(damage, Damage::Kind::FileHeaderChecksum, 0);
}

void checkChunk(Bytes chunk, std::size_t freeSpace, std::uint64_t fileOffset, std::vector<Damage>& damage)
{
    if (!chunk.has(0, chunkHeaderSize))
        return;
    const std::uint32_t header = crc32(chunk.data() + 128, 384, crc32(chunk.data(), 120));
    if (header != chunk.u32(124))
        report(damage, Damage::Kind::ChunkHeaderChecksum, fileOffset);
    if (chunk.has(0, freeSpace) && crc32(chunk.data() + chunkHeaderSize, freeSpace - chunkHeaderSize) != chunk.u32(52))
        report(damage, Damage::Kind::RecordsChecksum, fileOffset);
}

/// A record header at `offset` that can be trusted: its magic, a size that fits, and the size once more at the end.
bool isWholeRecord(Bytes chunk, std::size_t offset)
{
    if (chunk.u32(offset) != recordMagic || !chunk.has(offset, smallestRecord))
        return false;
    const std::uint32_t size = chunk.u32(offset + 4);
    return size >= smallestRecord && chunk.has(offset, size) && chunk.u32(offset + size - 4) == size;
}

/// Where reading goes on behind a broken record: the next whole one, or `end`. Records begin at multiples of 8.
std::size_t nextWholeRecord(Bytes chunk, std::size_t offset, std::size_t end)
{
    for (offset = (offset + 8) & ~std::size_t{7}; offset < end; offset += 8) {
        if (isWholeRecord(chunk, offset))
            return offset;
    }
    return end;
}

void readRecords(Chunk& chunk, std::size_t end, std::vector<Damage>& damage)
{
    const Bytes bytes = chunk.bytes;
    std::size_t offset = chunkHeaderSize;
    while (offset < end) {
        if (bytes.u32(offset) != recordMagic) {
            report(damage, Damage::Kind::RecordHeader, chunk.fileOffset + offset);
            offset = nextWholeRecord(bytes, offset, end);
            continue;
        }
        const std::uint32_t size = bytes.u32(offset + 4);
        if (size < smallestRecord || !bytes.has(offset, size)) {
            report(damage, Damage::Kind::RecordSize, chunk.fileOffset + offset);
            offset = nextWholeRecord(bytes, offset, end);
            continue;
        }
        chunk.records.push_back(
            {static_cast<std::uint32_t>(offset), size, bytes.u64(offset + 8), bytes.u64(offset + 16)});
        offset += size;
    }
}

} // namespace

std::string_view damageText(Damage::Kind kind)
{
    switch (kind) {
    case Damage::Kind::FileHeaderChecksum:
        return "the checksum of the file header is wrong";
    case Damage::Kind::ChunkHeaderChecksum:
        return "the checksum of a chunk header is wrong";
    case Damage::Kind::RecordsChecksum:
        return "the checksum of a chunk's records is wrong";
    case Damage::Kind::FreeSpaceOffset:
        return "the free-space offset of a chunk is impossible";
    case Damage::Kind::RecordHeader:
        return "no record header where a record should begin";
    case Damage::Kind::RecordSize:
        return "a record's size is impossible";
    case Damage::Kind::RecordContent:
        return "a record's BinXML is damaged";
    case Damage::Kind::TruncatedChunk:
        return "the file ends within a chunk";
    case Damage::Kind::TruncatedHeader:
        return "the file ends within its header";
    case Damage::Kind::ChunkMagic:
        return "no chunk where the file header counts one";
    }
    return "damaged";
}

bool losesRecord(Damage::Kind kind)
{
    return kind == Damage::Kind::RecordHeader || kind == Damage::Kind::RecordSize
        || kind == Damage::Kind::RecordContent;
}

bool looksLikeEvtx(std::string_view bytes)
{
    return bytes.starts_with(fileMagic)
        || (bytes.size() >= fileHeaderSize + 8 && bytes.substr(fileHeaderSize).starts_with(chunkMagic));
}

bool looksLikeRecord(std::string_view bytes) { return bytes.starts_with(std::string_view("**\0\0", 4)); }

void forEachChunk(Bytes file, std::vector<Damage>& damage, const std::function<bool(const Chunk&)>& visit)
{
    checkFileHeader(file, damage);
    constexpr std::size_t chunkCountOffset = 42;
    const std::size_t counted
        = startsWith(file, 0, fileMagic) && file.has(0, fileHeaderSize) ? file.u32(chunkCountOffset) & 0xFFFF : 0;
    for (std::size_t at = fileHeaderSize; at < file.size(); at += chunkSize) {
        if (!startsWith(file, at, chunkMagic)) {
            if ((at - fileHeaderSize) / chunkSize < counted)
                report(damage, Damage::Kind::ChunkMagic, at);
            continue;
        }
        Chunk chunk;
        chunk.bytes = file.sub(at, chunkSize);
        chunk.fileOffset = at;
        std::size_t end = chunk.bytes.u32(48);
        if (end < chunkHeaderSize || end > chunkSize) {
            report(damage, Damage::Kind::FreeSpaceOffset, at);
            end = chunkSize;
            while (end > chunkHeaderSize && end <= chunk.bytes.size() && chunk.bytes.u8(end - 1) == 0)
                --end;
        } else {
            checkChunk(chunk.bytes, end, at, damage);
        }
        if (end > chunk.bytes.size()) {
            report(damage, Damage::Kind::TruncatedChunk, at);
            end = chunk.bytes.size();
        }
        readRecords(chunk, end, damage);
        if (!visit(chunk))
            return;
    }
}

} // namespace rulewright::events::evtx
