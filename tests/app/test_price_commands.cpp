// SPDX-License-Identifier: Apache-2.0
#include "tests/app/answer.h"
#include "tests/app/files.h"
#include "tests/support/runner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace rulewright;
using rulewright::tests::Answer;
using rulewright::tests::run;
using rulewright::tests::writeFile;

namespace {

// A rule of the corpus that makes the guide of T1059: two indicators, one exclusion.
constexpr const char* corpusRule = R"(title: Known
logsource:
    category: process_creation
    product: windows
tags:
    - attack.execution
    - attack.t1059
detection:
    selection:
        Image|endswith: '\pwsh.exe'
        CommandLine|contains: 'secret'
        OriginalFileName: 'x.exe'
    filter_main_one:
        CommandLine|contains: 'harmless'
    condition: selection and not 1 of filter_main_*
)";

constexpr const char* rule = R"(title: Mine
logsource:
    category: process_creation
    product: windows
tags:
    - attack.t1059
detection:
    selection:
        Image|endswith:
            - '\cmd.exe'
            - '\sh.exe'
    filter:
        CommandLine|contains:
            - 'quiet'
            - 'other'
    condition: selection and not filter
)";

QByteArray processEvent(const char* image, const char* commandLine)
{
    const QJsonObject object{{"Provider_Name", "Microsoft-Windows-Sysmon"}, {"EventID", 1},
        {"Channel", "Microsoft-Windows-Sysmon/Operational"}, {"Image", image}, {"CommandLine", commandLine}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

class TestPriceCommands : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::vector<std::string> m_sides;

    std::string write(const QString& name, const QByteArray& text) const
    {
        return writeFile(m_folder, name, text).toStdString();
    }

    Answer suggest(const std::vector<std::string>& more) const
    {
        std::vector<std::string> arguments{"suggest", "indicators", m_folder.filePath("r.yml").toStdString(),
            "--corpus", "sigma=" + m_folder.filePath("corpus").toStdString(), "--format", "json"};
        arguments.insert(arguments.end(), m_sides.begin(), m_sides.end());
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(arguments);
    }

    static QJsonObject row(const Answer& answer, const char* list, const QString& value)
    {
        for (const QJsonValue& each : answer.json()[QLatin1String(list)].toArray()) {
            if (each[u"value"].toString() == value)
                return each.toObject();
        }
        return {};
    }

private slots:

    void initTestCase()
    {
        write("corpus/rules/known.yml", corpusRule);
        write("r.yml", rule);
        const std::string attack = write("attack.json",
            processEvent("C:\\cmd.exe", "cmd secret") + processEvent("C:\\pwsh.exe", "pwsh secret")
                + processEvent("C:\\cmd.exe", "quiet") + processEvent("C:\\bash", "nothing"));
        QByteArray quiet;
        for (int i = 0; i < 25; ++i)
            quiet += processEvent("C:\\notepad.exe", i == 0 ? "a secret" : "a b");
        quiet += processEvent("C:\\pwsh.exe", "daily");
        m_sides = {"--events", attack, "--benign", write("benign.json", quiet)};
    }

    void indicatorsShape()
    {
        const Answer answer = suggest({});
        QCOMPARE(answer.status, 0);
        QCOMPARE(answer.json()[u"technique"].toString(), "T1059");
        QCOMPARE(answer.json()[u"attack_events"].toInt(), 4);
        QCOMPARE(answer.json()[u"benign_events"].toInt(), 26);
        QCOMPARE(answer.json()[u"matched"].toInt(), 1);
        QCOMPARE(answer.json()[u"indicators"].toArray().size(), 3);
        QCOMPARE(answer.json()[u"exclusions"].toArray().size(), 1);

        // A further value of the list adds.
        const QJsonObject pwsh = row(answer, "indicators", "\\pwsh.exe");
        QCOMPARE(pwsh[u"place"][u"kind"].toString(), "value");
        QCOMPARE(pwsh[u"place"][u"selection"].toString(), "selection");
        QCOMPARE(pwsh[u"state"].toString(), "known");
        QCOMPARE(pwsh[u"attack"][u"looked_at"].toInt(), 4);
        QCOMPARE(pwsh[u"attack"][u"alone"].toInt(), 1);
        QCOMPARE(pwsh[u"attack"][u"added"].toInt(), 1);
        QCOMPARE(pwsh[u"attack"][u"removed"].toInt(), 0);
        QCOMPARE(pwsh[u"benign"][u"added"].toInt(), 1);
        QCOMPARE(pwsh[u"benign"][u"state"].toString(), "known");
        // A new key removes.
        const QJsonObject secret = row(answer, "indicators", "secret");
        QCOMPARE(secret[u"place"][u"kind"].toString(), "key");
        QCOMPARE(secret[u"attack"][u"alone"].toInt(), 2);
        QCOMPARE(secret[u"attack"][u"removed"].toInt(), 0);
        QCOMPARE(secret[u"benign"][u"alone"].toInt(), 1);
        // What no event carries has no price.
        const QJsonObject absent = row(answer, "indicators", "x.exe");
        QCOMPARE(absent[u"state"].toString(), "unknown");
        QCOMPARE(absent[u"reason"].toString(), "field_absent");
        QVERIFY(absent[u"sentence"].toString().startsWith("OriginalFileName is absent from all 30 events"));
    }

    void atAnotherPlace()
    {
        // In the filter a further value takes away.
        const Answer answer = suggest({"--at", "14:20"});
        const QJsonObject secret = row(answer, "indicators", "secret");
        QCOMPARE(secret[u"place"][u"selection"].toString(), "filter");
        QCOMPARE(secret[u"place"][u"line"].toInt(), 14);
        QCOMPARE(secret[u"attack"][u"removed"].toInt(), 1);
        QCOMPARE(secret[u"attack"][u"added"].toInt(), 0);
        QCOMPARE(suggest({"--at", "here"}).status, 2);
        QCOMPARE(suggest({"--technique", "T9999"}).status, 2);
    }

    // A query's own tests of its log source narrow what a price looks at, as they narrow what the rule matches.
    void aQueryIsPricedWhereItLooks()
    {
        const std::string query = write("q.toml",
            "[rule]\nname = \"Q\"\nrule_id = \"5b0c1f7e-6a53-4b0f-9d1c-2f6a0e7d3c12\"\nlanguage = \"eql\"\n"
            "type = \"eql\"\nquery = '''\nprocess where host.os.type == \"windows\" and\n"
            "  process.name : \"cmd.exe\"\n'''\n");
        const QJsonObject file{{"Provider_Name", "Microsoft-Windows-Sysmon"}, {"EventID", 11},
            {"Channel", "Microsoft-Windows-Sysmon/Operational"}, {"Image", "C:\\pwsh.exe"},
            {"TargetFilename", "C:\\secret.txt"}};
        QByteArray mixed = processEvent("C:\\cmd.exe", "cmd secret") + processEvent("C:\\pwsh.exe", "pwsh secret");
        for (int i = 0; i < 3; ++i)
            mixed += QJsonDocument(file).toJson(QJsonDocument::Compact) + '\n';
        const std::string events = write("mixed.json", mixed);
        const Answer matched = run({"match", query, "--events", events, "--format", "json"});
        QCOMPARE(matched.json()[u"events_in_scope"].toInt(), 2);
        const Answer answer = run({"suggest", "indicators", query, "--technique", "T1059", "--corpus",
            "sigma=" + m_folder.filePath("corpus").toStdString(), "--events", events, "--format", "json"});
        QCOMPARE(answer.status, 0);
        const QJsonObject pwsh = row(answer, "indicators", "\\pwsh.exe");
        QCOMPARE(pwsh[u"attack"][u"looked_at"].toInt(), 2);
        QCOMPARE(pwsh[u"attack"][u"alone"].toInt(), 1); // of the four that the program is in
    }

    void nearMissesShape()
    {
        std::vector<std::string> arguments{"near-misses", m_folder.filePath("r.yml").toStdString(), "--format", "json"};
        arguments.insert(arguments.end(), m_sides.begin(), m_sides.end());
        const Answer answer = run(arguments);
        QCOMPARE(answer.status, 0);
        QCOMPARE(answer.json()[u"events_in_scope"].toInt(), 30);
        QCOMPARE(answer.json()[u"matched"].toInt(), 1);
        QCOMPARE(answer.json()[u"near_misses"].toInt(), 29);
        QCOMPARE(answer.json()[u"unreachable"].toInt(), 0);
        QCOMPARE(answer.json()[u"distances"].toArray().size(), 1);
        QCOMPARE(answer.json()[u"distances"][0][u"distance"].toInt(), 1);
        QCOMPARE(answer.json()[u"distances"][0][u"events"].toInt(), 29);
        const QJsonArray groups = answer.json()[u"groups"].toArray();
        QCOMPARE(groups.size(), 2);
        QCOMPARE(groups[0][u"field"].toString(), "Image");
        QCOMPARE(groups[0][u"operator"].toString(), "ends_with");
        QCOMPARE(groups[0][u"selection"].toString(), "selection");
        QCOMPARE(groups[0][u"line"].toInt(), 9);
        QCOMPARE(groups[0][u"events"].toInt(), 28);
        QCOMPARE(groups[0][u"attack"].toInt(), 2);
        QCOMPARE(groups[0][u"benign"].toInt(), 26);
        QCOMPARE(groups[0][u"exclusion"].toBool(), false);
        QCOMPARE(groups[0][u"wanted"].toArray().size(), 2);
        const QJsonArray values = groups[0][u"values"].toArray();
        QCOMPARE(values[0][u"value"].toString(), "C:\\notepad.exe");
        QCOMPARE(values[0][u"events"].toInt(), 25);
        QCOMPARE(values[0][u"widening"][u"title"].toString(), "Add '\\notepad.exe' to Image|endswith");
        QCOMPARE(values[0][u"widening"][u"benign"][u"added"].toInt(), 25);
        QCOMPARE(values[0][u"widening"][u"attack"][u"added"].toInt(), 0);
        QCOMPARE(groups[1][u"exclusion"].toBool(), true);
        QCOMPARE(groups[1][u"drop"][u"title"].toString(), "Remove 'quiet' from CommandLine|contains");
        QCOMPARE(groups[1][u"drop"][u"attack"][u"added"].toInt(), 1);
        const QJsonArray events = answer.json()[u"events"].toArray();
        QCOMPARE(events.size(), 29);
        QCOMPARE(events[0][u"file"].toString(), "attack.json");
        QCOMPARE(events[0][u"record"].toInt(), 2);
        QCOMPARE(events[0][u"distance"].toInt(), 1);
        QCOMPARE(events[0][u"groups"].toArray(), QJsonArray{0});
        QCOMPARE(events[1][u"groups"].toArray(), QJsonArray{1});

        arguments.insert(arguments.end(), {"--limit", "3"});
        const Answer limited = run(arguments);
        QCOMPARE(limited.json()[u"events"].toArray().size(), 3);
        QCOMPARE(limited.json()[u"near_misses"].toInt(), 29);
    }

    void exclusionsShape()
    {
        // cmd.exe is started by the attack and, with another command line, every day.
        QByteArray daily;
        for (int i = 0; i < 3; ++i)
            daily += processEvent("C:\\cmd.exe", "cmd daily");
        daily += processEvent("C:\\Tools\\sh.exe", "harmless");
        const Answer answer = run({"suggest", "exclusions", m_folder.filePath("r.yml").toStdString(), "--corpus",
            "sigma=" + m_folder.filePath("corpus").toStdString(), "--format", "json", m_sides[0], m_sides[1],
            "--benign", write("daily.json", daily)});
        QCOMPARE(answer.status, 0);
        const QJsonValue found = answer.json()[u"found"];
        QCOMPARE(found[u"hits"].toInt(), 5);
        QCOMPARE(found[u"false_positives"].toInt(), 4);
        QCOMPARE(found[u"true_positives"].toInt(), 1);
        const QJsonArray rows = found[u"exclusions"].toArray();
        QCOMPARE(rows[0][u"sigma"].toString(), "CommandLine: 'cmd daily'");
        QCOMPARE(rows[0][u"removes"].toInt(), 3);
        QCOMPARE(rows[0][u"loses"].toInt(), 0);
        // What a rule excludes comes first among those that remove as much.
        QCOMPARE(rows[1][u"sigma"].toString(), "CommandLine|contains: 'harmless'");
        QCOMPARE(rows[1][u"rules"].toInt(), 1);
        for (const QJsonValue& row : rows)
            QVERIFY(!row[u"sigma"].toString().contains("cmd.exe")); // it would lose the attack
        QCOMPARE(found[u"curve"].toArray().size(), 2);
        QCOMPARE(found[u"curve"][1][u"removes"].toInt(), 4);
        QCOMPARE(found[u"curve"][1][u"left"].toInt(), 0);
    }

    void whatCannotBeSuggested()
    {
        QCOMPARE(run({"suggest", "presents", m_folder.filePath("r.yml").toStdString()}).status, 2);
    }
};

} // namespace

RULEWRIGHT_TEST(TestPriceCommands)

#include "test_price_commands.moc"
