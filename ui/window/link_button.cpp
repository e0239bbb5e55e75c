// SPDX-License-Identifier: Apache-2.0
#include "ui/window/link_button.h"

#include "ui/window/style_paint.h"
#include "ui/window/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>

namespace rulewright::ui {

namespace {
constexpr int padding = 4;
constexpr int gap = 6;
} // namespace

LinkButton::LinkButton(const QString& text, const QString& key, bool isStrong, const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_key(key)
    , m_isStrong(isStrong)
    , m_theme(theme)
{
    setText(text);
    setAccessibleName(text);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QFont LinkButton::textFont() const { return m_theme.font(m_isStrong ? Type::BodyStrong : Type::Body); }

QSize LinkButton::sizeHint() const
{
    int width = QFontMetrics(textFont()).horizontalAdvance(text()) + 2 * padding;
    if (!m_key.isEmpty())
        width += gap + QFontMetrics(m_theme.font(Type::Caption)).horizontalAdvance(m_key);
    return {width, m_theme.height(22)};
}

void LinkButton::keyPressEvent(QKeyEvent* event)
{
    // Qt presses a button by Enter only on some desktops.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void LinkButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QFont font = textFont();
    font.setUnderline(underMouse());
    painter.setFont(font);
    painter.setPen(!isEnabled() ? m_theme.disabled : m_isStrong ? m_theme.accent : m_theme.text2);
    QRect box = rect().adjusted(padding, 0, -padding, 0);
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, text());
    box.setLeft(box.left() + QFontMetrics(textFont()).horizontalAdvance(text()) + gap);
    painter.setFont(m_theme.font(Type::Caption));
    painter.setPen(m_theme.text2);
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, m_key);
    if (hasFocus())
        paint::focusRing(painter, rect(), m_theme);
}

} // namespace rulewright::ui
