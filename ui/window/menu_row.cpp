// SPDX-License-Identifier: Apache-2.0
#include "ui/window/menu_row.h"

#include "ui/window/theme.h"

#include <QAction>
#include <QEvent>
#include <QFontMetrics>
#include <QMenuBar>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace rulewright::ui {

namespace {
constexpr int layoutPadding = 12;
constexpr int fieldWidth = 360;
constexpr int narrowField = 260;
constexpr int fieldHeight = 24;
} // namespace

MenuRow::MenuRow(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_menus(new QMenuBar(this))
{
    m_menus->setNativeMenuBar(false);
}

void MenuRow::setField(QWidget* field)
{
    m_field = field;
    m_field->setParent(this);
    place();
}

void MenuRow::setLayouts(const QList<QAction*>& layouts)
{
    m_layouts = layouts;
    const auto describe = [this] {
        for (const QAction* layout : m_layouts) {
            if (layout->isChecked())
                setAccessibleDescription(tr("Layout %1").arg(layout->iconText()));
        }
        update();
    };
    for (QAction* layout : m_layouts)
        connect(layout, &QAction::toggled, this, describe);
    describe();
}

QSize MenuRow::sizeHint() const { return {800, m_theme.height(32)}; }

int MenuRow::layoutWidth(const QAction& layout) const
{
    return QFontMetrics(m_theme.font(Type::BodyStrong)).horizontalAdvance(layout.iconText()) + 2 * layoutPadding;
}

int MenuRow::layoutsWidth() const
{
    int width = layoutPadding;
    for (const QAction* layout : m_layouts)
        width += layoutWidth(*layout);
    return width;
}

// The bar's own hint depends on the width that it has already.
int MenuRow::menusWidth() const
{
    const QFontMetrics metrics(m_theme.font(Type::Body));
    int width = 2;
    for (const QAction* action : m_menus->actions())
        width += metrics.size(Qt::TextShowMnemonic, action->text()).width() + 20;
    return width;
}

void MenuRow::place()
{
    const int menus = menusWidth();
    m_menus->setGeometry(0, 0, menus, height() - 1);
    if (!m_field)
        return;
    const int left = menus + 12;
    const int right = width() - layoutsWidth() - 12;
    const int wanted = m_theme.width(width() >= m_theme.width(1100) ? fieldWidth : narrowField);
    const int field = std::clamp(wanted, 80, std::max(80, right - left));
    const int middle = std::clamp((width() - field) / 2, left, std::max(left, right - field));
    const int tall = m_theme.height(fieldHeight);
    m_field->setGeometry(middle, (height() - tall) / 2, field, tall);
}

void MenuRow::resizeEvent(QResizeEvent*) { place(); }

void MenuRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        updateGeometry();
        place();
    }
}

void MenuRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.line);
    int x = width() - layoutsWidth();
    for (const QAction* layout : m_layouts) {
        const bool isChosen = layout->isChecked();
        const QFont font = m_theme.font(isChosen ? Type::BodyStrong : Type::Body);
        const int wide = layoutWidth(*layout);
        painter.setFont(font);
        painter.setPen(isChosen ? m_theme.text : m_theme.text2);
        painter.drawText(QRect(x, 0, wide, height()), Qt::AlignCenter, layout->iconText());
        if (isChosen)
            painter.fillRect(QRect(x, height() - 2, wide, 2), m_theme.accent);
        x += wide;
    }
}

void MenuRow::mouseReleaseEvent(QMouseEvent* event)
{
    int x = width() - layoutsWidth();
    for (QAction* layout : m_layouts) {
        const int wide = layoutWidth(*layout);
        if (event->pos().x() >= x && event->pos().x() < x + wide) {
            layout->trigger();
            return;
        }
        x += wide;
    }
}

} // namespace rulewright::ui
