// SPDX-License-Identifier: Apache-2.0
// What an analyst does with the values of events in the window.
#include "tests/app/author.h"
#include "tests/support/runner.h"
#include "ui/test/column_chooser.h"
#include "ui/test/event_detail.h"
#include "ui/test/event_find.h"
#include "ui/test/event_header.h"
#include "ui/test/event_table.h"
#include "ui/test/process_view.h"
#include "ui/test/replay_view.h"
#include "ui/test/stack_view.h"
#include "ui/test/test_pane.h"
#include "ui/test/time_strip.h"
#include "ui/test/why_view.h"
#include "ui/window/panel.h"

#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTableView>

#include <algorithm>

using namespace rulewright;
using namespace rulewright::desk;
using namespace rulewright::tests;
using ui::Command;

namespace {

/// A rule over the built-in events, its first hit chosen.
void openHits(Author& author)
{
    author.openWorld();
    author.desk->documents().openText(QStringLiteral("a.yml"), powershellRule);
    author.settle();
    QVERIFY(author.hits() > 2);
    author.trigger(Command::NextHit);
    author.settle();
}

int columnOf(Author& author, const char* field)
{
    const auto& columns = author.desk->events().table().events().columns();
    return int(std::ranges::find(columns, field, &ui::EventColumn::field) - columns.begin());
}

void chooseCell(Author& author, const char* field)
{
    ui::EventTable& table = author.desk->events().table();
    table.setCurrentIndex(table.model()->index(std::max(0, table.currentIndex().row()), columnOf(author, field)));
    table.setFocus();
}

class DeskValuesTest : public QObject {
    Q_OBJECT

private slots:

    void aValueGoesIntoTheRule()
    {
        Author author;
        openHits(author);
        chooseCell(author, "Image");
        ui::EventTable& table = author.desk->events().table();
        const QString before = author.editor().toPlainText();
        QTest::keyClick(&table, Qt::Key_Return); // it is there already
        QCOMPARE(author.editor().toPlainText(), before);
        chooseCell(author, "CommandLine");
        const QString value = table.currentIndex().data().toString();
        QTest::keyClick(&table, Qt::Key_Return);
        QVERIFY(author.editor().toPlainText().contains(QStringLiteral("        CommandLine|contains: ")));
        author.settle();
        QVERIFY(author.hits() > 0);
        QVERIFY(!value.isEmpty());
        author.editor().undo();
        QCOMPARE(author.editor().toPlainText(), before);
    }

    void aValueIsExcluded()
    {
        Author author;
        openHits(author);
        chooseCell(author, "CommandLine");
        const quint64 before = author.hits();
        const QString text = author.editor().toPlainText();
        QTest::keyClick(&author.desk->events().table(), Qt::Key_Delete);
        author.settle();
        QVERIFY(author.editor().toPlainText().contains(
            QStringLiteral("condition: selection and not filter_main_commandline")));
        QVERIFY(author.hits() < before);
        author.editor().undo();
        QCOMPARE(author.editor().toPlainText(), text);
    }

    void aValueOfTheEventFiltersTheTable()
    {
        Author author;
        openHits(author);
        ui::EventTable& table = author.desk->events().table();
        const int all = table.model()->rowCount();
        chooseCell(author, "Computer");
        const QString host = table.currentIndex().data().toString();
        QTest::keyClick(&table, Qt::Key_Equal);
        const int some = table.model()->rowCount();
        QVERIFY(some > 0 && some < all);
        for (int row = 0; row < some; ++row)
            QCOMPARE(table.model()->index(row, columnOf(author, "Computer")).data().toString(), host);
        QTest::keyClick(&table, Qt::Key_Minus); // the same value, the other way round
        QCOMPARE(table.model()->rowCount(), all - some);
        author.trigger(Command::ClearFilters);
        QCOMPARE(table.model()->rowCount(), all);
        // From the fields of the event: the table gets the column that it lacks.
        ui::EventDetail& detail = author.desk->detail();
        table.goToEvent(table.events().eventAt(0));
        author.settle();
        for (int row = 0; row < detail.list().model()->rowCount(); ++row) {
            detail.list().setCurrentIndex(detail.list().model()->index(row, 0));
            if (detail.currentValue()->field == "User")
                break;
        }
        QCOMPARE(detail.currentValue()->field, std::string("User"));
        QTest::keyClick(&detail.list(), Qt::Key_Equal);
        author.settle();
        QVERIFY(columnOf(author, "User") < table.model()->columnCount());
        QVERIFY(table.model()->rowCount() > 0 && table.model()->rowCount() <= all);
        author.trigger(Command::ClearFilters);
        QCOMPARE(table.model()->rowCount(), all);
    }

    void aStackFilters()
    {
        Author author;
        openHits(author);
        chooseCell(author, "Computer");
        ui::EventTable& table = author.desk->events().table();
        const int all = table.model()->rowCount();
        author.trigger(Command::StackValues);
        author.settle();
        ui::StackView& stack = author.desk->events().stack();
        QVERIFY(stack.model().rowCount() > 1);
        QCOMPARE(stack.model().stack()->events, quint64(all));
        QVERIFY(std::ranges::is_sorted(stack.model().stack()->values, {}, &ui::StackedValue::events));
        const int rare = int(stack.model().stack()->values.front().events);
        stack.list().setCurrentIndex(stack.model().index(0));
        QTest::keyClick(&stack.list(), Qt::Key_Delete);
        author.settle();
        QCOMPARE(table.model()->rowCount(), all - rare);
        QCOMPARE(stack.model().stack()->events, quint64(all - rare));
        stack.list().setCurrentIndex(stack.model().index(0));
        const int next = int(stack.model().stack()->values.front().events);
        QTest::keyClick(&stack.list(), Qt::Key_Return);
        author.settle();
        QCOMPARE(author.desk->events().currentTab(), ui::TestPane::Tab::Hits);
        QCOMPARE(table.model()->rowCount(), next);
    }

    void aStretchOfTimeIsChosenByKey()
    {
        Author author;
        openHits(author);
        author.desk->events().showTab(ui::TestPane::Tab::All);
        author.settle();
        ui::EventTable& table = author.desk->events().table();
        const int all = table.model()->rowCount();
        author.trigger(Command::TimeRange);
        ui::TimeStrip& strip = author.desk->events().timeStrip();
        QVERIFY(strip.hasFocus());
        for (int i = 0; i < 50; ++i)
            QTest::keyClick(&strip, Qt::Key_Left);
        author.settle();
        QVERIFY(strip.range().has_value());
        const int half = table.model()->rowCount();
        QVERIFY(half > 0 && half < all);
        for (int row = 0; row < half; row += 97) {
            const std::int64_t time = author.desk->eventStore().events()->time(table.events().eventAt(row));
            QVERIFY(time >= strip.range()->first && time <= strip.range()->second);
        }
        QTest::keyClick(&strip, Qt::Key_Escape);
        author.settle();
        QCOMPARE(table.model()->rowCount(), all);
        QTest::keyClick(&strip, Qt::Key_Escape);
        QVERIFY(table.hasFocus());
    }

    void columnsAreChosenAndKept()
    {
        Author author;
        openHits(author);
        author.trigger(Command::ChooseColumns);
        auto* chooser = author.desk->events().findChild<ui::ColumnChooser*>();
        QVERIFY(chooser);
        QTest::keyClicks(&chooser->field(), QStringLiteral("ParentImage"));
        QTest::keyClick(&chooser->field(), Qt::Key_Return);
        author.settle();
        const int column = columnOf(author, "ParentImage");
        QVERIFY(column < author.desk->events().table().model()->columnCount());
        chooser->close();
        author.desk->window().close();
        QTRY_VERIFY_WITH_TIMEOUT(author.kept.has_value(), patience);
        QVERIFY(
            author.kept->columnSets.value(QStringLiteral("process_creation")).contains(QStringLiteral("ParentImage")));
    }

    // A clipboard is no file: of many events the first are copied, and that is said.
    void ofManyEventsTheFirstAreCopied()
    {
        Author author;
        openHits(author);
        author.desk->events().showTab(ui::TestPane::Tab::All);
        author.settle();
        ui::EventTable& table = author.desk->events().table();
        table.selectAll();
        QCOMPARE(table.chosenCount(), std::size_t(world::builtInCount));
        QCOMPARE(table.chosenRows(3).size(), std::size_t{3});
        const QSignalSpy said(&table, &ui::EventTable::said);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), qsizetype{999});
        QVERIFY(said.last().first().toString().startsWith(QStringLiteral("Copied the first 1,000 of ")));
        // Rows that are chosen one by one, from below: in the order of the table, none twice.
        table.clearSelection();
        for (const int row : {7, 3, 4, 3})
            table.selectionModel()->select(
                table.model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        const ui::EventRows& rows = *table.events().rows();
        QCOMPARE(table.chosenRows(), (ui::EventRows{rows[3], rows[4], rows[7]}));
    }

    void textIsFoundInTheEvents()
    {
        Author author;
        openHits(author);
        author.desk->events().showTab(ui::TestPane::Tab::All);
        author.settle();
        author.trigger(Command::FindEvent);
        ui::EventFind& find = author.desk->events().finder();
        QVERIFY(find.isVisible());
        QTest::keyClicks(&find.field(), QStringLiteral("ANYDESK"));
        QTest::keyClick(&find.field(), Qt::Key_Return);
        author.settle();
        const events::EventId found = author.desk->events().chosenEvent();
        bool hasText = false;
        for (const events::EventField& field : author.desk->eventStore().events()->event(found)) {
            for (const std::string& value : field.values)
                hasText
                    = hasText || QString::fromStdString(value).contains(QStringLiteral("anydesk"), Qt::CaseInsensitive);
        }
        QVERIFY(hasText);
        QTest::keyClick(&find.field(), Qt::Key_Escape);
        QVERIFY(!find.isVisible());
        QVERIFY(author.desk->events().table().hasFocus());
    }

    void eventsAreCopied()
    {
        Author author;
        openHits(author);
        author.trigger(Command::CopyJson);
        QTRY_VERIFY_WITH_TIMEOUT(
            !QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).isNull(), patience);
        const QJsonArray one = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).array();
        QCOMPARE(one.size(), 1);
        QVERIFY(one[0].toObject()[u"Image"].toString().endsWith(QStringLiteral("powershell.exe")));
        author.desk->events().table().selectAll();
        author.trigger(Command::CopyCsv);
        QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("UtcTime,")), patience);
        QCOMPARE(quint64(QGuiApplication::clipboard()->text().count(QStringLiteral("\r\n"))), author.hits() + 1);
    }

    void aProcessStandsAmongItsKin()
    {
        Author author;
        openHits(author);
        author.trigger(Command::ShowProcesses);
        author.settle();
        ui::ProcessView& view = author.desk->events().processes();
        QVERIFY2(view.model()->rowCount() == 1, qPrintable(view.sentence()));
        QVERIFY(view.currentIndex().isValid());
        const auto event = events::EventId(view.currentIndex().data(ui::ProcessView::EventRole).toUInt());
        const auto guid = author.desk->eventStore().events()->values(event, "ProcessGuid");
        QCOMPARE(guid, author.desk->eventStore().events()->values(author.desk->events().chosenEvent(), "ProcessGuid"));
    }

    void timesAreShownInLocalTime()
    {
        Author author;
        openHits(author);
        ui::EventTable& table = author.desk->events().table();
        const QString utc = table.model()->index(0, 1).data().toString();
        author.trigger(Command::LocalTime);
        author.settle();
        QCOMPARE(table.model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("LocalTime"));
        QVERIFY(table.model()->index(0, 1).data().toString() != utc);
        author.trigger(Command::LocalTime);
        author.settle();
        QCOMPARE(table.model()->index(0, 1).data().toString(), utc);
    }

    // The lanes of a correlation and the process tree keep the same clock as the table.
    void lanesAndProcessesAreShownInLocalTime()
    {
        Author author;
        openHits(author);
        ui::ProcessView& processes = author.desk->events().processes();
        author.desk->events().showProcesses();
        author.settle();
        const auto timeOfProcess = [&] {
            return QTime::fromString(processes.currentIndex().data(ui::ProcessView::TimeRole).toString().right(12),
                QStringLiteral("HH:mm:ss.zzz"));
        };
        const QTime process = timeOfProcess();
        QVERIFY(process.isValid());
        author.desk->documents().openText(QStringLiteral("c.yml"),
            std::string("name: base\n") + powershellRule
                + "---\ntitle: Many\ncorrelation:\n    type: event_count\n    rules: base\n    timespan: 1d\n"
                  "    condition:\n        gte: 2\n");
        author.settle();
        ui::ReplayModel& lanes = author.desk->events().replay().lanes();
        QVERIFY(lanes.rowCount() > 0);
        const std::int64_t firing = lanes.lane(0).firings.front().time;
        const auto sentence = [&] { return lanes.index(0).data(Qt::AccessibleTextRole).toString(); };
        const auto shown = [firing](int hours) {
            return ui::shownTime(firing, {.withDate = true, .zone = QTimeZone::fromSecondsAheadOfUtc(hours * 3600)});
        };
        QVERIFY2(sentence().contains(shown(0)), qPrintable(sentence()));
        author.trigger(Command::LocalTime); // two hours ahead
        author.settle();
        QVERIFY2(sentence().contains(shown(2)), qPrintable(sentence()));
        QCOMPARE(timeOfProcess(), process.addSecs(2 * 3600));
    }

    // However low the table stands.
    void theListOfColumnsStaysInTheWindow()
    {
        Author author;
        openHits(author);
        author.desk->window().resize(1024, 700);
        author.settle();
        author.trigger(Command::ChooseColumns);
        auto* chooser = author.desk->events().findChild<ui::ColumnChooser*>();
        QVERIFY(chooser);
        const QWidget& window = author.desk->window();
        const QRect room(window.mapToGlobal(QPoint(0, 0)), window.size());
        QVERIFY(room.contains(chooser->geometry()));
    }

    // An event stays chosen under another rule; the head of Why says plainly what the rule makes of it.
    void whySaysWhatIsMissing()
    {
        Author author;
        author.openWorld();
        const auto words = [&] {
            QStringList texts;
            for (const QLabel* label : author.desk->why().findChildren<QLabel*>())
                texts << label->text();
            return texts.join(u' ');
        };
        QVERIFY2(words().contains(QStringLiteral("Choose an event")), qPrintable(words()));
        author.desk->events().showTab(ui::TestPane::Tab::All);
        author.settle();
        author.desk->events().table().goTo(1);
        author.settle();
        QVERIFY2(words().contains(QStringLiteral("Open a rule")), qPrintable(words()));

        const events::EventId chosen = author.desk->events().chosenEvent();
        author.desk->documents().openText(
            QStringLiteral("a.yml"), QByteArray(powershellRule).replace("powershell.exe", "no such.exe").toStdString());
        author.settle();
        author.desk->events().showTab(ui::TestPane::Tab::Hits);
        author.settle();
        QCOMPARE(author.desk->session().event(), chosen);
        QCOMPARE(
            author.desk->window().whyPanel().title().subtitle(), QStringLiteral("not among the hits · does not match"));

        author.trigger(Command::ClearEvents);
        author.settle();
        QVERIFY2(words().contains(QStringLiteral("Choose an event")), qPrintable(words()));
        QCOMPARE(author.desk->session().event(), events::EventId::None);
        QCOMPARE(author.desk->window().whyPanel().title().subtitle(), QString());
    }
};

} // namespace

RULEWRIGHT_TEST(DeskValuesTest)

#include "test_desk_values.moc"
