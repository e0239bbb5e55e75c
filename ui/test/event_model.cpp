// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_model.h"

#include <algorithm>
#include <utility>

namespace rulewright::ui {

EventModel::EventModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_rows(std::make_shared<const EventRows>())
    , m_columns(eventColumns(nullptr))
{
}

void EventModel::setRows(
    std::shared_ptr<const events::EventSet> events, EventRowsPtr rows, std::vector<EventColumn> columns, TimeLook look)
{
    if (!rows)
        rows = std::make_shared<const EventRows>();
    const bool sameColumns = columns == m_columns && look == m_look;
    const bool hasGrown = sameColumns && m_events && rows->size() > m_rows->size()
        && std::equal(m_rows->begin(), m_rows->end(), rows->begin());
    if (sameColumns && events == m_events && *rows == *m_rows) {
        m_rows = std::move(rows);
        return;
    }
    if (hasGrown) {
        // While events are read the table grows at its end; nothing above moves.
        beginInsertRows({}, static_cast<int>(m_rows->size()), static_cast<int>(rows->size()) - 1);
        m_events = std::move(events);
        m_rows = std::move(rows);
        endInsertRows();
        return;
    }
    beginResetModel();
    m_events = std::move(events);
    m_rows = std::move(rows);
    m_columns = std::move(columns);
    m_look = std::move(look);
    endResetModel();
}

void EventModel::setRuleId(const std::string& id)
{
    if (id == m_ruleId)
        return;
    m_ruleId = id;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

void EventModel::setHits(std::shared_ptr<const match::Bitmap> hits)
{
    m_hits = std::move(hits);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

events::EventId EventModel::eventAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return events::EventId::None;
    return static_cast<events::EventId>((*m_rows)[static_cast<std::size_t>(row)]);
}

int EventModel::rowOf(events::EventId event) const
{
    const auto it = std::ranges::find(*m_rows, events::index(event));
    return it == m_rows->end() ? -1 : static_cast<int>(it - m_rows->begin());
}

int EventModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows->size());
}

int EventModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QString EventModel::labelOf(events::EventId event) const
{
    if (m_ruleId.empty())
        return {};
    const events::Label& label = m_events->label(event);
    if (std::ranges::contains(label.truePositiveOf, m_ruleId))
        return QStringLiteral("TP");
    if (std::ranges::contains(label.falsePositiveOf, m_ruleId))
        return QStringLiteral("FP");
    return {};
}

QString EventModel::accessibleText(const QModelIndex& index) const
{
    const events::EventId event = eventAt(index.row());
    const EventColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    if (column.kind != EventColumn::Kind::Mark)
        return captionOf(column, m_look) + u' ' + cellText(*m_events, event, column, m_look);
    QStringList words;
    switch (m_events->side(event)) {
    case events::Side::Attack:
        words << tr("attack event");
        break;
    case events::Side::Benign:
        words << tr("benign event");
        break;
    case events::Side::Unknown:
        words << tr("event");
        break;
    }
    const QString label = labelOf(event);
    if (label == u"TP")
        words << tr("labelled true positive");
    else if (label == u"FP")
        words << tr("labelled false positive");
    for (const EventColumn& other : m_columns) {
        if (other.kind != EventColumn::Kind::Mark)
            words << captionOf(other, m_look) + u' ' + cellText(*m_events, event, other, m_look);
    }
    return words.join(QStringLiteral(", "));
}

QVariant EventModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_events || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const events::EventId event = eventAt(index.row());
    if (events::index(event) >= m_events->size())
        return {};
    const EventColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*m_events, event, column, m_look);
    case Qt::AccessibleTextRole:
        return accessibleText(index);
    case EventRole:
        return QVariant::fromValue<quint32>(events::index(event));
    case SideRole:
        return static_cast<int>(m_events->side(event));
    case LabelRole:
        return labelOf(event);
    case MonoRole:
        return column.isMono;
    case TimeRole:
        return column.kind == EventColumn::Kind::Time;
    case HitRole:
        return m_hits && events::index(event) < m_hits->size() && m_hits->contains(events::index(event));
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const EventColumn& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return captionOf(column, m_look);
    if (role == Qt::AccessibleTextRole)
        return column.kind == EventColumn::Kind::Mark ? tr("label") : captionOf(column, m_look);
    return {};
}

} // namespace rulewright::ui
