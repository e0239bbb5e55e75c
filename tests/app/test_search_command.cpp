// SPDX-License-Identifier: Apache-2.0
// The search over every rule of the corpora.
#include "tests/app/answer.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>

using namespace rulewright;
using rulewright::tests::Answer;
using rulewright::tests::run;

namespace {

constexpr const char* kettle = R"(title: Kettle Started
id: 5f1a2b3c-0000-4000-8000-000000000011
status: test
description: Somebody makes tea.
level: high
tags: [attack.command-and-control, attack.t1219.002]
logsource: {product: windows, category: process_creation}
detection:
  selection:
    Image|endswith: \kettle.exe
    CommandLine|contains: [' --boil', ' -b ']
  filter:
    ParentImage: C:\Kitchen\cook.exe
  condition: selection and not filter
)";

constexpr const char* cup = R"(title: Cup Loaded
id: 5f1a2b3c-0000-4000-8000-000000000012
description: The library of a kettle.
level: low
tags: [attack.t1562.001]
logsource: {product: windows, category: image_load}
detection:
  selection: {ImageLoaded|re: '\\[Kk]ettle[0-9]\.dll$'}
  condition: selection
)";

constexpr const char* elastic = R"([rule]
name = "Tea Over The Network"
rule_id = "5f1a2b3c-0000-4000-8000-000000000013"
severity = "medium"
type = "eql"
language = "eql"
index = ["logs-windows.sysmon_operational-*"]
query = '''
network where host.os.type == "windows" and process.name : "kettle.exe" and destination.port == 7070
'''
[[rule.threat]]
framework = "MITRE ATT&CK"
[[rule.threat.technique]]
id = "T1219"
name = "Remote Access Tools"
)";

class TestSearchCommand : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string path(const std::string& name) const { return m_folder.path().toStdString() + "/" + name; }

    Answer search(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), "search");
        for (const char* vendor : {"sigma", "elastic"})
            arguments.insert(arguments.end(), {"--corpus", std::string(vendor) + "=" + path(vendor)});
        arguments.insert(arguments.end(), {"--format", "json"});
        return run(arguments);
    }

private slots:

    void initTestCase()
    {
        for (const char* vendor : {"sigma", "elastic"})
            std::filesystem::create_directory(path(vendor));
        std::ofstream(path("sigma/b_kettle.yml")) << kettle;
        std::ofstream(path("sigma/a_cup.yml")) << cup;
        std::ofstream(path("elastic/tea.toml")) << elastic;
    }

    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("paths");
        const auto row = [](const char* text, const char* paths) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(paths);
        };
        // A word of the title comes first, whatever the path; a word may stand in a description or a value, too.
        row("KETTLE", "b_kettle.yml a_cup.yml tea.toml");
        row("kettle started", "b_kettle.yml");
        row("\"makes tea\"", "b_kettle.yml");
        row("\"tea makes\"", "");
        row("kettle NOT started", "a_cup.yml tea.toml");
        row("tea --boil", "b_kettle.yml");
        row("title:kettle", "b_kettle.yml");
        row("id:000000000012", "a_cup.yml");
        row("path:cup", "a_cup.yml");
        // Techniques by id, revoked ids and names too; with those below where asked for.
        row("technique:t1219", "tea.toml");
        row("technique:T1219.*", "b_kettle.yml tea.toml");
        row("technique:T1219,T1219.002", "b_kettle.yml tea.toml");
        row("technique:T1685", "a_cup.yml");
        row("technique:T1562.001", "a_cup.yml");
        row("technique:\"Remote Desktop Software\"", "b_kettle.yml");
        // Fields by the canonical name or the vendor's; value and operator of the same test.
        row("field:Image", "b_kettle.yml tea.toml");
        row("field:process.name", "tea.toml");
        row("field:*Image", "b_kettle.yml tea.toml");
        row("field:Image*", "a_cup.yml b_kettle.yml tea.toml");
        row("value:kettle.exe", "b_kettle.yml tea.toml");
        row("field:Image value:cook", "");
        row("field:ParentImage value:cook", "b_kettle.yml");
        row("value:cook field:CommandLine field:ParentImage", "");
        row("field:CommandLine field:ParentImage", "b_kettle.yml");
        row("NOT field:CommandLine", "a_cup.yml tea.toml");
        row("operator:regex", "a_cup.yml");
        row("operator:eq value:7070", "tea.toml");
        row("value:ettle[0-9]", "a_cup.yml");
        // Log sources, whole words of them; levels; vendors.
        row("logsource:windows/process_creation", "b_kettle.yml");
        row("logsource:process_", "");
        row("logsource:*load", "a_cup.yml");
        row("logsource:windows", "a_cup.yml b_kettle.yml tea.toml");
        row("logsource:sysmon_operational", "tea.toml");
        row("level:high", "b_kettle.yml");
        row("level:low,Medium", "a_cup.yml tea.toml");
        row("status:test", "b_kettle.yml");
        row("vendor:elastic", "tea.toml");
        row("vendor:sigma level:low kettle", "a_cup.yml");
        // What looks like a key and is none is a word.
        row("C:\\Kitchen", "b_kettle.yml");
    }

    void finds()
    {
        QFETCH(QString, text);
        QFETCH(QString, paths);
        const Answer answer = search({text.toStdString()});
        QCOMPARE(answer.status, 0);
        const QJsonObject json = answer.json();
        const QJsonArray rules = json[u"rules"].toArray();
        QStringList found;
        for (const QJsonValue rule : rules)
            found << rule.toObject()[u"path"].toString();
        QCOMPARE(found.join(u' '), paths);
        QCOMPARE(json[u"found"].toInt(), int(found.size()));
        QCOMPARE(json[u"rules_total"].toInt(), 3);
    }

    void aRuleSaysWhatItIsAndWhichTestsWereMeant()
    {
        const Answer answer = search({"vendor:sigma", "value:cook"}); // several arguments are one text
        const QJsonObject rule = answer.json()[u"rules"].toArray().at(0).toObject();
        QCOMPARE(rule[u"vendor"].toString(), "sigma");
        QCOMPARE(rule[u"title"].toString(), "Kettle Started");
        QCOMPARE(rule[u"id"].toString(), "5f1a2b3c-0000-4000-8000-000000000011");
        QCOMPARE(rule[u"level"].toString(), "high");
        QCOMPARE(rule[u"status"].toString(), "test");
        QCOMPARE(rule[u"class"].toString(), "complete");
        QCOMPARE(rule[u"techniques"].toArray(), QJsonArray{"T1219.002"});
        QCOMPARE(rule[u"log_source"].toArray(), (QJsonArray{"windows", "process_creation"}));
        QCOMPARE(rule[u"tests_total"].toInt(), 1);
        const QJsonObject test = rule[u"tests"].toArray().at(0).toObject();
        QCOMPARE(test[u"field"].toString(), "ParentImage");
        QCOMPARE(test[u"operator"].toString(), "eq");
        QCOMPARE(test[u"value"].toString(), "C:\\Kitchen\\cook.exe");
        QCOMPARE(test[u"role"].toString(), "exclusion");
        QCOMPARE(test[u"context"].toString(), "event");
        QVERIFY(answer.json()[u"seconds"].isDouble());
    }

    /// A rule that failed has a log source all the same.
    void aBrokenRuleIsFoundByItsLogSource()
    {
        const QTemporaryDir folder;
        const std::string sigma = folder.path().toStdString();
        std::ofstream(sigma + "/broken.yml")
            << "title: Broken\nlogsource: {product: windows, category: process_creation}\n"
               "detection:\n  a: {Image: x}\n  condition: a and (\n";
        const Answer answer
            = run({"search", "logsource:windows/process_creation", "--corpus", "sigma=" + sigma, "--format", "json"});
        const QJsonArray rules = answer.json()[u"rules"].toArray();
        QCOMPARE(rules.size(), 1);
        QCOMPARE(rules.at(0).toObject()[u"class"].toString(), "failed");
        QCOMPARE(rules.at(0).toObject()[u"log_source"].toArray(), (QJsonArray{"windows", "process_creation"}));
    }

    void aLimitCutsTheListAlone()
    {
        const QJsonObject json = search({"kettle", "--limit", "1"}).json();
        QCOMPARE(json[u"found"].toInt(), 3);
        QCOMPARE(json[u"rules"].toArray().size(), 1);
    }

    void whatCannotBeLookedForIsSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* text, const char* words) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(words);
        };
        row(" ", "nothing to look for");
        row("field:", "needs a text");
        row("level:hihg", "is no level");
        row("vendor:acme", "is no vendor");
        row("operator:like", "is no operator");
        row("technique:T9999", "the nearest are");
    }

    void whatCannotBeLookedForIsSaid()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        const Answer answer = search({text.toStdString()});
        QCOMPARE(answer.status, 2);
        QVERIFY2(QString::fromStdString(answer.err).contains(words), answer.err.c_str());
    }

    /// Over the whole catalogue a search agrees with the guide. (How long it takes is measured in the release build.)
    void theWholeCatalogue()
    {
        const std::filesystem::path shared = tests::sharedFolder();
        SKIP_WITHOUT_SHARED(shared);
        std::vector<std::string> arguments{"search", "technique:T1219", "--format", "json"};
        for (const char* vendor : {"sigma", "elastic", "splunk"})
            arguments.insert(
                arguments.end(), {"--corpus", std::string(vendor) + "=" + (shared / "corpora" / vendor).string()});
        const Answer answer = run(arguments);
        QCOMPARE(answer.status, 0);
        QCOMPARE(answer.json()[u"rules_total"].toInt(), 7461);
        QCOMPARE(answer.json()[u"found"].toInt(), 27); // golden/T1219.exact.all
    }
};

} // namespace

RULEWRIGHT_TEST(TestSearchCommand)

#include "test_search_command.moc"
