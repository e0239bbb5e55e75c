// SPDX-License-Identifier: Apache-2.0
// What a rule asks, in fewer words: rules as text, before and after.
#include "core/rule/dump.h"
#include "core/rule/simplify.h"
#include "core/rule/walk.h"
#include "core/rulefile/rulefile.h"
#include "tests/support/runner.h"

#include <format>

using namespace rulewright;

namespace {

rule::Rule ruleOf(const std::string& selections, const std::string& condition)
{
    const std::string text = std::format(
        "title: Rule\nlogsource:\n    product: test\ndetection:\n{}    condition: {}\n", selections, condition);
    return rulefile::parse(SourceText("rule.yml", text)).value->rules.front();
}

std::string simple(const std::string& selections, const std::string& condition)
{
    return rule::dump(*rule::condition(rule::simplified(ruleOf(selections, condition))));
}

constexpr const char* two = "    a:\n        x: 1\n    b:\n        y: 2\n";

class TestSimplify : public QObject {
    Q_OBJECT

private slots:

    void dumpsWhatIsAsked()
    {
        const rule::Rule rule
            = ruleOf("    a:\n        Image|endswith:\n            - '\\cmd.exe'\n            - 'x*'\n"
                     "        User|cased|neq: 'A'\n        Port|gt: 5\n    b:\n        - one\n",
                "a and not b");
        QCOMPARE(rule::dump(rule),
            std::string(
                "product: test\na: (and [Image ends_with '\\\\cmd.exe' 'x*'] [User cased !eq 'A'] [Port gt 5])\n"
                "b: [(keyword) keyword 'one']\nwhere (and sel:a (not sel:b))\n"));
    }

    void selectionsTakeTheirPlace() { QCOMPARE(simple(two, "a and b"), std::string("(and [x eq 1] [y eq 2])")); }

    void groupsInGroupsAreOne() { QCOMPARE(simple(two, "(a or (b or a))"), std::string("(or [x eq 1] [y eq 2])")); }

    void doubleNegationIsNone()
    {
        QCOMPARE(simple(two, "not (not a)"), std::string("[x eq 1]"));
        QCOMPARE(simple(two, "not (a and b)"), std::string("(not (and [x eq 1] [y eq 2]))"));
    }

    void quantifiersAreGroups()
    {
        QCOMPARE(simple(two, "1 of them"), std::string("(or [x eq 1] [y eq 2])"));
        QCOMPARE(simple(two, "all of them"), std::string("(and [x eq 1] [y eq 2])"));
        QCOMPARE(simple(two, "3 of them"), std::string("false"));
        QCOMPARE(simple(two, "not 3 of them"), std::string("true"));
    }

    void listsOfOneFieldAreOneList()
    {
        constexpr const char* lists = "    a:\n        x:\n            - p\n            - q\n    b:\n        x: r\n"
                                      "    c:\n        x|contains: r\n";
        QCOMPARE(simple(lists, "a or b"), std::string("[x eq 'p' 'q' 'r']"));
        QCOMPARE(simple(lists, "a or c"), std::string("(or [x eq 'p' 'q'] [x contains 'r'])"));
        QCOMPARE(simple(lists, "a and b"), std::string("(and [x eq 'p' 'q'] [x eq 'r'])"));
    }

    void whatIsContainedIsAbsorbed()
    {
        QCOMPARE(simple(two, "a or (a and b)"), std::string("[x eq 1]"));
        QCOMPARE(simple(two, "a and (a or b)"), std::string("[x eq 1]"));
    }

    void everyKeywordIsAsked()
    {
        constexpr const char* keywords = "    k:\n        - one\n        - two\n";
        QCOMPARE(simple(keywords, "all of k"), std::string("[(keyword) all keyword 'one' 'two']"));
        QCOMPARE(simple(keywords, "k"), std::string("[(keyword) keyword 'one' 'two']"));
    }
};

} // namespace

RULEWRIGHT_TEST(TestSimplify)

#include "test_simplify.moc"
