// SPDX-License-Identifier: Apache-2.0
#include "tests/core/author/author_support.h"
#include "tests/support/runner.h"

#include <algorithm>

using namespace rulewright;
using namespace rulewright::tests;

namespace {

struct Case {
    const char* name;
    std::string text; ///< ^ is the caret
    const char* expected; ///< among the first five
};

std::vector<Case> cases()
{
    const auto inLogSource = [](const char* lines) {
        return std::format(
            "title: A\nlogsource:\n{}detection:\n    selection:\n        a: b\n    condition: selection\n", lines);
    };
    const auto condition = [](const char* text) {
        return processRule(std::format(
            "    selection_img:\n        Image: a\n    selection_cli:\n        Image: b\n    filter_main_a:\n"
            "        Image: c\n    filter_main_b:\n        Image: d\n    condition: {}\n",
            text));
    };
    const auto correlation = [](const char* lines) {
        return std::format("title: C\ncorrelation:\n{}level: high\n---\ntitle: R\nname: first_rule\nlogsource:\n    "
                           "product: windows\n",
            lines);
    };
    return {
        // Keys of a rule
        {"top of an empty text", "^", "title"},
        {"a key that begins", "title: A\nlog^", "logsource"},
        {"falsepositives by its middle", "title: A\npos^", "falsepositives"},
        {"tags before the log source", "title: A\nta^\nlogsource:\n    product: windows\n", "tags"},
        {"a key that has its colon", "title: A\nde^:\n", "detection"},
        {"correlation", "title: A\ncorr^", "correlation"},
        // Enumerations
        {"status", "title: A\nstatus: ^", "experimental"},
        {"status that begins", "title: A\nstatus: st^", "stable"},
        {"level", "title: A\nlevel: ^", "informational"},
        {"level that begins", "title: A\nlevel: cr^", "critical"},
        {"level in quotes", "title: A\nlevel: 'me^'", "medium"},
        {"related", "title: A\nrelated:\n    - id: x\n      ty^", "type"},
        {"type of a relation", "title: A\nrelated:\n    - id: x\n      type: ^", "derived"},
        // Tags
        {"a technique by its id", "tags:\n    - t1219^", "attack.t1219"},
        {"a sub-technique by its id", "tags:\n    - T1219.0^", "attack.t1219.002"},
        {"a technique by the whole tag", "tags:\n    - attack.t1059.00^", "attack.t1059.001"},
        {"a technique by its name", "tags:\n    - remote access t^", "attack.t1219"},
        {"a sub-technique by its name", "tags:\n    - LSASS^", "attack.t1003.001"},
        {"a tactic by its name", "tags:\n    - Defense Imp^", "attack.defense-impairment"},
        {"a tactic by the tag", "tags:\n    - attack.comm^", "attack.command-and-control"},
        {"another kind of tag", "tags:\n    - detection.th^", "detection.threat-hunting"},
        {"a tag in a flow list", "tags: [attack.t1219, attack.t1003.00^]", "attack.t1003.001"},
        // Log sources
        {"a key of the log source", inLogSource("    ^\n"), "category"},
        {"the product", inLogSource("    product: ^\n"), "windows"},
        {"a category", inLogSource("    category: proc^\n    product: windows\n"), "process_creation"},
        {"a category by its middle", inLogSource("    category: query^\n"), "dns_query"},
        {"a service", inLogSource("    product: windows\n    service: sec^\n"), "security"},
        {"a service of Linux", inLogSource("    product: linux\n    service: ^\n"), "auditd"},
        {"a service of the cloud", inLogSource("    product: aws\n    service: cl^\n"), "cloudtrail"},
        // Selections and conditions
        {"a selection", processRule("    ^\n"), "selection"},
        {"a filter", processRule("    selection:\n        a: b\n    fil^\n"), "filter_main_generic"},
        {"the condition", processRule("    selection:\n        a: b\n    con^\n"), "condition"},
        {"a selection in the condition", condition("^"), "selection_img"},
        {"a selection that begins", condition("selection_c^"), "selection_cli"},
        {"a selection behind and", condition("selection_img and ^"), "selection_img"},
        {"an operator", condition("selection_img ^"), "and"},
        {"an operator that begins", condition("selection_img o^"), "or"},
        {"behind not", condition("selection_img and not ^"), "filter_main_a"},
        {"all of several", condition("all^"), "all of selection_*"},
        {"1 of the filters", condition("selection_img and not 1^"), "1 of filter_main_*"},
        {"a pattern", condition("1 of ^"), "selection_*"},
        {"them", condition("all of th^"), "them"},
        {"behind a number", condition("1 ^"), "of"},
        {"in brackets", condition("(selection_i^)"), "selection_img"},
        // Fields: known ones, those of the events, their share
        {"a field", processRule("    selection:\n        ^\n"), "Image"},
        {"a field that begins", processRule("    selection:\n        Comm^\n"), "CommandLine"},
        {"a field by a word of it", processRule("    selection:\n        File^\n"), "OriginalFileName"},
        {"a field of a list of maps", processRule("    selection:\n        - Par^\n"), "ParentImage"},
        {"a second field of an alternative", processRule("    selection:\n        - Image: a\n          Or^\n"),
            "OriginalFileName"},
        {"a field without its case", processRule("    selection:\n        usr^\n"), "User"},
        {"a field behind which a modifier stands", processRule("    selection:\n        Ima^|endswith: a\n"), "Image"},
        {"a field of the Security log",
            "title: A\nlogsource:\n    product: windows\n    service: security\ndetection:\n    selection:\n        "
            "Logon^\n",
            "LogonType"},
        {"a field that only the events have",
            "title: A\nlogsource:\n    product: windows\n    service: security\ndetection:\n    selection:\n        "
            "Odd^\n",
            "OddField"},
        {"a field of a name query",
            "title: A\nlogsource:\n    category: dns_query\n    product: windows\ndetection:\n    selection:\n        "
            "Q^\n",
            "QueryName"},
        {"a field of the cloud",
            "title: A\nlogsource:\n    product: aws\n    service: cloudtrail\ndetection:\n    selection:\n        "
            "eventN^\n",
            "eventName"},
        {"a field to group by", correlation("    type: event_count\n    group-by:\n        - Com^\n"), "Computer"},
        // Modifiers
        {"modifiers", processRule("    selection:\n        Image|^\n"), "contains"},
        {"a modifier that begins", processRule("    selection:\n        Image|end^\n"), "endswith"},
        {"a second modifier", processRule("    selection:\n        CommandLine|contains|^\n"), "all"},
        {"windash", processRule("    selection:\n        CommandLine|contains|win^: a\n"), "windash"},
        {"part of a time", processRule("    selection:\n        UtcTime|ho^\n"), "hour"},
        {"an alias", processRule("    selection:\n        CommandLine|re|ig^\n"), "ignorecase"},
        {"an encoding", processRule("    selection:\n        CommandLine|utf16l^\n"), "utf16le"},
        // Values: of the events and of rules
        {"a value of the events", processRule("    selection:\n        User: ^\n"), "LARK\\ann"},
        {"the end of a path", processRule("    selection:\n        Image|endswith: '\\cm^'\n"), "\\cmd.exe"},
        {"the start of a path", processRule("    selection:\n        Image|startswith: '^'\n"),
            "C:\\Windows\\System32\\"},
        {"a value of the rules", processRule("    selection:\n        Image|endswith: '\\any^'\n"), "\\anydesk.exe"},
        {"a value of a list",
            processRule("    selection:\n        Image|endswith:\n            - '\\a.exe'\n            - '\\any^'\n"),
            "\\anydesk.exe"},
        {"a value of a flow list", processRule("    selection:\n        User: [a, LARK^]\n"), "LARK\\ann"},
        {"a regular expression of the rules", processRule("    selection:\n        CommandLine|re: '^'\n"),
            "cmd\\.exe /c \\d+"},
        {"whether the field is there", processRule("    selection:\n        Image|exists: ^\n"), "true"},
        {"another field", processRule("    selection:\n        User|fieldref: Par^\n"), "ParentUser"},
        // Correlations and filters
        {"a key of a correlation", correlation("    ^\n"), "type"},
        {"the type of a correlation", correlation("    type: val^\n"), "value_count"},
        {"the rule of a correlation", correlation("    type: event_count\n    rules:\n        - fi^\n"), "first_rule"},
        {"a timespan", correlation("    type: event_count\n    timespan: ^\n"), "5m"},
        {"the condition of a correlation", correlation("    type: event_count\n    condition:\n        g^\n"), "gte"},
        {"a key of a filter", "title: F\nlogsource:\n    product: windows\nfilter:\n    ru^\n", "rules"},
        {"the rules of a filter", "title: F\nfilter:\n    rules: a^\n", "any"},
    };
}

class TestComplete : public QObject {
    Q_OBJECT

private slots:

    void offersWhatIsExpected_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QVERIFY(cases().size() >= 60);
        for (const Case& one : cases())
            QTest::newRow(one.name) << QByteArray::fromStdString(one.text) << QByteArray(one.expected);
    }

    void offersWhatIsExpected()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        const Marked marked(text.toStdString());
        Task task;
        const auto completions = author::complete(marked.source, marked.caret, authorWorld().knowledge(), task);
        QByteArray offered;
        bool isThere = false;
        for (std::size_t i = 0; i < completions.size() && i < 5; ++i) {
            offered += QByteArray::fromStdString(completions[i].label) + "; ";
            isThere = isThere || completions[i].label == expected.toStdString();
        }
        QVERIFY2(isThere, offered.constData());
    }

    void saysWhereNothingIsToBeOffered_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("a comment") << QByteArray("title: A # stat^");
        QTest::newRow("the title") << QByteArray("title: Sta^");
        QTest::newRow("a description") << QByteArray("description: lev^");
        QTest::newRow("a network") << QByteArray::fromStdString(processRule("    selection:\n        Ip|cidr: '1^'\n"));
    }

    void saysWhereNothingIsToBeOffered()
    {
        QFETCH(QByteArray, text);
        const Marked marked(text.toStdString());
        Task task;
        QVERIFY(author::complete(marked.source, marked.caret, authorWorld().knowledge(), task).empty());
    }

    /// The text after the completion with this label is taken.
    void writesWhatIsChosen_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("label");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("a key") << QByteArray("title: A\nlev^") << QByteArray("level")
                               << QByteArray("title: A\nlevel: ");
        QTest::newRow("a key with a block")
            << QByteArray("title: A\nlog^") << QByteArray("logsource") << QByteArray("title: A\nlogsource:");
        QTest::newRow("a key that has its colon")
            << QByteArray("de^: x") << QByteArray("description") << QByteArray("description: x");
        QTest::newRow("the whole word is replaced")
            << QByteArray("level: me^dum") << QByteArray("medium") << QByteArray("level: medium");
        QTest::newRow("a value is quoted")
            << QByteArray::fromStdString(processRule("    selection:\n        User: LA^\n")) << QByteArray("LARK\\ann")
            << QByteArray::fromStdString(processRule("    selection:\n        User: 'LARK\\ann'\n"));
        QTest::newRow("within quotes") << QByteArray::fromStdString(
            processRule("    selection:\n        User: 'LA^'\n"))
                                       << QByteArray("LARK\\ann")
                                       << QByteArray::fromStdString(
                                              processRule("    selection:\n        User: 'LARK\\ann'\n"));
        QTest::newRow("a star is escaped")
            << QByteArray::fromStdString(processRule("    selection:\n        Image: what^\n"))
            << QByteArray("C:\\Tools\\what*.exe")
            << QByteArray::fromStdString(processRule("    selection:\n        Image: 'C:\\Tools\\what\\*.exe'\n"));
        QTest::newRow("a quote is doubled")
            << QByteArray::fromStdString(processRule("    selection:\n        CommandLine: 'it^'\n"))
            << QByteArray("it's")
            << QByteArray::fromStdString(processRule("    selection:\n        CommandLine: 'it''s'\n"));
    }

    void writesWhatIsChosen()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, label);
        QFETCH(QByteArray, after);
        const Marked marked(text.toStdString());
        Task task;
        const auto completions = author::complete(marked.source, marked.caret, authorWorld().knowledge(), task, 1'000);
        const auto found = std::ranges::find(completions, label.toStdString(), &author::Completion::label);
        QVERIFY(found != completions.end());
        std::string result(marked.source.text());
        result.replace(found->edit.span.begin, found->edit.span.end - found->edit.span.begin, found->edit.replacement);
        QCOMPARE(QByteArray::fromStdString(result), after);
    }

    void tellsShareAndRules()
    {
        const Marked marked(processRule("    selection:\n        Imag^\n"));
        Task task;
        const auto completions = author::complete(marked.source, marked.caret, authorWorld().knowledge(), task);
        const auto found = std::ranges::find(completions, "Image", &author::Completion::label);
        QVERIFY(found != completions.end());
        QCOMPARE(found->detail, std::string("100 % of 3 events · 2 rules"));
        const Marked value(processRule("    selection:\n        Image|endswith: '\\cm^'\n"));
        const auto values = author::complete(value.source, value.caret, authorWorld().knowledge(), task);
        QCOMPARE(values[0].detail, std::string("2 events"));
    }
};

} // namespace

RULEWRIGHT_TEST(TestComplete)

#include "test_complete.moc"
