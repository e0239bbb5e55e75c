// SPDX-License-Identifier: Apache-2.0
#include "ui/window/appearance.h"

#include "ui/window/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QStyleHints>

#include <algorithm>

namespace rulewright::ui {

ThemeFonts systemFonts()
{
    const QFont general = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    ThemeFonts fonts;
    fonts.general = QFontInfo(general).family();
    fonts.fixed = QFontInfo(fixed).family();
    fonts.baseSize = std::clamp(QFontInfo(general).pixelSize(), 12, 32);
    return fonts;
}

Appearance::Appearance(AppearanceChoice choice, QObject* parent)
    : QObject(parent)
    , m_choice(std::move(choice))
{
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] { apply(); });
    apply();
}

void Appearance::choose(const AppearanceChoice& choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    apply();
}

void Appearance::apply()
{
    const bool systemDark = QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    const Scheme scheme = m_choice.scheme.value_or(systemDark ? Scheme::Dark : Scheme::Light);
    const ThemeFonts before = m_theme.fonts;
    m_theme = makeTheme(scheme, m_choice.fonts ? *m_choice.fonts : systemFonts());
    // A new style reaches every widget with StyleChange, also those with fonts of their own. The application owns it.
    if (!m_isInstalled || before != m_theme.fonts)
        QApplication::setStyle(new Style(m_theme));
    m_isInstalled = true;
    // setColorScheme does nothing offscreen and under a bare X server: the palette is set whole.
    QApplication::setFont(m_theme.font(Type::Body));
    QApplication::setPalette(m_theme.palette());
    emit changed();
}

} // namespace rulewright::ui
