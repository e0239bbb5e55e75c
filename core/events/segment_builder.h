// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/builder.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::events {

/// An event between beginEvent() and endEvent(): its cells in the order they came, and their texts.
struct StagedEvent {
    static constexpr std::uint32_t noElement = 0xFFFFFFFF;

    struct Cell {
        FieldId field = FieldId::None; ///< None as long as the table does not have the name
        bool isNull = false;
        bool isSystem = false;
        std::uint32_t element = noElement; ///< index into `elements`
        std::uint64_t name = 0; ///< of a name that the table does not have: where it stands in `texts`
        std::uint32_t nameLength = 0;
        std::uint32_t valueLength = 0;
        std::uint64_t value = 0;
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
    std::string texts;
    std::vector<Cell> cells;
    std::vector<Element> elements;
    std::vector<Array> arrays;

    [[nodiscard]] std::string_view nameOf(const Cell& cell) const
    {
        return std::string_view(texts).substr(cell.name, cell.nameLength);
    }

    [[nodiscard]] std::string_view valueOf(const Cell& cell) const
    {
        return std::string_view(texts).substr(cell.value, cell.valueLength);
    }

    void clear();
};

/// The segment that is being filled: columns by field, rows, array groups.
class SegmentBuilder {
public:
    SegmentBuilder();

    [[nodiscard]] std::uint32_t rows() const { return m_segment.rows; }

    [[nodiscard]] bool isFull() const { return rows() == Segment::maximumRows; }

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
    void writeOverflow(const StagedEvent& event, const StagedEvent::Cell& cell, std::string_view name, RowId row);
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
    std::uint32_t m_namesSeen = 0; ///< size of the field table when the system fields were looked up
    // Of the event that is being written:
    std::vector<std::uint32_t> m_groupOfArray; ///< by the event's array; Column::noElement: none
    std::vector<std::uint32_t> m_firstElement; ///< by the event's array: global index of its element 0
};

} // namespace rulewright::events
