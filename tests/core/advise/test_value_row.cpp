// SPDX-License-Identifier: Apache-2.0
// A value of an event as a test, and as an exclusion.
#include "core/advise/value_row.h"
#include "core/events/load.h"
#include "core/match/match.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "tests/support/runner.h"

#include <QTest>

using namespace rulewright;

namespace {

std::string rule(const char* detection)
{
    return std::string("title: A rule\nlogsource:\n    product: windows\n    category: process_creation\ndetection:\n")
        + detection;
}

constexpr const char* oneSelection = "    selection:\n"
                                     "        Image|endswith: '\\cmd.exe'\n"
                                     "    condition: selection\n";

/// The text with the exclusion, or why there is none.
std::string excluded(const std::string& text, std::string_view field, std::string_view value)
{
    const SourceText source("rule.yml", text);
    const auto parsed = rulefile::parse(source);
    const auto edit = advise::exclusionEdit(source, *parsed.value, 0, advise::valueRow(field, value, true));
    return edit ? applyEdits(text, edit->edits) : edit.error().front().message;
}

std::uint64_t hits(const std::string& text, const events::EventSet& events)
{
    const auto parsed = rulefile::parse(SourceText("rule.yml", text));
    const auto taxonomy = taxonomy::builtInTaxonomy();
    Task task;
    const auto report = match::match(*rule::mainRule(*parsed.value), events, *taxonomy, {}, nullptr, task);
    return report ? report->matched : 99;
}

class ValueRowTest : public QObject {
    Q_OBJECT

private slots:

    void aValueIsTestedAsAuthorsWriteIt()
    {
        const corpus::RowKey image = advise::valueRow("ParentImage", "C:\\Windows\\cmd.exe", false);
        QCOMPARE(image.op, rule::Op::EndsWith);
        QCOMPARE(*image.value, std::string("\\cmd.exe"));
        QCOMPARE(advise::valueRow("CommandLine", "cmd /c x", false).op, rule::Op::Contains);
        QCOMPARE(advise::valueRow("QueryName", "a.example.net", false).op, rule::Op::Eq);
        // Anybody can name a program so: what is left out is the whole path.
        const corpus::RowKey whole = advise::valueRow("Image", "C:\\Windows\\cmd.exe", true);
        QCOMPARE(whole.op, rule::Op::Eq);
        QCOMPARE(*whole.value, std::string("C:\\Windows\\cmd.exe"));
    }

    void anExclusionIsAFilterOfItsOwn()
    {
        QCOMPARE(excluded(rule(oneSelection), "User", "svc"),
            rule("    selection:\n"
                 "        Image|endswith: '\\cmd.exe'\n"
                 "    filter_main_user:\n"
                 "        User: 'svc'\n"
                 "    condition: selection and not filter_main_user\n"));
    }

    void aFurtherValueJoinsItsFilter()
    {
        const std::string once = excluded(rule(oneSelection), "User", "svc");
        const std::string twice = excluded(once, "User", "backup");
        QVERIFY2(twice.contains("            - 'svc'\n            - 'backup'\n"), twice.c_str());
        QVERIFY(twice.contains("condition: selection and not filter_main_user\n"));
        QCOMPARE(excluded(twice, "User", "SVC"), twice); // it is there
        QVERIFY(excluded(twice, "Computer", "pc1").contains("and not filter_main_user and not filter_main_computer\n"));
    }

    void aPatternOfNamesNeedsNoFurtherWords()
    {
        const std::string text = rule("    selection:\n"
                                      "        Image|endswith: '\\cmd.exe'\n"
                                      "    filter_main_a:\n"
                                      "        User: 'x'\n"
                                      "        Computer: 'y'\n"
                                      "    condition: selection and not 1 of filter_main_*\n");
        const std::string after = excluded(text, "User", "svc");
        QVERIFY(after.contains("    filter_main_user:\n        User: 'svc'\n"));
        QVERIFY(after.contains("condition: selection and not 1 of filter_main_*\n"));
    }

    void whatIsJoinedByOrStaysTogether()
    {
        const std::string text
            = rule("    a:\n        Image: 'x'\n    b:\n        Image: 'y'\n    condition: a or b\n");
        QVERIFY(excluded(text, "User", "svc").contains("condition: (a or b) and not filter_main_user\n"));
        const std::string bracketed
            = rule("    a:\n        Image: 'x'\n    b:\n        Image: 'y'\n    condition: (a or b)\n");
        QVERIFY(excluded(bracketed, "User", "svc").contains("condition: (a or b) and not filter_main_user\n"));
    }

    void aFilterThatTheConditionDoesNotExcludeIsLeftAlone()
    {
        const std::string text = rule("    filter_main_user:\n        User: 'x'\n    condition: filter_main_user\n");
        QVERIFY(excluded(text, "User", "svc").contains("    filter_main_user_2:\n        User: 'svc'\n"));
    }

    void whatHasToBeWrittenByHandSaysWhy()
    {
        const std::string text = rule("    a:\n        Image: 'x'\n    condition:\n        - a\n");
        QVERIFY(excluded(text, "User", "svc").contains("by hand"));
    }

    void exactlyTheEventsWithTheValueAreLost()
    {
        const auto taxonomy = taxonomy::builtInTaxonomy();
        Task task;
        const events::LoadResult loaded = events::loadText("a.json",
            R"({"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","EventID":1,"Image":"C:\\cmd.exe","User":"a*b\\"}
{"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","EventID":1,"Image":"C:\\cmd.exe","User":"a1b\\"}
{"Channel":"Microsoft-Windows-Sysmon/Operational","Provider_Name":"Microsoft-Windows-Sysmon","EventID":1,"Image":"C:\\cmd.exe"}
)",
            events::emptyEventSet(*taxonomy), events::Side::Benign, task);
        const std::string text = rule(oneSelection);
        QCOMPARE(hits(text, loaded.events), std::uint64_t(3));
        // A star in an event is a star, and a backslash at the end one.
        QCOMPARE(hits(excluded(text, "User", "a*b\\"), loaded.events), std::uint64_t(2));
    }
};

} // namespace

RULEWRIGHT_TEST(ValueRowTest)

#include "test_value_row.moc"
