// SPDX-License-Identifier: Apache-2.0
#include "core/events/evtx/value.h"

#include "core/events/evtx/utf16.h"

#include <charconv>
#include <chrono>

namespace rulewright::events::evtx {

namespace {

constexpr std::int64_t ticksPerSecond = 10'000'000;
constexpr std::int64_t secondsTo1970 = 11'644'473'600;

template <class T> void appendNumber(std::string& out, T number)
{
    char buffer[64];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
    out.append(buffer, end);
}

void appendHexNumber(std::string& out, std::uint64_t number)
{
    char buffer[16];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number, 16);
    out += "0x";
    out.append(buffer, end);
}

void appendHexBytes(std::string& out, const std::uint8_t* data, std::size_t size)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    for (std::size_t i = 0; i < size; ++i) {
        out += digits[data[i] >> 4U];
        out += digits[data[i] & 0xFU];
    }
}

void appendGuid(std::string& out, Bytes bytes)
{
    static constexpr std::uint8_t order[]
        = {3, 2, 1, 0, 0xFF, 5, 4, 0xFF, 7, 6, 0xFF, 8, 9, 0xFF, 10, 11, 12, 13, 14, 15};
    out += '{';
    for (const std::uint8_t place : order) {
        if (place == 0xFF)
            out += '-';
        else
            appendHexBytes(out, bytes.data() + place, 1);
    }
    out += '}';
}

void appendSid(std::string& out, Bytes bytes)
{
    const std::size_t count = bytes.u8(1);
    if (!bytes.has(0, 8 + 4 * count))
        return;
    std::uint64_t authority = 0;
    for (std::size_t i = 2; i < 8; ++i)
        authority = authority << 8U | bytes.u8(i);
    out += "S-";
    appendNumber(out, static_cast<unsigned>(bytes.u8(0)));
    out += '-';
    appendNumber(out, authority);
    for (std::size_t i = 0; i < count; ++i) {
        out += '-';
        appendNumber(out, bytes.u32(8 + 4 * i));
    }
}

void appendDigits(std::string& out, std::int64_t number, int width)
{
    char buffer[20];
    for (int i = width - 1; i >= 0; --i) {
        buffer[i] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
    out.append(buffer, static_cast<std::size_t>(width));
}

void appendTime(std::string& out, std::int64_t year, std::int64_t month, std::int64_t day, std::int64_t secondOfDay,
    std::int64_t ticks)
{
    appendDigits(out, year, year > 9999 ? 5 : 4);
    out += '-';
    appendDigits(out, month, 2);
    out += '-';
    appendDigits(out, day, 2);
    out += 'T';
    appendDigits(out, secondOfDay / 3600, 2);
    out += ':';
    appendDigits(out, secondOfDay / 60 % 60, 2);
    out += ':';
    appendDigits(out, secondOfDay % 60, 2);
    out += '.';
    appendDigits(out, ticks, 7);
    out += 'Z';
}

void appendFileTime(std::string& out, std::uint64_t fileTime)
{
    // A FILETIME above INT64_MAX is no date: shown as the number that it is.
    if (fileTime > static_cast<std::uint64_t>(INT64_MAX)) {
        appendNumber(out, fileTime);
        return;
    }
    const auto seconds = static_cast<std::int64_t>(fileTime / ticksPerSecond) - secondsTo1970;
    const std::chrono::sys_days epoch{};
    const std::int64_t days = seconds >= 0 ? seconds / 86'400 : -((-seconds + 86'399) / 86'400);
    const std::chrono::sys_days date = epoch + std::chrono::days(days);
    const std::chrono::year_month_day ymd{date};
    if (!ymd.ok() || static_cast<int>(ymd.year()) < 0 || days > 11'000'000) {
        appendNumber(out, fileTime);
        return;
    }
    appendTime(out, static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
        seconds - days * 86'400, static_cast<std::int64_t>(fileTime % ticksPerSecond));
}

void appendSystemTime(std::string& out, Bytes bytes)
{
    const auto part = [&](std::size_t i) { return static_cast<std::int64_t>(bytes.u16(2 * i)); };
    appendTime(out, part(0), part(1), part(3), part(4) * 3600 + part(5) * 60 + part(6), part(7) * 10'000);
}

/// Windows-1252, the usual code page of ANSI strings; its five holes are kept as C1 controls.
void appendAnsi(std::string& out, Bytes bytes)
{
    static constexpr char16_t high[32] = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030,
        0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};
    std::size_t size = bytes.size();
    while (size > 0 && bytes.data()[size - 1] == 0)
        --size;
    for (std::size_t i = 0; i < size; ++i) {
        const std::uint8_t byte = bytes.data()[i];
        const std::uint16_t unit = byte >= 0x80 && byte < 0xA0 ? static_cast<std::uint16_t>(high[byte - 0x80]) : byte;
        std::uint8_t pair[2];
        std::memcpy(pair, &unit, 2);
        appendUtf16(out, pair, 1);
    }
}

/// Bytes of one value of the type; 0 where it varies.
std::size_t widthOf(ValueType type)
{
    switch (type) {
    case ValueType::Int8:
    case ValueType::UInt8:
        return 1;
    case ValueType::Int16:
    case ValueType::UInt16:
        return 2;
    case ValueType::Int32:
    case ValueType::UInt32:
    case ValueType::Real32:
    case ValueType::Bool:
    case ValueType::HexInt32:
        return 4;
    case ValueType::Int64:
    case ValueType::UInt64:
    case ValueType::Real64:
    case ValueType::FileTime:
    case ValueType::HexInt64:
        return 8;
    case ValueType::Guid:
    case ValueType::SystemTime:
        return 16;
    default:
        return 0;
    }
}

} // namespace

void appendValue(std::string& out, const TypedValue& value)
{
    const Bytes bytes = value.bytes;
    if (!bytes.has(0, widthOf(value.scalarType())))
        return;
    switch (value.scalarType()) {
    case ValueType::Null:
    case ValueType::BinXml:
        return;
    case ValueType::String:
    case ValueType::EvtXml:
        appendUtf16(out, bytes.data(), unitsWithoutTrailingNul(bytes.data(), bytes.size() / 2));
        return;
    case ValueType::AnsiString:
        return appendAnsi(out, bytes);
    case ValueType::Int8:
        return appendNumber(out, static_cast<int>(bytes.read<std::int8_t>(0)));
    case ValueType::UInt8:
        return appendNumber(out, static_cast<unsigned>(bytes.u8(0)));
    case ValueType::Int16:
        return appendNumber(out, bytes.read<std::int16_t>(0));
    case ValueType::UInt16:
        return appendNumber(out, bytes.u16(0));
    case ValueType::Int32:
        return appendNumber(out, bytes.read<std::int32_t>(0));
    case ValueType::UInt32:
        return appendNumber(out, bytes.u32(0));
    case ValueType::Int64:
        return appendNumber(out, bytes.read<std::int64_t>(0));
    case ValueType::UInt64:
        return appendNumber(out, bytes.u64(0));
    case ValueType::Real32:
        return appendNumber(out, bytes.read<float>(0));
    case ValueType::Real64:
        return appendNumber(out, bytes.read<double>(0));
    case ValueType::Bool:
        out += bytes.u32(0) != 0 ? "true" : "false";
        return;
    case ValueType::Binary:
        return appendHexBytes(out, bytes.data(), bytes.size());
    case ValueType::Guid:
        return appendGuid(out, bytes);
    case ValueType::SizeT:
    case ValueType::EvtHandle:
        return appendHexNumber(out, bytes.size() >= 8 ? bytes.u64(0) : bytes.u32(0));
    case ValueType::FileTime:
        return appendFileTime(out, bytes.u64(0));
    case ValueType::SystemTime:
        return appendSystemTime(out, bytes);
    case ValueType::Sid:
        return appendSid(out, bytes);
    case ValueType::HexInt32:
        return appendHexNumber(out, bytes.u32(0));
    case ValueType::HexInt64:
        return appendHexNumber(out, bytes.u64(0));
    }
    appendHexBytes(out, bytes.data(), bytes.size()); // a type that nobody has described
}

ArrayElements::ArrayElements(const TypedValue& array)
    : m_array(array)
    , m_width(widthOf(array.scalarType()))
{
    if (m_width == 0 && array.scalarType() == ValueType::SizeT)
        m_width = array.bytes.size() % 8 == 0 ? 8 : 4;
}

bool ArrayElements::next(TypedValue& element)
{
    const Bytes bytes = m_array.bytes;
    if (m_at >= bytes.size())
        return false;
    element.type = static_cast<std::uint8_t>(m_array.scalarType());
    std::size_t length = m_width;
    std::size_t separator = 0;
    switch (m_array.scalarType()) {
    case ValueType::String:
        while (m_at + length + 1 < bytes.size() && bytes.u16(m_at + length) != 0)
            length += 2;
        separator = 2;
        break;
    case ValueType::AnsiString:
        while (m_at + length < bytes.size() && bytes.u8(m_at + length) != 0)
            ++length;
        separator = 1;
        break;
    case ValueType::Sid:
        length = 8 + 4 * std::size_t{bytes.u8(m_at + 1)};
        break;
    default:
        if (m_width == 0)
            length = bytes.size() - m_at;
        break;
    }
    if (!bytes.has(m_at, length)) {
        m_at = bytes.size();
        return false;
    }
    element.bytes = bytes.sub(m_at, length);
    m_at += length + separator;
    return true;
}

std::int64_t unixTime(std::uint64_t fileTime)
{
    return static_cast<std::int64_t>(fileTime - static_cast<std::uint64_t>(secondsTo1970 * ticksPerSecond));
}

} // namespace rulewright::events::evtx
