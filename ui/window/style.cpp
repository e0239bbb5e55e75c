// SPDX-License-Identifier: Apache-2.0
#include "ui/window/style.h"

#include "ui/window/search_field.h"
#include "ui/window/style_paint.h"
#include "ui/window/theme.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractButton>
#include <QComboBox>
#include <QFontMetrics>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTabBar>

#include <algorithm>

namespace rulewright::ui {

namespace {

// Room for the focus ring around a button's border.
constexpr int RingRoom = 3;
constexpr int ScrollBarWidth = 10;
constexpr int BoxSize = 14;

template <class Option> const Option* as(const QStyleOption* option)
{
    return qstyleoption_cast<const Option*>(option);
}

bool isPrimary(const QWidget* widget) { return widget && widget->property(PrimaryProperty).toBool(); }

// The option as this style reads it: "default button" means the primary one and nothing else.
QStyleOptionButton ownButton(const QStyleOptionButton& option, const QWidget* widget)
{
    QStyleOptionButton own(option);
    own.features.setFlag(QStyleOptionButton::DefaultButton, isPrimary(widget));
    return own;
}

bool isInsideControl(const QWidget* widget)
{
    const QWidget* parent = widget ? widget->parentWidget() : nullptr;
    return parent && (parent->inherits("QComboBox") || parent->inherits("QAbstractSpinBox"));
}

} // namespace

Style::Style(const Theme& theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(theme)
{
}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) || qobject_cast<QScrollBar*>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    QPainter& p = *painter;
    switch (element) {
    case PE_FrameFocusRect:
    case PE_FrameStatusBarItem:
    case PE_FrameDockWidget:
    case PE_FrameTabBarBase:
    case PE_PanelMenuBar:
    case PE_FrameTabWidget:
        return;
    case PE_Frame:
        if (qobject_cast<const QAbstractScrollArea*>(widget))
            return;
        break;
    case PE_PanelLineEdit:
        if (isInsideControl(widget))
            return;
        if (const auto* frame = as<QStyleOptionFrame>(option); frame && frame->lineWidth > 0)
            paint::inputFrame(p, *option, m_theme);
        return;
    case PE_FrameLineEdit:
        return;
    case PE_PanelScrollAreaCorner:
        p.fillRect(option->rect, m_theme.base);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paint::checkBox(p, *option, m_theme);
        return;
    case PE_IndicatorRadioButton:
        paint::radioButton(p, *option, m_theme);
        return;
    case PE_FrameMenu:
        paint::popupFrame(p, option->rect, m_theme);
        return;
    case PE_PanelMenu:
        p.fillRect(option->rect, m_theme.base);
        return;
    case PE_PanelTipLabel:
        p.fillRect(option->rect, m_theme.base);
        paint::popupFrame(p, option->rect, m_theme);
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    QPainter& p = *painter;
    switch (element) {
    case CE_ShapedFrame:
        // A list in a form: an input's border, not text's colour.
        if (const auto* area = qobject_cast<const QAbstractScrollArea*>(widget);
            area && area->frameShape() == QFrame::Box) {
            p.setPen(m_theme.control);
            p.drawRect(option->rect.adjusted(0, 0, -1, -1));
            return;
        }
        break;
    case CE_PushButtonBevel:
        if (const auto* button = as<QStyleOptionButton>(option)) {
            paint::buttonPanel(p, ownButton(*button, widget), m_theme);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto* button = as<QStyleOptionButton>(option)) {
            paint::buttonLabel(p, ownButton(*button, widget), widget, m_theme);
            return;
        }
        break;
    case CE_CheckBox:
    case CE_RadioButton:
        // The ring of these stands round box and label.
        QProxyStyle::drawControl(element, option, painter, widget);
        if (option->state.testFlag(State_HasFocus))
            paint::focusRing(p, option->rect, m_theme);
        return;
    case CE_MenuItem:
        if (const auto* item = as<QStyleOptionMenuItem>(option)) {
            paint::menuItem(p, *item, m_theme);
            return;
        }
        break;
    case CE_MenuBarItem:
        if (const auto* item = as<QStyleOptionMenuItem>(option)) {
            paint::menuBarItem(p, *item, m_theme);
            return;
        }
        break;
    case CE_MenuBarEmptyArea:
        p.fillRect(option->rect, m_theme.window);
        return;
    case CE_MenuEmptyArea:
        p.fillRect(option->rect, m_theme.base);
        return;
    case CE_Splitter:
        p.fillRect(option->rect, m_theme.line);
        return;
    case CE_ProgressBar:
        if (const auto* bar = as<QStyleOptionProgressBar>(option)) {
            paint::progress(p, *bar, m_theme);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto* tab = as<QStyleOptionTab>(option)) {
            paint::tab(p, *tab, m_theme);
            return;
        }
        break;
    case CE_HeaderEmptyArea:
    case CE_HeaderSection:
        p.fillRect(option->rect, m_theme.base);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    QPainter& p = *painter;
    if (control == CC_ScrollBar) {
        if (const auto* slider = as<QStyleOptionSlider>(option)) {
            paint::scrollBar(p, *slider, subControlRect(control, option, SC_ScrollBarSlider, widget), m_theme);
            return;
        }
    }
    if (control == CC_ComboBox) {
        if (const auto* combo = as<QStyleOptionComboBox>(option)) {
            paint::comboBox(p, *combo, subControlRect(control, option, SC_ComboBoxArrow, widget), m_theme);
            return;
        }
    }
    if (control == CC_SpinBox) {
        if (const auto* spin = as<QStyleOptionSpinBox>(option)) {
            paint::spinBox(p, *spin, subControlRect(control, option, SC_SpinBoxUp, widget),
                subControlRect(control, option, SC_SpinBoxDown, widget), m_theme);
            return;
        }
    }
    // The arrows of a tab bar that is too narrow.
    if (control == CC_ToolButton && widget && qobject_cast<const QTabBar*>(widget->parentWidget())) {
        if (const auto* button = as<QStyleOptionToolButton>(option)) {
            paint::tabArrow(p, *button, m_theme);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl subControl, const QWidget* widget) const
{
    if (control != CC_ScrollBar)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    const auto* bar = as<QStyleOptionSlider>(option);
    if (!bar)
        return {};
    // No arrows: the groove is the whole bar.
    const bool upright = bar->orientation == Qt::Vertical;
    const int length = upright ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int grip = length;
    if (range > 0) {
        grip = static_cast<int>(length * qint64(bar->pageStep) / std::max<qint64>(1, range + bar->pageStep));
        grip = std::min(length, std::max(24, grip));
    }
    const int start
        = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - grip, bar->upsideDown);
    const auto piece = [&](int from, int size) {
        const QRect rect = upright ? QRect(0, from, bar->rect.width(), size) : QRect(from, 0, size, bar->rect.height());
        return visualRect(bar->direction, bar->rect, rect.translated(bar->rect.topLeft()));
    };
    switch (subControl) {
    case SC_ScrollBarGroove:
        return piece(0, length);
    case SC_ScrollBarSlider:
        return piece(start, grip);
    case SC_ScrollBarSubPage:
        return piece(0, start);
    case SC_ScrollBarAddPage:
        return piece(start + grip, length - start - grip);
    default:
        return {};
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_CheckBoxFocusRect || element == SE_RadioButtonFocusRect)
        return option->rect;
    QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_CheckBoxIndicator || element == SE_RadioButtonIndicator)
        rect.translate(RingRoom, 0);
    // A search field begins with its lens, whose room is enough.
    if (element == SE_LineEditContents && !isInsideControl(widget) && !qobject_cast<const SearchField*>(widget))
        rect.adjust(4, 0, -4, 0);
    if (element == SE_CheckBoxContents || element == SE_RadioButtonContents)
        rect.translate(RingRoom, 0);
    return rect;
}

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    switch (type) {
    case CT_PushButton:
        if (const auto* button = as<QStyleOptionButton>(option)) {
            const QFontMetrics body(m_theme.font(isPrimary(widget) ? Type::BodyStrong : Type::BodyMedium));
            const QString key = widget ? widget->property(KeyProperty).toString() : QString();
            int width = body.size(Qt::TextShowMnemonic, button->text).width() + 2 * 12;
            if (!key.isEmpty())
                width += 10 + QFontMetrics(m_theme.font(Type::Caption)).horizontalAdvance(key);
            if (!button->icon.isNull())
                width += button->iconSize.width() + 6;
            return {width + 2 * RingRoom, m_theme.height(28) + 2 * RingRoom};
        }
        break;
    case CT_CheckBox:
    case CT_RadioButton: {
        QSize own = QProxyStyle::sizeFromContents(type, option, size, widget);
        own.setHeight(std::max(own.height(), m_theme.height(24)));
        return own + QSize(2 * RingRoom, 0);
    }
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox: {
        QSize own = QProxyStyle::sizeFromContents(type, option, size, widget);
        own.setHeight(m_theme.height(type == CT_LineEdit ? 24 : 28));
        return own;
    }
    case CT_MenuItem:
        if (const auto* item = as<QStyleOptionMenuItem>(option)) {
            if (item->menuItemType == QStyleOptionMenuItem::Separator)
                return {size.width(), 9};
            const QStringList parts = item->text.split(u'\t');
            int width
                = 32 + 24 + QFontMetrics(m_theme.font(Type::Body)).size(Qt::TextShowMnemonic, parts.first()).width();
            if (parts.size() > 1)
                width += 24 + QFontMetrics(m_theme.font(Type::Caption)).horizontalAdvance(parts.at(1));
            return {std::max(width, m_theme.width(200)), m_theme.height(26)};
        }
        break;
    case CT_MenuBarItem:
        if (const auto* item = as<QStyleOptionMenuItem>(option)) {
            const QFontMetrics metrics(m_theme.font(Type::Body));
            // One less than the row: a line stands below it.
            return {metrics.size(Qt::TextShowMnemonic, item->text).width() + 20, m_theme.height(32) - 1};
        }
        break;
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return ScrollBarWidth;
    case PM_ScrollBarSliderMin:
        return 24;
    case PM_SplitterWidth:
        return 1;
    case PM_DockWidgetSeparatorExtent:
        return 1;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return m_theme.width(BoxSize);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 6;
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
    case PM_MenuBarHMargin:
    case PM_MenuBarItemSpacing:
        return 0;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_MenuHMargin:
        return 0;
    case PM_ButtonMargin:
        return 12;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
        return 0;
    case PM_SmallIconSize:
        return 16;
    case PM_TabBarScrollButtonWidth:
        return m_theme.width(24);
    case PM_ToolTipLabelFrameWidth:
        return 5;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_Menu_SupportsSections:
    case SH_UnderlineShortcut:
    case SH_EtchDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_Widget_Animation_Duration:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

} // namespace rulewright::ui
