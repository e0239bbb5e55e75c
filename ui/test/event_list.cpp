// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_list.h"

#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace rulewright::ui {

namespace {

class ListDelegate : public SideDelegate {
public:
    using SideDelegate::SideDelegate;

protected:
    void paintCell(QPainter& painter, const QRect& cell, const QModelIndex& index) const override
    {
        const bool isTime = index.data(EventModel::TimeRole).toBool();
        const bool isMono = index.data(EventModel::MonoRole).toBool();
        const QFont body = theme().font(isMono ? Type::ValueSmall : Type::Body);
        const QFont font = isTime ? tabular(body) : body;
        const QRect box = cell.adjusted(padding, 0, -padding, 0);
        painter.setFont(font);
        painter.setPen(isTime ? theme().text2 : theme().text);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            shortenedEnd(index.data().toString(), font, box.width()));
    }
};

/// Side, time, computer, and the first column whose text is shown whole.
std::vector<EventColumn> listColumns(const rule::LogSource* logSource)
{
    const std::vector<EventColumn> columns = eventColumns(logSource);
    const auto isField = [](const EventColumn& column) { return column.kind == EventColumn::Kind::Field; };
    auto told = std::ranges::find_if(
        columns, [&](const EventColumn& column) { return isField(column) && !column.isFileName; });
    if (told == columns.end())
        told = std::ranges::find_if(columns, isField);
    std::vector<EventColumn> result;
    for (auto column = columns.begin(); column != columns.end(); ++column) {
        if (!isField(*column) || column == told)
            result.push_back(*column);
    }
    return result;
}

} // namespace

EventList::EventList(const QString& name, const Theme& theme, QWidget* parent)
    : EventList(new EventModel, name, theme, parent)
{
}

EventList::EventList(EventModel* model, const QString& name, const Theme& theme, QWidget* parent)
    : SideTable(model, name, theme, parent)
    , m_theme(theme)
    , m_model(model)
{
    m_model->setParent(this);
    m_model->setRows(nullptr, nullptr, listColumns(nullptr), {});
    setItemDelegate(new ListDelegate(theme, *this));
}

void EventList::setEvents(const std::shared_ptr<const events::EventSet>& events, EventRows rows,
    const rule::LogSource* logSource, const TimeLook& look)
{
    m_model->setRows(events, std::make_shared<const EventRows>(std::move(rows)), listColumns(logSource), look);
    fitColumns();
}

void EventList::fitColumns()
{
    const std::vector<EventColumn>& columns = m_model->columns();
    // In a narrow place what happened is worth more than where.
    constexpr int roomForAll = 400;
    constexpr int where = 2;
    setColumnHidden(where, width() < m_theme.width(roomForAll));
    for (int i = 0; i + 1 < static_cast<int>(columns.size()); ++i) {
        const EventColumn& column = columns[static_cast<std::size_t>(i)];
        const bool isTime = column.kind == EventColumn::Kind::Time;
        setColumnWidth(i,
            i == 0       ? m_theme.width(sideWidth)
                : isTime ? timeWidth(m_model->look(), m_theme)
                         : m_theme.width(column.width));
    }
}

void EventList::resizeEvent(QResizeEvent* event)
{
    SideTable::resizeEvent(event);
    fitColumns();
}

} // namespace rulewright::ui
