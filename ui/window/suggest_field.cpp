// SPDX-License-Identifier: Apache-2.0
#include "ui/window/suggest_field.h"

#include <QKeyEvent>
#include <QListView>
#include <QStyledItemDelegate>

#include <algorithm>

namespace rulewright::ui {

namespace {
constexpr int mostRows = 12;
} // namespace

SuggestField::SuggestField(
    QAbstractItemModel* model, QStyledItemDelegate* delegate, const Theme& theme, QWidget* parent)
    : SearchField(theme, parent)
    , m_list(new QListView(this))
{
    // A window of its own that never takes the focus.
    m_list->setWindowFlags(Qt::ToolTip | Qt::FramelessWindowHint);
    m_list->setAttribute(Qt::WA_ShowWithoutActivating);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setModel(model);
    delegate->setParent(m_list);
    m_list->setItemDelegate(delegate);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::Box);
    m_list->setFrameShadow(QFrame::Plain);
    // Rows are as wide as the list; its frame and a scroll bar would otherwise call for another.
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Suggestions"));
    m_list->hide();
    connect(this, &QLineEdit::textEdited, this, [this](const QString& text) {
        emit textWanted(text);
        text.trimmed().isEmpty() ? m_list->hide() : openList();
    });
    connect(this, &SearchField::cleared, this, [this] {
        emit textWanted(QString());
        m_list->hide();
    });
    connect(m_list, &QListView::clicked, this, &SuggestField::choose);
}

void SuggestField::openList()
{
    const int rows = std::min(mostRows, m_list->model()->rowCount());
    if (rows == 0) {
        m_list->hide();
        return;
    }
    const int height = rows * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth();
    m_list->setGeometry(
        QRect(mapToGlobal(QPoint(0, this->height() + 2)), QSize(std::max(width(), m_listWidth), height)));
    m_list->setCurrentIndex(m_isFirstChosen ? m_list->model()->index(0, 0) : QModelIndex());
    m_list->scrollToTop();
    m_list->show();
    m_list->raise();
}

bool SuggestField::isListOpen() const { return m_list->isVisible(); }

void SuggestField::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    m_list->hide();
    emit chosen(index);
}

// Tab takes a suggestion where Enter does not, before it moves the focus.
bool SuggestField::event(QEvent* event)
{
    if (event->type() == QEvent::KeyPress && !m_isFirstChosen && isListOpen()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier) {
            choose(m_list->currentIndex().isValid() ? m_list->currentIndex() : m_list->model()->index(0, 0));
            return true;
        }
    }
    return SearchField::event(event);
}

void SuggestField::keyPressEvent(QKeyEvent* event)
{
    const QAbstractItemModel* model = m_list->model();
    const int row = m_list->currentIndex().row();
    switch (event->key()) {
    case Qt::Key_Down:
        if (!m_isFirstChosen && !isListOpen())
            break;
        isListOpen() ? m_list->setCurrentIndex(model->index(std::min(row + 1, model->rowCount() - 1), 0)) : openList();
        return;
    case Qt::Key_Up:
        if (isListOpen())
            m_list->setCurrentIndex(model->index(std::max(row - 1, 0), 0));
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isListOpen() && m_list->currentIndex().isValid()) {
            choose(m_list->currentIndex());
        } else {
            m_list->hide();
            emit textEntered(text());
        }
        return;
    case Qt::Key_Escape:
        if (!m_isFirstChosen && isListOpen()) {
            m_list->hide();
            return;
        }
        break;
    default:
        break;
    }
    SearchField::keyPressEvent(event);
}

void SuggestField::focusOutEvent(QFocusEvent* event)
{
    m_list->hide();
    SearchField::focusOutEvent(event);
}

} // namespace rulewright::ui
