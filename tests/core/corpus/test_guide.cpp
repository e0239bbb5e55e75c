// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/summary.h"
#include "tests/core/corpus/corpus_texts.h"
#include "tests/support/runner.h"

#include <algorithm>

using namespace rulewright::tests;
using namespace rulewright::corpus;
using namespace rulewright;

namespace {

// One line a row: rules, reach, mark, key.
std::string rowsText(const std::vector<GuideRow>& rows)
{
    std::string lines;
    for (const GuideRow& row : rows) {
        lines += std::format(
            "{} {} {}{}\n", row.rules.size(), row.reach, row.isSpecific() ? "specific " : "", keyText(row.key));
    }
    return lines;
}

std::string fieldsText(const std::vector<GuideField>& fields)
{
    const auto counts = [](const std::vector<NamedCount>& list) {
        std::string text;
        for (const NamedCount& count : list)
            text += std::format(" {}={}", count.name, count.rules);
        return text;
    };
    std::string lines;
    for (const GuideField& field : fields) {
        lines
            += std::format("{} {}:{};{};", field.rules.size(), field.field, counts(field.operators), counts(field.raw));
        for (const std::string& sample : field.samples)
            lines += " " + sample;
        lines += '\n';
    }
    return lines;
}

NamedText file(const char* path, std::string_view detection, std::string_view tags = "attack.t1219",
    std::string_view logSource = "category: process_creation")
{
    return {path, sigmaRule(detection, logSource, tags, path)};
}

} // namespace

class GuideTest : public QObject {
    Q_OBJECT
private slots:
    void rulesAreCountedNeverLeaves();
    void reachIsOverTheWholeCatalogueInTheSameRole();
    void aValueIsSpeltAsMostRulesSpellIt();
    void aFieldIsSpeltAsMostRulesOfTheGuideSpellIt();
    void rowsAreOrderedByRulesReachAndFoldedText();
    void fieldsShowTheFiveValuesOfMostRules();
    void equalMemberSetsOfSeveralRulesAreOneJointExclusion();
    void nestedNegationsAreListedWithoutTransform();
    void membershipIsOnUnitedIdsWithAndWithoutSubtechniques();
    void rulesThatCouldNotBeParsedCountInTheTotalAndStandApart();
    void eventsComeWithTheNumberOfRules();
    void vendorsNarrowEverythingButReach();
    void aTechniqueWithoutRulesHasEmptyLists();
    void manyRulesMakeARowNoisy();
    void aRuleOpensWithItsRows();
    void theSummarySaysWhatIsInACorpus();
};

void GuideTest::rulesAreCountedNeverLeaves()
{
    const Profile profile = profileOf({
        file("a.yml", "  s:\n    A|contains: [x, y, X]\n    B: z\n  condition: s\n"),
        file("b.yml", "  s: {A: x}\n  condition: s\n"),
    });
    const Guide guide = guideOf(profile, "T1219");
    QCOMPARE(fieldsText(guide.fields),
        "2 A: contains=1 eq=1; sigma:A=2; x y\n"
        "1 B: eq=1; sigma:B=1; z\n");
    QCOMPARE(guide.indicators.size(), std::size_t(4));
}

void GuideTest::reachIsOverTheWholeCatalogueInTheSameRole()
{
    const Profile profile = profileOf({
        file("a.yml", "  s: {A: x, B: b}\n  condition: s\n"),
        file("b.yml", "  s: {A: X}\n  condition: s\n", "attack.t1003"),
        file("c.yml", "  s: {C: c}\n  f: {A: x}\n  condition: s and not f\n", "attack.t1003"),
        file("d.yml", "  s: {A|contains: x}\n  condition: s\n", "attack.t1003"),
    });
    const Guide guide = guideOf(profile, "T1219");
    QCOMPARE(rowsText(guide.indicators), "1 2 A eq 'x'\n1 1 specific B eq 'b'\n");
}

void GuideTest::aValueIsSpeltAsMostRulesSpellIt()
{
    const Profile profile = profileOf({
        file("a.yml", "  s: {A: [CMD, cmd]}\n  condition: s\n"),
        file("b.yml", "  s: {A: CMD}\n  condition: s\n"),
        file("c.yml", "  s: {B: [y, Y]}\n  condition: s\n"),
        file("d.yml", "  s: {C|re: '[a]'}\n  condition: s\n"),
        file("e.yml", "  s: {C|re: '[A]'}\n  condition: s\n"),
    });
    const Guide guide = guideOf(profile, "T1219");
    // Regular expressions are not folded: [a] and [A] are two.
    QCOMPARE(rowsText(guide.indicators),
        "2 2 specific A eq 'CMD'\n1 1 specific B eq 'Y'\n1 1 specific C regex '[A]'\n1 1 specific C regex '[a]'\n");
}

void GuideTest::aFieldIsSpeltAsMostRulesOfTheGuideSpellIt()
{
    const Profile profile = profileOf({
        file("a.yml", "  s: {Status: x}\n  condition: s\n"),
        file("b.yml", "  s: {status: y}\n  condition: s\n"),
        file("c.yml", "  s: {Q: q}\n  f: {status: x}\n  condition: s and not f\n"),
        file("d.yml", "  s: {STATUS: x}\n  condition: s\n", "attack.t1003"),
    });
    const Guide guide = guideOf(profile, "T1219");
    QCOMPARE(guide.fields.front().field, "status");
    QCOMPARE(fieldsText(guide.fields), "2 status: eq=2; sigma:Status=1 sigma:status=1; x y\n1 Q: eq=1; sigma:Q=1; q\n");
}

void GuideTest::rowsAreOrderedByRulesReachAndFoldedText()
{
    const Profile profile = profileOf({
        file("a.yml", "  s: {b: 1, A: [z, M], C: c}\n  condition: s\n"),
        file("b.yml", "  s: {b: 1}\n  condition: s\n"),
        file("c.yml", "  s: {C: c}\n  condition: s\n", "attack.t1003"),
        file("d.yml", "  s: {A|endswith: a}\n  condition: s\n"),
    });
    const Guide guide = guideOf(profile, "T1219");
    QCOMPARE(rowsText(guide.indicators),
        "2 2 specific b eq '1'\n"
        "1 2 C eq 'c'\n"
        "1 1 specific A ends_with 'a'\n"
        "1 1 specific A eq 'M'\n"
        "1 1 specific A eq 'z'\n");
}

void GuideTest::fieldsShowTheFiveValuesOfMostRules()
{
    const Profile profile = profileOf({
        file("a.yml", "  s: {A: [f, e, d, c, b, a]}\n  condition: s\n"),
        file("b.yml", "  s: {A|contains: F}\n  condition: s\n"),
    });
    QCOMPARE(guideOf(profile, "T1219").fields.front().samples, (std::vector<std::string>{"F", "a", "b", "c", "d"}));
}

void GuideTest::equalMemberSetsOfSeveralRulesAreOneJointExclusion()
{
    const Profile profile = profileOf({
        file("a.yml", "  s: {S: s}\n  f: {B: y, A: [x, X]}\n  condition: s and not f\n"),
        file("b.yml", "  s: {S: s}\n  f: {A: x, B: Y}\n  g: {A: [x, X]}\n  condition: s and not f and not g\n"),
        file("c.yml", "  s: {S: s}\n  f: {A|contains|all: [x, X]}\n  condition: s and not f\n"),
    });
    const Guide guide = guideOf(profile, "T1219");
    // c.yml's two spellings are one key, and one key joins nothing.
    QCOMPARE(guide.jointExclusions.size(), std::size_t(1));
    QCOMPARE(guide.jointExclusions.front().rules, (RuleIds{RuleId(0), RuleId(1)}));
    std::string members;
    for (const RowKey& member : guide.jointExclusions.front().members)
        members += keyText(member) + "; ";
    QCOMPARE(members, "A eq 'X'; B eq 'Y'; ");
    // Members stay among the exclusions too.
    QCOMPARE(rowsText(guide.exclusions), "2 2 specific A eq 'X'\n2 2 specific B eq 'Y'\n1 1 specific A contains 'X'\n");
}

void GuideTest::nestedNegationsAreListedWithoutTransform()
{
    const Profile profile = profileOf({
        file("a.yml", "  s: {S: s}\n  n: {A|base64offset|contains: x}\n  condition: s or not n\n"),
        file("b.yml", "  s: {S: s}\n  n: {A|contains: x}\n  condition: s or not n\n"),
    });
    const Guide guide = guideOf(profile, "T1219");
    QCOMPARE(guide.nestedNegations.size(), std::size_t(1));
    QCOMPARE(keyText(guide.nestedNegations.front().key), "A contains 'x'");
    QCOMPARE(guide.nestedNegations.front().rules.size(), std::size_t(2));
}

void GuideTest::membershipIsOnUnitedIdsWithAndWithoutSubtechniques()
{
    const Profile profile = profileOf({
        file("old.yml", "  s: {A: 1}\n  condition: s\n", "attack.t1562.001"),
        file("new.yml", "  s: {A: 1}\n  condition: s\n", "attack.t1685"),
        file("both.yml", "  s: {A: 1}\n  condition: s\n", "attack.t1685, attack.t1089"),
        file("sub.yml", "  s: {A: 1}\n  condition: s\n", "attack.t1562.002"),
        file("none.yml", "  s: {A: 1}\n  condition: s\n", "attack.execution"),
    });
    const Guide exact = guideOf(profile, "t1562.001");
    QCOMPARE(exact.requested, "t1562.001");
    QCOMPARE(exact.technique, "T1685");
    QCOMPARE(exact.rulesExact, 3U);
    QCOMPARE(exact.rulesWithSubtechniques, 4U);
    QCOMPARE(exact.rulesTotal, 3U);
    QCOMPARE(rowsText(exact.indicators), "3 5 A eq '1'\n");
    std::string paths;
    for (const GuideRule& rule : exact.rules)
        paths += rule.path + " ";
    QCOMPARE(paths, "both.yml new.yml old.yml ");
    const Guide sub = guideOf(profile, "T1685", GuideMode::WithSubtechniques);
    QCOMPARE(sub.rulesTotal, 4U);
    QCOMPARE(rowsText(sub.indicators), "4 5 A eq '1'\n");
}

void GuideTest::rulesThatCouldNotBeParsedCountInTheTotalAndStandApart()
{
    const Profile profile = profileOf({
        file("a.yml", "  s: {A: 1}\n  condition: s\n"),
        file("b.yml", "  s: {A: 1}\n  condition: t\n"),
    });
    const Guide guide = guideOf(profile, "T1219");
    QCOMPARE(guide.rulesTotal, 2U);
    QCOMPARE(guide.rules.size(), std::size_t(1));
    QCOMPARE(guide.unparsed.size(), std::size_t(1));
    QCOMPARE(guide.unparsed.front().path, "b.yml");
    QVERIFY(!guide.unparsed.front().reason.empty());
    QCOMPARE(rowsText(guide.indicators), "1 1 specific A eq '1'\n");
}

void GuideTest::eventsComeWithTheNumberOfRules()
{
    const Profile profile = profileOf({
        file("a.yml", "  s: {A: 1}\n  condition: s\n"),
        file("b.yml", "  s: {A: 1}\n  condition: s\n", "attack.t1219", "category: file_event"),
        file("c.yml", "  s: {EventID: 4688}\n  condition: s\n", "attack.t1219", "service: security"),
    });
    std::string lines;
    for (const GuideEvent& event : guideOf(profile, "T1219").events)
        lines += std::format("{} {} {} {}\n", event.rules.size(), event.provider, event.id, event.title);
    QCOMPARE(lines,
        "2 Microsoft-Windows-Security-Auditing 4688 A new process has been created.\n"
        "1 Microsoft-Windows-Sysmon 1 Process creation\n"
        "1 Microsoft-Windows-Sysmon 11 FileCreate\n");
}

void GuideTest::vendorsNarrowEverythingButReach()
{
    const std::vector<NamedText> files{file("a.yml", "  s: {A: 1}\n  condition: s\n")};
    std::vector<Corpus> corpora{corpusOf(files), corpusOf(files)};
    corpora.back().vendor = Vendor::Elastic;
    for (MinedRule& rule : corpora.back().rules)
        rule.vendor = Vendor::Elastic;
    const Profile profile(std::move(corpora), attackFacts());
    const Guide guide = rulewright::corpus::guide(
        profile, attackFacts(), tables(), {"T1219", GuideMode::Exact, {Vendor::Elastic}}, "T1219");
    QCOMPARE(guide.rulesTotal, 1U);
    QCOMPARE(guide.rulesPerVendor.size(), std::size_t(1));
    QCOMPARE(guide.rules.front().vendor, Vendor::Elastic);
    QCOMPARE(rowsText(guide.indicators), "1 2 A eq '1'\n");
    QCOMPARE(guide.fields.front().raw, (std::vector<NamedCount>{{"elastic:A", 1}}));
}

void GuideTest::aTechniqueWithoutRulesHasEmptyLists()
{
    const Guide guide = guideOf(profileOf({}), "T1219");
    QCOMPARE(guide.name, "Remote Access Tools");
    QCOMPARE(guide.rulesTotal, 0U);
    QVERIFY(guide.indicators.empty() && guide.fields.empty() && guide.events.empty() && guide.rules.empty());
}

void GuideTest::manyRulesMakeARowNoisy()
{
    std::vector<NamedText> files;
    for (std::uint32_t i = 0; i < noisyReach; ++i) {
        const std::string path = std::format("{:02}.yml", i);
        files.push_back(file(path.c_str(), "  s: {A: 1}\n  condition: s\n", i == 0 ? "attack.t1219" : "attack.t1003"));
    }
    const GuideRow row = guideOf(profileOf(files), "T1219").indicators.front();
    QVERIFY(row.isNoisy() && !row.isSpecific());
    files.pop_back();
    QVERIFY(!guideOf(profileOf(files), "T1219").indicators.front().isNoisy());
    for (NamedText& rule : files)
        rule = file(rule.first.c_str(), "  s: {A: 1}\n  condition: s\n");
    QVERIFY(guideOf(profileOf(files), "T1219").indicators.front().isSpecific());
}

void GuideTest::aRuleOpensWithItsRows()
{
    const Profile profile = profileOf({
        file("a.yml", "  s: {A: x}\n  f: {B: y}\n  condition: s and not f\n"),
        file("b.yml", "  s: {A: X}\n  condition: s\n"),
    });
    const std::vector<RuleRow> rows = rowsOf(profile, RuleId(0));
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(keyText(rows[0].key), "A eq 'x'");
    QCOMPARE(rows[0].reach, 2U);
    QCOMPARE(rows[1].role, Role::Exclusion);
}

void GuideTest::theSummarySaysWhatIsInACorpus()
{
    const CorpusSummary summary = summarise(profileOf({
        file("a.yml", "  s: {A|contains: [x, X], B: z}\n  condition: s\n"),
        file("b.yml", "  s: {A|contains: x}\n  f: {C: c}\n  condition: s and not f\n", "attack.t1219.001"),
        file("c.yml", "  s: {User|expand: '%u%'}\n  condition: s\n", "attack.t1219"),
        file("d.yml", "  s: {A: 1}\n  condition: t\n"),
    }));
    const VendorSummary& vendor = summary.vendors.front();
    QCOMPARE(vendor.rules, 4U);
    QCOMPARE(vendor.complete, 2U);
    QCOMPARE(vendor.partial, 1U);
    QCOMPARE(vendor.failed.size(), std::size_t(1));
    QCOMPARE(vendor.partialReasons, (std::vector<NamedCount>{{"placeholder without values", 1}}));
    QCOMPARE(vendor.operators, (std::vector<NamedCount>{{"eq", 3}, {"contains", 2}}));
    QCOMPARE(summary.sigmaModifiers, (std::vector<NamedCount>{{"contains", 2}, {"expand", 1}}));
    QCOMPARE(summary.techniques, 2U);
    QCOMPARE(summary.indicatorKeys, 3U);
}

RULEWRIGHT_TEST(GuideTest)
#include "test_guide.moc"
