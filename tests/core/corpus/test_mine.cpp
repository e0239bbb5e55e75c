// SPDX-License-Identifier: Apache-2.0
#include "tests/core/corpus/corpus_texts.h"
#include "tests/support/runner.h"

using namespace rulewright::tests;
using namespace rulewright;

class MineTest : public QObject {
    Q_OBJECT
private slots:
    void oneTestBecomesOneKey_data();
    void oneTestBecomesOneKey();
    void rolesFollowTheNegationsAbove_data();
    void rolesFollowTheNegationsAbove();
    void jointExclusionsAreAlternativesOfSeveralKeys_data();
    void jointExclusionsAreAlternativesOfSeveralKeys();
    void equalLeavesOfARuleAreOne();
    void aPlaceholderMakesARulePartial();
    void aBrokenRuleFailsAndKeepsWhatItsMetadataSay();
    void everyDocumentOfAFileIsARule();
    void modifiersAreCountedOnFieldKeys();
};

void MineTest::oneTestBecomesOneKey_data()
{
    QTest::addColumn<QString>("test");
    QTest::addColumn<QString>("key");
    const auto row = [](const char* test, const char* key) {
        QTest::newRow(test) << QString::fromUtf8(test) << QString::fromUtf8(key);
    };
    // operators
    row("Image: cmd.exe", "Image eq 'cmd.exe'");
    row("Image|endswith: \\cmd.exe", "Image ends_with '\\cmd.exe'");
    row("Image|startswith: 'C:\\Windows\\'", "Image starts_with 'C:\\Windows\\'");
    row("CommandLine|contains: ' -enc '", "CommandLine contains ' -enc '");
    row("CommandLine|re: '(?i)a\\\\b'", "CommandLine regex '(?i)a\\\\b'");
    row("CommandLine|re|i: 'A'", "CommandLine regex 'A'");
    row("EventID: 4688", "EventID eq '4688'");
    row("EventID|gte: 4688", "EventID ge '4688'");
    row("Signed: TRUE", "Signed eq 'true'");
    row("Image: null", "Image is_null");
    row("Image: ''", "Image eq ''");
    row("Image|exists: true", "Image exists");
    row("Image|fieldref: ParentImage", "Image fieldref 'ParentImage'");
    row("Image|fieldref|endswith: ParentImage", "Image fieldref_ends_with 'ParentImage'");
    row("SourceIp|cidr: 10.0.0.0/8", "SourceIp cidr '10.0.0.0/8'");
    // wildcards at the ends are the operator
    row("Image: '*\\cmd.exe'", "Image ends_with '\\cmd.exe'");
    row("Image: 'C:\\Temp*'", "Image starts_with 'C:\\Temp'");
    row("Image: '**cmd*'", "Image contains 'cmd'");
    row("Image: '*'", "Image exists");
    row("Image|contains: ''", "Image exists");
    row("Image: 'a*b'", "Image wildcard 'a*b'");
    row("Image: 'a?b'", "Image wildcard 'a?b'");
    row("Image|contains: 'a*b'", "Image wildcard '*a*b*'");
    row("Image|endswith: '\\\\*.exe'", "Image wildcard '*\\*.exe'");
    row("Image|contains: '*cmd*'", "Image contains 'cmd'");
    // escapes are resolved
    row("Image: 'a\\*b\\?'", "Image eq 'a*b?'");
    row("Image|endswith: '\\\\\\\\server'", "Image ends_with '\\\\server'");
    row("Image|endswith: 'end\\'", "Image ends_with 'end\\'");
    // an address with bits is a network, by name and value
    row("DestinationIp: 10.0.0.0/8", "DestinationIp cidr '10.0.0.0/8'");
    row("IpAddress: ::1/128", "IpAddress cidr '::1/128'");
    row("src_ip: 10.0.0.0/8", "src_ip cidr '10.0.0.0/8'");
    row("ship: 10.0.0.0/8", "ship eq '10.0.0.0/8'");
    row("Image: 10.0.0.0/8", "Image eq '10.0.0.0/8'");
    // what leaves no trace, and what does
    row("CommandLine|contains|windash: ' -f '", "CommandLine contains ' -f '");
    row("CommandLine|contains|cased: Abc", "CommandLine contains 'Abc'");
    row("CommandLine|base64offset|contains: IEX", "CommandLine contains 'IEX' [base64offset]");
    row("CommandLine|wide|base64offset|contains: IEX", "CommandLine contains 'IEX' [wide+base64offset]");
    row("CommandLine|utf16le|base64offset|contains: IEX", "CommandLine contains 'IEX' [wide+base64offset]");
    row("CommandLine|base64|contains: IEX", "CommandLine contains 'IEX' [base64]");
    // any field
    row("'|all': [one]", "(keyword) keyword 'one'");
    row("'': ['*one*']", "(keyword) keyword 'one'");
    row("'|re': 'a.b'", "(keyword) regex 'a.b'");
}

void MineTest::oneTestBecomesOneKey()
{
    QFETCH(QString, test);
    QFETCH(QString, key);
    const std::string rule = sigmaRule("  selection:\n    " + test.toStdString() + "\n  condition: selection\n");
    QCOMPARE(QString::fromStdString(leavesText(rule)), QStringLiteral("filter ") + key + QLatin1Char('\n'));
}

void MineTest::rolesFollowTheNegationsAbove_data()
{
    QTest::addColumn<QString>("detection");
    QTest::addColumn<QString>("leaves");
    const auto row = [](const char* name, const char* detection, const char* leaves) {
        QTest::newRow(name) << QString::fromUtf8(detection) << QString::fromUtf8(leaves);
    };
    row("a negated selection is an exclusion", "  a: {A: 1}\n  f: {B: 2}\n  condition: a and not f\n",
        "filter A eq '1'\nexclusion B eq '2'\n");
    row("one of several", "  a: {A: 1}\n  filter_x: {B: 2}\n  filter_y: {C: 3}\n  condition: a and not 1 of filter_*\n",
        "filter A eq '1'\nexclusion B eq '2'\nexclusion C eq '3'\n");
    row("conjuncts are flattened", "  a: {A: 1}\n  f: {B: 2}\n  condition: a and (a and not f)\n",
        "filter A eq '1'\nexclusion B eq '2'\n");
    row("below an OR a negation is nested", "  a: {A: 1}\n  b: {B: 2}\n  f: {C: 3}\n  condition: a or (b and not f)\n",
        "filter A eq '1'\nfilter B eq '2'\nnested C eq '3'\n");
    row("a leading negation alone", "  f: {A: 1}\n  condition: not f\n", "exclusion A eq '1'\n");
    row("two negations are an exception",
        "  a: {A: 1}\n  f: {B: 2}\n  g: {C: 3}\n  condition: a and not (f and not g)\n",
        "filter A eq '1'\nexclusion B eq '2'\nexception C eq '3'\n");
    row("two negations in a row cancel", "  a: {A: 1}\n  f: {B: 2}\n  condition: a and not (not f)\n",
        "filter A eq '1'\nfilter B eq '2'\n");
    row("neq is a negation of its key", "  a:\n    A: 1\n    B|neq: [2, 3]\n  condition: a\n",
        "filter A eq '1'\nexclusion B eq '2'\nexclusion B eq '3'\n");
    row("neq below not", "  a: {A: 1}\n  f: {B|neq: 2}\n  condition: a and not f\n",
        "filter A eq '1'\nfilter B eq '2'\n");
    row("neq in a list of maps is nested", "  a:\n    - A: 1\n    - B|neq: 2\n  condition: a\n",
        "filter A eq '1'\nnested B eq '2'\n");
    row("exists: false is a negation", "  a:\n    A: 1\n    B|exists: false\n  condition: a\n",
        "filter A eq '1'\nexclusion B exists\n");
    row("one field in both roles", "  a: {A: 1}\n  f: {A: 1}\n  condition: a and not f\n",
        "filter A eq '1'\nexclusion A eq '1'\n");
}

void MineTest::rolesFollowTheNegationsAbove()
{
    QFETCH(QString, detection);
    QFETCH(QString, leaves);
    std::string text;
    std::string all = leavesText(sigmaRule(detection.toStdString()));
    QCOMPARE(QString::fromStdString(all), leaves);
}

void MineTest::jointExclusionsAreAlternativesOfSeveralKeys_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("joint");
    const auto row = [](const char* name, const char* filter, const char* joint) {
        QTest::newRow(name) << QString::fromUtf8(filter) << QString::fromUtf8(joint);
    };
    row("one key joins nothing", "  f: {A: 1}\n  condition: s and not f\n", "");
    row("values of one list are alternatives", "  f: {A: [1, 2]}\n  condition: s and not f\n", "");
    row("two fields of a map", "  f: {A: 1, B: 2}\n  condition: s and not f\n", "joint: A eq '1', B eq '2'\n");
    row("a list in a map joins all its values", "  f: {A: 1, B: [2, 3]}\n  condition: s and not f\n",
        "joint: A eq '1', B eq '2', B eq '3'\n");
    row("|all joins", "  f: {A|contains|all: [x, y]}\n  condition: s and not f\n",
        "joint: A contains 'x', A contains 'y'\n");
    row("maps of a list are alternatives", "  f:\n    - {A: 1, B: 2}\n    - C: 3\n  condition: s and not f\n",
        "joint: A eq '1', B eq '2'\n");
    row("alternatives to any depth",
        "  f: {A: 1, B: 2}\n  g: {C: 3, D: 4}\n  h: {E: 5}\n  condition: s and not (f or (g or h))\n",
        "joint: A eq '1', B eq '2'\njoint: C eq '3', D eq '4'\n");
    row("not all of", "  f1: {A: 1}\n  f2: {B: 2}\n  condition: s and not all of f*\n", "joint: A eq '1', B eq '2'\n");
    row("an exception is no member", "  f: {A: 1, B: 2}\n  g: {C: 3}\n  condition: s and not (f and not g)\n",
        "joint: A eq '1', B eq '2'\n");
    row("nested negations join nothing", "  f: {A: 1, B: 2}\n  condition: s or not f\n", "");
}

void MineTest::jointExclusionsAreAlternativesOfSeveralKeys()
{
    QFETCH(QString, filter);
    QFETCH(QString, joint);
    const std::string lines = leavesText(sigmaRule("  s: {S: s}\n" + filter.toStdString()));
    const std::size_t first = lines.find("joint:");
    QCOMPARE(QString::fromStdString(first == std::string::npos ? "" : lines.substr(first)), joint);
}

void MineTest::equalLeavesOfARuleAreOne()
{
    const std::string rule = sigmaRule("  a: {A: x}\n  b: {A: x, B: y}\n  condition: a or b\n");
    QCOMPARE(leavesText(rule), "filter A eq 'x'\nfilter B eq 'y'\n");
    const std::string spellings = sigmaRule("  a: {A: [x, X]}\n  condition: a\n");
    QCOMPARE(leavesText(spellings), "filter A eq 'x'\nfilter A eq 'X'\n");
}

void MineTest::aPlaceholderMakesARulePartial()
{
    const std::string rule = sigmaRule("  a: {User|expand: '%admins%'}\n  condition: a\n");
    QCOMPARE(leavesText(rule), "partial: placeholder without values\nfilter User eq '%admins%' [expand]\n");
}

void MineTest::aBrokenRuleFailsAndKeepsWhatItsMetadataSay()
{
    const auto rules = minedRules(sigmaRule("  a: {A|contain: x}\n  condition: a\n"));
    QCOMPARE(rules.size(), std::size_t(1));
    QCOMPARE(rules.front().ruleClass, corpus::RuleClass::Failed);
    QVERIFY(rules.front().reasons.front().contains("contain"));
    QCOMPARE(rules.front().techniques, (std::vector<std::string>{"T1219"}));
    QVERIFY(rules.front().leaves.empty());

    const auto broken = minedRules("title: [\ndetection: {\n");
    QCOMPARE(broken.size(), std::size_t(1));
    QCOMPARE(broken.front().ruleClass, corpus::RuleClass::Failed);
}

void MineTest::everyDocumentOfAFileIsARule()
{
    const auto rules = minedRules("action: global\ntitle: Both\ntags: [attack.t1219]\nlogsource: {product: windows}\n"
                                  "---\ndetection: {a: {A: 1}, condition: a}\n"
                                  "---\ndetection: {b: {B: 2}, condition: b}\n");
    QCOMPARE(rules.size(), std::size_t(2));
    for (std::uint32_t i = 0; i < 2; ++i) {
        QCOMPARE(rules[i].document, i);
        QCOMPARE(rules[i].title, "Both");
        QCOMPARE(rules[i].techniques, (std::vector<std::string>{"T1219"}));
        QCOMPARE(rules[i].leaves.size(), std::size_t(1));
    }
}

void MineTest::modifiersAreCountedOnFieldKeys()
{
    const auto rules = minedRules(sigmaRule("  a:\n    A|contains|all: [x, y]\n    B|contains: z\n    C|re|i: c\n"
                                            "    D|wide|base64offset|contains: d\n    E|endswith|windash: e\n"
                                            "    F|fieldref|startswith: G\n    H|neq: h\n    I|cased: I\n    J: j\n"
                                            "  condition: a\n"));
    using Count = std::pair<std::string, std::uint32_t>;
    QCOMPARE(rules.front().modifiers,
        (std::vector<Count>{{"all", 1}, {"base64offset", 1}, {"cased", 1}, {"contains", 3}, {"endswith", 1},
            {"fieldref", 1}, {"i", 1}, {"neq", 1}, {"re", 1}, {"startswith", 1}, {"wide", 1}, {"windash", 1}}));
}

RULEWRIGHT_TEST(MineTest)
#include "test_mine.moc"
