// SPDX-License-Identifier: Apache-2.0
#include "ui/test/side_table.h"

#include "ui/test/event_model.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace rulewright::ui {

namespace {

events::EventId eventOf(const QModelIndex& index)
{
    return events::EventId{index.data(EventModel::EventRole).value<quint32>()};
}

void paintSide(QPainter& painter, const QRect& box, events::Side side, const Theme& theme)
{
    const QPointF centre(box.left() + 14, box.center().y() + 0.5);
    if (side == events::Side::Benign)
        paintRing(painter, centre, 3.5, theme.benign);
    else if (side == events::Side::Attack)
        paintDisc(painter, centre, 3.5, theme.attack);
}

} // namespace

SideTable::SideTable(QAbstractItemModel* model, const QString& name, const Theme& theme, QWidget* parent)
    : PlainTable(model, name, theme, parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalHeader()->setStretchLastSection(true);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid() && hasFocus())
            emit eventChosen(eventOf(current));
    });
    connect(
        this, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { emit eventOpened(eventOf(index)); });
}

int SideTable::timeWidth(const TimeLook& look, const Theme& theme) { return theme.width(look.withDate ? 156 : 86); }

void SideTable::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid())
        emit eventOpened(eventOf(currentIndex()));
    else
        PlainTable::keyPressEvent(event);
}

void SideTable::focusInEvent(QFocusEvent* event)
{
    PlainTable::focusInEvent(event);
    if (!currentIndex().isValid() && model()->rowCount() > 0)
        selectRow(0);
    viewport()->update();
}

void SideTable::focusOutEvent(QFocusEvent* event)
{
    PlainTable::focusOutEvent(event);
    viewport()->update();
}

SideDelegate::SideDelegate(const Theme& theme, SideTable& table)
    : QStyledItemDelegate(&table)
    , m_theme(theme)
    , m_table(table)
{
}

void SideDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    const bool isFirst = index.column() == 0;
    painter->save();
    paintRowGround(*painter, option.rect, isChosen && isFirst, m_table.hasFocus(), false, m_theme);
    if (isChosen && !isFirst)
        painter->fillRect(option.rect, m_table.hasFocus() ? m_theme.accentSoft : m_theme.idleSoft);
    if (isFirst)
        paintSide(*painter, option.rect, static_cast<events::Side>(index.data(EventModel::SideRole).toInt()), m_theme);
    else
        paintCell(*painter, option.rect, index);
    painter->restore();
}

} // namespace rulewright::ui
