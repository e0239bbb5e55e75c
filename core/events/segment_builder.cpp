// SPDX-License-Identifier: Apache-2.0
#include "core/events/segment_builder.h"

#include <algorithm>

namespace rulewright::events {

namespace {

std::optional<std::size_t> systemFieldOf(std::string_view name)
{
    const auto at = std::ranges::find(systemFieldNames, name);
    if (at == systemFieldNames.end())
        return std::nullopt;
    return static_cast<std::size_t>(at - systemFieldNames.begin());
}

} // namespace

void StagedEvent::clear()
{
    source = {};
    kind = SourceKind::Unknown;
    shape = RecordShape::Plain;
    time = Segment::noTime;
    label = {};
    texts.clear();
    cells.clear();
    elements.clear();
    arrays.clear();
}

std::size_t StagedEvent::bytes() const
{
    std::size_t sum = 0;
    for (const Cell& cell : cells)
        sum += cell.value.size() + 1;
    return sum;
}

SegmentBuilder::SegmentBuilder() = default;

bool SegmentBuilder::hasColumn(FieldId field) const
{
    return field != FieldId::None && index(field) < m_columnOf.size() && m_columnOf[index(field)] != 0;
}

bool SegmentBuilder::wouldOverflow(const StagedEvent& event, const FieldTable&) const
{
    // Names that come twice are counted twice: this only decides when to begin a new segment.
    const auto fresh
        = std::ranges::count_if(event.cells, [&](const StagedEvent::Cell& cell) { return !hasColumn(cell.field); });
    return m_columns.size() + static_cast<std::size_t>(fresh) > Segment::maximumNames;
}

ColumnBuilder* SegmentBuilder::columnFor(FieldId field)
{
    if (index(field) >= m_columnOf.size())
        m_columnOf.resize(index(field) + 1, 0);
    std::uint32_t& column = m_columnOf[index(field)];
    if (column == 0) {
        if (isWide() && std::ranges::find(m_segment.systemFields, field) == m_segment.systemFields.end())
            return nullptr;
        m_columns.emplace_back(field);
        column = static_cast<std::uint32_t>(m_columns.size());
    }
    return &m_columns[column - 1];
}

/// Gives ids to the names that are new, as long as there is room for columns, and remembers which fields the
/// data has.
void SegmentBuilder::resolveNames(StagedEvent& event, FieldTable& fields)
{
    std::size_t room = isWide() ? 0 : Segment::maximumNames - m_columns.size();
    for (StagedEvent::Cell& cell : event.cells) {
        if (cell.field == FieldId::None) {
            const std::string_view name = cell.name;
            cell.field = fields.find(name);
            const auto system = cell.isSystem ? systemFieldOf(name) : std::nullopt;
            if (cell.field == FieldId::None && (room > 0 || system)) {
                cell.field = fields.intern(name);
                room -= room > 0 ? 1 : 0;
            }
            if (cell.field == FieldId::None)
                continue;
        }
        if (!cell.isSystem) {
            if (index(cell.field) >= m_dataRow.size())
                m_dataRow.resize(index(cell.field) + 1, 0);
            m_dataRow[index(cell.field)] = m_segment.rows + 1;
        }
    }
    if (m_namesSeen == fields.size())
        return;
    m_namesSeen = fields.size();
    // Log sources read these five whether an event calls them System's or not (flat records).
    for (std::size_t i = 0; i < systemFieldCount; ++i) {
        if (m_segment.systemFields[i] == FieldId::None)
            m_segment.systemFields[i] = fields.find(systemFieldNames[i]);
    }
}

void SegmentBuilder::append(StagedEvent& event, FieldTable& fields)
{
    const RowId row{m_segment.rows};
    m_textBytes += event.bytes();
    resolveNames(event, fields);
    beginGroups(event, index(row));
    for (const StagedEvent::Cell& cell : event.cells) {
        if (hasColumn(cell.field) && !cell.isNull)
            m_columns[m_columnOf[index(cell.field)] - 1].prepare(cell.value);
    }
    for (const StagedEvent::Cell& cell : event.cells) {
        const bool isShadowed = cell.isSystem && cell.field != FieldId::None && index(cell.field) < m_dataRow.size()
            && m_dataRow[index(cell.field)] == m_segment.rows + 1;
        if (isShadowed) {
            writeShadowed(event, cell, row);
            continue;
        }
        if (ColumnBuilder* column = cell.field == FieldId::None ? nullptr : columnFor(cell.field))
            write(event, cell, *column, row);
        else
            writeOverflow(cell, cell.field == FieldId::None ? cell.name : fields.name(cell.field), row);
    }
    m_segment.time.push_back(event.time);
    m_segment.source.push_back(event.source);
    m_segment.kind.push_back(event.kind);
    m_segment.shape.push_back(event.shape);
    ++m_segment.rows;
}

void SegmentBuilder::beginGroups(const StagedEvent& event, std::uint32_t row)
{
    m_groupOfArray.clear();
    m_firstElement.clear();
    for (const StagedEvent::Array& array : event.arrays) {
        auto at = m_groupOf.find(array.name);
        if (at == m_groupOf.end() && m_groups.size() < maximumGroups) {
            at = m_groupOf.emplace(array.name, static_cast<std::uint32_t>(m_groups.size())).first;
            m_groups.emplace_back().group.name = array.name;
        }
        if (at == m_groupOf.end()) {
            m_groupOfArray.push_back(Column::noElement);
            m_firstElement.push_back(0);
            continue;
        }
        Group& group = m_groups[at->second];
        m_groupOfArray.push_back(at->second);
        m_firstElement.push_back(group.group.elementCount());
        group.rows.push_back(row);
        group.group.elements.push_back(group.group.elementCount() + array.elements);
    }
    for (const StagedEvent::Element& element : event.elements) {
        const std::uint32_t groupIndex = m_groupOfArray[element.array];
        if (groupIndex == Column::noElement)
            continue;
        ArrayGroup& group = m_groups[groupIndex].group;
        std::uint32_t parent = Column::noElement;
        if (element.parent != StagedEvent::noElement) {
            const StagedEvent::Element& outer = event.elements[element.parent];
            const std::uint32_t outerGroup = m_groupOfArray[outer.array];
            if (outerGroup != Column::noElement && !group.parent)
                group.parent = ArrayGroupId{outerGroup};
            if (outerGroup != Column::noElement && group.parent == ArrayGroupId{outerGroup})
                parent = m_firstElement[outer.array] + outer.number;
        }
        if (group.parent) {
            group.parentElements.resize(m_firstElement[element.array] + element.number, Column::noElement);
            group.parentElements.push_back(parent);
        }
    }
}

void SegmentBuilder::write(const StagedEvent& event, const StagedEvent::Cell& cell, ColumnBuilder& column, RowId row)
{
    if (cell.isNull) {
        column.addNull(row);
        return;
    }
    if (cell.element != StagedEvent::noElement) {
        const StagedEvent::Element& element = event.elements[cell.element];
        if (m_groupOfArray[element.array] != Column::noElement) {
            column.add(row, cell.value, ArrayGroupId{m_groupOfArray[element.array]},
                m_firstElement[element.array] + element.number);
            return;
        }
    }
    column.add(row, cell.value);
}

void SegmentBuilder::writeShadowed(const StagedEvent& event, const StagedEvent::Cell& cell, RowId row)
{
    const auto system = std::ranges::find(m_segment.systemFields, cell.field);
    if (system != m_segment.systemFields.end()) {
        auto& column = m_shadowedSystem[static_cast<std::size_t>(system - m_segment.systemFields.begin())];
        if (!column)
            column.emplace(cell.field);
        write(event, cell, *column, row);
        return;
    }
    auto at = std::ranges::find(m_shadowedOthers, cell.field, &ColumnBuilder::field);
    if (at == m_shadowedOthers.end()) {
        if (m_shadowedOthers.size() >= 256) { // System has some twenty names: this is no System
            writeOverflow(cell, systemFieldNames[0], row);
            return;
        }
        m_shadowedOthers.emplace_back(cell.field);
        at = std::prev(m_shadowedOthers.end());
    }
    write(event, cell, *at, row);
}

void SegmentBuilder::writeOverflow(const StagedEvent::Cell& cell, std::string_view name, RowId row)
{
    if (!m_overflow)
        m_overflow.emplace(FieldId::None);
    std::string element(name);
    m_textBytes += name.size() + 1;
    if (!cell.isNull) {
        element += '\x1F';
        element += cell.value;
    }
    m_overflow->add(row, element);
    ++m_segment.overflowValues;
}

Segment SegmentBuilder::build() &&
{
    Segment segment = std::move(m_segment);
    std::ranges::sort(m_columns, {}, &ColumnBuilder::field);
    segment.columns.reserve(m_columns.size());
    for (ColumnBuilder& column : m_columns)
        segment.columns.push_back(std::move(column).build(segment.rows));
    for (std::size_t i = 0; i < systemFieldCount; ++i) {
        if (m_shadowedSystem[i])
            segment.shadowedSystem[i] = std::move(*m_shadowedSystem[i]).build(segment.rows);
    }
    std::ranges::sort(m_shadowedOthers, {}, &ColumnBuilder::field);
    for (ColumnBuilder& column : m_shadowedOthers)
        segment.shadowedOthers.push_back(std::move(column).build(segment.rows));
    if (m_overflow)
        segment.overflow = std::move(*m_overflow).build(segment.rows);
    for (Group& group : m_groups) {
        group.group.rows = Presence::of(std::move(group.rows), segment.rows);
        if (group.group.parent)
            group.group.parentElements.resize(group.group.elementCount(), Column::noElement);
        segment.arrayGroups.push_back(std::move(group.group));
    }
    segment.time.shrink_to_fit();
    segment.source.shrink_to_fit();
    segment.kind.shrink_to_fit();
    segment.shape.shrink_to_fit();
    return segment;
}

} // namespace rulewright::events
