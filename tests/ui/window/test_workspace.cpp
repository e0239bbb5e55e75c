// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "ui/window/appearance.h"
#include "ui/window/panel.h"
#include "ui/window/tab_bar.h"
#include "ui/window/workspace.h"

#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace rulewright::ui;
using Pane = Workspace::Pane;

namespace {

struct Desk {
    Appearance appearance{
        {Scheme::Light, ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans Mono"), 12}}};
    QWidget window;
    Workspace workspace{appearance.theme(), &window};
    Panel* guide = new Panel(QStringLiteral("Guide"), appearance.theme());
    Panel* why = new Panel(QStringLiteral("Why"), appearance.theme());
    Panel* event = new Panel(QStringLiteral("Event"), appearance.theme());
    QPlainTextEdit* editor = new QPlainTextEdit;
    QPlainTextEdit* events = new QPlainTextEdit;

    Desk()
    {
        for (Panel* panel : {guide, why, event})
            panel->setContent(new QPlainTextEdit);
        workspace.setCentre(editor, events);
        workspace.setSidePanels(guide, why, event);
    }

    void show(int width, int height)
    {
        window.resize(width, height);
        workspace.setGeometry(0, 0, width, height);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
};

} // namespace

class WorkspaceTest : public QObject {
    Q_OBJECT
private slots:
    void wideDesksHaveThreeColumns();
    void narrowDesksHaveTabs();
    void keysWalkThePanes();
    void aClosedPaneIsLeftOut();
    void movingBetweenWidthsKeepsThePanels();
};

void WorkspaceTest::wideDesksHaveThreeColumns()
{
    Desk desk;
    desk.show(1600, 900);
    QCOMPARE(desk.workspace.columns(), Columns::Wide);
    QTRY_COMPARE(desk.guide->width(), 472);
    QCOMPARE(desk.why->width(), 366);
    QVERIFY(desk.why->isVisible() && desk.event->isVisible());
    QVERIFY(desk.why->mapTo(&desk.window, QPoint()).x() > desk.editor->mapTo(&desk.window, QPoint()).x());
    const double share = double(desk.editor->height()) / (desk.editor->height() + desk.events->height());
    QVERIFY(share > 0.62 && share < 0.66);
}

void WorkspaceTest::narrowDesksHaveTabs()
{
    Desk desk;
    desk.show(1200, 700);
    QCOMPARE(desk.workspace.columns(), Columns::Medium);
    QTRY_COMPARE(desk.guide->width(), 400);
    QVERIFY(!desk.why->isVisible());
    desk.workspace.focusPane(Pane::Why);
    QVERIFY(desk.why->isVisible());
    QVERIFY(!desk.guide->isVisible());
    desk.workspace.setGeometry(0, 0, 900, 600);
    QCOMPARE(desk.workspace.columns(), Columns::Narrow);
    QTRY_COMPARE(desk.why->width(), 340);
}

void WorkspaceTest::keysWalkThePanes()
{
    Desk desk;
    desk.show(1600, 900);
    desk.workspace.focusPane(Pane::Guide);
    QVERIFY(desk.guide->isAncestorOf(QApplication::focusWidget()));
    desk.workspace.focusNext(1);
    QCOMPARE(QApplication::focusWidget(), desk.editor);
    desk.workspace.focusNext(1);
    QCOMPARE(QApplication::focusWidget(), desk.events);
    desk.workspace.focusNext(1);
    QVERIFY(desk.why->isAncestorOf(QApplication::focusWidget()));
    desk.workspace.focusNext(1);
    QVERIFY(desk.event->isAncestorOf(QApplication::focusWidget()));
    desk.workspace.focusNext(1);
    QVERIFY(desk.guide->isAncestorOf(QApplication::focusWidget()));
    desk.workspace.focusNext(-1);
    QVERIFY(desk.event->isAncestorOf(QApplication::focusWidget()));
}

void WorkspaceTest::aClosedPaneIsLeftOut()
{
    Desk desk;
    desk.show(1600, 900);
    QSignalSpy changed(&desk.workspace, &Workspace::paneShownChanged);
    emit desk.why->closeRequested();
    QCOMPARE(changed.size(), 1);
    QVERIFY(!desk.why->isVisible());
    desk.workspace.focusPane(Pane::Events);
    desk.workspace.focusNext(1);
    QVERIFY(desk.event->isAncestorOf(QApplication::focusWidget()));
    desk.workspace.focusPane(Pane::Why);
    QVERIFY(desk.why->isVisible());
    desk.workspace.setEventsShown(false);
    desk.workspace.focusPane(Pane::Editor);
    desk.workspace.focusNext(1);
    QVERIFY(desk.why->isAncestorOf(QApplication::focusWidget()));
}

void WorkspaceTest::movingBetweenWidthsKeepsThePanels()
{
    Desk desk;
    desk.show(1600, 900);
    for (const int width : {1200, 900, 1600, 1000, 1500}) {
        desk.workspace.setGeometry(0, 0, width, 900);
        QVERIFY(desk.guide->isVisible());
        QVERIFY(desk.workspace.isAncestorOf(desk.why));
        QVERIFY(desk.workspace.isAncestorOf(desk.event));
    }
    QVERIFY(desk.why->isVisible() && desk.event->isVisible());
}

RULEWRIGHT_TEST(WorkspaceTest)
#include "test_workspace.moc"
