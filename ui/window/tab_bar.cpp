// SPDX-License-Identifier: Apache-2.0
#include "ui/window/tab_bar.h"

#include "ui/window/icons.h"
#include "ui/window/marks.h"
#include "ui/window/style_paint.h"
#include "ui/window/theme.h"

#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace rulewright::ui {

namespace {
constexpr int padding = 12;
constexpr int iconSide = 14;
constexpr int crossSide = 16;
constexpr int widestTab = 400;
} // namespace

TabBar::TabBar(const Theme& theme, QWidget* parent)
    : QTabBar(parent)
    , m_theme(theme)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideMiddle);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

// A tab's look is kept in its data, so that it moves with the tab.
TabBar::TabLook TabBar::lookOf(int index) const
{
    const QVariantList kept = tabData(index).toList();
    return kept.size() == 3 ? TabLook{kept[0].toString(), kept[1].toBool(), kept[2].toBool()} : TabLook{};
}

void TabBar::setLook(int index, const TabLook& look)
{
    setTabData(index, QVariantList{look.icon, look.isClosable, look.isDirty});
    update();
}

void TabBar::tabInserted(int index)
{
    QTabBar::tabInserted(index);
    setLook(index, {QString(), m_isClosable, false});
}

void TabBar::setTabIconName(int index, const QString& icon)
{
    TabLook look = lookOf(index);
    look.icon = icon;
    setLook(index, look);
    // Asks for the sizes again.
    setTabText(index, tabText(index));
}

void TabBar::setTabDirty(int index, bool isDirty)
{
    TabLook look = lookOf(index);
    look.isDirty = isDirty;
    setLook(index, look);
    setAccessibleTabName(index, isDirty ? tr("%1, with unsaved changes").arg(tabText(index)) : tabText(index));
}

QSize TabBar::tabSizeHint(int index) const
{
    const TabLook look = lookOf(index);
    // The heavier letters of the chosen tab, so that choosing moves nothing.
    int width = QFontMetrics(m_theme.font(Type::BodyStrong)).horizontalAdvance(tabText(index)) + 2 * padding;
    if (!look.icon.isEmpty())
        width += iconSide + 6;
    if (look.isClosable || index == -1)
        width += crossSide + 8;
    return {std::min(width, m_theme.width(widestTab)), m_theme.height(30)};
}

QSize TabBar::minimumTabSizeHint(int index) const
{
    const QSize size = tabSizeHint(index);
    return {std::min(size.width(), m_theme.width(160)), size.height()};
}

QRect TabBar::crossBox(int index) const
{
    const QRect tab = tabRect(index);
    return {tab.right() - padding - crossSide + 4, tab.center().y() - crossSide / 2, crossSide, crossSide};
}

void TabBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.line);
    for (int i = 0; i < count(); ++i)
        paintTab(painter, i);
}

void TabBar::paintTab(QPainter& painter, int index) const
{
    const QRect tab = tabRect(index);
    const TabLook look = lookOf(index);
    const bool isChosen = index == currentIndex();
    if (isChosen)
        painter.fillRect(tab, m_theme.base);
    else if (index == m_hovered)
        painter.fillRect(tab.adjusted(0, 0, 0, -1), m_theme.hover);
    if (isChosen)
        painter.fillRect(QRect(tab.left(), tab.bottom() - 1, tab.width(), 2), m_theme.accent);
    int left = tab.left() + padding;
    if (!look.icon.isEmpty()) {
        painter.drawPixmap(
            left, tab.center().y() - iconSide / 2, iconPixmap(look.icon, m_theme.text2, iconSide, devicePixelRatioF()));
        left += iconSide + 6;
    }
    const int right = look.isClosable ? crossBox(index).left() - 6 : tab.right() - padding + 2;
    const QFont font = m_theme.font(isChosen ? Type::BodyStrong : Type::Body);
    painter.setFont(font);
    painter.setPen(isChosen ? m_theme.text : m_theme.text2);
    painter.drawText(QRect(left, tab.top(), right - left, tab.height()), Qt::AlignLeft | Qt::AlignVCenter,
        shortenedMiddle(tabText(index), font, right - left));
    if (look.isClosable) {
        const QRect box = crossBox(index);
        const bool isPointed = box.contains(m_pointer) && index == m_hovered;
        if (isPointed)
            painter.fillRect(box, m_theme.idleSoft);
        if (look.isDirty && !isPointed)
            paintDisc(painter, QRectF(box).center(), 3.5, m_theme.text2);
        else
            painter.drawPixmap(box.left() + 1, box.top() + 1,
                iconPixmap(QStringLiteral("close"), m_theme.text2, iconSide, devicePixelRatioF()));
    }
    if (isChosen && hasFocus())
        paint::focusRing(painter, tab, m_theme);
}

void TabBar::mousePressEvent(QMouseEvent* event)
{
    const int index = tabAt(event->position().toPoint());
    const bool isCross
        = index >= 0 && lookOf(index).isClosable && crossBox(index).contains(event->position().toPoint());
    m_pressedCross = isCross ? index : -1;
    if (!isCross)
        QTabBar::mousePressEvent(event);
}

void TabBar::mouseReleaseEvent(QMouseEvent* event)
{
    const QPoint place = event->position().toPoint();
    const int index = tabAt(place);
    const bool isMiddle = event->button() == Qt::MiddleButton && index >= 0 && lookOf(index).isClosable;
    if (isMiddle || (m_pressedCross >= 0 && index == m_pressedCross && crossBox(index).contains(place)))
        emit closeRequested(index);
    m_pressedCross = -1;
    QTabBar::mouseReleaseEvent(event);
}

void TabBar::mouseMoveEvent(QMouseEvent* event)
{
    m_pointer = event->position().toPoint();
    m_hovered = tabAt(m_pointer);
    update();
    QTabBar::mouseMoveEvent(event);
}

void TabBar::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    update();
    QTabBar::leaveEvent(event);
}

void TabBar::changeEvent(QEvent* event)
{
    QTabBar::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        updateGeometry();
}

} // namespace rulewright::ui
