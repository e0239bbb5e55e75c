// SPDX-License-Identifier: Apache-2.0
#pragma once

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionToolButton;
class QRect;
class QRectF;
class QWidget;

namespace rulewright::ui {

struct Theme;

// The shapes that Style draws, each into a painter that is left as it was found.
namespace paint {

void buttonPanel(QPainter& p, const QStyleOptionButton& option, const Theme& theme);
void buttonLabel(QPainter& p, const QStyleOptionButton& option, const QWidget* widget, const Theme& theme);
void inputFrame(QPainter& p, const QStyleOption& option, const Theme& theme);
void checkBox(QPainter& p, const QStyleOption& option, const Theme& theme);
void radioButton(QPainter& p, const QStyleOption& option, const Theme& theme);
void focusRing(QPainter& p, const QRectF& box, const Theme& theme);
void comboBox(QPainter& p, const QStyleOptionComboBox& option, const QRect& arrow, const Theme& theme);
void spinBox(QPainter& p, const QStyleOptionSpinBox& option, const QRect& up, const QRect& down, const Theme& theme);
void scrollBar(QPainter& p, const QStyleOptionSlider& option, const QRect& slider, const Theme& theme);
void menuItem(QPainter& p, const QStyleOptionMenuItem& option, const Theme& theme);
void menuBarItem(QPainter& p, const QStyleOptionMenuItem& option, const Theme& theme);
void progress(QPainter& p, const QStyleOptionProgressBar& option, const Theme& theme);
void tab(QPainter& p, const QStyleOptionTab& option, const Theme& theme);
// One of the two arrows at the right of a tab bar that has more tabs than room.
void tabArrow(QPainter& p, const QStyleOptionToolButton& option, const Theme& theme);
void popupFrame(QPainter& p, const QRect& box, const Theme& theme);

} // namespace paint

// A button with this property set to true is filled: the one primary button of a window.
inline constexpr char PrimaryProperty[] = "rulewrightPrimary";
// A button's shortcut as text, drawn at 11 beside its label.
inline constexpr char KeyProperty[] = "rulewrightKey";

} // namespace rulewright::ui
