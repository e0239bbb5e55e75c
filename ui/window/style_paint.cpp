// SPDX-License-Identifier: Apache-2.0
#include "ui/window/style_paint.h"

#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

namespace rulewright::ui::paint {

namespace {

constexpr qreal Corner = 3.0;

bool has(const QStyleOption& option, QStyle::StateFlag flag) { return option.state.testFlag(flag); }

// A rectangle whose 1 px border falls on whole pixels.
QRectF crisp(const QRect& rect) { return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5); }

void arrow(QPainter& p, const QPointF& centre, bool down, const QColor& colour)
{
    const qreal dy = down ? 1.8 : -1.8;
    p.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p.drawPolyline(QPolygonF{
        {centre.x() - 3.5, centre.y() - dy}, {centre.x(), centre.y() + dy}, {centre.x() + 3.5, centre.y() - dy}});
}

// Letters are underlined only for those who use them: while Alt is held.
Qt::TextFlag mnemonics()
{
    return QGuiApplication::queryKeyboardModifiers().testFlag(Qt::AltModifier) ? Qt::TextShowMnemonic
                                                                               : Qt::TextHideMnemonic;
}

class Saved {
public:
    explicit Saved(QPainter& p)
        : m_painter(p)
    {
        p.save();
        p.setRenderHint(QPainter::Antialiasing);
    }

    ~Saved() { m_painter.restore(); }

    Saved(const Saved&) = delete;
    Saved& operator=(const Saved&) = delete;

private:
    QPainter& m_painter;
};

} // namespace

void focusRing(QPainter& p, const QRectF& box, const Theme& theme)
{
    const Saved saved(p);
    p.setBrush(Qt::NoBrush);
    p.setPen(QPen(theme.accent, 2));
    p.drawRoundedRect(box.adjusted(1, 1, -1, -1), Corner + 1, Corner + 1);
}

void buttonPanel(QPainter& p, const QStyleOptionButton& option, const Theme& theme)
{
    const Saved saved(p);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool primary = option.features.testFlag(QStyleOptionButton::DefaultButton);
    const bool pressed = option.state & (QStyle::State_Sunken | QStyle::State_On);
    // The ring stands outside the border, so the panel leaves room for it.
    const QRectF box = crisp(option.rect.adjusted(3, 3, -3, -3));
    QColor ground = theme.base;
    QColor border = theme.control;
    if (!enabled) {
        ground = theme.window;
        border = theme.line;
    } else if (primary) {
        ground = pressed ? theme.accent.darker(115) : theme.accent;
        border = ground;
    } else if (pressed) {
        ground = theme.idleSoft;
    } else if (has(option, QStyle::State_MouseOver)) {
        ground = theme.hover;
    }
    p.setPen(border);
    p.setBrush(ground);
    p.drawRoundedRect(box, Corner, Corner);
    if (has(option, QStyle::State_HasFocus) && enabled)
        focusRing(p, option.rect, theme);
}

void buttonLabel(QPainter& p, const QStyleOptionButton& option, const QWidget* widget, const Theme& theme)
{
    const Saved saved(p);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool primary = option.features.testFlag(QStyleOptionButton::DefaultButton);
    const QString key = widget ? widget->property(KeyProperty).toString() : QString();
    const QFont bodyFont = theme.font(primary ? Type::BodyStrong : Type::BodyMedium);
    const QFont keyFont = theme.font(Type::Caption);
    const int gap = key.isEmpty() ? 0 : 10;
    const int textWidth = QFontMetrics(bodyFont).size(Qt::TextShowMnemonic, option.text).width();
    const int keyWidth = key.isEmpty() ? 0 : QFontMetrics(keyFont).horizontalAdvance(key);
    const int iconWidth = option.icon.isNull() ? 0 : option.iconSize.width() + (textWidth ? 6 : 0);
    int x = option.rect.left() + (option.rect.width() - textWidth - gap - keyWidth - iconWidth) / 2;
    if (iconWidth > 0) {
        const QRect box(x, option.rect.top(), option.iconSize.width(), option.rect.height());
        option.icon.paint(&p, box, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        x += iconWidth;
    }
    p.setFont(bodyFont);
    p.setPen(!enabled ? theme.disabled : primary ? theme.onAccent : theme.text);
    p.drawText(QRect(x, option.rect.top(), textWidth, option.rect.height()),
        Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic, option.text);
    p.setFont(keyFont);
    if (enabled && !primary)
        p.setPen(theme.text2);
    p.drawText(QRect(x + textWidth + gap, option.rect.top(), keyWidth, option.rect.height()),
        Qt::AlignVCenter | Qt::AlignLeft, key);
}

void inputFrame(QPainter& p, const QStyleOption& option, const Theme& theme)
{
    const Saved saved(p);
    const bool focused = has(option, QStyle::State_HasFocus);
    const bool enabled = has(option, QStyle::State_Enabled);
    p.setBrush(enabled ? theme.base : theme.window);
    if (focused) {
        p.setPen(QPen(theme.accent, 2));
        p.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), Corner, Corner);
    } else {
        p.setPen(enabled ? theme.control : theme.line);
        p.drawRoundedRect(crisp(option.rect), Corner, Corner);
    }
}

void checkBox(QPainter& p, const QStyleOption& option, const Theme& theme)
{
    const Saved saved(p);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On);
    const bool partly = has(option, QStyle::State_NoChange);
    const QColor fill = enabled ? theme.accent : theme.disabled;
    p.setPen(on || partly ? fill : enabled ? theme.control : theme.disabled);
    p.setBrush(on || partly ? fill : theme.base);
    p.drawRoundedRect(crisp(option.rect), 2, 2);
    if (on)
        paintMark(p, Mark::Check, QRectF(option.rect).adjusted(1, 1, -1, -1), theme.onAccent);
    else if (partly)
        p.fillRect(
            QRectF(option.rect).adjusted(3, option.rect.height() / 2.0 - 0.75, -3, -option.rect.height() / 2.0 + 0.75),
            theme.onAccent);
}

void radioButton(QPainter& p, const QStyleOption& option, const Theme& theme)
{
    const Saved saved(p);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On);
    const QColor fill = enabled ? theme.accent : theme.disabled;
    p.setPen(on ? fill : enabled ? theme.control : theme.disabled);
    p.setBrush(on ? fill : theme.base);
    p.drawEllipse(crisp(option.rect));
    if (on) {
        p.setPen(Qt::NoPen);
        p.setBrush(theme.onAccent);
        const qreal radius = option.rect.width() * 0.2;
        p.drawEllipse(QRectF(option.rect).center(), radius, radius);
    }
}

void comboBox(QPainter& p, const QStyleOptionComboBox& option, const QRect& arrowBox, const Theme& theme)
{
    inputFrame(p, option, theme);
    const Saved saved(p);
    arrow(p, QRectF(arrowBox).center(), true, has(option, QStyle::State_Enabled) ? theme.text2 : theme.disabled);
}

void spinBox(QPainter& p, const QStyleOptionSpinBox& option, const QRect& up, const QRect& down, const Theme& theme)
{
    inputFrame(p, option, theme);
    const Saved saved(p);
    const auto colour = [&](QAbstractSpinBox::StepEnabledFlag step) {
        return option.stepEnabled.testFlag(step) ? theme.text2 : theme.disabled;
    };
    arrow(p, QRectF(up).center(), false, colour(QAbstractSpinBox::StepUpEnabled));
    arrow(p, QRectF(down).center(), true, colour(QAbstractSpinBox::StepDownEnabled));
}

void scrollBar(QPainter& p, const QStyleOptionSlider& option, const QRect& slider, const Theme& theme)
{
    const Saved saved(p);
    p.fillRect(option.rect, theme.base);
    if (option.maximum <= option.minimum)
        return;
    const bool upright = option.orientation == Qt::Vertical;
    const QRectF grip = upright ? QRectF(slider).adjusted(2, 1, -2, -1) : QRectF(slider).adjusted(1, 2, -1, -2);
    const bool active = option.state & (QStyle::State_Sunken | QStyle::State_MouseOver);
    p.setPen(Qt::NoPen);
    p.setBrush(active ? theme.control : theme.bar);
    p.drawRoundedRect(grip, Corner, Corner);
}

void menuItem(QPainter& p, const QStyleOptionMenuItem& option, const Theme& theme)
{
    const Saved saved(p);
    p.fillRect(option.rect, theme.base);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        p.fillRect(QRect(option.rect.left() + 12, option.rect.center().y(), option.rect.width() - 24, 1), theme.line);
        return;
    }
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool chosen = has(option, QStyle::State_Selected);
    if (chosen)
        paintRowGround(p, option.rect.adjusted(3, 0, -3, 0), true, enabled, false, theme);
    const int textLeft = option.rect.left() + 32;
    if (option.checked)
        paintMark(p, Mark::Check, QRectF(option.rect.left() + 11, option.rect.center().y() - 6.5, 14, 14),
            enabled ? theme.text : theme.disabled);
    const QStringList parts = option.text.split(u'\t');
    p.setFont(theme.font(Type::Body));
    p.setPen(enabled ? theme.text : theme.disabled);
    const QRect box(textLeft, option.rect.top(), option.rect.right() - 14 - textLeft, option.rect.height());
    p.drawText(box, Qt::AlignVCenter | Qt::AlignLeft | mnemonics() | Qt::TextSingleLine, parts.first());
    if (parts.size() > 1) {
        p.setFont(theme.font(Type::Caption));
        p.setPen(enabled ? theme.text2 : theme.disabled);
        p.drawText(box, Qt::AlignVCenter | Qt::AlignRight, parts.at(1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        paintChevron(p, QRectF(option.rect.right() - 18, option.rect.center().y() - 4.5, 10, 10), false, theme.text2);
}

void menuBarItem(QPainter& p, const QStyleOptionMenuItem& option, const Theme& theme)
{
    const Saved saved(p);
    const bool open = option.state & (QStyle::State_Sunken | QStyle::State_Selected);
    p.fillRect(option.rect, open && has(option, QStyle::State_Enabled) ? theme.idleSoft : theme.window);
    p.setFont(theme.font(Type::Body));
    p.setPen(has(option, QStyle::State_Enabled) ? theme.text : theme.disabled);
    p.drawText(option.rect, Qt::AlignCenter | mnemonics() | Qt::TextSingleLine, option.text);
}

void progress(QPainter& p, const QStyleOptionProgressBar& option, const Theme& theme)
{
    const Saved saved(p);
    const QRect track(option.rect.left(), option.rect.center().y() - 2, option.rect.width(), 6);
    p.fillRect(track, theme.idleSoft);
    const qint64 range = qint64(option.maximum) - option.minimum;
    if (range <= 0)
        return;
    const double share = double(option.progress - option.minimum) / double(range);
    p.fillRect(QRect(track.left(), track.top(), int(track.width() * share), track.height()), theme.accent);
}

void tab(QPainter& p, const QStyleOptionTab& option, const Theme& theme)
{
    const Saved saved(p);
    const bool chosen = has(option, QStyle::State_Selected);
    const bool hovered = has(option, QStyle::State_MouseOver);
    p.fillRect(option.rect, chosen ? theme.base : hovered ? theme.hover : theme.window);
    if (chosen)
        p.fillRect(QRect(option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2), theme.accent);
}

void tabArrow(QPainter& p, const QStyleOptionToolButton& option, const Theme& theme)
{
    const Saved saved(p);
    const bool isEnabled = has(option, QStyle::State_Enabled);
    const bool isPointed = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken);
    const QRect box = option.rect;
    p.fillRect(box, isEnabled && isPointed ? theme.idleSoft : theme.window);
    p.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.line);
    p.fillRect(QRect(box.left(), box.top(), 1, box.height()), theme.line);
    const QPointF c = QRectF(box).center();
    const qreal dx = option.arrowType == Qt::LeftArrow ? -1.8 : 1.8;
    p.setPen(QPen(isEnabled ? theme.text2 : theme.disabled, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p.drawPolyline(QPolygonF{{c.x() - dx, c.y() - 3.5}, {c.x() + dx, c.y()}, {c.x() - dx, c.y() + 3.5}});
}

void popupFrame(QPainter& p, const QRect& box, const Theme& theme)
{
    const Saved saved(p);
    p.setRenderHint(QPainter::Antialiasing, false);
    p.setPen(theme.control);
    p.setBrush(Qt::NoBrush);
    p.drawRect(box.adjusted(0, 0, -1, -1));
}

} // namespace rulewright::ui::paint
