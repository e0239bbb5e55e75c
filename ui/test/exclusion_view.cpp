// SPDX-License-Identifier: Apache-2.0
#include "ui/test/exclusion_view.h"

#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int padding = 4;
constexpr int designedRow = 26;

/// One cell: the value in mono, the price with its ring, a tick before the number of what stands in the chosen step.
class ExclusionDelegate : public QStyledItemDelegate {
public:
    ExclusionDelegate(const Theme& theme, ExclusionView& view)
        : QStyledItemDelegate(&view)
        , m_theme(theme)
        , m_view(view)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool isChosen = option.state.testFlag(QStyle::State_Selected);
        const bool hasFocus = m_view.hasFocus();
        painter->save();
        paintRowGround(*painter, option.rect, isChosen && index.column() == 0, hasFocus, false, m_theme);
        if (isChosen && index.column() != 0)
            painter->fillRect(option.rect, hasFocus ? m_theme.accentSoft : m_theme.idleSoft);
        const bool isStale = m_view.isStale();
        const bool isIdle = index.data(ExclusionModel::IsIdleRole).toBool();
        Type type = Type::Body;
        QColor ink = m_theme.text2;
        switch (index.column()) {
        case ExclusionModel::Value:
            type = Type::Value;
            ink = m_theme.text;
            break;
        case ExclusionModel::Benign:
            type = isStale || isIdle ? Type::Body : Type::BodyHeavy;
            ink = isIdle ? m_theme.text3 : m_theme.benign;
            break;
        case ExclusionModel::Kept:
            ink = m_theme.text;
            break;
        default:
            break;
        }
        if (isStale)
            ink = m_theme.text3;
        const int gap = index.column() == ExclusionModel::LearntFrom
            ? QFontMetrics(m_theme.font(Type::Caption)).horizontalAdvance(QChar(u'\u2003'))
            : 0; // as its caption
        const QRect box = option.rect.adjusted(padding + gap, 0, -padding, 0);
        if (index.column() == ExclusionModel::Number && index.data(ExclusionModel::IsInStepRole).toBool()) {
            const QRectF mark(option.rect.left() + 4, option.rect.top(), m_theme.width(12), option.rect.height());
            paintMark(*painter, Mark::Check, mark, isStale ? m_theme.text3 : m_theme.accent);
        }
        const QFont font = m_theme.font(type);
        const QString whole = index.data().toString();
        const QString text = index.column() == ExclusionModel::Value ? shortenedMiddle(whole, font, box.width())
                                                                     : shortenedEnd(whole, font, box.width());
        const bool isRight = index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
        painter->setFont(font);
        painter->setPen(ink);
        painter->drawText(box, (isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, text);
        if (index.column() == ExclusionModel::Benign) {
            const int left = box.right() - QFontMetrics(font).horizontalAdvance(text) - m_theme.width(9);
            paintRing(*painter, QPointF(left, option.rect.center().y() + 0.5), 3.5, ink);
        }
        painter->restore();
    }

private:
    const Theme& m_theme;
    ExclusionView& m_view;
};

} // namespace

ExclusionView::ExclusionView(const Theme& theme, QWidget* parent)
    : ExclusionView(new ExclusionModel, theme, parent)
{
}

ExclusionView::ExclusionView(ExclusionModel* model, const Theme& theme, QWidget* parent)
    : PlainTable(model, tr("Exclusions"), theme, parent)
    , m_theme(theme)
    , m_model(model)
    , m_exclude(new QAction(tr("Exclude"), this))
    , m_preview(new QAction(tr("Preview what would go"), this))
{
    m_model->setParent(this);
    setItemDelegate(new ExclusionDelegate(theme, *this));
    setObjectName(QStringLiteral("exclusions"));
    setAccessibleDescription(tr("Enter writes the exclusion into the rule, Space shows the events that would go"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_exclude->setShortcut(QKeySequence(Qt::Key_Return));
    m_preview->setShortcut(QKeySequence(Qt::Key_Space));
    for (QAction* action : {m_exclude, m_preview}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        addAction(action);
    }
    connect(m_exclude, &QAction::triggered, this, &ExclusionView::exclude);
    connect(m_preview, &QAction::triggered, this, &ExclusionView::previewToggled);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) { emit rowChosen(current.row()); });
}

void ExclusionView::setResult(const ExclusionResultPtr& result)
{
    const advise::Exclusion* before = m_model->exclusion(currentIndex().row());
    const corpus::RowKey chosen = before ? before->key : corpus::RowKey();
    m_model->setResult(result);
    int row = m_model->rowCount() > 0 ? 0 : -1;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        if (m_model->exclusion(i)->key == chosen)
            row = i;
    }
    if (row >= 0)
        selectRow(row);
    emit rowChosen(row);
    fitColumns();
}

void ExclusionView::setStale(bool stale)
{
    m_isStale = stale;
    m_exclude->setEnabled(!stale);
    viewport()->update();
}

void ExclusionView::exclude()
{
    if (const advise::Exclusion* chosen = m_model->exclusion(currentIndex().row()); chosen && !m_isStale)
        emit excludeRequested(chosen->key);
}

void ExclusionView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        exclude();
    else if (event->key() == Qt::Key_Space)
        emit previewToggled();
    else
        PlainTable::keyPressEvent(event);
}

void ExclusionView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (indexAt(event->position().toPoint()).isValid())
        exclude();
}

void ExclusionView::contextMenuEvent(QContextMenuEvent* event)
{
    if (!currentIndex().isValid())
        return;
    QMenu menu(this);
    menu.addActions({m_exclude, m_preview});
    menu.exec(event->globalPos());
}

void ExclusionView::fitColumns()
{
    verticalHeader()->setDefaultSectionSize(m_theme.height(designedRow));
    const int room = viewport()->width();
    const int number = m_theme.width(44);
    const int benign = m_theme.width(84);
    const int kept = m_theme.width(84);
    const int rest = std::max(m_theme.width(240), room - number - benign - kept);
    setColumnWidth(ExclusionModel::Number, number);
    const int field = rest * 37 / 100;
    setColumnWidth(ExclusionModel::Value, field);
    setColumnWidth(ExclusionModel::Field, field);
    setColumnWidth(ExclusionModel::Benign, benign);
    setColumnWidth(ExclusionModel::Kept, kept);
    setColumnWidth(ExclusionModel::LearntFrom, rest - 2 * field);
}

void ExclusionView::resizeEvent(QResizeEvent* event)
{
    PlainTable::resizeEvent(event);
    fitColumns();
}

// Rows are higher than other tables', whatever the theme.
void ExclusionView::changeEvent(QEvent* event)
{
    PlainTable::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        fitColumns();
}

void ExclusionView::focusInEvent(QFocusEvent* event)
{
    PlainTable::focusInEvent(event);
    viewport()->update();
}

void ExclusionView::focusOutEvent(QFocusEvent* event)
{
    PlainTable::focusOutEvent(event);
    viewport()->update();
}

} // namespace rulewright::ui
