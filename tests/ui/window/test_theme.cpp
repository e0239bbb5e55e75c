// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "ui/window/theme.h"

using namespace rulewright::ui;

namespace {

struct TokenRatio {
    const char* name;
    QColor Theme::* token;
    double onBase;
    double onAccentSoft; // 0: not asked
};

// The ratios of design.md, "Colour tokens".
constexpr TokenRatio lightRatios[]{
    {"control", &Theme::control, 3.69, 0},
    {"text", &Theme::text, 16.56, 13.43},
    {"text2", &Theme::text2, 7.80, 6.32},
    {"text3", &Theme::text3, 6.28, 5.09},
    {"disabled", &Theme::disabled, 2.55, 0},
    {"accent", &Theme::accent, 6.46, 5.24},
    {"attack", &Theme::attack, 6.34, 5.14},
    {"benign", &Theme::benign, 6.84, 5.55},
    {"error", &Theme::error, 6.78, 5.50},
    {"warn", &Theme::warn, 6.26, 5.08},
    {"caveat", &Theme::caveat, 7.33, 5.95},
    {"matchLine", &Theme::matchLine, 3.82, 0},
    {"barHi", &Theme::barHi, 3.49, 0},
};
constexpr TokenRatio darkRatios[]{
    {"control", &Theme::control, 4.21, 0},
    {"text", &Theme::text, 14.22, 9.23},
    {"text2", &Theme::text2, 8.80, 5.71},
    {"text3", &Theme::text3, 7.23, 4.69},
    {"disabled", &Theme::disabled, 3.40, 0},
    {"accent", &Theme::accent, 8.38, 5.44},
    {"attack", &Theme::attack, 8.03, 5.21},
    {"benign", &Theme::benign, 8.33, 5.41},
    {"error", &Theme::error, 7.42, 4.81},
    {"warn", &Theme::warn, 8.97, 5.82},
    {"caveat", &Theme::caveat, 8.35, 5.42},
    {"matchLine", &Theme::matchLine, 8.97, 0},
    {"barHi", &Theme::barHi, 4.04, 0},
};

bool isNear(double actual, double wanted) { return std::abs(actual - wanted) < 0.015; }

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private slots:
    void tokensHaveTheContrastOfTheDesign_data();
    void tokensHaveTheContrastOfTheDesign();
    void whatIsReadIsReadableEverywhere();
    void softGroundsCarryTheirInk();
    void heatNumbersAreReadable();
    void syntaxIsReadableOnTheCaretLine();
    void paletteIsTheTheme();
    void sizesFollowTheBaseSize();
};

void ThemeTest::tokensHaveTheContrastOfTheDesign_data()
{
    QTest::addColumn<double>("actual");
    QTest::addColumn<double>("wanted");
    const auto addAll = [](const char* scheme, const Theme& theme, const auto& ratios) {
        for (const TokenRatio& ratio : ratios) {
            QTest::addRow("%s %s on base", scheme, ratio.name)
                << contrastRatio(theme.*ratio.token, theme.base) << ratio.onBase;
            if (ratio.onAccentSoft > 0)
                QTest::addRow("%s %s on the chosen row", scheme, ratio.name)
                    << contrastRatio(theme.*ratio.token, theme.accentSoft) << ratio.onAccentSoft;
        }
        QTest::addRow("%s onAccent on accent", scheme)
            << contrastRatio(theme.onAccent, theme.accent) << (theme.isDark() ? 8.87 : 6.46);
        QTest::addRow("%s text on match", scheme)
            << contrastRatio(theme.text, theme.match) << (theme.isDark() ? 6.88 : 13.29);
    };
    addAll("light", makeTheme(Scheme::Light, {}), lightRatios);
    addAll("dark", makeTheme(Scheme::Dark, {}), darkRatios);
}

void ThemeTest::tokensHaveTheContrastOfTheDesign()
{
    QFETCH(double, actual);
    QFETCH(double, wanted);
    QVERIFY2(isNear(actual, wanted), qPrintable(QStringLiteral("%1 instead of %2").arg(actual).arg(wanted)));
}

void ThemeTest::whatIsReadIsReadableEverywhere()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Theme theme = makeTheme(scheme, {});
        for (const auto ground :
            {&Theme::base, &Theme::window, &Theme::sunken, &Theme::hover, &Theme::idleSoft, &Theme::accentSoft}) {
            for (const auto ink :
                {&Theme::text, &Theme::text2, &Theme::text3, &Theme::accent, &Theme::attack, &Theme::benign})
                QVERIFY2(contrastRatio(theme.*ink, theme.*ground) >= 4.5, "WCAG AA for text");
        }
    }
}

void ThemeTest::softGroundsCarryTheirInk()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Theme theme = makeTheme(scheme, {});
        const std::pair<QColor, QColor> pairs[]{{theme.attack, theme.attackSoft}, {theme.benign, theme.benignSoft},
            {theme.error, theme.errorSoft}, {theme.warn, theme.warnSoft}, {theme.caveat, theme.caveatSoft}};
        for (const auto& [ink, ground] : pairs) {
            QVERIFY(contrastRatio(ink, ground) >= 5.1);
            QVERIFY(contrastRatio(theme.text, ground) >= 10.1);
        }
    }
}

void ThemeTest::heatNumbersAreReadable()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Theme theme = makeTheme(scheme, {});
        for (std::size_t i = 0; i < theme.heat.size(); ++i) {
            const QColor ink = theme.heatOnAccent[i] ? theme.onAccent : theme.text;
            QVERIFY(contrastRatio(ink, theme.heat[i]) >= 4.5);
        }
    }
}

void ThemeTest::syntaxIsReadableOnTheCaretLine()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Theme theme = makeTheme(scheme, {});
        const SyntaxColours& syntax = theme.syntax;
        for (const QColor& ink : {syntax.key, syntax.modifier, syntax.string, syntax.selection, syntax.operatorWord,
                 syntax.wildcard, syntax.comment})
            QVERIFY(contrastRatio(ink, theme.hover) >= 5.5);
    }
}

void ThemeTest::paletteIsTheTheme()
{
    const Theme theme = makeTheme(Scheme::Dark, {});
    const QPalette palette = theme.palette();
    QCOMPARE(palette.color(QPalette::Active, QPalette::Highlight), theme.accentSoft);
    QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight), theme.idleSoft);
    QCOMPARE(palette.color(QPalette::Active, QPalette::HighlightedText), theme.text);
    QCOMPARE(palette.color(QPalette::Active, QPalette::Mid), theme.line);
    QCOMPARE(palette.color(QPalette::Disabled, QPalette::Text), theme.disabled);
    QCOMPARE(palette.color(QPalette::Active, QPalette::Accent), theme.accent);
}

void ThemeTest::sizesFollowTheBaseSize()
{
    const Theme usual = makeTheme(Scheme::Light, {QString(), QString(), 12});
    QCOMPARE(usual.font(Type::PageTitle).pixelSize(), 18);
    QCOMPARE(usual.font(Type::Lead).pixelSize(), 14);
    QCOMPARE(usual.font(Type::Editor).pixelSize(), 13);
    QCOMPARE(usual.font(Type::Caption).pixelSize(), 11);
    QCOMPARE(usual.height(28), 28);
    const Theme large = makeTheme(Scheme::Light, {QString(), QString(), 24});
    QCOMPARE(large.font(Type::PageTitle).pixelSize(), 30);
    QCOMPARE(large.height(28), 56);
    QCOMPARE(large.width(58), 116);
    // Never less than the lines of text plus 4.
    QVERIFY(large.height(10, 2) >= 2 * 24 + 4);
}

RULEWRIGHT_TEST(ThemeTest)
#include "test_theme.moc"
