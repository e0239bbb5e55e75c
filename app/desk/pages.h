// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QWidget;

namespace rulewright::attack {
class AttackData;
}

namespace rulewright::ui {
class Actions;
class EmptyState;
struct Theme;
} // namespace rulewright::ui

namespace rulewright::desk {

// What the centre shows while no rule is open.
ui::EmptyState* startPage(const ui::Actions& actions, const ui::Theme& theme);

// Every key of the window, by what it does.
QWidget* keysPage(const ui::Actions& actions, const ui::Theme& theme);

// Version, licences, and the notice that goes with ATT&CK's facts.
QWidget* aboutPage(const attack::AttackData& attack, const ui::Theme& theme);

} // namespace rulewright::desk
