// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/theme.h"

#include <QObject>

#include <optional>

namespace rulewright::ui {

// What the user may set about the looks; empty means as the system has it.
struct AppearanceChoice {
    std::optional<Scheme> scheme;
    std::optional<ThemeFonts> fonts;

    bool operator==(const AppearanceChoice&) const = default;
};

// The system's general and fixed family and the general font's size in px.
ThemeFonts systemFonts();

// Keeps the one Theme: installs style, palette and font in the application and follows the system's
// colour scheme. Lives as long as every widget that holds its theme().
class Appearance : public QObject {
    Q_OBJECT
public:
    explicit Appearance(AppearanceChoice choice, QObject* parent = nullptr);

    const Theme& theme() const { return m_theme; }

    void choose(const AppearanceChoice& choice);

signals:
    // The reference theme() gave has new values; palette and font events reach the widgets too.
    void changed();

private:
    void apply();

    AppearanceChoice m_choice;
    Theme m_theme;
    bool m_isInstalled = false;
};

} // namespace rulewright::ui
