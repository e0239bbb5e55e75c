// SPDX-License-Identifier: Apache-2.0
#include "ui/test/near_miss_view.h"

#include "ui/test/near_miss_delegate.h"
#include "ui/test/near_miss_model.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace rulewright::ui {

namespace {

/// What a row is called across results: the test and, below it, the value.
QString keyOf(const NearMissModel& model, const QModelIndex& index)
{
    const match::NearMissGroup* group = model.group(index);
    if (group == nullptr)
        return {};
    QString key = QStringLiteral("%1 %2").arg(group->span.begin).arg(group->isExclusion);
    if (!NearMissModel::isGroup(index))
        key += u' ' + index.data().toString();
    return key;
}

} // namespace

NearMissView::NearMissView(const Theme& theme, QWidget* parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_model(new NearMissModel(this))
    , m_widen(new QAction(this))
    , m_preview(new QAction(tr("Show what comes in"), this))
{
    setModel(m_model);
    setItemDelegate(new NearMissDelegate(*m_model, theme, this));
    setHeaderHidden(true);
    setFrameShape(NoFrame);
    setIndentation(0);
    setMouseTracking(true);
    setUniformRowHeights(false);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setExpandsOnDoubleClick(false);
    setAccessibleName(tr("Near misses"));
    setObjectName(QStringLiteral("nearMisses"));
    m_widen->setObjectName(QStringLiteral("widen"));
    m_widen->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    m_widen->setShortcutContext(Qt::WidgetShortcut);
    connect(m_widen, &QAction::triggered, this, &NearMissView::widen);
    addAction(m_widen);
    m_preview->setShortcut(QKeySequence(Qt::Key_Space)); // shown in the menu; the key is handled with the others
    m_preview->setShortcutContext(Qt::WidgetShortcut);
    m_preview->setVisible(false);
    connect(m_preview, &QAction::triggered, this, &NearMissView::previewToggled);
    updateWidenAction();
}

void NearMissView::setResult(const NearMissResultPtr& result)
{
    const QString chosen = keyOf(*m_model, currentIndex());
    QStringList folded;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex group = m_model->index(row, 0);
        if (m_model->rowCount(group) > 0 && !isExpanded(group))
            folded << keyOf(*m_model, group);
    }
    m_isSetting = true;
    m_model->setResult(result);
    QModelIndex current;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex group = m_model->index(row, 0);
        const QString key = keyOf(*m_model, group);
        setExpanded(group, !folded.contains(key));
        if (key == chosen)
            current = group;
        for (int child = 0; child < m_model->rowCount(group); ++child) {
            if (keyOf(*m_model, m_model->index(child, 0, group)) == chosen)
                current = m_model->index(child, 0, group);
        }
    }
    if (current.isValid())
        setCurrentIndex(current);
    m_isSetting = false;
    updateWidenAction();
}

void NearMissView::setStale(bool stale)
{
    m_isStale = stale;
    updateWidenAction();
    viewport()->update();
}

void NearMissView::setPreviewOffered(bool isOffered) { m_preview->setVisible(isOffered); }

void NearMissView::updateWidenAction()
{
    const advise::Widening* widening = m_model->widening(currentIndex());
    m_widen->setEnabled(widening != nullptr && !m_isStale);
    m_widen->setText(widening != nullptr ? QString::fromStdString(widening->title) : tr("Widen the rule"));
}

void NearMissView::widen()
{
    const advise::Widening* widening = m_model->widening(currentIndex());
    if (widening == nullptr || m_isStale)
        return;
    emit widenRequested(widening->edit, m_model->result()->of->revision, QString::fromStdString(widening->title));
}

void NearMissView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    paintRowGround(*painter, QRect(0, option.rect.top(), viewport()->width(), option.rect.height()),
        selectionModel()->isSelected(index), hasFocus(), option.state.testFlag(QStyle::State_MouseOver), m_theme);
    QTreeView::drawRow(painter, option, index);
    if (m_model->rowCount(index) > 0) {
        const int side = m_theme.width(12);
        paintChevron(*painter, QRectF(10, option.rect.top() + m_theme.height(42, 2) / 4.0 - side / 2.0, side, side),
            isExpanded(index), m_theme.text2);
    }
}

void NearMissView::drawBranches(QPainter*, const QRect&, const QModelIndex&) const { }

void NearMissView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    updateWidenAction();
    if (m_isSetting || !current.isValid())
        return;
    emit spanActivated(m_model->group(current)->span);
    emit eventChosen(m_model->example(current));
    emit rowExplained(m_model->sentence(current));
}

void NearMissView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        widen();
        return;
    }
    if (event->key() == Qt::Key_Space && m_preview->isVisible()) {
        emit previewToggled();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void NearMissView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (!index.isValid())
        return;
    if (NearMissModel::isGroup(index))
        setExpanded(index, !isExpanded(index));
    else
        widen();
}

void NearMissView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addActions({m_widen, m_preview});
    menu.exec(event->globalPos());
}

void NearMissView::focusInEvent(QFocusEvent* event)
{
    QTreeView::focusInEvent(event);
    if (!currentIndex().isValid() && m_model->rowCount() > 0)
        setCurrentIndex(m_model->index(0, 0));
    viewport()->update();
}

void NearMissView::focusOutEvent(QFocusEvent* event)
{
    QTreeView::focusOutEvent(event);
    viewport()->update();
}

void NearMissView::changeEvent(QEvent* event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        scheduleDelayedItemsLayout();
}

} // namespace rulewright::ui
