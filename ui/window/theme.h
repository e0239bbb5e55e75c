// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

#include <array>

namespace rulewright::ui {

enum class Scheme { Light, Dark };

// Roles of type; the sizes follow the user's base size b (design.md, "Type, grid, sizes").
enum class Type {
    PageTitle, // b+6 / 600
    Lead, // b+2 / 600
    Body, // b   / 400
    BodyMedium, // b   / 500: field names and numbers that matter
    BodyStrong, // b   / 600: sections and keys
    BodyHeavy, // b   / 650: non-zero prices, hits in the status line
    Prose, // b+1 / 400
    Caption, // b−1 / 400
    CaptionMedium, // b−1 / 500
    CaptionStrong, // b−1 / 600
    Editor, // mono b+1 / 400
    EditorMargin, // b−1 / 400, tabular: line numbers and margin figures
    Value, // mono b / 500
    ValueSmall, // mono b−1 / 400
};

// Where the system gives no answer the defaults stand.
struct ThemeFonts {
    QString general;
    QString fixed;
    int baseSize = 12; // px

    bool operator==(const ThemeFonts&) const = default;
};

struct SyntaxColours {
    QColor key, modifier, string, selection, operatorWord, wildcard, comment;
};

// Every colour, size and font of the window. A widget holds a reference to the one Theme
// that Appearance keeps up to date, and never writes a colour of its own.
struct Theme {
    Scheme scheme = Scheme::Light;

    QColor window, base, sunken, hover, idleSoft, line, control;
    QColor text, text2, text3, disabled;
    QColor accent, accentSoft, onAccent;
    QColor attack, attackSoft, benign, benignSoft;
    QColor error, errorSoft, warn, warnSoft, caveat, caveatSoft;
    QColor match, matchLine, bar, barHi;
    QColor shadow; // only under popups
    std::array<QColor, 6> heat;
    std::array<bool, 6> heatOnAccent{}; // where the number is written in onAccent
    SyntaxColours syntax;

    ThemeFonts fonts;

    bool isDark() const { return scheme == Scheme::Dark; }

    QFont font(Type type) const;
    QPalette palette() const;

    // A height of design.md for this base size, never less than so many lines of body text plus 4.
    int height(int designed, int textLines = 1) const;
    // A width of design.md for this base size. Hairlines, strokes and the 4 px grid are not scaled.
    int width(int designed) const;
};

Theme makeTheme(Scheme scheme, const ThemeFonts& fonts);

// The same font with digits of equal width, where the font can do it.
QFont tabular(QFont font);

// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrastRatio(const QColor& a, const QColor& b);

} // namespace rulewright::ui
