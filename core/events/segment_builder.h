// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/builder.h"
#include "core/events/text_pool.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::events {

/// An event between beginEvent() and endEvent(): its cells in the order they came.
struct StagedEvent {
    static constexpr std::uint32_t noElement = 0xFFFFFFFF;

    struct Cell {
        FieldId field = FieldId::None; ///< None as long as the table does not have the name
        std::uint32_t element = noElement; ///< index into `elements`
        bool isNull = false;
        bool isSystem = false;
        std::string_view name; ///< of a name that the table does not have
        std::string_view value;
    };

    /// An element of an array of objects: the how manieth of its array in this event.
    struct Element {
        std::uint32_t array = 0; ///< index into `arrays`
        std::uint32_t number = 0;
        std::uint32_t parent = noElement;
    };

    struct Array {
        std::string name;
        std::uint32_t elements = 0;
    };

    SourceRef source;
    SourceKind kind = SourceKind::Unknown;
    RecordShape shape = RecordShape::Plain;
    std::int64_t time = Segment::noTime;
    Label label;
    TextPool texts; ///< names and values that would not stay otherwise
    std::vector<Cell> cells;
    std::vector<Element> elements;
    std::vector<Array> arrays;

    void clear();
    [[nodiscard]] std::size_t bytes() const; ///< of all values
};

/// The segment that is being filled: columns by field, rows, array groups.
class SegmentBuilder {
public:
    SegmentBuilder();

    [[nodiscard]] std::uint32_t rows() const { return m_segment.rows; }

    /// There is no room for the event. An empty segment takes any.
    [[nodiscard]] bool isFull(const StagedEvent& event) const
    {
        return rows() == Segment::maximumRows
            || (rows() > 0 && m_textBytes + event.bytes() > Segment::maximumTextBytes);
    }

    /// No further name gets a column of its own.
    [[nodiscard]] bool isWide() const { return m_columns.size() >= Segment::maximumNames; }

    /// Whether the event has names that would go to the overflow column.
    [[nodiscard]] bool wouldOverflow(const StagedEvent& event, const FieldTable& fields) const;

    /// Writes the event as the next row. Names that are new get their ids here.
    void append(StagedEvent& event, FieldTable& fields);
    [[nodiscard]] Segment build() &&;

private:
    struct Group {
        ArrayGroup group;
        std::vector<std::uint32_t> rows;
    };

    static constexpr std::uint32_t maximumGroups = 1'024;

    [[nodiscard]] bool hasColumn(FieldId field) const;
    /// The field's column, new where there is room; null where there is none.
    ColumnBuilder* columnFor(FieldId field);
    void resolveNames(StagedEvent& event, FieldTable& fields);
    void write(const StagedEvent& event, const StagedEvent::Cell& cell, ColumnBuilder& column, RowId row);
    void writeShadowed(const StagedEvent& event, const StagedEvent::Cell& cell, RowId row);
    void writeOverflow(const StagedEvent::Cell& cell, std::string_view name, RowId row);
    void beginGroups(const StagedEvent& event, std::uint32_t row);

    Segment m_segment;
    std::vector<ColumnBuilder> m_columns;
    std::vector<std::uint32_t> m_columnOf; ///< by field: index into m_columns plus one
    std::vector<std::uint32_t> m_dataRow; ///< by field: the last row (plus one) in which data has the field
    std::array<std::optional<ColumnBuilder>, systemFieldCount> m_shadowedSystem;
    std::vector<ColumnBuilder> m_shadowedOthers;
    std::optional<ColumnBuilder> m_overflow;
    std::vector<Group> m_groups;
    std::map<std::string, std::uint32_t, std::less<>> m_groupOf;
    std::size_t m_textBytes = 0;
    std::uint32_t m_namesSeen = 0; ///< size of the field table when the system fields were looked up
    // Of the event that is being written:
    std::vector<std::uint32_t> m_groupOfArray; ///< by the event's array; Column::noElement: none
    std::vector<std::uint32_t> m_firstElement; ///< by the event's array: global index of its element 0
};

} // namespace rulewright::events
