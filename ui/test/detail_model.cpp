// SPDX-License-Identifier: Apache-2.0
#include "ui/test/detail_model.h"

#include "ui/test/event_text.h"
#include "ui/test/field_order.h"

#include <algorithm>

namespace rulewright::ui {

void DetailModel::setEvent(const std::shared_ptr<const events::EventSet>& events, events::EventId event)
{
    beginResetModel();
    m_rows.clear();
    if (events && events::index(event) < events->size()) {
        std::vector<events::EventField> fields = events->event(event);
        std::ranges::stable_sort(fields, {}, [](const events::EventField& field) { return fieldRank(field.name); });
        // The time is said once at the top: where the event has its own, that of the log goes down.
        const bool hasOwnTime = std::ranges::contains(fields, "UtcTime", &events::EventField::name);
        if (hasOwnTime) {
            const auto log = std::ranges::find(fields, "TimeCreated_SystemTime", &events::EventField::name);
            if (log != fields.end())
                std::rotate(log, log + 1, fields.end());
        }
        for (events::EventField& field : fields) {
            if (field.isAlias)
                continue;
            Row row{.name = shownLine(field.name), .field = field.name, .value = {}, .cell = field.cell, .marks = {}};
            if (field.values.empty()) {
                m_rows.push_back(std::move(row));
                continue;
            }
            for (std::size_t i = 0; i < field.values.size(); ++i) {
                row.value = std::move(field.values[i]);
                row.valueIndex = static_cast<std::uint32_t>(i);
                m_rows.push_back(row);
                row.name.clear();
            }
        }
    }
    endResetModel();
}

void DetailModel::setMarks(const std::vector<match::FieldMark>& marks)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        std::vector<ByteRange> ranges;
        for (const match::FieldMark& mark : marks) {
            if (mark.field == row.field && mark.valueIndex == row.valueIndex && mark.range.begin < mark.range.end)
                ranges.push_back(mark.range);
        }
        std::ranges::sort(ranges, {}, &ByteRange::begin);
        if (ranges == row.marks)
            continue;
        row.marks = std::move(ranges);
        const QModelIndex changed = index(static_cast<int>(i));
        emit dataChanged(changed, changed);
    }
}

int DetailModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant DetailModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return shownLine(row.value);
    if (role == Qt::AccessibleTextRole) {
        const QString value = row.cell == events::Cell::Null ? tr("null")
            : row.cell == events::Cell::Empty                ? tr("empty")
                                                             : shownLine(row.value);
        return shownLine(row.field) + (row.marks.empty() ? QStringLiteral(": ") : tr(", matched: ")) + value;
    }
    return {};
}

} // namespace rulewright::ui
