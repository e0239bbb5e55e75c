// SPDX-License-Identifier: Apache-2.0
#include "tests/app/answer.h"
#include "tests/app/files.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace rulewright;
using rulewright::tests::Answer;
using rulewright::tests::run;
using rulewright::tests::writeFile;

namespace {

constexpr const char* rule = R"(title: Shells
id: 5f1a2b3c-0000-4000-8000-000000000001
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith:
            - '\cmd.exe'
            - '\pwsh.exe'
    filter:
        commandline|contains: ' /c '
    condition: selection and not filter
)";

constexpr const char* events
    = R"({"Provider_Name":"Microsoft-Windows-Sysmon","EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Image":"C:\\Windows\\CMD.exe","CommandLine":"cmd /c x","EventRecordID":77}
{"Provider_Name":"Microsoft-Windows-Sysmon","EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Image":"C:\\a.exe","CommandLine":"a"}
{"Provider_Name":"Microsoft-Windows-Sysmon","EventID":11,"Channel":"Microsoft-Windows-Sysmon/Operational","Image":"C:\\cmd.exe"}
)";

class TestMatchCommands : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string write(const char* name, const QByteArray& text) const
    {
        return writeFile(m_folder, QString::fromUtf8(name), text).toStdString();
    }

private slots:

    void matchShape()
    {
        const Answer answer
            = run({"match", write("r.yml", rule), "--events", write("e.json", events), "--format", "json"});
        QCOMPARE(answer.status, 0);
        const QJsonObject json = answer.json();
        QCOMPARE(json["log_source"].toString(), "mapped");
        QCOMPARE(json["events_total"].toInt(), 3);
        QCOMPARE(json["events_in_scope"].toInt(), 2);
        QCOMPARE(json["matched"].toInt(), 1);
        QCOMPARE(json["possible"].toInt(), 1);
        QVERIFY(!json["approximate"].toBool(true));
        QCOMPARE(json["rule"]["title"].toString(), "Shells");
        QCOMPARE(json["selections"].toArray().size(), 2);
        QCOMPARE(json["selections"][0]["line"].toInt(), 7);
        const QJsonArray predicates = json["predicates"].toArray();
        QCOMPARE(predicates.size(), 3);
        QCOMPARE(predicates[0]["line"].toInt(), 9);
        QCOMPARE(predicates[0]["column"].toInt(), 15);
        QCOMPARE(predicates[0]["operator"].toString(), "ends_with");
        QCOMPARE(predicates[0]["value"].toString(), "\\cmd.exe");
        QCOMPARE(predicates[0]["adds"].toInt(), 1);
        QCOMPARE(predicates[0]["state"].toString(), "live");
        QCOMPARE(predicates[1]["state"].toString(), "dead");
        QVERIFY(predicates[2]["negated"].toBool());
        QCOMPARE(json["tests"].toArray().size(), 2);
        QCOMPARE(json["tests"][0]["removes"].toInt(), 1);
        QCOMPARE(json["unknown_fields"].toArray().size(), 1);
        QCOMPARE(json["unknown_fields"][0]["nearest"].toString(), "CommandLine");
        QCOMPARE(json["events"].toArray().size(), 1);
        QCOMPARE(json["events"][0]["record"].toInt(), 1);
        QCOMPARE(json["events"][0]["record_id"].toInt(), 77);
        QCOMPARE(json["events"][0]["event_id"].toInt(), 1);
        QVERIFY(json["seconds"].toObject().contains("load") && json["seconds"].toObject().contains("match"));
    }

    void matchOptions()
    {
        const std::string path = write("r.yml", rule);
        const std::string eventPath = write("e.json", events);
        const QJsonObject all
            = run({"match", path, "--events", eventPath, "--ignore-log-source", "--limit", "1", "--format", "json"})
                  .json();
        QCOMPARE(all["events_in_scope"].toInt(), 3);
        QCOMPARE(all["matched"].toInt(), 2);
        QCOMPARE(all["events"].toArray().size(), 1);
        // By id; one that is not there cannot be run.
        QCOMPARE(run({"match", path + "#5f1a2b3c-0000-4000-8000-000000000001", "--events", eventPath}).status, 0);
        QCOMPARE(run({"match", path + "#other", "--events", eventPath}).status, 2);
        QCOMPARE(run({"match", path, "--events", "/nonexistent/e.json"}).status, 2);
        QCOMPARE(run({"match", "/nonexistent/r.yml", "--events", eventPath}).status, 2);
    }

    void looksAtNoEvent()
    {
        const QByteArray linux = QByteArray(rule).replace("category: process_creation", "service: security");
        const Answer answer = run({"match", write("s.yml", linux), "--events", write("e.json", events)});
        QCOMPARE(answer.status, 1);
        QVERIFY(answer.err.find("Security") != std::string::npos);
    }

    void namesARuleThatIsNotThere()
    {
        const QByteArray correlation = "title: c\nid: 5f1a2b3c-0000-4000-8000-000000000002\ncorrelation:\n"
                                       "    type: event_count\n    rules: [a]\n    group-by: [User]\n    timespan: 5m\n"
                                       "    condition:\n        gte: 2\n";
        const Answer answer = run({"match", write("c.yml", correlation), "--events", write("e.json", events)});
        QCOMPARE(answer.status, 1);
        QVERIFY(answer.err.find("No rule has the id or name \"a\"") != std::string::npos);
    }

    void explainShape()
    {
        const Answer answer = run({"explain", write("r.yml", rule), "--events", write("e.json", events), "--record",
            "1", "--format", "json"});
        QCOMPARE(answer.status, 0);
        const QJsonObject json = answer.json();
        QVERIFY(json["matched"].toBool());
        const QJsonObject root = json["node"].toObject();
        QCOMPARE(root["kind"].toString(), "and");
        QVERIFY(root["truth"].toBool());
        const QJsonObject selection = root["children"][0].toObject();
        QCOMPARE(selection["kind"].toString(), "selection");
        const QJsonObject test = selection["children"][0].toObject();
        QCOMPARE(test["actual"].toString(), "C:\\Windows\\CMD.exe");
        QCOMPARE(test["ranges"][0][0].toInt(), 10);
        QCOMPARE(test["ranges"][0][1].toInt(), 18);
        QCOMPARE(test["children"].toArray().size(), 2);
        QCOMPARE(test["children"][1]["reason"].toString(), "value differs");
        QCOMPARE(
            run({"explain", write("r.yml", rule), "--events", write("e.json", events), "--record", "9"}).status, 2);
    }

    void regressOverSigmaHq()
    {
        const std::filesystem::path shared = tests::sharedFolder();
        SKIP_WITHOUT_SHARED(shared);
        const Answer answer = run({"regress", "--rules", (shared / "corpora/sigma").string(), "--data",
            (shared / "events/sigma-regression").string(), "--prefer", "json", "--format", "json"});
        QCOMPARE(answer.status, 0);
        const QJsonObject json = answer.json();
        QCOMPARE(json["cases"].toInt(), 99);
        QCOMPARE(json["passed"].toInt(), 99);
        QCOMPARE(json["failed"].toArray().size(), 0);
        QCOMPARE(json["more"].toArray().size(), 2);
        QCOMPARE(json["without_data"].toInt(), 103);
    }

    void aLongChainOfOperatorsIsMatchedAndExplained_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("length");
        const auto chain = [](const char* begin, const char* link, int length) {
            QString query = QLatin1String(begin);
            for (int i = 0; i < length; ++i)
                query += QLatin1String(link);
            return query;
        };
        // Beyond 200 operators a value is named and not evaluated.
        for (const int length : {150, 900}) {
            const QByteArray rows = QByteArray::number(length);
            QTest::newRow("EQL, " + rows) << "chain.eql" << chain("any where a == 1", " + 1", length) << length;
            QTest::newRow("ES|QL, " + rows) << "chain.esql" << chain("FROM x | WHERE a == 1", " + 1", length) << length;
            QTest::newRow("SPL, " + rows) << "chain.spl" << chain("a=* | where a=1", " + 1", length) << length;
        }
        QTest::newRow("SPL, alternatives") << "or.spl" << chain("a=* | where a=151", " OR a=2", 900) << 150;
    }

    void aLongChainOfOperatorsIsMatchedAndExplained()
    {
        QFETCH(QString, file);
        QFETCH(QString, query);
        QFETCH(int, length);
        const std::string rulePath = write(file.toUtf8().constData(), query.toUtf8());
        const std::string eventPath = write("chain.json", "{\"a\":151}\n{\"a\":1}\n");
        const QJsonObject matched = run({"match", rulePath, "--events", eventPath, "--format", "json"}).json();
        QCOMPARE(matched["matched"].toInt(), length == 150 ? 1 : 0);
        QCOMPARE(matched["possible"].toInt(), length == 150 ? 1 : 2);
        QCOMPARE(run({"explain", rulePath, "--events", eventPath, "--record", "1"}).status, 0);
        QCOMPARE(run({"near-misses", rulePath, "--events", eventPath}).status, 0);
    }

    void regressTellsOfAnInfoThatCannotBeRead()
    {
        write("brokenrules/r.yml", rule);
        write("broken/x/info.yml", "regression_tests_info:\n  a: [b\n");
        write("broken/y/info.yml", "regression_tests_info: []\n");
        const std::string folder = m_folder.path().toStdString();
        const Answer answer
            = run({"regress", "--rules", folder + "/brokenrules", "--data", folder + "/broken", "--format", "json"});
        QCOMPARE(answer.status, 1);
        const QJsonArray failed = answer.json()["failed"].toArray();
        QCOMPARE(failed.size(), 2);
        QCOMPARE(failed[0]["data"].toString(), "x/info.yml");
        QVERIFY(failed[0]["reason"].toString().startsWith("line "));
        QCOMPARE(failed[1]["data"].toString(), "y/info.yml");
        QVERIFY(failed[1]["reason"].toString().startsWith("no case"));
    }

    void regressFailures()
    {
        write("rules/r.yml", rule);
        write("data/x/e.json", events);
        write("data/x/info.yml",
            "rule_metadata:\n    - id: 5f1a2b3c-0000-4000-8000-000000000001\nregression_tests_info:\n"
            "    - name: a\n      match_count: 1\n      path: regression_data/x/e.json\n"
            "    - name: b\n      match_count: 2\n      path: regression_data/x/e.json\n"
            "    - name: c\n      path: regression_data/x/none.json\n");
        const std::string folder = m_folder.path().toStdString();
        const Answer answer
            = run({"regress", "--rules", folder + "/rules", "--data", folder + "/data", "--format", "json"});
        QCOMPARE(answer.status, 1);
        const QJsonObject json = answer.json();
        QCOMPARE(json["cases"].toInt(), 3);
        QCOMPARE(json["passed"].toInt(), 1);
        QVERIFY(json["failed"][0]["reason"].toString().startsWith("too few matches"));
        QCOMPARE(json["failed"][1]["reason"].toString(), "file not found");
        QCOMPARE(run({"regress", "--rules", folder + "/rules", "--data", folder + "/rules"}).status, 1);
    }
};

} // namespace

RULEWRIGHT_TEST(TestMatchCommands)

#include "test_match_commands.moc"
