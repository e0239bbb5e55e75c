// SPDX-License-Identifier: Apache-2.0
#include "ui/test/count_tabs.h"

#include "ui/window/style_paint.h"
#include "ui/window/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace rulewright::ui {

namespace {
constexpr int designedHeight = 30;
constexpr int widestPadding = 12;
constexpr int leastPadding = 5;
constexpr int gap = 6;
} // namespace

CountTabs::CountTabs(const Theme& theme, QWidget* parent)
    : QTabBar(parent)
    , m_theme(theme)
    , m_padding(widestPadding)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Events shown"));
}

void CountTabs::setCount(int index, const QString& count)
{
    if (countOf(index) == count)
        return;
    setTabData(index, count);
    setAccessibleTabName(index, tabText(index) + u' ' + count);
    layOut();
    fit();
}

void CountTabs::layOut()
{
    setIconSize(iconSize()); // lets the bar lay its tabs out again
    QEvent relayout(QEvent::StyleChange);
    QTabBar::changeEvent(&relayout);
    update();
}

void CountTabs::fit()
{
    int bare = 0;
    int shown = 0;
    for (int i = 0; i < count(); ++i) {
        if (!isTabVisible(i))
            continue;
        bare += bareWidth(i);
        ++shown;
    }
    if (shown == 0)
        return;
    const int padding = std::clamp((width() - bare) / (2 * shown), leastPadding, widestPadding);
    if (padding == m_padding)
        return;
    m_padding = padding;
    layOut();
}

void CountTabs::tabLayoutChange()
{
    QTabBar::tabLayoutChange();
    fit();
}

void CountTabs::resizeEvent(QResizeEvent* event)
{
    QTabBar::resizeEvent(event);
    fit();
}

QString CountTabs::countOf(int index) const { return tabData(index).toString(); }

int CountTabs::bareWidth(int index) const
{
    // As wide as when it is chosen, so that choosing moves nothing.
    int width = QFontMetrics(m_theme.font(Type::BodyStrong)).horizontalAdvance(tabText(index));
    if (!countOf(index).isEmpty())
        width += gap + QFontMetrics(m_theme.font(Type::Caption)).horizontalAdvance(countOf(index));
    return width;
}

QSize CountTabs::tabSizeHint(int index) const
{
    return {bareWidth(index) + 2 * m_padding, m_theme.height(designedHeight)};
}

QSize CountTabs::minimumTabSizeHint(int index) const { return tabSizeHint(index); }

void CountTabs::changeEvent(QEvent* event)
{
    QTabBar::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void CountTabs::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.line);
    for (int i = 0; i < count(); ++i) {
        if (!isTabVisible(i))
            continue;
        const QRect tab = tabRect(i);
        const bool isChosen = i == currentIndex();
        if (isChosen) {
            painter.fillRect(tab, m_theme.base);
            painter.fillRect(QRect(tab.left(), height() - 2, tab.width(), 2), m_theme.accent);
        }
        const QFont name = m_theme.font(isChosen ? Type::BodyStrong : Type::Body);
        const QFont small = m_theme.font(Type::Caption);
        painter.setFont(name);
        painter.setPen(isChosen ? m_theme.text : m_theme.text2);
        painter.drawText(tab.adjusted(m_padding, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, tabText(i));
        const int left = m_padding + QFontMetrics(name).horizontalAdvance(tabText(i)) + gap;
        painter.setFont(small);
        painter.setPen(m_theme.text3);
        painter.drawText(tab.adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, countOf(i));
        if (isChosen && hasFocus())
            paint::focusRing(painter, tab, m_theme);
    }
}

} // namespace rulewright::ui
