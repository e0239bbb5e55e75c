// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_list.h"

#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <utility>

namespace rulewright::ui {

namespace {

constexpr int padding = 4;

class ListDelegate : public QStyledItemDelegate {
public:
    ListDelegate(const Theme& theme, QAbstractItemView& view)
        : QStyledItemDelegate(&view)
        , m_theme(theme)
        , m_view(view)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        paintRowGround(*painter, option.rect, isChosen && index.column() == 0, m_view.hasFocus(), false, m_theme);
        if (isChosen && index.column() != 0)
            painter->fillRect(option.rect, m_view.hasFocus() ? m_theme.accentSoft : m_theme.idleSoft);
        if (index.column() == 0) {
            paintSide(
                *painter, option.rect, static_cast<events::Side>(index.data(EventModel::SideRole).toInt()), m_theme);
        } else {
            const bool isTime = index.data(EventModel::TimeRole).toBool();
            const bool isMono = index.data(EventModel::MonoRole).toBool();
            const QFont body = m_theme.font(isMono ? Type::ValueSmall : Type::Body);
            const QFont font = isTime ? tabular(body) : body;
            const QRect box = option.rect.adjusted(padding, 0, -padding, 0);
            painter->setFont(font);
            painter->setPen(isTime ? m_theme.text2 : m_theme.text);
            painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                shortenedEnd(index.data().toString(), font, box.width()));
        }
        painter->restore();
    }

private:
    const Theme& m_theme;
    QAbstractItemView& m_view;
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

void paintSide(QPainter& painter, const QRect& box, events::Side side, const Theme& theme)
{
    const QPointF centre(box.left() + 14, box.center().y() + 0.5);
    if (side == events::Side::Benign)
        paintRing(painter, centre, 3.5, theme.benign);
    else if (side == events::Side::Attack)
        paintDisc(painter, centre, 3.5, theme.attack);
}

int timeWidth(const TimeLook& look, const Theme& theme) { return theme.width(look.withDate ? 156 : 86); }

EventList::EventList(const QString& name, const Theme& theme, QWidget* parent)
    : EventList(new EventModel, name, theme, parent)
{
}

EventList::EventList(EventModel* model, const QString& name, const Theme& theme, QWidget* parent)
    : PlainTable(model, name, theme, parent)
    , m_theme(theme)
    , m_model(model)
{
    m_model->setParent(this);
    m_model->setRows(nullptr, nullptr, listColumns(nullptr), {});
    setItemDelegate(new ListDelegate(theme, *this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalHeader()->setStretchLastSection(true);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid() && hasFocus())
            emit eventChosen(m_model->eventAt(current.row()));
    });
    connect(this, &QTableView::doubleClicked, this,
        [this](const QModelIndex& index) { emit eventOpened(m_model->eventAt(index.row())); });
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
    PlainTable::resizeEvent(event);
    fitColumns();
}

void EventList::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid())
        emit eventOpened(m_model->eventAt(currentIndex().row()));
    else
        PlainTable::keyPressEvent(event);
}

void EventList::focusInEvent(QFocusEvent* event)
{
    PlainTable::focusInEvent(event);
    if (!currentIndex().isValid() && m_model->rowCount() > 0)
        selectRow(0);
    viewport()->update();
}

void EventList::focusOutEvent(QFocusEvent* event)
{
    PlainTable::focusOutEvent(event);
    viewport()->update();
}

} // namespace rulewright::ui
