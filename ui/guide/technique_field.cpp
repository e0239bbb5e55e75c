// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/technique_field.h"

#include "ui/guide/guide_words.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int mostRows = 10;

class TechniqueDelegate : public QStyledItemDelegate {
public:
    TechniqueDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QRect row = option.rect;
        p->save();
        paintRowGround(*p, row, option.state.testFlag(QStyle::State_Selected), true,
            option.state.testFlag(QStyle::State_MouseOver), m_theme);
        const quint32 rules = index.data(TechniqueModel::RulesRole).toUInt();
        const QString count = rules == 0 ? QObject::tr("no rule") : rulesWords(rules);
        const QFont caption = m_theme.font(Type::Caption);
        const int countWidth = QFontMetrics(caption).horizontalAdvance(count);
        p->setFont(caption);
        p->setPen(m_theme.text2);
        p->drawText(row.adjusted(0, 0, -12, 0), Qt::AlignRight | Qt::AlignVCenter, count);
        const int nameLeft = row.left() + 12 + m_theme.width(78);
        p->setFont(m_theme.font(Type::ValueSmall));
        p->drawText(row.adjusted(12, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
            index.data(TechniqueModel::IdRole).toString());
        const QFont body = m_theme.font(Type::Body);
        const int nameWidth = row.right() - 12 - countWidth - 8 - nameLeft;
        p->setFont(body);
        p->setPen(rules == 0 ? m_theme.text3 : m_theme.text);
        p->drawText(QRect(nameLeft, row.top(), nameWidth, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
            shortenedEnd(index.data(TechniqueModel::NameRole).toString(), body, nameWidth));
        p->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {100, m_theme.height(24)};
    }

private:
    const Theme& m_theme;
};

} // namespace

TechniqueField::TechniqueField(const Theme& theme, QWidget* parent)
    : SearchField(theme, parent)
    , m_model(new TechniqueModel(this))
    , m_list(new QListView(this))
{
    setPlaceholderText(tr("Choose a technique by id or name"));
    setAccessibleName(tr("Technique"));
    // A window of its own that never takes the focus: the keys stay in the field.
    m_list->setWindowFlags(Qt::ToolTip | Qt::FramelessWindowHint);
    m_list->setAttribute(Qt::WA_ShowWithoutActivating);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFocusProxy(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TechniqueDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::Box);
    m_list->setAccessibleName(tr("Techniques"));
    m_list->hide();
    connect(this, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_model->setText(text);
        text.trimmed().isEmpty() ? hideList() : showList();
    });
    connect(this, &SearchField::cleared, this, [this] { hideList(); });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { choose(index); });
}

TechniqueField::~TechniqueField() = default;

void TechniqueField::setTechniques(std::vector<TechniqueRow> rows) { m_model->setTechniques(std::move(rows)); }

void TechniqueField::showList()
{
    const int rows = std::min(mostRows, m_model->rowCount());
    if (rows == 0) {
        hideList();
        return;
    }
    const int rowHeight = m_list->sizeHintForRow(0);
    m_list->resize(std::max(width(), 320), rows * rowHeight + 2 * m_list->frameWidth());
    m_list->move(mapToGlobal(QPoint(0, height() + 2)));
    m_list->setCurrentIndex(m_model->index(0, 0));
    m_list->show();
    m_list->raise();
}

void TechniqueField::hideList() { m_list->hide(); }

void TechniqueField::choose(const QModelIndex& index)
{
    const QString id = index.isValid() ? index.data(TechniqueModel::IdRole).toString() : m_model->idOf(text());
    if (id.isEmpty())
        return;
    hideList();
    clear();
    m_model->setText(QString());
    emit techniqueChosen(id);
}

void TechniqueField::keyPressEvent(QKeyEvent* event)
{
    const bool isList = m_list->isVisible();
    const int row = m_list->currentIndex().row();
    switch (event->key()) {
    case Qt::Key_Down:
        if (isList)
            m_list->setCurrentIndex(m_model->index(std::min(row + 1, m_model->rowCount() - 1), 0));
        else
            showList();
        return;
    case Qt::Key_Up:
        if (isList)
            m_list->setCurrentIndex(m_model->index(std::max(row - 1, 0), 0));
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(isList ? m_list->currentIndex() : QModelIndex()); return;
    default: break;
    }
    SearchField::keyPressEvent(event);
}

void TechniqueField::focusOutEvent(QFocusEvent* event)
{
    hideList();
    SearchField::focusOutEvent(event);
}

void TechniqueField::resizeEvent(QResizeEvent* event)
{
    SearchField::resizeEvent(event);
    if (m_list->isVisible())
        showList();
}

} // namespace rulewright::ui
