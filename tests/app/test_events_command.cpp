// SPDX-License-Identifier: Apache-2.0
#include "tests/app/answer.h"
#include "tests/support/runner.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <string>

using rulewright::tests::Answer;
using rulewright::tests::run;

namespace {

// A folder with one file of three kinds of events and a broken line, and one that has none.
class EventsFolder {
public:
    EventsFolder()
    {
        std::ofstream(path() + "/a.ndjson")
            << R"({"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Security-Auditing"}},)"
               R"("EventID":4688,"EventRecordID":7,"Channel":"Security","Computer":"pc"},)"
               R"("EventData":{"NewProcessName":"C:\\x.exe","Empty":"","Channel":"d"}}})"
               "\n{broken\n"
               R"({"EventID":1,"Provider_Name":"Microsoft-Windows-Sysmon","Channel":"c","a":[1,null,"\t\u0001é"],"b":[]})"
               "\n"
               R"({"EventID":1,"Provider_Name":"Microsoft-Windows-Sysmon","Channel":"c"})"
               "\n";
        std::ofstream(path() + "/readme.md") << "# Notes\n";
    }

    std::string path() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
};

} // namespace

class EventsCommandTest : public QObject {
    Q_OBJECT
private slots:
    void eventsAreLinesInBothFormats();
    void countIsWrittenAsJson();
    void countIsWrittenAsText();
    void aMissingPathCannotRun();
};

void EventsCommandTest::eventsAreLinesInBothFormats()
{
    const EventsFolder folder;
    const Answer text = run({"events", folder.path()});
    QCOMPARE(text.status, 0);
    const std::string expected
        = R"({"Provider_Name":"Microsoft-Windows-Security-Auditing","EventID":"4688","EventRecordID":"7",)"
          R"("Channel":"Security","EventData.Channel":"d","Computer":"pc","NewProcessName":"C:\\x.exe","Empty":"",)"
          R"("ComputerName":"pc","Image":"C:\\x.exe"})"
          "\n"
          R"({"Provider_Name":"Microsoft-Windows-Sysmon","EventID":"1","Channel":"c","a":["1","\t\u0001é"],"b":null})"
          "\n"
          R"({"Provider_Name":"Microsoft-Windows-Sysmon","EventID":"1","Channel":"c"})"
          "\n";
    QCOMPARE(text.out, expected);
    QCOMPARE(text.err,
        "a.ndjson: broken JSON at line 2: a name in double quotes is missing\nreadme.md: not an event file\n");
    QCOMPARE(run({"events", folder.path(), "--format", "json"}).out, expected);
}

void EventsCommandTest::countIsWrittenAsJson()
{
    const EventsFolder folder;
    const Answer result = run({"events", "--count", "--format", "json", folder.path()});
    QCOMPARE(result.status, 0);
    const std::string expected
        = R"({"files":1,"records":3,"skipped":[{"file":"a.ndjson","reason":"broken JSON at line 2: a name in double )"
          R"(quotes is missing","count":1,"lines":[2]},{"file":"readme.md","reason":"not an event file","count":0,)"
          R"("lines":[]}],"by_event":[{"provider":"Microsoft-Windows-Sysmon","id":1,"title":"Process creation",)"
          R"("count":2},{"provider":"Microsoft-Windows-Security-Auditing","id":4688,)"
          R"("title":"A new process has been created.","count":1}],"seconds":)";
    QCOMPARE(result.out.substr(0, expected.size()), expected);
    QCOMPARE(result.err, "");
}

void EventsCommandTest::countIsWrittenAsText()
{
    const EventsFolder folder;
    const Answer result = run({"events", "--count", folder.path()});
    QVERIFY(result.out.starts_with("3 records in 1 file, "));
    QVERIFY(result.out.contains("         2  Microsoft-Windows-Sysmon 1  Process creation\n"));
    QVERIFY(result.out.contains("         0  readme.md: not an event file\n"));
}

void EventsCommandTest::aMissingPathCannotRun()
{
    const Answer result = run({"events", "/nowhere/x.json"});
    QCOMPARE(result.status, 2);
    QCOMPARE(result.out, "");
    QCOMPARE(result.err, "rulewright-cli: there is no file or folder \"/nowhere/x.json\".\n");
}

RULEWRIGHT_TEST(EventsCommandTest)

#include "test_events_command.moc"
