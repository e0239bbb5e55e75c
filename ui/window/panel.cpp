// SPDX-License-Identifier: Apache-2.0
#include "ui/window/panel.h"

#include "ui/window/icon_button.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QVBoxLayout>

namespace rulewright::ui {

PanelTitle::PanelTitle(const QString& name, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_theme(theme)
    , m_row(new QHBoxLayout(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_row->setContentsMargins(0, 0, 6, 0);
    m_row->setSpacing(2);
    m_row->addStretch(1);
}

void PanelTitle::setName(const QString& name)
{
    m_name = name;
    update();
}

void PanelTitle::setSubtitle(const QString& subtitle)
{
    m_subtitle = subtitle;
    update();
}

void PanelTitle::addButton(QWidget* button) { m_row->addWidget(button); }

QSize PanelTitle::sizeHint() const { return {120, m_theme.height(28)}; }

void PanelTitle::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.line);
    const QFont strong = m_theme.font(Type::BodyStrong);
    painter.setFont(strong);
    painter.setPen(m_theme.text);
    painter.drawText(rect().adjusted(12, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_name);
    const int left = 12 + QFontMetrics(strong).horizontalAdvance(m_name) + 10;
    int right = width() - 12;
    for (int i = m_row->count() - 1; i > 0; --i) {
        if (const QWidget* button = m_row->itemAt(i)->widget(); button && button->isVisible())
            right = button->x() - 6;
    }
    const QFont caption = m_theme.font(Type::Caption);
    painter.setFont(caption);
    painter.setPen(m_theme.text3);
    painter.drawText(QRect(left, 0, right - left, height()), Qt::AlignLeft | Qt::AlignVCenter,
        shortenedEnd(m_subtitle, caption, right - left));
}

Panel::Panel(const QString& name, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_title(new PanelTitle(name, theme, this))
    , m_close(nullptr)
    , m_column(new QVBoxLayout(this))
{
    setAccessibleName(name);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_title);
    auto* close = new IconButton(QStringLiteral("close"), tr("Close %1").arg(name), theme, m_title);
    m_title->addButton(close);
    m_close = close;
    connect(close, &IconButton::clicked, this, &Panel::closeRequested);
}

void Panel::setContent(QWidget* content)
{
    m_column->addWidget(content, 1);
    setFocusProxy(content);
}

void Panel::setName(const QString& name)
{
    if (name == m_name)
        return;
    m_name = name;
    m_title->setName(name);
    setAccessibleName(name);
    emit nameChanged();
}

void Panel::setSubtitle(const QString& subtitle)
{
    m_title->setSubtitle(subtitle);
    setAccessibleDescription(subtitle);
}

void Panel::setClosable(bool isClosable) { m_close->setVisible(isClosable); }

void Panel::setTitleShown(bool isShown) { m_title->setVisible(isShown); }

} // namespace rulewright::ui
