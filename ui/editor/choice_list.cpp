// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/choice_list.h"

#include "ui/window/marks.h"
#include "ui/window/suggestion_delegate.h"
#include "ui/window/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScreen>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int mostRows = 10;
constexpr int listWidth = 560;

class ChoiceDelegate : public SuggestionDelegate {
public:
    ChoiceDelegate(const ChoiceModel& model, const Theme& theme, QObject* parent)
        : SuggestionDelegate(theme, parent)
        , m_model(model)
    {
    }

protected:
    void paintRow(QPainter& p, const QRect& row, const QModelIndex& index) const override
    {
        const Choice& choice = m_model.choice(index.row());
        const QFont value = theme().font(Type::Value);
        const QFont caption = theme().font(Type::Caption);
        const int left = row.left() + 10 + choice.depth * 12;
        const int room = std::max(40, (row.right() - left) * (choice.detail.isEmpty() ? 100 : 52) / 100);
        const QString label = shortenedMiddle(choice.label, value, room);
        p.setFont(value);
        p.setPen(theme().text);
        p.drawText(QRect(left, row.top(), room, row.height()), Qt::AlignLeft | Qt::AlignVCenter, label);
        const int behind = left + std::min(room, QFontMetrics(value).horizontalAdvance(label)) + 14;
        p.setFont(caption);
        p.setPen(theme().text2);
        p.drawText(QRect(behind, row.top(), row.right() - 10 - behind, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
            shortenedEnd(choice.detail, caption, row.right() - 10 - behind));
    }

private:
    const ChoiceModel& m_model;
};

} // namespace

void ChoiceModel::setChoices(std::vector<Choice> choices)
{
    beginResetModel();
    m_choices = std::move(choices);
    endResetModel();
}

int ChoiceModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_choices.size()); }

QVariant ChoiceModel::data(const QModelIndex& index, int role) const
{
    const Choice& one = choice(index.row());
    if (role == Qt::DisplayRole)
        return one.label;
    if (role == Qt::AccessibleTextRole)
        return one.detail.isEmpty() ? one.label : one.label + QStringLiteral(", ") + one.detail;
    return {};
}

ChoiceList::ChoiceList(Mode mode, const Theme& theme, QWidget* parent)
    : QListView(parent)
    , m_model(new ChoiceModel(this))
    , m_theme(theme)
{
    setModel(m_model);
    setItemDelegate(new ChoiceDelegate(*m_model, theme, this));
    setUniformItemSizes(true);
    setFrameStyle(QFrame::Box | QFrame::Plain);
    setLineWidth(1);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    if (mode == Mode::Beside) {
        setWindowFlags(Qt::ToolTip);
        setFocusPolicy(Qt::NoFocus);
        setAttribute(Qt::WA_ShowWithoutActivating);
    } else {
        setWindowFlags(Qt::Popup);
    }
    hide();
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) {
        hide();
        emit chosen(index.row());
    });
}

void ChoiceList::open(std::vector<Choice> choices, const QRect& place)
{
    if (choices.empty()) {
        hide();
        return;
    }
    m_model->setChoices(std::move(choices));
    // The border of a popup, in the theme's colour.
    QPalette border = palette();
    border.setColor(QPalette::WindowText, m_theme.control);
    setPalette(border);
    const int rows = std::min(mostRows, count());
    const QSize wanted(m_theme.width(listWidth), rows * m_theme.height(24) + 2 * frameWidth());
    const QScreen* screen = parentWidget()->screen();
    // A window may reach over the screen's edge; the list stays with its word then.
    const QRect window(parentWidget()->window()->mapToGlobal(QPoint(0, 0)), parentWidget()->window()->size());
    const QRect room = screen != nullptr ? screen->availableGeometry().united(window) : window;
    QPoint corner(place.left(), place.bottom() + 2);
    if (corner.y() + wanted.height() > room.bottom())
        corner.setY(place.top() - 2 - wanted.height());
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - wanted.width())));
    setGeometry(QRect(corner, wanted));
    setCurrentIndex(m_model->index(0, 0));
    show();
    if (focusPolicy() != Qt::NoFocus)
        setFocus(Qt::PopupFocusReason);
}

bool ChoiceList::move(int key)
{
    int row = current();
    if (key == Qt::Key_Up)
        row = row <= 0 ? count() - 1 : row - 1;
    else if (key == Qt::Key_Down)
        row = row + 1 >= count() ? 0 : row + 1;
    else if (key == Qt::Key_PageUp)
        row = std::max(0, row - mostRows);
    else if (key == Qt::Key_PageDown)
        row = std::min(count() - 1, row + mostRows);
    else
        return false;
    setCurrentIndex(m_model->index(row, 0));
    return true;
}

void ChoiceList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        const int row = current();
        hide();
        if (row >= 0)
            emit chosen(row);
    } else if (event->key() == Qt::Key_Escape) {
        hide();
    } else if (!move(event->key())) {
        QListView::keyPressEvent(event);
    }
}

} // namespace rulewright::ui
