// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_header.h"

#include "ui/test/event_filter.h"
#include "ui/window/icons.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

#include <algorithm>

namespace rulewright::ui {

namespace {
constexpr int designedRow = 24;
constexpr int padding = 8;
} // namespace

EventHeader::EventHeader(const Theme& theme, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setMinimumSectionSize(24);
    setStretchLastSection(true);
    setAccessibleName(tr("Columns"));
    connect(this, &QHeaderView::sectionResized, this, &EventHeader::placeFilters);
}

void EventHeader::setModel(QAbstractItemModel* model)
{
    QHeaderView::setModel(model);
    if (model != nullptr)
        connect(model, &QAbstractItemModel::modelReset, this, &EventHeader::makeFilters);
    makeFilters();
}

int EventHeader::captionHeight() const { return m_theme.height(designedRow); }

QSize EventHeader::sizeHint() const { return {100, captionHeight() + m_theme.height(designedRow)}; }

void EventHeader::makeFilters()
{
    const int wanted = count();
    while (static_cast<int>(m_filters.size()) > wanted) {
        delete m_filters.back();
        m_filters.pop_back();
    }
    while (static_cast<int>(m_filters.size()) < wanted) {
        auto* edit = new QLineEdit(this);
        edit->setFrame(false);
        edit->setPlaceholderText(tr("any"));
        edit->installEventFilter(this);
        connect(edit, &QLineEdit::textChanged, this, [this, edit] {
            const auto place = std::ranges::find(m_filters, edit);
            markProblem(*edit, static_cast<int>(place - m_filters.begin()));
            emit filtersChanged();
        });
        m_filters.push_back(edit);
    }
    for (int i = 0; i < wanted; ++i) {
        QLineEdit& edit = *m_filters[static_cast<std::size_t>(i)];
        markProblem(edit, i);
        edit.setVisible(i > 0);
    }
    placeFilters();
}

std::vector<QString> EventHeader::filters() const
{
    std::vector<QString> texts;
    for (const QLineEdit* edit : m_filters)
        texts.push_back(edit->text());
    return texts;
}

void EventHeader::clearFilters()
{
    setFilters({});
    emit filtersChanged();
}

void EventHeader::setFilters(const std::vector<QString>& texts)
{
    for (std::size_t i = 0; i < m_filters.size(); ++i) {
        const QSignalBlocker quiet(m_filters[i]);
        m_filters[i]->setText(i < texts.size() ? texts[i] : QString());
        markProblem(*m_filters[i], static_cast<int>(i));
    }
}

void EventHeader::setFilter(int section, const QString& text)
{
    if (QLineEdit* edit = filterField(section))
        edit->setText(text);
}

QLineEdit* EventHeader::filterField(int section) const
{
    return section > 0 && section < static_cast<int>(m_filters.size()) ? m_filters[static_cast<std::size_t>(section)]
                                                                       : nullptr;
}

void EventHeader::markProblem(QLineEdit& edit, int section) const
{
    const QString problem = CellFilter(edit.text()).problem();
    QPalette colours; // all else as the theme has it
    if (!problem.isEmpty())
        colours.setColor(QPalette::Text, m_theme.error);
    edit.setPalette(colours);
    edit.setToolTip(
        problem.isEmpty() ? tr("text, =text, !text, >5, <=5, 1..5, /regex/; ! in front turns a filter") : problem);
    const QString title = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    edit.setAccessibleName(tr("Filter %1").arg(title));
    edit.setAccessibleDescription(edit.toolTip());
}

void EventHeader::contextMenuEvent(QContextMenuEvent* event) { emit columnsRequested(event->globalPos()); }

void EventHeader::focusFilter(int section)
{
    if (section > 0 && section < static_cast<int>(m_filters.size()))
        m_filters[static_cast<std::size_t>(section)]->setFocus(Qt::ShortcutFocusReason);
}

void EventHeader::placeFilters()
{
    for (int i = 0; i < static_cast<int>(m_filters.size()); ++i) {
        const int top = captionHeight() + 1;
        m_filters[static_cast<std::size_t>(i)]->setGeometry(
            sectionViewportPosition(i) + padding - 4, top, sectionSize(i) - padding, height() - top - 1);
    }
}

void EventHeader::resizeEvent(QResizeEvent* event)
{
    QHeaderView::resizeEvent(event);
    placeFilters();
}

bool EventHeader::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            if (auto* edit = qobject_cast<QLineEdit*>(watched))
                edit->clear();
            emit filterLeft();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Down) {
            emit filterLeft();
            return true;
        }
    }
    return QHeaderView::eventFilter(watched, event);
}

void EventHeader::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const int caption = captionHeight();
    painter.fillRect(QRect(0, 0, width(), caption), m_theme.base);
    painter.fillRect(QRect(0, caption, width(), height() - caption), m_theme.sunken);
    painter.end();
    QHeaderView::paintEvent(event);
    QPainter lines(viewport());
    lines.fillRect(QRect(0, caption, width(), 1), m_theme.line);
    lines.fillRect(QRect(0, height() - 1, width(), 1), m_theme.line);
}

void EventHeader::paintSection(QPainter* painter, const QRect& box, int section) const
{
    const int caption = captionHeight();
    painter->save();
    painter->fillRect(QRect(box.left(), 0, box.width(), caption), m_theme.base);
    painter->fillRect(QRect(box.left(), caption, box.width(), height() - caption), m_theme.sunken);
    const bool isSorted = sortIndicatorSection() == section && isSortIndicatorShown();
    const QFont font = m_theme.font(isSorted ? Type::CaptionStrong : Type::Caption);
    const QString text = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    painter->setFont(font);
    painter->setPen(isSorted ? m_theme.text : m_theme.text2);
    const QRect room(box.left() + padding, 0, box.width() - padding - (isSorted ? 14 : 2), caption);
    painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter, shortenedEnd(text, font, room.width()));
    if (isSorted) {
        const int x = std::min(room.left() + QFontMetrics(font).horizontalAdvance(text) + 8, box.right() - 6);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(m_theme.text, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const qreal y = caption / 2.0;
        const qreal tip = sortIndicatorOrder() == Qt::AscendingOrder ? -1.5 : 1.5;
        painter->drawPolyline(QPolygonF{{x - 3.0, y - tip}, {static_cast<qreal>(x), y + tip}, {x + 3.0, y - tip}});
        painter->setRenderHint(QPainter::Antialiasing, false);
    }
    if (section == 0) {
        const int side = m_theme.width(14);
        painter->drawPixmap(box.left() + padding, caption + (height() - caption - side) / 2,
            iconPixmap(QStringLiteral("filter"), m_theme.text2, side, devicePixelRatioF()));
    } else {
        painter->fillRect(QRect(box.left(), caption, 1, height() - caption), m_theme.line);
        painter->fillRect(QRect(box.left(), caption / 4, 1, caption / 2), m_theme.line);
    }
    painter->restore();
}

} // namespace rulewright::ui
