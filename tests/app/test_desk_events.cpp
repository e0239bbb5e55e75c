// SPDX-License-Identifier: Apache-2.0
// Events in the window: what an import brought, the record as it stands, going to it, and labels.
#include "app/desk/import_page.h"
#include "core/events/label_file.h"
#include "core/world/world.h"
#include "tests/app/author.h"
#include "tests/app/files.h"
#include "tests/support/runner.h"
#include "ui/test/event_detail.h"
#include "ui/test/event_table.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"

#include <QApplication>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QFile>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QUrl>

using namespace rulewright;
using namespace rulewright::desk;
using namespace rulewright::tests;
using ui::Command;

class DeskEventsTest : public QObject {
    Q_OBJECT
private slots:
    void whatWasImportedIsListed();
    void whatWasLoadedIsShownUntilThereIsARule();
    void filesOfEventsComeBackAtTheNextStart();
    void aFileDroppedOnTheRuleIsLoaded();
    void anEventIsShownAsItStands();
    void aRecordIsFoundByItsPlace();
    void labelsAreGivenTakenBackAndKept();
    void aFolderOfThousandsOfFilesIsReadInTheBackground();
};

void DeskEventsTest::whatWasImportedIsListed()
{
    const QTemporaryDir folder;
    writeFile(folder, QStringLiteral("a.csv"), "name,value,other\na,1,2\nb,3,4\n");
    writeFile(folder, QStringLiteral("b.json"), "{\"a\":1}\n{\"a\" 2}\n{\"a\":3}\n");
    writeFile(folder, QStringLiteral("notes.md"), "# Notes <b>\n");
    Author author;
    author.desk->openPaths({folder.path()});
    author.settle();
    author.trigger(Command::ShowImport);
    auto* page = author.desk->window().findChild<ImportPage*>();
    QVERIFY(page);
    const QAbstractItemModel& rows = *page->table().model();
    QCOMPARE(rows.rowCount(), 4);
    const auto cell = [&](int row, int column) { return rows.index(row, column).data().toString(); };
    QCOMPARE(cell(0, 0), QStringLiteral("a.csv"));
    QCOMPARE(cell(0, 1), QStringLiteral("CSV"));
    QCOMPARE(cell(0, 2), QStringLiteral("2"));
    QCOMPARE(cell(1, 1), QStringLiteral("JSON"));
    QCOMPARE(cell(1, 3), QStringLiteral("1"));
    QCOMPARE(cell(2, 1), QStringLiteral("broken JSON at line 2: a colon is missing after a name"));
    QCOMPARE(cell(3, 0), QStringLiteral("notes.md"));
    QCOMPARE(cell(3, 1), QStringLiteral("not an event file"));
    author.trigger(Command::ClearEvents);
    QCOMPARE(rows.rowCount(), 0);
}

void DeskEventsTest::whatWasLoadedIsShownUntilThereIsARule()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, QStringLiteral("mine.json"), "{\"Image\":\"a\"}\n{\"Image\":\"b\"}\n");
    Author author;
    author.openWorld();
    ui::TestPane& pane = author.desk->events();
    QVERIFY(pane.currentTab() == ui::TestPane::Tab::All);
    QSignalSpy said(&author.desk->eventStore(), &EventStore::loaded);
    author.desk->openPaths({path});
    author.settle();
    QCOMPARE(said.size(), 1);
    QCOMPARE(said.first().first().toString(), QStringLiteral("2 events read from mine.json"));
    QCOMPARE(pane.chosenEvent(), events::EventId(std::uint32_t(world::builtInCount)));
    author.trigger(Command::NewRule);
    author.settle();
    QVERIFY(pane.currentTab() == ui::TestPane::Tab::Hits);
    pane.showTab(ui::TestPane::Tab::All);
    author.trigger(Command::NewRule);
    QVERIFY(pane.currentTab() == ui::TestPane::Tab::All); // the user's choice stays
    // The built-in events are there once.
    author.trigger(Command::LoadSamples);
    author.settle();
    QCOMPARE(author.desk->eventStore().events()->size(), world::builtInCount + 2);
}

void DeskEventsTest::filesOfEventsComeBackAtTheNextStart()
{
    const QTemporaryDir folder;
    const QString bad = writeFile(folder, QStringLiteral("bad.json"), "{\"Image\":\"a\"}\n{\"Image\":\"b\"}\n");
    const QString good = writeFile(folder, QStringLiteral("good.json"), "{\"Image\":\"c\"}\n");
    const QString gone = writeFile(folder, QStringLiteral("gone.json"), "{\"Image\":\"d\"}\n");
    ui::Settings settings;
    {
        Author author;
        author.desk->openPaths({bad, gone}, events::Side::Attack);
        author.desk->openPaths({good}, events::Side::Benign);
        author.settle();
        QCOMPARE(author.desk->eventStore().events()->size(), std::size_t(4));
        QVERIFY(author.desk->window().close() || author.kept);
        QVERIFY(author.kept);
        settings = *author.kept;
    }
    QCOMPARE(settings.openAttackEvents, (QStringList{bad, gone}));
    QCOMPARE(settings.openBenignEvents, QStringList{good});
    QFile::remove(gone);
    Author again(QString(), settings);
    again.desk->restoreSession();
    again.settle();
    QCOMPARE(again.desk->eventStore().events()->size(), std::size_t(3));
    settings.reopensRules = false;
    Author never(QString(), settings);
    never.desk->restoreSession();
    QVERIFY(!never.desk->eventStore().isLoading());
}

void DeskEventsTest::aFileDroppedOnTheRuleIsLoaded()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, QStringLiteral("mine.json"), "{\"Image\":\"a\"}\n");
    Author author;
    author.trigger(Command::NewRule);
    const QString before = author.editor().toPlainText();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QWidget* rule = author.editor().viewport();
    const QPoint place = rule->rect().center();
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(rule, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(rule, &drop);
    QCOMPARE(author.editor().toPlainText(), before);
    ui::DocumentArea& area = author.desk->window().documents();
    QVERIFY(area.isAsking()); // attack or benign
    author.answer(QStringLiteral("Load as benign"));
    QTRY_COMPARE_WITH_TIMEOUT(author.desk->eventStore().events()->size(), std::size_t(1), patience);
}

void DeskEventsTest::anEventIsShownAsItStands()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, QStringLiteral("a.json"), "{\"a\": 1}\n{\"a\": \"<b>2</b>\"}\n");
    Author author;
    author.desk->openPaths({path});
    author.settle();
    author.trigger(Command::ShowRawEvent);
    author.desk->events().showTab(ui::TestPane::Tab::All);
    author.desk->events().table().goToEvent(events::EventId{1});
    QTRY_COMPARE_WITH_TIMEOUT(
        author.desk->detail().rawText().toPlainText(), QStringLiteral("{\"a\": \"<b>2</b>\"}"), patience);
    author.trigger(Command::ShowRawEvent);
    QVERIFY(!author.desk->detail().isRaw());
}

void DeskEventsTest::aRecordIsFoundByItsPlace()
{
    const QTemporaryDir folder;
    const QString first = writeFile(folder, QStringLiteral("a b.json"), "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
    const QString second = writeFile(folder, QStringLiteral("c.json"), "{\"a\":4}\n{\"a\":5}\n");
    Author author;
    author.desk->openPaths({first, second});
    author.settle();
    author.answerText(QStringLiteral("c.json 2"));
    author.trigger(Command::GoToRecord);
    author.settle();
    QCOMPARE(author.desk->events().chosenEvent(), events::EventId{4});
    author.answerText(QStringLiteral("a b.json 3"));
    author.trigger(Command::GoToRecord);
    author.settle();
    QCOMPARE(author.desk->events().chosenEvent(), events::EventId{2});
    author.answerText(QStringLiteral("1"));
    author.trigger(Command::GoToRecord);
    author.settle();
    QCOMPARE(author.desk->events().chosenEvent(), events::EventId{0});
    author.answerText(QStringLiteral("c.json 7"));
    author.trigger(Command::GoToRecord);
    author.settle();
    QCOMPARE(author.desk->events().chosenEvent(), events::EventId{0});
}

void DeskEventsTest::labelsAreGivenTakenBackAndKept()
{
    const QTemporaryDir folder;
    const QString path = writeFile(
        folder, QStringLiteral("a.json"), "{\"EventID\":1,\"Image\":\"x\"}\n{\"EventID\":1,\"Image\":\"y\"}\n");
    const QString labels = path + QStringLiteral(".labels.json");
    Author author;
    author.trigger(Command::NewRule);
    author.desk->openPaths({path});
    author.settle();
    const QString id = QStringLiteral("0f06a3a5-6a09-413f-8743-e6cf35561297");
    author.editor().setPlainText(QStringLiteral("title: t\nid: %1\nlogsource:\n  product: windows\ndetection:\n"
                                                "  selection:\n    Image: x\n  condition: selection\n")
            .arg(id));
    author.settle();
    author.desk->events().showTab(ui::TestPane::Tab::All);
    ui::EventTable& table = author.desk->events().table();
    table.goTo(1);
    const events::EventId event = author.desk->events().chosenEvent();
    const auto label = [&] { return author.desk->eventStore().events()->label(event); };

    QTest::keyClick(&table, Qt::Key_T);
    author.settle();
    QCOMPARE(label().truePositiveOf, std::vector<std::string>{id.toStdString()});
    QCOMPARE(author.desk->eventStore().events()->side(event), events::Side::Attack);
    QVERIFY(readFile(labels).contains("\"true_positive_of\":[\"" + id.toUtf8() + "\"]"));

    QTest::keyClick(&table, Qt::Key_F);
    author.settle();
    QVERIFY(label().truePositiveOf.empty());
    QCOMPARE(label().falsePositiveOf, std::vector<std::string>{id.toStdString()});
    QTest::keyClick(&table, Qt::Key_Z, Qt::ControlModifier);
    author.settle();
    QCOMPARE(label().truePositiveOf, std::vector<std::string>{id.toStdString()});
    QVERIFY(!readFile(labels).contains("false_positive_of"));
    author.trigger(Command::RedoLabel);
    author.settle();
    QCOMPARE(label().falsePositiveOf, std::vector<std::string>{id.toStdString()});
    author.trigger(Command::UndoLabel);
    author.trigger(Command::UndoLabel);
    author.settle();
    QCOMPARE(label(), events::Label());

    author.trigger(Command::LabelFileBenign);
    author.settle();
    QCOMPARE(author.desk->eventStore().events()->side(events::EventId{1}), events::Side::Benign);

    QVERIFY2(readFile(labels).contains("benign"), readFile(labels).constData());

    // Another window reads what was kept.
    Author next;
    next.desk->openPaths({path});
    next.settle();
    QCOMPARE(next.desk->eventStore().events()->side(events::EventId{1}), events::Side::Benign);
}

void DeskEventsTest::aFolderOfThousandsOfFilesIsReadInTheBackground()
{
    const QTemporaryDir folder;
    constexpr int files = 3'000;
    for (int i = 0; i < files; ++i)
        writeFile(folder, QStringLiteral("%1.json").arg(i, 5, 10, QLatin1Char('0')), "{\"a\":1}\n");
    Author author;
    QElapsedTimer since;
    since.start();
    author.desk->openPaths({folder.path()});
    QVERIFY(since.elapsed() < 2'000); // it comes back before anything is read; generous for a loaded machine
    author.settle();
    QCOMPARE(author.desk->eventStore().events()->size(), std::uint32_t(files));
    QCOMPARE(author.desk->eventStore().imported().read.size(), std::size_t(files));
}

RULEWRIGHT_TEST(DeskEventsTest)
#include "test_desk_events.moc"
