// SPDX-License-Identifier: Apache-2.0
// What the events table makes of events: filters, order, stacks, copies, processes.
#include "core/events/load.h"
#include "core/taxonomy/built_in.h"
#include "tests/support/runner.h"
#include "ui/test/event_copy.h"
#include "ui/test/event_filter.h"
#include "ui/test/event_find.h"
#include "ui/test/event_rows.h"
#include "ui/test/process_tree.h"
#include "ui/test/value_stack.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace rulewright;
using namespace rulewright::ui;

namespace {

// Two files: a shell with two children, one of which asks for a name; and what happened before.
constexpr const char* first
    = "{\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"EventID\":1,\"UtcTime\":\"2026-11-18 "
      "09:00:10.000\",\"Image\":\"C:\\\\Windows\\\\cmd.exe\",\"CommandLine\":\"cmd /c "
      "\\\"a\\\",b\",\"ProcessGuid\":\"{B}\",\"ParentProcessGuid\":\"{A}\",\"ParentImage\":\"C:\\\\Windows\\\\explorer."
      "exe\",\"ProcessId\":10}\n"
      "{\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"EventID\":1,\"UtcTime\":\"2026-11-18 "
      "09:00:20.000\",\"Image\":\"C:\\\\Tools\\\\AnyDesk.exe\",\"CommandLine\":\"=cmd|calc\",\"ProcessGuid\":\"{C}\","
      "\"ParentProcessGuid\":\"{b}\",\"ProcessId\":9}\n"
      "{\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"EventID\":22,\"UtcTime\":\"2026-11-18 "
      "09:00:25.000\",\"Image\":\"C:\\\\Tools\\\\AnyDesk.exe\",\"QueryName\":\"relay.example.net\",\"ProcessGuid\":\"{"
      "C}\",\"ProcessId\":9}\n"
      "{\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"EventID\":1,\"UtcTime\":\"2026-11-18 "
      "23:30:00.000\",\"Image\":\"C:\\\\Windows\\\\cmd.exe\",\"CommandLine\":\"cmd\",\"ProcessGuid\":\"{D}\","
      "\"ParentProcessGuid\":\"{B}\",\"ProcessId\":100}\n";
constexpr const char* second
    = "{\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"EventID\":1,\"UtcTime\":\"2026-11-18 "
      "08:00:00.000\",\"Image\":\"C:\\\\Windows\\\\notepad.exe\",\"CommandLine\":\"notepad\",\"ProcessGuid\":\"{E}\","
      "\"ParentProcessGuid\":\"{A}\",\"ProcessId\":2}\n";

std::shared_ptr<const events::EventSet> someEvents()
{
    const auto taxonomy = taxonomy::builtInTaxonomy();
    Task task;
    events::LoadResult one
        = events::loadText("first.json", first, events::emptyEventSet(*taxonomy), events::Side::Attack, task);
    events::LoadResult both
        = events::loadText("second.json", second, std::move(one.events), events::Side::Benign, task);
    return std::make_shared<const events::EventSet>(std::move(both.events));
}

RowQuery query(const std::shared_ptr<const events::EventSet>& events)
{
    RowQuery result;
    result.events = events;
    result.columns = eventColumns(nullptr);
    result.columns.push_back(columnOf("ProcessId"));
    return result;
}

EventRows rows(const RowQuery& query)
{
    Task task;
    return *queryRows(query, task);
}

EventRows filtered(RowQuery query, std::size_t column, const char* text)
{
    query.filters.assign(query.columns.size(), QString());
    query.filters[column] = QString::fromUtf8(text);
    return rows(query);
}

class EventRowsTest : public QObject {
    Q_OBJECT

private slots:

    // A newer query stops the one that runs, also in the midst of sorting.
    void aStoppedQueryMakesNoRows()
    {
        RowQuery sorted = query(someEvents());
        sorted.sortColumn = 3;
        Task stopped;
        stopped.stop();
        QVERIFY(!queryRows(sorted, stopped));
    }

    void aFilter_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("cell");
        QTest::addColumn<bool>("passes");
        const auto row = [](const char* filter, const char* cell, bool passes) {
            QTest::addRow("%s of %s", filter, cell) << QString::fromUtf8(filter) << QString::fromUtf8(cell) << passes;
        };
        row("", "x", true);
        row("  ", "", true);
        row("any", "AnyDesk.exe", true);
        row("any", "cmd.exe", false);
        row("!any", "cmd.exe", true);
        row("!any", "AnyDesk.exe", false);
        row("=cmd.exe", "CMD.EXE", true);
        row("=cmd", "cmd.exe", false);
        row("=", "", true);
        row("=", "x", false);
        row("!=", "x", true);
        row("!=", "", false);
        row(">9", "10", true);
        row(">9", "9", false);
        row(">=9", "9", true);
        row("<9", "10", false);
        row("<=9", "-3", true);
        row("> b", "c", true);
        row(">9", "", false);
        row(">", "x", true); // nothing to compare with yet
        row("1..3", "2", true);
        row("1..3", "10", false);
        row("09:00..09:10", "09:10:59.000", true);
        row("09:00..09:10", "09:11:00.000", false);
        row("/^cmd\\.exe$/", "CMD.exe", true);
        row("/^md/", "cmd", false);
        row("!/^md/", "cmd", true);
        row("/(/", "cmd", true); // no regular expression: leaves nothing out
        row("\"=x\"", "a=x", true);
        row("\"!\"", "a!", true);
        row("..\\x", "a..\\x", true); // a path is no range
    }

    void aFilter()
    {
        QFETCH(QString, filter);
        QFETCH(QString, cell);
        QFETCH(bool, passes);
        QCOMPARE(CellFilter(filter).passes(cell), passes);
    }

    void aBrokenExpressionSaysSo()
    {
        QVERIFY(!CellFilter(QStringLiteral("/(/")).problem().isEmpty());
        QVERIFY(CellFilter(QStringLiteral("/(a)/")).problem().isEmpty());
    }

    void columnsFilterAndSort()
    {
        const auto events = someEvents();
        RowQuery asked = query(events);
        const auto image = static_cast<std::size_t>(
            std::ranges::find(asked.columns, "Image", &EventColumn::field) - asked.columns.begin());
        QCOMPARE(filtered(asked, image, "anydesk"), (EventRows{1, 2}));
        QCOMPARE(filtered(asked, image, "!anydesk"), (EventRows{0, 3, 4}));
        const std::size_t pid = asked.columns.size() - 1;
        QCOMPARE(filtered(asked, pid, ">9"), (EventRows{0, 3}));
        // By time across the files, then by number: 2, 9, 9, 10, 100.
        asked.sortColumn = 1;
        QCOMPARE(rows(asked), (EventRows{4, 0, 1, 2, 3}));
        asked.sortColumn = static_cast<int>(pid);
        QCOMPARE(rows(asked), (EventRows{4, 1, 2, 0, 3}));
        asked.isDescending = true;
        QCOMPARE(rows(asked), (EventRows{3, 0, 1, 2, 4}));
    }

    void aTimeRangeHasBothEnds()
    {
        const auto events = someEvents();
        RowQuery asked = query(events);
        asked.times = TimeStretch(events->time(events::EventId{0}), events->time(events::EventId{2}));
        QCOMPARE(rows(asked), (EventRows{0, 1, 2}));
        QVERIFY(asked.isFiltered());
    }

    /// Under All every event says for itself what it is, whatever log it is of.
    void anEventOfAnyLogIsSummedUp()
    {
        const auto taxonomy = taxonomy::builtInTaxonomy();
        Task task;
        const events::LoadResult loaded = events::loadText("mixed.json",
            R"({"Provider_Name":"Microsoft-Windows-Sysmon","EventID":22,"Image":"C:\\a\\b.exe","QueryName":"x.example"})"
            "\n"
            R"({"Channel":"Security","EventID":4625,)"
            R"("TargetUserName":"ada","LogonType":3,"IpAddress":"10.0.0.7"})"
            "\n"
            R"({"eventVersion":"1.08","eventSource":"iam.amazonaws.com","eventName":"CreateUser","awsRegion":"eu",)"
            R"("eventTime":"2026-11-18T09:15:00Z"})"
            "\n"
            R"({"Provider_Name":"Some-Provider","EventID":77,"Level":4,"What":"door","Image":"C:\\c.exe"})"
            "\n",
            events::emptyEventSet(*taxonomy), events::Side::Unknown, task);
        QCOMPARE(loaded.events.size(), 4U);
        const std::vector<EventColumn> columns = mixedColumns();
        QCOMPARE(fieldsOf(columns),
            (QStringList{QStringLiteral("Computer"), QStringLiteral("(event)"), QStringLiteral("(summary)")}));
        const auto shown = [&](std::uint32_t event, std::size_t column) {
            return cellText(loaded.events, events::EventId{event}, columns[column], {});
        };
        QCOMPARE(shown(0, 3), QStringLiteral("Sysmon 22"));
        QCOMPARE(shown(0, 4), QStringLiteral("b.exe · x.example"));
        QCOMPARE(shown(1, 3), QStringLiteral("Security 4625"));
        QCOMPARE(shown(1, 4), QStringLiteral("ada · 3 · 10.0.0.7"));
        QCOMPARE(shown(2, 3), QStringLiteral("CloudTrail"));
        QCOMPARE(shown(2, 4), QStringLiteral("CreateUser · iam.amazonaws.com"));
        QCOMPARE(shown(3, 3), QStringLiteral("Some-Provider 77"));
        QCOMPARE(shown(3, 4), QStringLiteral("c.exe · door")); // an unknown event: what tells most, no housekeeping
        // A name kept in the settings is the column again, and no field of an event.
        QCOMPARE(columnOf("(summary)"), columns[4]);
        QVERIFY(valueOf(loaded.events, events::EventId{0}, columns[4]).empty());
    }

    void timesAreOfAZone()
    {
        const auto events = someEvents();
        const EventColumn time = eventColumns(nullptr)[1];
        const TimeLook utc{.withDate = false, .zone = QTimeZone(QTimeZone::UTC)};
        const TimeLook east{.withDate = true, .zone = QTimeZone::fromSecondsAheadOfUtc(2 * 3600)};
        QCOMPARE(cellText(*events, events::EventId{3}, time, utc), QStringLiteral("23:30:00.000"));
        QCOMPARE(cellText(*events, events::EventId{3}, time, east), QStringLiteral("2026-11-19 01:30:00.000"));
        QVERIFY(!spansDays(*events, utc.zone));
        QVERIFY(spansDays(*events, east.zone));
        QCOMPARE(captionOf(time, utc), QStringLiteral("UtcTime"));
        QCOMPARE(captionOf(time, east), QStringLiteral("LocalTime"));
    }

    void aStackCountsRareValuesFirst()
    {
        const auto events = someEvents();
        Task task;
        const ValueStackPtr stack = stackValues(*events, {0, 1, 2, 3, 4}, columnOf("Image"), {}, task);
        QCOMPARE(stack->distinct, quint64(3));
        QCOMPARE(stack->values[0].cell, QStringLiteral("notepad.exe"));
        QCOMPARE(stack->values[0].value, std::string("C:\\Windows\\notepad.exe"));
        QCOMPARE(stack->values[0].benign, 1U);
        QCOMPARE(stack->values[1].cell, QStringLiteral("AnyDesk.exe"));
        QCOMPARE(stack->values[1].events, 2U);
        QCOMPARE(stack->values[1].attack, 2U);
        std::uint64_t sum = 0;
        for (const StackedValue& value : stack->values)
            sum += value.events;
        QCOMPARE(sum, stack->events);
        // What an event lacks is a value of its own.
        const ValueStackPtr names = stackValues(*events, {0, 1, 2, 3, 4}, columnOf("QueryName"), {}, task);
        QCOMPARE(names->values.back().cell, QString());
        QCOMPARE(names->values.back().events, 4U);
    }

    void copiesAreWhole()
    {
        const auto events = someEvents();
        Task task;
        const QJsonArray json = QJsonDocument::fromJson(eventsAsJson(*events, {0, 2}, task).toUtf8()).array();
        QCOMPARE(json.size(), 2);
        QCOMPARE(json[0].toObject()[u"CommandLine"].toString(), QStringLiteral("cmd /c \"a\",b"));
        QCOMPARE(json[1].toObject()[u"QueryName"].toString(), QStringLiteral("relay.example.net"));
        const std::vector<EventColumn> columns{columnOf("Image"), columnOf("CommandLine")};
        QCOMPARE(eventsAsCsv(*events, {0, 1}, columns, task),
            QStringLiteral("Image,CommandLine\r\n"
                           "C:\\Windows\\cmd.exe,\"cmd /c \"\"a\"\",b\"\r\n"
                           "C:\\Tools\\AnyDesk.exe,'=cmd|calc\r\n")); // no formula in a spreadsheet
    }

    void textIsFoundInAnyField()
    {
        const auto events = someEvents();
        Task task;
        const EventRows all{0, 1, 2, 3, 4};
        QCOMPARE(findRow(*events, all, 0, 1, QStringLiteral("RELAY.example"), task), 2);
        QCOMPARE(findRow(*events, all, 2, 1, QStringLiteral("cmd"), task), 3);
        QCOMPARE(findRow(*events, all, 3, 1, QStringLiteral("cmd /c"), task), 0); // goes round
        QCOMPARE(findRow(*events, all, 0, -1, QStringLiteral("notepad"), task), 4);
        QCOMPARE(findRow(*events, all, -1, 1, QStringLiteral("no such text"), task), -1);
    }

    void aProcessStandsBetweenParentsAndChildren()
    {
        const auto events = someEvents();
        Task task;
        // The name that AnyDesk asked for: its process, the shell above it, explorer above that.
        const ProcessTreePtr tree = processTree(*events, events::EventId{2}, task);
        QCOMPARE(tree->nodes.size(), std::size_t(3));
        const ProcessNode& explorer = tree->nodes[0];
        QCOMPARE(explorer.image, std::string("C:\\Windows\\explorer.exe"));
        QCOMPARE(explorer.creation, events::EventId::None);
        QCOMPARE(tree->nodes[1].creation, events::EventId{0});
        QCOMPARE(tree->nodes[2].creation, events::EventId{1});
        QVERIFY(tree->nodes[2].isChosen);
        QCOMPARE(tree->nodes[2].events, std::vector<events::EventId>{events::EventId{2}});
        // From the shell: both children below it.
        const ProcessTreePtr shell = processTree(*events, events::EventId{0}, task);
        QCOMPARE(shell->nodes.size(), std::size_t(4));
        QVERIFY(shell->nodes[1].isChosen);
        QCOMPARE(shell->nodes[1].children.size(), std::size_t(2));
    }

    void aLoopOfParentsEnds()
    {
        const auto taxonomy = taxonomy::builtInTaxonomy();
        Task task;
        const events::LoadResult loaded = events::loadText("loop.json",
            "{\"EventID\":1,\"ProcessGuid\":\"{A}\",\"ParentProcessGuid\":\"{B}\",\"Image\":\"a\"}\n"
            "{\"EventID\":1,\"ProcessGuid\":\"{B}\",\"ParentProcessGuid\":\"{A}\",\"Image\":\"b\"}\n",
            events::emptyEventSet(*taxonomy), events::Side::Unknown, task);
        const ProcessTreePtr tree = processTree(loaded.events, events::EventId{0}, task);
        QCOMPARE(tree->nodes.size(), std::size_t(2));
    }

    void anEventWithoutProcessHasNone()
    {
        const auto taxonomy = taxonomy::builtInTaxonomy();
        Task task;
        const events::LoadResult loaded = events::loadText(
            "plain.json", "{\"eventName\":\"x\"}\n", events::emptyEventSet(*taxonomy), events::Side::Unknown, task);
        QVERIFY(processTree(loaded.events, events::EventId{0}, task)->nodes.empty());
    }
};

} // namespace

RULEWRIGHT_TEST(EventRowsTest)

#include "test_event_rows.moc"
