// SPDX-License-Identifier: Apache-2.0
#include "tests/app/answer.h"
#include "tests/support/runner.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>

using rulewright::tests::Answer;
using rulewright::tests::run;

namespace {

constexpr const char* rule = R"(title: Tunnel
status: test
level: high
tags: [attack.t1219.001, attack.t1562.001]
logsource: {product: windows, category: process_creation}
detection:
  selection:
    CommandLine|contains: [' tunnel', ' Tunnel']
    OriginalFileName: null
    Payload|wide|base64offset|contains: http
  filter_a: {Image|endswith: \code.exe, User: 'SYSTEM'}
  condition: selection and not filter_a or not selection and not filter_a
)";

constexpr const char* brokenRule = R"(title: Broken
tags: [attack.t1219]
logsource: {product: windows}
detection: {selection: {A|contain: x}, condition: selection}
)";

} // namespace

class CorpusCommandsTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void theGuideHasTheShapeOfTheContract();
    void rowsHaveTheShapeOfTheContract();
    void theModeAndVendorNarrowTheGuide();
    void aRevokedIdIsNoError();
    void aTechniqueThatIsNotOneCannotRun_data();
    void aTechniqueThatIsNotOneCannotRun();
    void aCorpusThatIsNoneCannotRun_data();
    void aCorpusThatIsNoneCannotRun();
    void brokenRulesAreListedAndFailOnlyWhenStrict();
    void theCorpusHasTheShapeOfTheContract();
    void fieldsListsWhatTheTablesKnow();
    void textIsForReadingAndCarriesTheNotice();
    void withoutCorpusTheBuiltInRulesAreMeant();

private:
    void add(const char* name, const char* text) const
    {
        std::ofstream(std::filesystem::path(m_folder->path().toStdString()) / name) << text;
    }

    [[nodiscard]] std::string corpus() const { return "sigma=" + m_folder->path().toStdString(); }

    [[nodiscard]] Answer guide(const std::string& technique, std::vector<std::string> more = {}) const
    {
        std::vector<std::string> arguments{"guide", technique, "--corpus", corpus(), "--format", "json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(arguments);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void CorpusCommandsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    add("tunnel.yml", rule);
}

void CorpusCommandsTest::theGuideHasTheShapeOfTheContract()
{
    const Answer result = guide("T1219.001");
    QCOMPARE(result.status, 0);
    QVERIFY(result.err.empty());
    // The keys of docs/cli.md in their order.
    std::size_t at = 0;
    for (const char* key : {"requested", "technique", "name", "united", "tactics", "parent", "subtechniques",
             "platforms", "mode", "rules_exact", "rules_with_sub", "rules_total", "rules_per_vendor", "unparsed",
             "rules", "events", "fields", "indicator_count", "indicators", "exclusion_count", "exclusions",
             "joint_exclusions", "nested_negations", "derived", "seconds"}) {
        at = result.out.find("\"" + std::string(key) + "\":", at);
        QVERIFY2(at != std::string::npos, key);
    }
    QCOMPARE(result.out.find("{\"requested\":\"T1219.001\",\"technique\":\"T1219.001\",\"name\":\"IDE Tunneling\","
                             "\"united\":[\"T1219.001\"],\"tactics\":[\"command-and-control\"],\"parent\":\"T1219\","
                             "\"subtechniques\":[],"),
        std::size_t(0));
}

void CorpusCommandsTest::rowsHaveTheShapeOfTheContract()
{
    const std::string out = guide("T1219.001").out;
    for (const char* part :
        {
            R"("rules_per_vendor":{"sigma":1},"unparsed":[],"rules":[{"vendor":"sigma","path":"tunnel.yml","title":"Tunnel","level":"high","status":"test"}])",
            R"({"provider":"Microsoft-Windows-Sysmon","id":1,"title":"Process creation","rules":1})",
            R"({"field":"CommandLine","rules":1,"operators":{"contains":1},"raw":{"sigma:CommandLine":1},"samples":[" Tunnel"]})",
            R"({"field":"OriginalFileName","operator":"is_null","value":null,"transform":null,"rules":1,"reach":1,"specific":true})",
            R"({"field":"Payload","operator":"contains","value":"http","transform":"wide+base64offset","rules":1,"reach":1,"specific":true})",
            R"("indicator_count":3)",
            R"("nested_negations":[{"field":"CommandLine","operator":"contains","value":" Tunnel","rules":1})",
            R"("derived":[])",
        })
        QVERIFY2(out.contains(part), (part + std::string("\n") + out).c_str());
}

void CorpusCommandsTest::theModeAndVendorNarrowTheGuide()
{
    QCOMPARE(guide("T1219").json().value(QLatin1String("rules_total")).toInt(), 0);
    const QJsonObject sub = guide("T1219", {"--with-subtechniques"}).json();
    QCOMPARE(sub.value(QLatin1String("rules_total")).toInt(), 1);
    QCOMPARE(sub.value(QLatin1String("mode")).toString(), QStringLiteral("sub"));
    QCOMPARE(guide("T1219.001", {"--vendor", "splunk"}).json().value(QLatin1String("rules_total")).toInt(), 0);
    QCOMPARE(guide("T1219.001", {"--vendor", "nobody"}).status, 2);
}

void CorpusCommandsTest::aRevokedIdIsNoError()
{
    const QJsonObject json = guide("t1562.001").json();
    QCOMPARE(json.value(QLatin1String("requested")).toString(), QStringLiteral("t1562.001"));
    QCOMPARE(json.value(QLatin1String("technique")).toString(), QStringLiteral("T1685"));
    QCOMPARE(json.value(QLatin1String("united")).toArray().size(), 6);
    QCOMPARE(json.value(QLatin1String("rules_exact")).toInt(), 1);
}

void CorpusCommandsTest::aTechniqueThatIsNotOneCannotRun_data()
{
    QTest::addColumn<QString>("technique");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("unknown id") << "T1218.999" << "'T1218.999' is no technique of ATT&CK; the nearest are ";
    QTest::newRow("unknown name") << "Remote Acces Tools" << "the nearest are T1219 (Remote Access Tools)";
    QTest::newRow("part of a name")
        << "Shell"
        << "the nearest are T1505.003 (Server Software Component: Web Shell), T1059.001 (Command and "
           "Scripting Interpreter: PowerShell), T1059.004 (Command and Scripting Interpreter: Unix Shell)";
    QTest::newRow("ambiguous name") << "local account"
                                    << "T1087.001 (Account Discovery: Local Account), "
                                       "T1136.001 (Create Account: Local Account)";
}

void CorpusCommandsTest::aTechniqueThatIsNotOneCannotRun()
{
    QFETCH(QString, technique);
    QFETCH(QString, sentence);
    const Answer result = guide(technique.toStdString());
    QCOMPARE(result.status, 2);
    QVERIFY(result.out.empty());
    QVERIFY2(result.err.contains(sentence.toStdString()), result.err.c_str());
}

void CorpusCommandsTest::aCorpusThatIsNoneCannotRun_data()
{
    QTest::addColumn<QString>("corpus");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no equals sign") << "rules" << "is not VENDOR=FOLDER";
    QTest::newRow("no folder") << "sigma=" << "is not VENDOR=FOLDER";
    QTest::newRow("unknown vendor") << "acme=rules" << "'acme' is no vendor of rules";
    QTest::newRow("no such folder") << "sigma=/nowhere" << "the folder '/nowhere' cannot be read";
}

void CorpusCommandsTest::aCorpusThatIsNoneCannotRun()
{
    QFETCH(QString, corpus);
    QFETCH(QString, sentence);
    for (const std::vector<std::string>& command :
        {std::vector<std::string>{"corpus"}, std::vector<std::string>{"guide", "T1219"}}) {
        std::vector<std::string> arguments = command;
        arguments.insert(arguments.end(), {"--corpus", corpus.toStdString()});
        const Answer result = run(arguments);
        QCOMPARE(result.status, 2);
        QVERIFY(result.out.empty());
        QVERIFY2(result.err.contains(sentence.toStdString()), result.err.c_str());
    }
}

void CorpusCommandsTest::brokenRulesAreListedAndFailOnlyWhenStrict()
{
    add("broken.yml", brokenRule);
    const Answer listed = guide("T1219");
    QCOMPARE(listed.status, 0);
    QCOMPARE(listed.json().value(QLatin1String("rules_total")).toInt(), 1);
    QVERIFY(listed.json().value(QLatin1String("rules")).toArray().isEmpty());
    const QJsonArray unparsed = listed.json().value(QLatin1String("unparsed")).toArray();
    QCOMPARE(unparsed.size(), 1);
    QCOMPARE(unparsed.first().toObject().value(QLatin1String("path")).toString(), QStringLiteral("broken.yml"));
    QCOMPARE(guide("T1219", {"--strict"}).status, 1);
    QCOMPARE(guide("T1219.001", {"--strict"}).status, 0);
    QCOMPARE(run({"corpus", "--corpus", corpus()}).status, 0);
    QCOMPARE(run({"corpus", "--corpus", corpus(), "--strict"}).status, 1);
}

void CorpusCommandsTest::theCorpusHasTheShapeOfTheContract()
{
    add("placeholder.yml",
        "title: P\nlogsource: {product: windows}\ndetection: {s: {User|expand: '%admins%'}, condition: s}\n");
    const Answer result = run({"corpus", "--corpus", corpus(), "--format", "json"});
    QCOMPARE(result.status, 0);
    const std::string expected
        = R"({"vendors":[{"vendor":"sigma","rules":2,"complete":1,"partial":1,"no_query":0,)"
          R"("partial_reasons":[{"reason":"placeholder without values","rules":1}],"failed":[]}],)"
          R"("sigma_modifiers":{"contains":2,"base64offset":1,"endswith":1,"expand":1,"wide":1},)"
          R"("operators":{"sigma":{"eq":2,"contains":1,"ends_with":1,"is_null":1}},)"
          R"("techniques":2,"indicator_keys":4,"shared_keys":{"two_or_more":0,"all":0},"seconds":)";
    QCOMPARE(result.out.substr(0, expected.size()), expected);
}

void CorpusCommandsTest::fieldsListsWhatTheTablesKnow()
{
    const Answer result = run({"fields", "--format", "json"});
    QCOMPARE(result.status, 0);
    const QJsonObject json = result.json();
    for (const char* key : {"names", "aliases", "log_sources", "events"})
        QVERIFY(!json.value(QLatin1String(key)).toArray().isEmpty());
    QVERIFY(result.out.contains(R"({"name":"Image","source":"NewProcessName",)"));
    QVERIFY(result.out.contains(R"({"product":"windows","category":"process_creation","service":null,"events":[)"));
    QVERIFY(run({"fields"}).out.contains("Image is NewProcessName in Microsoft-Windows-Security-Auditing 4688\n"));
}

void CorpusCommandsTest::textIsForReadingAndCarriesTheNotice()
{
    const Answer result = run({"guide", "T1219.001", "--corpus", corpus()});
    QCOMPARE(result.status, 0);
    for (const char* part : {"T1219.001 IDE Tunneling\n", "Tactics: Command and Control\n", "Sub-technique of T1219\n",
             "Indicators; rules, reach (3)\n", "specific  CommandLine contains \" Tunnel\"\n",
             "reproduced with permission of The MITRE Corporation"})
        QVERIFY2(result.out.contains(part), (part + std::string("\n") + result.out).c_str());
    QVERIFY(run({"guide", "T1562.001", "--corpus", corpus()}).out.contains("T1562.001 was revoked"));
    QVERIFY(run({"corpus", "--corpus", corpus()}).out.starts_with("Sigma: 1 rules, 1 complete"));
}

void CorpusCommandsTest::withoutCorpusTheBuiltInRulesAreMeant()
{
    const Answer result = run({"guide", "T1219", "--with-subtechniques", "--format", "json"});
    QCOMPARE(result.status, 0);
    QVERIFY(result.json().value(QLatin1String("rules_total")).toInt() >= 5);
    const QJsonObject corpus = run({"corpus", "--format", "json"}).json();
    const QJsonObject sigma = corpus.value(QLatin1String("vendors")).toArray().first().toObject();
    QVERIFY(sigma.value(QLatin1String("rules")).toInt() >= 20);
    QCOMPARE(sigma.value(QLatin1String("failed")).toArray().size(), 0);
}

RULEWRIGHT_TEST(CorpusCommandsTest)
#include "test_corpus_commands.moc"
