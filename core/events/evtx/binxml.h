// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/evtx/bytes.h"
#include "core/events/evtx/value.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rulewright::events::evtx {

/// Text of a template, or the place of one of an instance's values in it.
struct Piece {
    bool isSubstitution = false;
    bool isOptional = false; ///< nothing where the value is null
    std::uint16_t index = 0; ///< of the value
    std::string text;
    bool operator==(const Piece&) const = default;
};

struct Attribute {
    std::string name;
    std::vector<Piece> value;
};

/// A template instance: which definition, and the values that it puts in. Offsets are of the chunk.
struct Instance {
    std::uint32_t definition = 0; ///< where the definition's header begins
    std::uint32_t valuesOffset = 0; ///< of the descriptors
    std::uint32_t valueCount = 0;
};

struct Element;
using Content = std::variant<Piece, std::unique_ptr<Element>, Instance>;

struct Element {
    std::string name;
    std::vector<Attribute> attributes;
    std::vector<Content> content;
};

/// What a fragment holds: usually one instance or one element.
using Fragment = std::vector<Content>;

/// The use of a name in a template definition, to compare definitions of several chunks.
struct NameUse {
    std::uint32_t position = 0; ///< of the 4-byte offset, from the definition's data
    bool isInline = false; ///< the name stands right behind
    std::uint32_t nameOffset = 0; ///< in the chunk
};

/// A template definition: header of 24 bytes (next offset, GUID, size of the data), then a fragment.
inline constexpr std::size_t definitionHeaderSize = 24;

/// Bounds of one fragment. Untrusted input may nest without end or name things a million times.
inline constexpr int maximumDepth = 64;
inline constexpr std::size_t maximumNodes = 20'000;

/// Reads the fragment in [begin, end) of the chunk. `inSubstitution`: a fragment that is a value; its elements have
/// no dependency identifier. Nothing where the bytes are no BinXML within the bounds. `names` (may be null)
/// receives every use of a name.
[[nodiscard]] std::optional<Fragment> readFragment(
    Bytes chunk, std::size_t begin, std::size_t end, bool inSubstitution, std::vector<NameUse>* names);

/// The values of an instance, split. Reused between records: reading allocates nothing once warm.
class InstanceValues {
public:
    /// False where the values do not fit into the chunk.
    bool read(Bytes chunk, const Instance& instance);

    /// Takes values that were found in another way.
    void assign(const std::vector<TypedValue>& values) { m_values = values; }

    [[nodiscard]] TypedValue at(std::uint16_t index) const
    {
        return index < m_values.size() ? m_values[index] : TypedValue{};
    }

    [[nodiscard]] std::size_t size() const { return m_values.size(); }

    /// Where the values end in the chunk.
    [[nodiscard]] std::size_t end() const { return m_end; }

private:
    std::vector<TypedValue> m_values;
    std::size_t m_end = 0;
};

/// Reads the head of a record's BinXML where it is, as nearly always, one template instance: without building a
/// tree. Nothing where it is something else.
[[nodiscard]] std::optional<Instance> readInstanceOnly(Bytes chunk, std::size_t begin, std::size_t end);

/// The name at an offset of the chunk; nothing where it does not fit.
[[nodiscard]] std::optional<std::string> readName(Bytes chunk, std::size_t offset);
[[nodiscard]] std::size_t nameSize(Bytes chunk, std::size_t offset); ///< bytes of the name's structure

} // namespace rulewright::events::evtx
