// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/head_line.h"

#include "ui/guide/guide_geometry.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace rulewright::ui {

HeadLine::HeadLine(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void HeadLine::setTechnique(
    const QString& name, const QString& id, const QStringList& tactics, const QStringList& platforms)
{
    m_name = name;
    m_id = id;
    m_tactics = tactics.join(QStringLiteral(", "));
    m_platforms = platforms.join(QStringLiteral(", "));
    setAccessibleName(QStringLiteral("%1, %2. %3. %4").arg(m_name, m_id, m_tactics, m_platforms));
    setToolTip(QStringLiteral("%1 · %2").arg(m_tactics, m_platforms).toHtmlEscaped());
    update();
}

void HeadLine::setLegendShown(bool isShown)
{
    m_isLegendShown = isShown;
    update();
}

void HeadLine::addButton(QWidget* button)
{
    button->setParent(this);
    m_buttons.push_back(button);
    placeButtons();
    button->show();
}

void HeadLine::placeButtons()
{
    const int line = QFontMetrics(m_theme.font(Type::PageTitle)).height();
    int right = width();
    for (QWidget* button : m_buttons) {
        const QSize size = button->sizeHint();
        right -= size.width();
        button->setGeometry(QRect(QPoint(right, (line - size.height()) / 2), size));
        right -= 2;
    }
}

void HeadLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeButtons();
}

void HeadLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        placeButtons();
}

QSize HeadLine::sizeHint() const
{
    const int title = QFontMetrics(m_theme.font(Type::PageTitle)).height();
    const int caption = QFontMetrics(m_theme.font(Type::Caption)).height();
    return {200, title + caption + 2};
}

void HeadLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont titleFont = m_theme.font(Type::PageTitle);
    const QFont idFont = m_theme.font(Type::Value);
    const int titleHeight = QFontMetrics(titleFont).height();
    const int idWidth = QFontMetrics(idFont).horizontalAdvance(m_id);
    const int room = m_buttons.empty() ? width() : m_buttons.back()->geometry().left() - 8;
    const QString name = shortenedEnd(m_name, titleFont, room - idWidth - 10);
    painter.setFont(titleFont);
    painter.setPen(m_theme.text);
    painter.drawText(QRect(0, 0, width(), titleHeight), Qt::AlignLeft | Qt::AlignVCenter, name);
    const int baseline = QFontMetrics(titleFont).ascent();
    painter.setFont(idFont);
    painter.setPen(m_theme.text2);
    painter.drawText(QFontMetrics(titleFont).horizontalAdvance(name) + 10, baseline, m_id);

    const QRect line(0, titleHeight + 2, width(), height() - titleHeight - 2);
    const int right = m_isLegendShown ? paintLegend(painter, line) - 12 : width();
    // A narrow guide drops the platforms; the tool tip has them.
    const bool isNarrow = width() + 24 < m_theme.width(narrowGuide);
    const QString words
        = isNarrow || m_platforms.isEmpty() ? m_tactics : m_tactics + QStringLiteral(" · ") + m_platforms;
    const QFont caption = m_theme.font(Type::Caption);
    painter.setFont(caption);
    painter.setPen(m_theme.text2);
    painter.drawText(QRect(0, line.top(), right, line.height()), Qt::AlignLeft | Qt::AlignVCenter,
        shortenedEnd(words, caption, right));
}

// Returns the left edge of what it painted at the right.
int HeadLine::paintLegend(QPainter& painter, const QRect& line) const
{
    constexpr qreal radius = 3.5;
    const QFont font = m_theme.font(Type::Caption);
    const QFontMetrics metrics(font);
    const QString attack = tr("attack");
    const QString benign = tr("benign");
    const int y = line.center().y();
    painter.setFont(font);
    painter.setPen(m_theme.text2);
    int x = line.right() + 1 - metrics.horizontalAdvance(benign);
    painter.drawText(QRect(x, line.top(), 200, line.height()), Qt::AlignLeft | Qt::AlignVCenter, benign);
    paintRing(painter, QPointF(x - 8, y + 0.5), radius, m_theme.benign);
    x -= 24 + metrics.horizontalAdvance(attack);
    painter.drawText(QRect(x, line.top(), 200, line.height()), Qt::AlignLeft | Qt::AlignVCenter, attack);
    paintDisc(painter, QPointF(x - 8, y + 0.5), radius, m_theme.attack);
    return x - 12;
}

} // namespace rulewright::ui
