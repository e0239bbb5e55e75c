// SPDX-License-Identifier: Apache-2.0
#include "ui/window/icon_button.h"

#include "ui/window/icons.h"
#include "ui/window/style_paint.h"
#include "ui/window/theme.h"

#include <QPainter>

namespace rulewright::ui {

IconButton::IconButton(const QString& icon, const QString& name, const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_icon(icon)
    , m_theme(theme)
{
    setAccessibleName(name);
    setToolTip(name);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize IconButton::sizeHint() const
{
    const int side = m_theme.width(22);
    return {side, side};
}

void IconButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (isEnabled() && (underMouse() || isDown()))
        painter.fillRect(rect(), m_theme.idleSoft);
    const int size = m_theme.width(16);
    const QColor colour = isEnabled() ? m_theme.text2 : m_theme.disabled;
    painter.drawPixmap(
        (width() - size) / 2, (height() - size) / 2, iconPixmap(m_icon, colour, size, devicePixelRatioF()));
    if (hasFocus())
        paint::focusRing(painter, rect(), m_theme);
}

} // namespace rulewright::ui
