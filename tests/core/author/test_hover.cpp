// SPDX-License-Identifier: Apache-2.0
#include "tests/core/author/author_support.h"
#include "tests/support/runner.h"

using namespace rulewright;
using namespace rulewright::tests;

namespace {

struct Case {
    const char* name;
    std::string text; ///< ^ is the place
    const char* expected; ///< title: lines, joined by blanks; "" for none
};

std::vector<Case> cases()
{
    const std::string condition
        = "    selection_a:\n        Image: a\n    filter_b:\n        Image: b\n    condition: ";
    return {
        {"a key", "lev^el: high\n", "level: How bad a match is: informational, low, medium, high, critical."},
        {"a level", "level: hi^gh\n", "high: To be looked at soon: likely an attack."},
        {"a status", "status: te^st\n", "test: Tried, and needs some tuning where it is used."},
        {"the prose", "title: A ru^le\n", ""},
        {"a modifier", processRule("    selection:\n        Image|ends^with: a\n"),
            "endswith: The field ends with the value. Takes text. Image|endswith: '\\cmd.exe' matches "
            "\"C:\\Windows\\System32\\cmd.exe\""},
        {"no modifier", processRule("    selection:\n        Image|foo^: a\n"), ""},
        {"a technique", "tags:\n    - attack.t12^19.002\n",
            "T1219.002 Remote Desktop Software: Tactics: Command and Control. Platforms: Linux, macOS, Windows. A "
            "sub-technique of T1219 "
            "Remote Access Tools. 0 rules are tagged with it."},
        {"a technique with sub-techniques", "tags:\n    - attack.t1219^\n",
            "T1219 Remote Access Tools: Tactics: Command and Control. Platforms: Linux, macOS, Windows. Has 3 "
            "sub-techniques. 2 rules are "
            "tagged with it."},
        {"a revoked technique", "tags:\n    - attack.t1562.^001\n",
            "T1685 Disable or Modify Tools: Tactics: Defense Impairment. Has 6 sub-techniques. t1562.001 was revoked; "
            "today it is T1685. 0 rules "
            "are tagged with it."},
        {"an unknown technique", "tags:\n    - attack.t9^999\n",
            "attack.t9999: ATT&CK 19.1 has no technique or tactic of this name."},
        {"a tactic", "tags:\n    - attack.stea^lth\n", "TA0005 Stealth: A tactic of ATT&CK 19.1 with 148 techniques."},
        {"another tag", "tags:\n    - tlp.cl^ear\n", "tlp.clear: May be shared without limits."},
        {"a category", "logsource:\n    category: dns^_query\n",
            "dns_query: Microsoft-Windows-Sysmon 22 (DNSEvent (DNS query))"},
        {"a product", "logsource:\n    product: win^dows\n", "windows: Every event of this product."},
        {"an unknown service", "logsource:\n    service: no^ne\n",
            "none: No events are known for this service: it narrows nothing."},
        {"a field", processRule("    selection:\n        Us^er: a\n"),
            "User: The account that the process runs under: DOMAIN\\name. In 100 % of 3 events. Most often: LARK\\ann "
            "(2), LARK\\bo (1)."},
        {"a field that events lack", processRule("    selection:\n        Comp^any: a\n"),
            "Company: The maker that the file's version information names. None of the 3 events of the log source "
            "carries it."},
        {"a field of no loaded event",
            "logsource:\n    product: aws\n    service: cloudtrail\ndetection:\n    selection:\n        event^Name: "
            "a\n",
            "eventName: The call: CreateAccessKey, ConsoleLogin … No loaded event is of the rule's log source."},
        {"a value", processRule("    selection:\n        Image|endswith: '\\cm^d.exe'\n    condition: selection\n"),
            "ends_with: Ends with \"\\cmd.exe\". Letter case is ignored."},
        {"a value with wildcards", processRule("    selection:\n        Image: 'a*b^?c'\n    condition: selection\n"),
            "wildcard: Is \"a\", then any text, then \"b\", then one character, then \"c\". Letter case is ignored."},
        {"an escaped star", processRule("    selection:\n        Image: 'a\\*^b'\n    condition: selection\n"),
            "eq: Is exactly \"a*b\". Letter case is ignored."},
        {"a quote that YAML doubles",
            processRule("    selection:\n        Image: 'it''^s'\n    condition: selection\n"),
            "eq: Is exactly \"it's\". Letter case is ignored."},
        {"a cased value", processRule("    selection:\n        Image|cased: A^b\n    condition: selection\n"),
            "eq: Is exactly \"Ab\". Letter case counts."},
        {"null", processRule("    selection:\n        Image: nu^ll\n    condition: selection\n"),
            "is_null: The field is absent or null."},
        {"exists", processRule("    selection:\n        Image|exists: tr^ue\n    condition: selection\n"),
            "exists: The event has the field, be it empty."},
        {"a regular expression", processRule("    selection:\n        Image|re: 'a.^c'\n    condition: selection\n"),
            "regex: Somewhere in the value: a.c RE2's syntax; letter case counts unless |i says otherwise."},
        {"a network", processRule("    selection:\n        Ip|cidr: '10.^0.0.0/8'\n    condition: selection\n"),
            "cidr: An address in 10.0.0.0/8."},
        {"a number to compare with", processRule("    selection:\n        Size|gte: 1^0\n    condition: selection\n"),
            "ge: A number that is at least 10."},
        {"a selection in the condition", processRule(condition + "selection^_a and not filter_b\n"),
            "selection_a: The selection in line 7."},
        {"an operator", processRule(condition + "selection_a a^nd not filter_b\n"),
            "and: Both sides must hold. It binds more tightly than or."},
        {"a pattern", processRule(condition + "1 of sel^ection_*\n"), "selection_*: Stands for selection_a."},
        {"a pattern that fits nothing", processRule(condition + "1 of no^_*\n"),
            "no_*: No selection fits this pattern."},
        {"a correlation's type", "correlation:\n    type: event_c^ount\n",
            "event_count: Counts the events that the rules match in each group."},
    };
}

class TestHover : public QObject {
    Q_OBJECT

private slots:

    void tells_data()
    {
        QTest::addColumn<qsizetype>("number");
        const auto all = cases();
        QVERIFY(all.size() >= 25);
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << qsizetype(i);
    }

    void tells()
    {
        QFETCH(qsizetype, number);
        const Case one = cases()[static_cast<std::size_t>(number)];
        const Marked marked(one.text);
        const auto parsed = rulefile::parse(marked.source);
        Task task;
        const auto hover = author::hoverAt(
            marked.source, parsed.value ? &*parsed.value : nullptr, marked.caret, authorWorld().knowledge(), task);
        std::string said;
        if (hover) {
            said = hover->title + ":";
            for (const std::string& line : hover->lines)
                said += " " + line;
            QVERIFY(hover->span.begin <= marked.caret && marked.caret <= hover->span.end);
        }
        QCOMPARE(QByteArray::fromStdString(said), QByteArray(one.expected));
    }
};

} // namespace

RULEWRIGHT_TEST(TestHover)

#include "test_hover.moc"
