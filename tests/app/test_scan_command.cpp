// SPDX-License-Identifier: Apache-2.0
#include "app/cli/timeline_file.h"
#include "core/events/event_set.h"
#include "tests/app/answer.h"
#include "tests/app/files.h"
#include "tests/support/runner.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace rulewright;
using rulewright::tests::Answer;
using rulewright::tests::run;
using rulewright::tests::writeFile;

namespace {

constexpr const char* failedLogon = R"(title: Failed logon
id: 5f1a2b3c-0000-4000-8000-000000000001
name: failed
level: low
tags:
    - attack.t1110.001
logsource:
    product: test
detection:
    a:
        kind|expand: '%kinds%'
    condition: a
)";

constexpr const char* many = R"(title: Many, "many"
level: high
correlation:
    type: event_count
    rules:
        - failed
    group-by:
        - user
    timespan: 5m
    condition:
        gte: 2
)";

constexpr const char* open = R"(title: Open
logsource:
    product: test
detection:
    a:
        b|expand: '%nothing%'
    condition: a
)";

constexpr const char* events = R"({"@timestamp":"2026-03-01T00:00:00Z","kind":"fail","user":"Ann","Computer":"pc"}
{"@timestamp":"2026-03-01T00:01:00Z","kind":"fail","user":"ann","Computer":"pc"}
{"@timestamp":"2026-03-01T00:02:00Z","kind":"fail"}
{"@timestamp":"2026-03-01T00:03:00Z","kind":"ok","user":"ann"}
)";

class TestScanCommand : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string path(const char* name) const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }

    std::string write(const char* name, const QByteArray& text) const
    {
        return writeFile(m_folder, QString::fromUtf8(name), text).toStdString();
    }

    std::string text(const char* name) const
    {
        QFile file(QString::fromStdString(path(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }

private slots:

    void initTestCase()
    {
        write("rules/failed.yml", failedLogon);
        write("rules/many.yml", many);
        write("rules/open.yml", open);
        write("rules/broken.yml", "title: [\ndetection: x\n");
        write("rules/notes.yml", "some: notes\n");
        write("rules/.git/hidden.yml", failedLogon);
        write("values.yml", "kinds: [fail, denied]\n");
        write("events.ndjson", events);
    }

    void scanShape()
    {
        const Answer answer = run({"scan", "--rules", path("rules"), "--values", path("values.yml"), "--events",
            path("events.ndjson"), "--format", "json"});
        QCOMPARE(answer.status, 0);
        const QJsonObject json = answer.json();
        QCOMPARE(json["rules"].toInt(), 4);
        QCOMPARE(json["events"].toInt(), 4);
        QCOMPARE(json["skipped"].toInt(), 0);
        QCOMPARE(json["unlisted"].toInt(), 1); // the correlation does not generate it
        const QJsonArray failed = json["rules_failed"].toArray();
        QCOMPARE(failed.size(), 2);
        QCOMPARE(failed[0].toObject()["path"].toString(), "broken.yml");
        QCOMPARE(failed[1].toObject()["path"].toString(), "open.yml");
        QVERIFY(failed[1].toObject()["reason"].toString().contains("%nothing%"));
        const QJsonArray hits = json["hits"].toArray();
        QCOMPARE(hits.size(), 1);
        QCOMPARE(hits[0].toObject()["path"].toString(), "many.yml");
        QCOMPARE(hits[0].toObject()["matched"].toInt(), 1);
        QCOMPARE(hits[0].toObject()["level"].toString(), "high");
        QVERIFY(hits[0].toObject()["id"].isNull());
        for (const char* key : {"load_rules", "load_events", "match"})
            QVERIFY(json["seconds"].toObject()[key].isDouble());
    }

    void strictFails()
    {
        QCOMPARE(run({"scan", "--rules", path("rules"), "--events", path("events.ndjson"), "--strict"}).status, 1);
    }

    void needsRules()
    {
        const Answer answer = run({"scan"});
        QCOMPARE(answer.status, 2);
        QVERIFY(answer.err.contains("--rules"));
        QCOMPARE(run({"scan", "--rules", path("rules"), "--timeline", path("x.txt")}).status, 2);
        QCOMPARE(run({"scan", "--rules", path("no-such-folder")}).status, 2);
    }

    void timelines()
    {
        const std::vector<std::string> scan{"scan", "--rules", path("rules"), "--values", path("values.yml"),
            "--events", path("events.ndjson"), "--timeline"};
        auto csv = scan;
        csv.push_back(path("t.csv"));
        QCOMPARE(run(csv).status, 0);
        QCOMPARE(text("t.csv"),
            std::string("time,computer,title,id,level,techniques,file,record\n"
                        "2026-03-01T00:01:00Z,pc,\"Many, \"\"many\"\"\",,high,,events.ndjson,2\n"));
        auto lines = scan;
        lines.push_back(path("t.jsonl"));
        QCOMPARE(run(lines).status, 0);
        const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(text("t.jsonl"))).object();
        QCOMPARE(json["title"].toString(), "Many, \"many\"");
        QCOMPARE(json["record"].toInt(), 2);
        QVERIFY(json["techniques"].isArray());
    }

    void detectionsAreSorted()
    {
        std::vector<cli::Detection> detections{{.time = events::Segment::noTime, .title = "none"},
            {.time = 20'000'000, .title = "late", .techniques = {"T1", "T2"}},
            {.time = 10'000'000, .title = "b", .file = "f", .record = 2},
            {.time = 10'000'000, .title = "a", .file = "f", .record = 10}};
        cli::sortDetections(detections);
        QCOMPARE(cli::detectionsCsv(detections),
            std::string("time,computer,title,id,level,techniques,file,record\n"
                        "1970-01-01T00:00:01Z,,b,,,,f,2\n1970-01-01T00:00:01Z,,a,,,,f,10\n"
                        "1970-01-01T00:00:02Z,,late,,,T1 T2,,0\n,,none,,,,,0\n"));
    }

    void matchOfACorrelation()
    {
        const Answer answer = run({"match", path("rules/many.yml"), "--rules", path("rules"), "--values",
            path("values.yml"), "--events", path("events.ndjson"), "--format", "json"});
        QCOMPARE(answer.status, 0);
        const QJsonObject json = answer.json();
        QCOMPARE(json["matched"].toInt(), 1);
        QCOMPARE(json["events"].toArray().size(), 1);
        QCOMPARE(json["events"].toArray()[0].toObject()["record"].toInt(), 2);
        const QJsonArray firings = json["firings"].toArray();
        QCOMPARE(firings.size(), 1);
        const QJsonObject firing = firings[0].toObject();
        QCOMPARE(firing["time"].toString(), "2026-03-01T00:01:00Z");
        QCOMPARE(firing["group"].toObject()["user"].toString(), "ann");
        QCOMPARE(firing["events"].toArray().size(), 2);
        QCOMPARE(firing["events"].toArray()[0].toObject()["record"].toInt(), 1);
        QCOMPARE(json["selections"].toArray()[0].toObject()["matched"].toInt(), 3);
        QCOMPARE(json["selections"].toArray()[0].toObject()["file"].toString(), "failed.yml");
        QVERIFY(!json["notes"].toArray().isEmpty()); // one event has no user
    }

    void explainOfACorrelation()
    {
        const Answer answer = run({"explain", path("rules/many.yml"), "--rules", path("rules"), "--values",
            path("values.yml"), "--events", path("events.ndjson"), "--record", "2", "--format", "json"});
        QCOMPARE(answer.status, 0);
        const QJsonObject json = answer.json();
        QVERIFY(json["matched"].toBool());
        const QJsonArray steps = json["timeline"].toArray()[0].toObject()["steps"].toArray();
        QCOMPARE(steps.size(), 2);
        QVERIFY(!steps[0].toObject()["fires"].toBool());
        QVERIFY(steps[1].toObject()["fires"].toBool());
        QCOMPARE(steps[1].toObject()["window_events"].toInt(), 2);
        const Answer text = run({"explain", path("rules/many.yml"), "--rules", path("rules"), "--values",
            path("values.yml"), "--events", path("events.ndjson"), "--record", "1"});
        QVERIFY(text.out.contains("does not match"));
        QVERIFY(text.out.contains("user = Ann") || text.out.contains("user = ann"));
    }

    void referenceThatIsNotThere()
    {
        const Answer answer = run({"match", path("rules/many.yml"), "--events", path("events.ndjson")});
        QCOMPARE(answer.status, 1);
        QVERIFY(answer.err.contains("many.yml:6:11"));
        QVERIFY(answer.err.contains("sigma.reference.unknown"));
    }

    void checkHeedsValues()
    {
        const Answer without = run({"check", path("rules/failed.yml")});
        QVERIFY(without.out.contains("sigma.expand.no_values"));
        const Answer with = run({"check", path("rules/failed.yml"), "--values", path("values.yml")});
        QVERIFY(!with.out.contains("sigma.expand.no_values"));
        QCOMPARE(run({"check", path("rules/failed.yml"), "--values", path("no-such.yml")}).status, 2);
    }
};

} // namespace

RULEWRIGHT_TEST(TestScanCommand)

#include "test_scan_command.moc"
