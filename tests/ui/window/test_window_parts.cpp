// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "ui/window/appearance.h"
#include "ui/window/document_area.h"
#include "ui/window/empty_state.h"
#include "ui/window/mainwindow.h"
#include "ui/window/marks.h"
#include "ui/window/palette.h"
#include "ui/window/status_line.h"
#include "ui/window/strip.h"
#include "ui/window/switch.h"

#include <QAbstractButton>
#include <QAction>
#include <QFontMetrics>
#include <QMenuBar>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>

using namespace rulewright::ui;

namespace {
AppearanceChoice plain()
{
    return {Scheme::Light, ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), 12}};
}
} // namespace

class WindowPartsTest : public QObject {
    Q_OBJECT
private slots:
    void everyActionHasWordsAndAnIcon();
    void noKeyMeansTwoThings();
    void everyMenuFitsInTheRow();
    void anEmptyStateOffersItsActions();
    void aQuestionIsAnsweredByKey();
    void documentsOpenAndClose();
    void theSwitchTellsItsChoice();
    void thePaletteFindsAndGoes();
    void theWindowAsksBeforeItCloses();
    void themesChangeInPlace();
    void aShortenedPathKeepsItsLastPart();
};

void WindowPartsTest::everyActionHasWordsAndAnIcon()
{
    const Appearance appearance(plain());
    MainWindow window(appearance.theme());
    for (const QAction* action : window.actions().all()) {
        QVERIFY(action);
        QVERIFY(!action->text().isEmpty());
        QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->text()));
        QVERIFY2(!action->icon().pixmap(16).isNull(), qPrintable(action->text()));
    }
}

void WindowPartsTest::noKeyMeansTwoThings()
{
    const Appearance appearance(plain());
    MainWindow window(appearance.theme());
    QSet<QString> keys;
    for (const QAction* action : window.actions().all()) {
        for (const QKeySequence& key : action->shortcuts()) {
            QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
            keys.insert(key.toString());
        }
    }
}

void WindowPartsTest::everyMenuFitsInTheRow()
{
    const Appearance appearance(plain());
    MainWindow window(appearance.theme());
    window.resize(900, 600);
    window.show();
    const auto* bar = window.findChild<QMenuBar*>();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    for (QAction* menu : bar->actions()) {
        const QRect place = bar->actionGeometry(menu);
        QVERIFY2(bar->rect().contains(place) && place.width() > 20, qPrintable(menu->text()));
    }
    QVERIFY(window.palette().geometry().left() >= bar->geometry().right());
}

void WindowPartsTest::anEmptyStateOffersItsActions()
{
    const Appearance appearance(plain());
    EmptyState page(appearance.theme());
    QAction load(QStringLiteral("&Load…"), this);
    QSignalSpy triggered(&load, &QAction::triggered);
    page.setWords({QStringLiteral("table"), QStringLiteral("No events loaded"), QStringLiteral("Drop files here"), {}});
    page.setActions({&load}, &load);
    page.show();
    auto* button = page.findChild<QPushButton*>();
    QCOMPARE(button->text(), QStringLiteral("Load…"));
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(triggered.size(), 1);
    load.setEnabled(false);
    QVERIFY(!button->isEnabled());
    QCOMPARE(page.accessibleName(), QStringLiteral("No events loaded"));
}

void WindowPartsTest::aQuestionIsAnsweredByKey()
{
    const Appearance appearance(plain());
    DocumentArea area(appearance.theme());
    QAction save(QStringLiteral("Save"), this);
    QSignalSpy saved(&save, &QAction::triggered);
    area.show();
    area.ask({Tone::Warning, std::nullopt, QStringLiteral("Unsaved"), QStringLiteral("rule.yml has changes"), {&save}});
    QVERIFY(area.isAsking());
    auto* strip = area.findChild<Strip*>();
    QCOMPARE(strip->accessibleName(), QStringLiteral("Unsaved rule.yml has changes"));
    for (auto* answer : strip->findChildren<QAbstractButton*>())
        QTest::keyClick(answer, Qt::Key_Space);
    QCOMPARE(saved.size(), 1);
    QTest::keyClick(strip, Qt::Key_Escape);
    QVERIFY(!area.isAsking());
}

void WindowPartsTest::documentsOpenAndClose()
{
    const Appearance appearance(plain());
    DocumentArea area(appearance.theme());
    QSignalSpy changed(&area, &DocumentArea::currentPageChanged);
    auto* first = new QWidget;
    auto* second = new QWidget;
    area.addPage(first, QStringLiteral("first.yml"), {}, true);
    QCOMPARE(area.currentPage(), first);
    area.addPage(second, QStringLiteral("second.yml"), {}, true);
    area.showPage(second);
    QCOMPARE(area.currentPage(), second);
    area.removePage(second);
    QCOMPARE(area.currentPage(), first);
    QCOMPARE(changed.last().first().value<QWidget*>(), first);
    area.removePage(first);
    QCOMPARE(area.pageCount(), 0);
}

void WindowPartsTest::theSwitchTellsItsChoice()
{
    const Appearance appearance(plain());
    Switch choice(appearance.theme());
    choice.setChoices({QStringLiteral("Exact"), QStringLiteral("With sub-techniques")});
    choice.setCount(1, QStringLiteral("80"));
    QSignalSpy changed(&choice, &Switch::choiceChanged);
    choice.show();
    const auto buttons = choice.findChildren<QAbstractButton*>();
    QCOMPARE(buttons.at(1)->accessibleName(), QStringLiteral("With sub-techniques 80"));
    QTest::mouseClick(buttons.at(1), Qt::LeftButton);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(choice.chosen(), 1);
}

void WindowPartsTest::thePaletteFindsAndGoes()
{
    const Appearance appearance(plain());
    PaletteField field(appearance.theme());
    QString went;
    field.setItems([&] {
        return std::vector<PaletteItem>{
            {QStringLiteral("Remote Access Tools"), QStringLiteral("T1219"), {}, QStringLiteral("target"),
                [&] { went = QStringLiteral("T1219"); }},
            {QStringLiteral("Open rule…"), QStringLiteral("Command"), QStringLiteral("Ctrl+O"),
                QStringLiteral("folder"), [&] { went = QStringLiteral("open"); }},
        };
    });
    field.show();
    QTest::keyClicks(&field, QStringLiteral("t12"));
    QVERIFY(field.isListOpen());
    QCOMPARE(field.items().rowCount(), 1);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(went, QStringLiteral("T1219"));
    QVERIFY(field.text().isEmpty());
    QTest::keyClicks(&field, QStringLiteral("rule"));
    QTest::keyClick(&field, Qt::Key_Escape);
    QVERIFY(!field.isListOpen());
    // Behind all others something is offered for any text.
    field.setLast([&](const QString& text) {
        return PaletteItem{QStringLiteral("Search for ") + text, {}, {}, QStringLiteral("search"),
            [&went, text] { went = QStringLiteral("search ") + text; }};
    });
    QTest::keyClicks(&field, QStringLiteral("rule"));
    QCOMPARE(field.items().rowCount(), 2);
    QCOMPARE(field.items().item(0).title, QStringLiteral("Open rule…"));
    QCOMPARE(field.items().item(1).title, QStringLiteral("Search for rule"));
    field.clear();
    QTest::keyClicks(&field, QStringLiteral("nothing"));
    QCOMPARE(field.items().rowCount(), 1);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(went, QStringLiteral("search nothing"));
}

void WindowPartsTest::theWindowAsksBeforeItCloses()
{
    const Appearance appearance(plain());
    MainWindow window(appearance.theme());
    window.show();
    QSignalSpy asked(&window, &MainWindow::closeWanted);
    QVERIFY(!window.close());
    QCOMPARE(asked.size(), 1);
    window.allowClose();
    QVERIFY(window.close());
}

void WindowPartsTest::themesChangeInPlace()
{
    Appearance appearance(plain());
    MainWindow window(appearance.theme());
    window.status().setSummary({{QStringLiteral("14 hits"), std::nullopt, &Theme::text, true}});
    window.show();
    const QColor before = window.grab().toImage().pixelColor(2, 2);
    AppearanceChoice dark = plain();
    dark.scheme = Scheme::Dark;
    appearance.choose(dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), appearance.theme().window);
    QVERIFY(window.grab().toImage().pixelColor(2, 2) != before);
    dark.fonts->baseSize = 16;
    appearance.choose(dark);
    QCOMPARE(window.status().sizeHint().height(), appearance.theme().height(26));
    appearance.choose(plain());
}

void WindowPartsTest::aShortenedPathKeepsItsLastPart()
{
    const QFont font;
    const QFontMetrics metrics(font);
    const QString path = QStringLiteral("C:\\Windows\\System32\\drivers\\vssadmin.exe");
    QCOMPARE(shortenedMiddle(path, font, 4000), path);
    const int some = metrics.horizontalAdvance(QStringLiteral("C:\\Win…\\vssadmin.exe"));
    QCOMPARE(shortenedMiddle(path, font, some), QStringLiteral("C:\\Win…\\vssadmin.exe"));
    QVERIFY(
        shortenedMiddle(QStringLiteral("/usr/local/share/tool/start"), font, some).endsWith(QStringLiteral("…/start")));
    // Where the last part alone is too long, and in a command line, the middle is left out.
    for (const QString& text : {path, QStringLiteral("cmd.exe -c start C:\\Users\\Public\\Downloads\\a.exe")}) {
        const int few = metrics.horizontalAdvance(QStringLiteral("vssadmin"));
        QCOMPARE(shortenedMiddle(text, font, few), metrics.elidedText(text, Qt::ElideMiddle, few));
    }
}

RULEWRIGHT_TEST(WindowPartsTest)
#include "test_window_parts.moc"
