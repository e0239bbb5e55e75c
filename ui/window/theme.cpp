// SPDX-License-Identifier: Apache-2.0
#include "ui/window/theme.h"

#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace rulewright::ui {

namespace {

QColor rgb(QRgb value) { return QColor::fromRgb(value); }

// The tables of design.md, "Colour tokens".
void setLight(Theme& t)
{
    t.window = rgb(0xF1F3F5), t.base = rgb(0xFFFFFF), t.sunken = rgb(0xF7F8FA);
    t.hover = rgb(0xEEF1F4), t.idleSoft = rgb(0xE4E8EC), t.line = rgb(0xDCE0E5);
    t.control = rgb(0x7C8693);
    t.text = rgb(0x1A1F26), t.text2 = rgb(0x4A535F), t.text3 = rgb(0x58616D);
    t.disabled = rgb(0x9AA3AE);
    t.accent = rgb(0x0B6A62), t.accentSoft = rgb(0xD6ECE9), t.onAccent = rgb(0xFFFFFF);
    t.attack = rgb(0xA63E06), t.attackSoft = rgb(0xFBE4D5);
    t.benign = rgb(0x1B5C9E), t.benignSoft = rgb(0xDCE9F6);
    t.error = rgb(0xB01E3C), t.errorSoft = rgb(0xFBE2E6);
    t.warn = rgb(0x7C5B00), t.warnSoft = rgb(0xFAEFC8);
    t.caveat = rgb(0x6B3FA3), t.caveatSoft = rgb(0xEDE4F7);
    t.match = rgb(0xFFE58F), t.matchLine = rgb(0xA87B00);
    t.bar = rgb(0xC9D3DA), t.barHi = rgb(0x3E978D);
    t.shadow = QColor(0, 0, 0, 15);
    t.heat = {rgb(0xFFFFFF), rgb(0xE0F0EE), rgb(0xB7DCD7), rgb(0x7FBFB7), rgb(0x3E978D), rgb(0x0B6A62)};
    t.heatOnAccent = {false, false, false, false, false, true};
    t.syntax
        = {rgb(0x2F3A8F), rgb(0x75510A), rgb(0x22663A), rgb(0x0B6A62), rgb(0x8A1F6A), rgb(0xA63E06), rgb(0x58616D)};
}

void setDark(Theme& t)
{
    t.window = rgb(0x1E2227), t.base = rgb(0x16191D), t.sunken = rgb(0x1A1D22);
    t.hover = rgb(0x23282E), t.idleSoft = rgb(0x2A3037), t.line = rgb(0x30363E);
    t.control = rgb(0x727D8A);
    t.text = rgb(0xE4E7EB), t.text2 = rgb(0xB0B8C2), t.text3 = rgb(0x9DA7B3);
    t.disabled = rgb(0x646E7A);
    t.accent = rgb(0x56C4B7), t.accentSoft = rgb(0x17403C), t.onAccent = rgb(0x0C1413);
    t.attack = rgb(0xF29A5E), t.attackSoft = rgb(0x47290F);
    t.benign = rgb(0x82B6F2), t.benignSoft = rgb(0x17324F);
    t.error = rgb(0xF7869A), t.errorSoft = rgb(0x4A1A26);
    t.warn = rgb(0xDDB443), t.warnSoft = rgb(0x3E3209);
    t.caveat = rgb(0xC6A4EE), t.caveatSoft = rgb(0x35234D);
    t.match = rgb(0x5E4A08), t.matchLine = rgb(0xDDB443);
    t.bar = rgb(0x39424B), t.barHi = rgb(0x37857C);
    t.shadow = QColor(0, 0, 0, 51);
    t.heat = {rgb(0x16191D), rgb(0x18302E), rgb(0x1B4742), rgb(0x226A62), rgb(0x37988D), rgb(0x6AD3C7)};
    t.heatOnAccent = {false, false, false, false, true, true};
    t.syntax
        = {rgb(0xA9B6F5), rgb(0xD9B77A), rgb(0x93CFA4), rgb(0x56C4B7), rgb(0xE39AD0), rgb(0xF29A5E), rgb(0x9DA7B3)};
}

struct TypeSpec {
    bool fixed;
    int delta; // to the base size, px
    int weight;
};

TypeSpec specOf(Type type)
{
    switch (type) {
    case Type::PageTitle:
        return {false, 6, 600};
    case Type::Lead:
        return {false, 2, 600};
    case Type::Body:
        return {false, 0, 400};
    case Type::BodyMedium:
        return {false, 0, 500};
    case Type::BodyStrong:
        return {false, 0, 600};
    case Type::BodyHeavy:
        return {false, 0, 650};
    case Type::Prose:
        return {false, 1, 400};
    case Type::Caption:
        return {false, -1, 400};
    case Type::CaptionMedium:
        return {false, -1, 500};
    case Type::CaptionStrong:
        return {false, -1, 600};
    case Type::Editor:
        return {true, 1, 400};
    case Type::EditorMargin:
        return {false, -1, 400};
    case Type::Value:
        return {true, 0, 500};
    case Type::ValueSmall:
        return {true, -1, 400};
    }
    return {false, 0, 400};
}

double channel(double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); }

double luminance(const QColor& c)
{
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF());
}

} // namespace

Theme makeTheme(Scheme scheme, const ThemeFonts& fonts)
{
    Theme theme;
    theme.scheme = scheme;
    theme.fonts = fonts;
    scheme == Scheme::Dark ? setDark(theme) : setLight(theme);
    return theme;
}

QFont Theme::font(Type type) const
{
    const TypeSpec spec = specOf(type);
    QFont font(spec.fixed ? fonts.fixed : fonts.general);
    if (spec.fixed) {
        font.setStyleHint(QFont::Monospace);
        font.setFixedPitch(true);
    }
    font.setPixelSize(std::max(1, fonts.baseSize + spec.delta));
    font.setWeight(static_cast<QFont::Weight>(spec.weight));
    return spec.fixed ? font : tabular(font);
}

QPalette Theme::palette() const
{
    QPalette p;
    const auto all = [&p](QPalette::ColorRole role, const QColor& colour) { p.setColor(QPalette::All, role, colour); };
    all(QPalette::Window, window);
    all(QPalette::Base, base);
    all(QPalette::AlternateBase, sunken);
    all(QPalette::Button, window);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        all(role, text);
    all(QPalette::BrightText, onAccent);
    all(QPalette::PlaceholderText, text3);
    all(QPalette::Highlight, accentSoft);
    p.setColor(QPalette::Inactive, QPalette::Highlight, idleSoft);
    p.setColor(QPalette::Disabled, QPalette::Highlight, idleSoft);
    all(QPalette::HighlightedText, text);
    all(QPalette::Link, accent);
    all(QPalette::LinkVisited, accent);
    all(QPalette::Accent, accent);
    all(QPalette::Light, base);
    all(QPalette::Midlight, hover);
    all(QPalette::Mid, line);
    all(QPalette::Dark, control);
    all(QPalette::Shadow, control);
    all(QPalette::ToolTipBase, base);
    all(QPalette::ToolTipText, text);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::HighlightedText,
             QPalette::PlaceholderText})
        p.setColor(QPalette::Disabled, role, disabled);
    return p;
}

int Theme::height(int designed, int textLines) const
{
    const int scaled = static_cast<int>(std::lround(designed * fonts.baseSize / 12.0));
    if (textLines <= 0)
        return scaled;
    return std::max(scaled, textLines * QFontMetrics(font(Type::Body)).height() + 4);
}

int Theme::width(int designed) const { return static_cast<int>(std::lround(designed * fonts.baseSize / 12.0)); }

QFont tabular(QFont font)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature(QFont::Tag("tnum"), 1);
#endif
    return font;
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace rulewright::ui
