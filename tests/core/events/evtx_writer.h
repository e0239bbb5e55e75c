// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/evtx/file.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::tests {

/// Writes BinXML and EVTX files for tests: one chunk, whose first record defines the template that all use. Names
/// stand inline at each use.
class BinXml {
public:
    /// `at` is where the first byte will stand in the chunk.
    explicit BinXml(std::uint32_t at)
        : m_at(at)
    {
    }

    void u8(unsigned value) { m_bytes += static_cast<char>(value); }

    void u16(unsigned value) { number(value, 2); }

    void u32(std::uint64_t value) { number(value, 4); }

    void u64(std::uint64_t value) { number(value, 8); }

    void raw(std::string_view bytes) { m_bytes += bytes; }

    void units(std::u16string_view text)
    {
        for (const char16_t unit : text)
            u16(unit);
    }

    void name(std::u16string_view text)
    {
        u32(m_at + m_bytes.size() + 4);
        u32(0);
        u16(0);
        u16(static_cast<unsigned>(text.size()));
        units(text);
        u16(0);
    }

    void fragment() { raw(std::string_view("\x0F\x01\x01\x00", 4)); }

    void open(std::u16string_view text, bool hasAttributes = false)
    {
        u8(hasAttributes ? 0x41 : 0x01);
        u16(0xFFFF);
        u32(0);
        name(text);
        if (hasAttributes)
            u32(0);
        if (!hasAttributes)
            u8(0x02);
    }

    void attribute(std::u16string_view text, std::u16string_view value)
    {
        u8(0x06);
        name(text);
        this->text(value);
    }

    void attributeValue(std::u16string_view text, unsigned index)
    {
        u8(0x06);
        name(text);
        value(index);
    }

    void endAttributes() { u8(0x02); }

    void text(std::u16string_view value)
    {
        u8(0x05);
        u8(0x01);
        u16(static_cast<unsigned>(value.size()));
        units(value);
    }

    void value(unsigned index)
    {
        u8(0x0E);
        u16(index);
        u8(0x01);
    }

    void close() { u8(0x04); }

    void end() { u8(0x00); }

    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

    [[nodiscard]] std::uint32_t at() const { return m_at + static_cast<std::uint32_t>(m_bytes.size()); }

private:
    void number(std::uint64_t value, int bytes)
    {
        for (int i = 0; i < bytes; ++i)
            m_bytes += static_cast<char>(value >> (8 * i) & 0xFF);
    }

    std::uint32_t m_at;
    std::string m_bytes;
};

/// A value of a template instance.
struct EvtxValue {
    unsigned type = 0;
    std::string bytes;
};

inline EvtxValue utf16Value(std::u16string_view text)
{
    BinXml bytes(0);
    bytes.units(text);
    return {0x01, bytes.bytes()};
}

/// A file of one chunk. `body` writes the template's elements at the place that it is given; each record is one set
/// of values for it.
class EvtxFile {
public:
    template <class Body> EvtxFile(Body body, const std::vector<std::vector<EvtxValue>>& records)
    {
        m_chunk.assign(events::evtx::chunkHeaderSize, '\0');
        std::uint32_t definition = 0;
        for (std::size_t i = 0; i < records.size(); ++i) {
            m_records.push_back(static_cast<std::uint32_t>(m_chunk.size()));
            BinXml record(m_records.back() + events::evtx::recordHeaderSize);
            record.fragment();
            record.u8(0x0C);
            record.u8(0x01);
            record.u32(7);
            if (i == 0) {
                definition = record.at() + 4;
                record.u32(definition);
                BinXml inner(record.at() + 24);
                inner.fragment();
                body(inner);
                inner.end();
                record.u32(0);
                record.raw(std::string(16, '\x11'));
                record.u32(inner.bytes().size());
                record.raw(inner.bytes());
            } else {
                record.u32(definition);
            }
            record.u32(records[i].size());
            for (const EvtxValue& value : records[i]) {
                record.u16(static_cast<unsigned>(value.bytes.size()));
                record.u8(value.type);
                record.u8(0);
            }
            for (const EvtxValue& value : records[i])
                record.raw(value.bytes);
            append(record.bytes(), i + 1);
        }
    }

    /// Records that carry their whole XML: `body(xml, i)` writes that of record i.
    template <class Body> EvtxFile(Body body, std::size_t records)
    {
        m_chunk.assign(events::evtx::chunkHeaderSize, '\0');
        for (std::size_t i = 0; i < records; ++i) {
            m_records.push_back(static_cast<std::uint32_t>(m_chunk.size()));
            BinXml record(m_records.back() + events::evtx::recordHeaderSize);
            record.fragment();
            body(record, i);
            record.end();
            append(record.bytes(), i + 1);
        }
    }

    [[nodiscard]] std::uint32_t record(std::size_t i) const { return m_records[i]; } ///< offset in the chunk

    [[nodiscard]] std::uint32_t end() const { return static_cast<std::uint32_t>(m_chunk.size()); }

    /// The file, with `freeSpace` in the chunk header (its real end if 0) and right checksums.
    [[nodiscard]] std::string bytes(std::uint32_t freeSpace = 0) const
    {
        std::string chunk = m_chunk;
        const std::uint32_t end = freeSpace == 0 ? this->end() : freeSpace;
        chunk.resize(events::evtx::chunkSize, '\0');
        std::memcpy(chunk.data(), "ElfChnk\0", 8);
        put(chunk, 40, 128);
        put(chunk, 48, end);
        const auto* data = reinterpret_cast<const std::uint8_t*>(chunk.data());
        put(chunk, 52, events::evtx::crc32(data + 512, end - 512));
        put(chunk, 124, events::evtx::crc32(data + 128, 384, events::evtx::crc32(data, 120)));
        std::string file(events::evtx::fileHeaderSize, '\0');
        std::memcpy(file.data(), "ElfFile\0", 8);
        put(file, 32, 128);
        put(file, 124, events::evtx::crc32(reinterpret_cast<const std::uint8_t*>(file.data()), 120));
        return file + chunk;
    }

private:
    static void put(std::string& to, std::size_t at, std::uint32_t value) { std::memcpy(to.data() + at, &value, 4); }

    void append(const std::string& content, std::uint64_t id)
    {
        BinXml header(0);
        const auto size = static_cast<std::uint32_t>((events::evtx::recordHeaderSize + content.size() + 4 + 7) / 8 * 8);
        header.u32(0x2A2A);
        header.u32(size);
        header.u64(id);
        header.u64(132'515'136'000'000'000); // 2020-12-04T00:00:00Z
        std::string record = header.bytes() + content;
        record.resize(size - 4, '\0');
        BinXml tail(0);
        tail.u32(size);
        m_chunk += record + tail.bytes();
    }

    std::string m_chunk;
    std::vector<std::uint32_t> m_records;
};

} // namespace rulewright::tests
