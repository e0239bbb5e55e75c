// SPDX-License-Identifier: Apache-2.0
#include "ui/window/themed_label.h"

#include <QEvent>

namespace rulewright::ui {

ThemedLabel::ThemedLabel(const Theme& theme, Type type, QColor Theme::* colour, QWidget* parent)
    : QLabel(parent)
    , m_theme(theme)
    , m_type(type)
    , m_colour(colour)
{
    setTextFormat(Qt::PlainText);
    // On a base ground labels would take the role Text.
    setForegroundRole(QPalette::WindowText);
    applyTheme();
}

void ThemedLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyTheme();
}

void ThemedLabel::applyTheme()
{
    setFont(m_theme.font(m_type));
    // One role alone: with a whole palette of its own a label would never hear that the colours have changed.
    QPalette own;
    own.setColor(QPalette::WindowText, m_theme.*m_colour);
    setPalette(own);
}

} // namespace rulewright::ui
