// SPDX-License-Identifier: Apache-2.0
#include "ui/window/search_field.h"

#include "ui/window/icons.h"
#include "ui/window/theme.h"

#include <QAction>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>

namespace rulewright::ui {

SearchField::SearchField(const Theme& theme, QWidget* parent)
    : QLineEdit(parent)
    , m_theme(theme)
    , m_lens(addAction(QIcon(), LeadingPosition))
    , m_clear(new QAction(tr("Clear"), this))
{
    connect(m_clear, &QAction::triggered, this, [this] {
        clear();
        emit cleared();
    });
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
        const bool isShown = actions().contains(m_clear);
        if (text.isEmpty() && isShown)
            removeAction(m_clear);
        else if (!text.isEmpty() && !isShown)
            addAction(m_clear, TrailingPosition);
    });
    applyTheme();
}

void SearchField::setKeyHint(const QString& key)
{
    m_keyHint = key;
    setTextMargins(0, 0, QFontMetrics(m_theme.font(Type::Caption)).horizontalAdvance(key) + 14, 0);
    update();
}

void SearchField::applyTheme()
{
    m_lens->setIcon(themedIcon(QStringLiteral("search"), m_theme.text2, m_theme.disabled));
    m_clear->setIcon(themedIcon(QStringLiteral("close"), m_theme.text2, m_theme.disabled));
}

void SearchField::changeEvent(QEvent* event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyTheme();
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        if (text().isEmpty()) {
            emit leftByEscape();
        } else {
            clear();
            emit cleared();
        }
        return;
    }
    if (event->key() == Qt::Key_Down)
        emit downPressed();
    QLineEdit::keyPressEvent(event);
}

void SearchField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    if (m_keyHint.isEmpty() || !text().isEmpty() || hasFocus())
        return;
    QPainter painter(this);
    painter.setFont(m_theme.font(Type::Caption));
    painter.setPen(m_theme.text2);
    painter.drawText(rect().adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter, m_keyHint);
}

} // namespace rulewright::ui
