// SPDX-License-Identifier: Apache-2.0
// Splunk's detections with the macros and tables of their repository: what the tables decide, and what nobody can.
#include "tests/app/answer.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace rulewright;

namespace {

QJsonObject match(const std::string& rule, const std::string& events)
{
    return tests::run({"match", rule, "--events", events, "--format", "json"}).json();
}

std::string data(std::string_view name) { return (tests::dataPath("splunk") / name).string(); }

QList<int> records(const QJsonObject& answer)
{
    const QJsonArray events = answer[u"events"].toArray();
    QList<int> list;
    for (const QJsonValue event : events)
        list << event.toObject()[u"record"].toInt();
    return list;
}

constexpr const char* started
    = R"({"Provider_Name": "Microsoft-Windows-Sysmon", "EventID": 1, )"
      R"("Channel": "Microsoft-Windows-Sysmon/Operational", "Computer": "host", "CommandLine": "x", "Image": "IMAGE"})";

constexpr const char* agent = R"(C:\\Windows\\SysWOW64\\rpcnet.exe)";
constexpr const char* desk = R"(C:\\Program Files\\AnyDesk\\ANYDESK.EXE)";
constexpr const char* notepad = R"(C:\\Windows\\System32\\notepad.exe)";

class TestSplunkCommands : public QObject {
    Q_OBJECT

private slots:

    /// A flag of a static table means the programs in its rows: by wildcard, in any case, and not those marked FALSE.
    void aTableDecides()
    {
        const QJsonObject answer = match(data("detections/kettle_tools_everywhere.yml"), data("events.ndjson"));
        QCOMPARE(answer[u"log_source"].toString(), "mapped");
        QCOMPARE(answer[u"events_in_scope"].toInt(), 4); // Sysmon 1 alone
        QCOMPARE(records(answer), (QList<int>{1, 3}));
        QCOMPARE(answer[u"possible"].toInt(), 2);
    }

    /// A collection that nobody has may except any machine: the matches are a bound.
    void aTableThatNobodyHasIsABound()
    {
        const QJsonObject answer = match(data("detections/kettle_tools.yml"), data("events.ndjson"));
        QCOMPARE(answer[u"events_in_scope"].toInt(), 5); // Security 4688 too
        QCOMPARE(answer[u"matched"].toInt(), 0);
        QCOMPARE(answer[u"possible"].toInt(), 3);
        QCOMPARE(answer[u"approximate"].toBool(), true);
    }

    void theTableOfRemoteAccessSoftware()
    {
        const std::filesystem::path shared = tests::sharedFolder();
        SKIP_WITHOUT_SHARED(shared);
        const std::string rule
            = (shared / "corpora/splunk/detections/endpoint/detect_remote_access_software_usage_process.yml").string();
        const QTemporaryDir folder;
        // Only the exceptions, which stand in a table that nobody has, are open.
        const auto possible = [&](const char* image) {
            QFile file(folder.filePath(QStringLiteral("one.ndjson")));
            if (!file.open(QIODevice::WriteOnly))
                return -1;
            file.write(QByteArray(started).replace("IMAGE", image));
            file.close();
            const QJsonObject answer = match(rule, file.fileName().toStdString());
            const bool isBound = answer[u"approximate"].toBool() && answer[u"matched"].toInt() == 0;
            return answer[u"events_in_scope"].toInt() == 1 && isBound ? answer[u"possible"].toInt() : -1;
        };
        QCOMPARE(possible(agent), 1);
        QCOMPARE(possible(desk), 1);
        QCOMPARE(possible(notepad), 0);
    }
};

} // namespace

RULEWRIGHT_TEST(TestSplunkCommands)

#include "test_splunk_commands.moc"
