// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/ids.h"
#include "core/events/presence.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rulewright::events {

/// Three ways of nothing, kept apart. Null is a JSON null or an empty array: present, but without a value.
enum class Cell : std::uint8_t { Absent, Null, Empty, Present };

/// Texts in one contiguous buffer. Text i is [offsets[i], offsets[i + 1]) less the separator byte that
/// follows each text: a '\0', so that one scan of the buffer cannot match across two texts.
/// Offsets take 32 bits: a segment has at most Segment::maximumTextBytes of texts.
struct Arena {
    std::string text;
    std::vector<std::uint32_t> offsets{0};

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(offsets.size() - 1); }

    [[nodiscard]] std::string_view at(std::uint32_t i) const
    {
        return {text.data() + offsets[i], offsets[i + 1] - offsets[i] - 1};
    }

    void append(std::string_view value)
    {
        text += value;
        text += '\0';
        offsets.push_back(static_cast<std::uint32_t>(text.size()));
    }
};

/// Codes of a dictionary column, one for each element, as narrow as the number of values allows.
using Codes = std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>>;

/// The column's element range of each present row (rank r owns elements offsets[r] … offsets[r + 1]).
/// A row of several values has several elements, a null or an empty array none.
using ElementOffsets = std::vector<std::uint32_t>;

/// How the texts of a Time column are written; the same for all of its values.
struct TimeFormat {
    std::uint8_t digits = 7; ///< of the fraction of a second: 0 to 7
    char separator = 'T'; ///< between date and time: 'T' or ' '
    bool hasZ = true; ///< ends in Z; without it the text names no zone and is read as UTC
    bool operator==(const TimeFormat&) const = default;
};

/// All values of one field in one segment. Immutable once built; written by ColumnBuilder alone.
/// An element is one value in one row. A *value* is what elements share: a distinct text in a dictionary
/// column; in the other kinds every element is a value of its own (valueOf(element) == element).
struct Column {
    enum class Kind : std::uint8_t {
        Dictionary, ///< folded holds the distinct texts, codes the elements
        Text, ///< folded holds one text for each element
        Integer, ///< numbers holds each element's canonical decimal int64
        Time, ///< numbers holds each element's UTC time in units of 100 ns since 1970-01-01, written
              ///< back as `timeFormat` says
    };

    /// How the texts as they were written are kept beside the folded ones. Most folding lowers ASCII letters and
    /// does nothing else, and a bit for each byte is an eighth of the text again.
    enum class Written : std::uint8_t {
        AsFolded, ///< folding changes nothing
        Capitals, ///< bit b of `capitals`: byte b of folded.text was the capital of that letter
        Apart, ///< in `original`
    };

    FieldId field = FieldId::None;
    Kind kind = Kind::Dictionary;
    Written written = Written::AsFolded;
    Presence presence;
    Arena folded; ///< the texts after simple case folding
    std::vector<std::uint64_t> capitals; ///< one word more than the bytes need
    Arena original;
    Codes codes;
    std::vector<std::int64_t> numbers;
    TimeFormat timeFormat;
    std::optional<ElementOffsets> list; ///< none: every present row has exactly one element
    std::optional<ArrayGroupId> group;
    /// With a group: for each element, which element of the array it comes from, as a global index into
    /// ArrayGroup's elements; noElement for a value that stood in no array (`a.b` of `{"a":{"b":1}}`).
    std::vector<std::uint32_t> groupElements;
    static constexpr std::uint32_t noElement = 0xFFFFFFFF;

    [[nodiscard]] std::uint32_t elementCount() const;
    [[nodiscard]] std::uint32_t valueCount() const;
    [[nodiscard]] ValueIndex valueOf(std::uint32_t element) const;
    /// The elements of a present row, by its rank: half-open.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> elementsOf(std::uint32_t rank) const;

    /// Whether values are texts that `folded` holds.
    [[nodiscard]] bool hasTexts() const { return kind == Kind::Dictionary || kind == Kind::Text; }

    /// The text of a value. The view lives as long as the column and `scratch`, into which it may be written.
    [[nodiscard]] std::string_view text(ValueIndex value, std::string& scratch) const;
    [[nodiscard]] std::string_view foldedText(ValueIndex value, std::string& scratch) const;

    [[nodiscard]] Cell cell(RowId row) const; ///< Empty: exactly one element, and it is the empty text
    [[nodiscard]] std::size_t bytes() const;
};

/// An array of objects. The row of rank r among `rows` owns the array elements elements[r] … elements[r + 1].
/// Rows whose array has no objects are not among them.
struct ArrayGroup {
    std::string name; ///< the array's own field name: `requestParameters.ipPermissions.items`
    Presence rows;
    std::vector<std::uint32_t> elements{0};
    /// Of an array inside another: that one, and for each element the global index of the element it is in.
    std::optional<ArrayGroupId> parent;
    std::vector<std::uint32_t> parentElements;

    [[nodiscard]] std::uint32_t elementCount() const { return elements.back(); }
};

} // namespace rulewright::events
