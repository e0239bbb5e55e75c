// SPDX-License-Identifier: Apache-2.0
// Exclusions in the whole window: found, previewed, written into the rule, and equal to the command line's.
#include "tests/app/answer.h"
#include "tests/app/author.h"
#include "tests/app/files.h"
#include "tests/support/runner.h"
#include "ui/test/event_list.h"
#include "ui/test/event_table.h"
#include "ui/test/exclusion_view.h"
#include "ui/test/near_miss_board.h"
#include "ui/test/near_miss_model.h"
#include "ui/test/near_miss_view.h"
#include "ui/test/removed_view.h"
#include "ui/test/test_pane.h"
#include "ui/test/trade_off.h"
#include "ui/test/why_view.h"
#include "ui/window/panel.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTreeView>

using namespace rulewright;
using namespace rulewright::tests;
using Tab = rulewright::ui::TestPane::Tab;

namespace {

class DeskTuningTest : public QObject {
    Q_OBJECT

    // A rule with benign hits, in the layout for tuning.
    static void tune(Author& author)
    {
        author.openWorld();
        author.desk->documents().openText(QStringLiteral("a.yml"), powershellRule);
        author.settle();
        author.trigger(Command::LayoutTune);
        author.settle();
        QCOMPARE(author.desk->events().currentTab(), Tab::Exclusions);
        QVERIFY(author.desk->events().exclusions().exclusions().rowCount() > 2);
    }

    static QString title(ui::Panel& panel) { return panel.name(); }

private slots:

    void theNumbersAreTheCommandLines()
    {
        const QTemporaryDir folder;
        const QString path = writeFile(folder, QStringLiteral("a.yml"), powershellRule);
        const QJsonObject found
            = run({"suggest", "exclusions", path.toStdString(), "--format", "json"}).json()[u"found"].toObject();
        Author author;
        tune(author);
        const ui::ExclusionModel& mine = author.desk->events().exclusions().exclusions();
        const advise::Exclusions& own = mine.result()->found;
        QCOMPARE(qint64(own.falsePositives), found[u"false_positives"].toInteger());
        QCOMPARE(qint64(own.truePositives), found[u"true_positives"].toInteger());
        const QJsonArray rows = found[u"exclusions"].toArray();
        QCOMPARE(qsizetype(own.rows.size()), rows.size());
        for (qsizetype i = 0; i < rows.size(); ++i) {
            QCOMPARE(QString::fromStdString(own.rows[std::size_t(i)].sigma), rows[i][u"sigma"].toString());
            QCOMPARE(qint64(own.rows[std::size_t(i)].removes), rows[i][u"removes"].toInteger());
        }
        const QJsonArray curve = found[u"curve"].toArray();
        const std::vector<std::uint64_t>& left = author.desk->tradeOff().left();
        QCOMPARE(qsizetype(left.size()), curve.size() + 1);
        for (qsizetype i = 0; i < curve.size(); ++i) {
            QCOMPARE(qint64(left[std::size_t(i) + 1]), curve[i][u"left"].toInteger());
            QCOMPARE(curve[i][u"measured"][u"false_positives"].toInteger(), curve[i][u"left"].toInteger());
            QCOMPARE(curve[i][u"measured"][u"true_positives"].toInteger(), qint64(own.truePositives));
        }
    }

    void enterExcludesInOneStep()
    {
        Author author;
        tune(author);
        ui::ExclusionView& list = author.desk->events().exclusions();
        const QString before = author.editor().toPlainText();
        const quint64 hits = author.hits();
        const quint64 removes = list.exclusions().exclusion(0)->removes + list.exclusions().exclusion(0)->others;
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Return);
        author.settle();
        QVERIFY(author.editor().toPlainText().contains(QStringLiteral("and not filter_main_")));
        QCOMPARE(author.hits(), hits - removes);
        // What is left to exclude is looked for again, of the new text.
        QCOMPARE(list.exclusions().result()->of, author.desk->session().result());
        author.editor().undo();
        QCOMPARE(author.editor().toPlainText(), before);
    }

    /// A step of the curve is written as a whole, and leaves what the curve said.
    void aStepOfTheCurveIsOneUndoStep()
    {
        Author author;
        tune(author);
        ui::TradeOff& curve = author.desk->tradeOff();
        QVERIFY(curve.left().size() > 2);
        const QString before = author.editor().toPlainText();
        const std::uint64_t left = curve.left()[2];
        curve.setFocus();
        QTest::keyClick(&curve, Qt::Key_Home);
        QTest::keyClick(&curve, Qt::Key_Right);
        QTest::keyClick(&curve, Qt::Key_Right);
        int marked = 0;
        const ui::ExclusionModel& rows = author.desk->events().exclusions().exclusions();
        for (int row = 0; row < rows.rowCount(); ++row)
            marked += rows.index(row, 0).data(ui::ExclusionModel::IsInStepRole).toBool() ? 1 : 0;
        QCOMPARE(marked, 2);
        QTest::keyClick(&curve, Qt::Key_Return);
        author.settle();
        QCOMPARE(author.desk->session().result()->figures.benign.matched, left);
        author.editor().undo();
        QCOMPARE(author.editor().toPlainText(), before);
    }

    /// In the layout for tuning curve and removed events stand at the right; with another tab Why and the event do.
    void thePanesFollowTheTab()
    {
        Author author;
        tune(author);
        ui::MainWindow& window = author.desk->window();
        QCOMPARE(title(window.whyPanel()), QStringLiteral("Trade-off"));
        QCOMPARE(title(window.eventPanel()), QStringLiteral("Removed by exclusion 1"));
        QVERIFY(author.desk->tradeOff().isVisible() && author.desk->removed().isVisible());
        ui::ExclusionView& list = author.desk->events().exclusions();
        list.selectRow(1);
        QCOMPARE(title(window.eventPanel()), QStringLiteral("Removed by exclusion 2"));
        QCOMPARE(author.desk->removed().removed().rowCount(), int(list.exclusions().exclusion(1)->events.size()));
        author.desk->events().showTab(Tab::Hits);
        QCOMPARE(title(window.whyPanel()), QStringLiteral("Why"));
        QCOMPARE(title(window.eventPanel()), QStringLiteral("Event"));
        author.trigger(Command::LayoutAuthor);
        author.desk->events().showTab(Tab::Exclusions);
        author.settle();
        QCOMPARE(title(window.whyPanel()), QStringLiteral("Why"));
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Space);
        QCOMPARE(title(window.whyPanel()), QStringLiteral("Trade-off"));
        QTest::keyClick(&list, Qt::Key_Space);
        QCOMPARE(title(window.whyPanel()), QStringLiteral("Why"));
    }

    /// The events that would go are the rule's hits: each leads to itself.
    void aRemovedEventIsAKeyAway()
    {
        Author author;
        tune(author);
        ui::RemovedView& removed = author.desk->removed();
        removed.setFocus();
        const events::EventId event = removed.removed().event(0);
        QTest::keyClick(&removed, Qt::Key_Return);
        author.settle();
        QCOMPARE(author.desk->events().currentTab(), Tab::Hits);
        QCOMPARE(author.desk->events().chosenEvent(), event);
    }

    /// The chosen exclusion stands in the rule where it would be written, with what it removes.
    void theChosenExclusionIsAGhost()
    {
        Author author;
        tune(author);
        ui::ExclusionView& list = author.desk->events().exclusions();
        list.setFocus();
        list.selectRow(1);
        const ui::Ghost ghost = author.editor().ghost();
        const advise::Exclusion& chosen = *list.exclusions().exclusion(1);
        QVERIFY2(ghost.text.startsWith(QStringLiteral("filter_main_")), qPrintable(ghost.text));
        QVERIFY(ghost.text.endsWith(QString::fromStdString(chosen.sigma)));
        QCOMPARE(ghost.attackPrice, QStringLiteral("−0 atk"));
        QCOMPARE(ghost.benignPrice, QStringLiteral("−%1 ben").arg(QLocale::c().toString(qulonglong(chosen.removes))));
        QCOMPARE(ghost.line, 6); // below the selection, above the condition
        QVERIFY2(author.status().contains(QStringLiteral(" after exclusion 2")), qPrintable(author.status()));
        const QTextCursor before = author.editor().textCursor();
        author.editor().moveCursor(QTextCursor::Start);
        QCOMPARE(author.editor().ghost().text, ghost.text); // the caret is not where it stands
        author.editor().setTextCursor(before);
        author.desk->events().showTab(Tab::Hits);
        QVERIFY(author.editor().ghost().text.isEmpty());
        author.desk->events().showTab(Tab::Exclusions);
        QVERIFY(!author.editor().ghost().text.isEmpty());
        QTest::keyClick(&list, Qt::Key_Return);
        QVERIFY(author.editor().toPlainText().contains(QString::fromStdString(chosen.sigma)));
        author.trigger(Command::LayoutAuthor);
        QVERIFY(author.editor().ghost().text.isEmpty());
    }

    /// At the left stand the near misses, and below them the events that the chosen change would let in: as many as its
    /// price says, and those that the rule finds once it is made.
    void nearMissesStandAtTheLeft()
    {
        Author author;
        author.openWorld();
        author.desk->documents().openText(QStringLiteral("a.yml"), powershellRule);
        author.settle();
        author.trigger(Command::LayoutTune);
        author.settle();
        ui::MainWindow& window = author.desk->window();
        ui::NearMissView& list = author.desk->events().nearMisses();
        ui::NearMissBoard& board = author.desk->nearMissBoard();
        QCOMPARE(title(window.guidePanel()), QStringLiteral("Near misses"));
        QVERIFY(list.isVisible() && board.isAncestorOf(&list));
        QVERIFY(board.head().lead().endsWith(QStringLiteral(" events fail one test")));
        const auto first = list.nearMisses().index(0, 0, list.nearMisses().index(0, 0));
        QVERIFY(first.isValid());
        list.setFocus();
        list.setCurrentIndex(first);
        const advise::Widening widening = *list.nearMisses().widening(first);
        QVERIFY(!board.isGainedShown());
        QTest::keyClick(&list, Qt::Key_Space);
        QVERIFY(board.isGainedShown());
        author.settle();
        QTRY_COMPARE_WITH_TIMEOUT(quint64(board.gained().events().rowCount()),
            std::min<quint64>(widening.attack.added + widening.benign.added, 1'000), patience);
        const auto event = board.gained().events().eventAt(0);
        const quint64 hits = author.hits();
        QTest::keyClick(&list, Qt::Key_Return);
        author.settle();
        QCOMPARE(author.hits(), hits + widening.attack.added + widening.benign.added);
        QVERIFY(author.desk->session().result()->report->possibleEvents.contains(events::index(event)));
        // Elsewhere they are a tab again.
        author.trigger(Command::LayoutAuthor);
        QCOMPARE(title(window.guidePanel()), QStringLiteral("Guide"));
        author.desk->events().showTab(Tab::NearMisses);
        QCOMPARE(author.desk->events().currentTab(), Tab::NearMisses);
        QVERIFY(list.isVisible() && author.desk->events().isAncestorOf(&list));
    }

    void theGuideIsATabBesideThem()
    {
        Author author;
        tune(author);
        author.desk->events().showTab(Tab::NearMisses); // they are at the left
        QCOMPARE(author.desk->events().currentTab(), Tab::Exclusions);
        QVERIFY(author.desk->events().nearMisses().hasFocus());
        author.trigger(Command::ChooseTechnique);
        QVERIFY(author.desk->guide().isVisible());
        QCOMPARE(title(author.desk->window().guidePanel()), QStringLiteral("Guide"));
    }

    /// What is looked at leaves the author's place in the rule as it is, and the other panes as wide.
    void anotherTabLeavesTheCaretAndThePanes()
    {
        Author author;
        author.openWorld();
        author.desk->documents().openText(QStringLiteral("a.yml"), powershellRule);
        author.settle();
        ui::TestPane& events = author.desk->events();
        events.table().goTo(1);
        events.table().setFocus();
        author.settle();
        author.editor().moveCursor(QTextCursor::Start);
        author.desk->window().resize(1440, 900);
        author.settle();
        const int width = author.desk->guide().width();
        for (const Tab tab : {Tab::All, Tab::AlsoFires, Tab::Exclusions, Tab::Processes, Tab::Stack, Tab::Hits}) {
            events.showTab(tab);
            author.settle();
            QCOMPARE(author.editor().textCursor().position(), 0);
            QCOMPARE(author.desk->guide().width(), width);
        }
        author.trigger(Command::LayoutTune);
        author.settle();
        author.desk->window().workspace().focusPane(ui::Workspace::Pane::Why);
        author.trigger(Command::LayoutAuthor);
        author.desk->window().workspace().focusPane(ui::Workspace::Pane::Why);
        QVERIFY(author.desk->why().tree().currentIndex().isValid());
        QCOMPARE(author.editor().textCursor().position(), 0);
    }

    void withoutBenignEventsItSaysWhatToLoad()
    {
        Author author;
        tune(author);
        author.trigger(Command::ClearEvents);
        author.settle();
        QVERIFY(author.desk->tradeOff().left().empty());
        QVERIFY(author.desk->isSettled());
    }
};

} // namespace

RULEWRIGHT_TEST(DeskTuningTest)

#include "test_desk_tuning.moc"
