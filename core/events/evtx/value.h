// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/evtx/bytes.h"

#include <cstdint>
#include <string>

namespace rulewright::events::evtx {

/// The types of a substitution value ("Value types" in libyal's description). An array has `array` set.
enum class ValueType : std::uint8_t {
    Null = 0x00,
    String = 0x01,
    AnsiString = 0x02,
    Int8 = 0x03,
    UInt8 = 0x04,
    Int16 = 0x05,
    UInt16 = 0x06,
    Int32 = 0x07,
    UInt32 = 0x08,
    Int64 = 0x09,
    UInt64 = 0x0A,
    Real32 = 0x0B,
    Real64 = 0x0C,
    Bool = 0x0D,
    Binary = 0x0E,
    Guid = 0x0F,
    SizeT = 0x10,
    FileTime = 0x11,
    SystemTime = 0x12,
    Sid = 0x13,
    HexInt32 = 0x14,
    HexInt64 = 0x15,
    EvtHandle = 0x20,
    BinXml = 0x21,
    EvtXml = 0x23,
};
inline constexpr std::uint8_t arrayFlag = 0x80;

/// A value of a template instance: its bytes and the type that the instance gives.
struct TypedValue {
    Bytes bytes;
    std::uint8_t type = 0;

    [[nodiscard]] bool isNull() const { return type == 0; }

    [[nodiscard]] bool isArray() const { return (type & arrayFlag) != 0; }

    [[nodiscard]] ValueType scalarType() const { return static_cast<ValueType>(type & ~arrayFlag); }
};

/// Appends the text of one value that is no array: decimal integers, hex types as 0x… without zero padding,
/// GUIDs in braces and capitals, SIDs as S-1-…, times as ISO 8601 with seven digits and Z, binary as capital hex.
/// Bytes that are too few for the type give no text.
void appendValue(std::string& out, const TypedValue& value);

/// Splits an array into its elements; at most 65,536. Strings are separated by NUL.
class ArrayElements {
public:
    explicit ArrayElements(const TypedValue& array);
    /// Moves to the next element; false behind the last.
    bool next(TypedValue& element);

private:
    TypedValue m_array;
    std::size_t m_at = 0;
    std::size_t m_width = 0; ///< 0: strings
};

/// 100 ns since 1970-01-01 of a FILETIME (100 ns since 1601-01-01).
[[nodiscard]] std::int64_t unixTime(std::uint64_t fileTime);

} // namespace rulewright::events::evtx
