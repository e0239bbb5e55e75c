// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/coverage.h"
#include "tests/core/corpus/corpus_texts.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <algorithm>

using namespace rulewright::tests;
using namespace rulewright::corpus;
using namespace rulewright;

class CoverageTest : public QObject {
    Q_OBJECT
private slots:
    void idsAreUnited();
    void parentsCountARuleOnce();
    void theCorporaAreWhatTheSpecificationCounts();
};

namespace {

std::vector<TechniqueCoverage> coverageOf(const std::vector<std::string>& tags)
{
    std::vector<std::string> texts;
    std::vector<std::string> paths;
    for (const std::string& tag : tags) {
        texts.push_back(sigmaRule("  a: {b: c}\n  condition: a\n", "category: process_creation", tag));
        paths.push_back(std::format("{}.yml", paths.size()));
    }
    std::vector<RuleText> files;
    for (std::size_t i = 0; i < texts.size(); ++i)
        files.push_back({paths[i], texts[i]});
    Task task;
    std::vector<Corpus> corpora;
    corpora.push_back(loadCorpus(Vendor::Sigma, files, tables(), task));
    return coverage(Profile(std::move(corpora), attackFacts()), attackFacts());
}

const TechniqueCoverage* find(const std::vector<TechniqueCoverage>& techniques, std::string_view id)
{
    const auto found = std::ranges::find(techniques, id, &TechniqueCoverage::id);
    return found == techniques.end() ? nullptr : &*found;
}

} // namespace

// T1562.001 was revoked in favour of T1685.
void CoverageTest::idsAreUnited()
{
    const auto techniques = coverageOf({"attack.t1562.001", "attack.t1685", "attack.t1685, attack.t1562.001"});
    QCOMPARE(techniques.size(), std::size_t{1});
    QCOMPARE(techniques.front().id, std::string("T1685"));
    QCOMPARE(techniques.front().rules, (TechniqueCoverage::Counts{3, 0, 0}));
    QVERIFY(!techniques.front().name.empty() && !techniques.front().tactics.empty());
}

void CoverageTest::parentsCountARuleOnce()
{
    const auto techniques = coverageOf({"attack.t1059.001, attack.t1059.003", "attack.t1059.001", "attack.t1059"});
    QCOMPARE(techniques.size(), std::size_t{3});
    QCOMPARE(find(techniques, "T1059")->rules, (TechniqueCoverage::Counts{1, 0, 0}));
    QCOMPARE(find(techniques, "T1059")->withSubtechniques, (TechniqueCoverage::Counts{3, 0, 0}));
    QCOMPARE(find(techniques, "T1059.001")->rules, (TechniqueCoverage::Counts{2, 0, 0}));
    QCOMPARE(find(techniques, "T1059.003")->withSubtechniques, (TechniqueCoverage::Counts{1, 0, 0}));
}

// corpora.md, section 1: distinct ids, united.
void CoverageTest::theCorporaAreWhatTheSpecificationCounts()
{
    SKIP_WITHOUT_SHARED(sharedFolder());
    std::vector<Corpus> corpora;
    for (const Vendor vendor : allVendors) {
        Task task;
        auto corpus = loadCorpus(vendor, sharedFolder() / "corpora" / vendorName(vendor), tables(), task);
        QVERIFY(corpus.has_value());
        corpora.push_back(std::move(*corpus));
    }
    const auto techniques = coverage(Profile(std::move(corpora), attackFacts()), attackFacts());
    TechniqueCoverage::Counts covered{};
    for (const TechniqueCoverage& technique : techniques) {
        for (std::size_t i = 0; i < covered.size(); ++i)
            covered[i] += technique.rules[i] > 0 ? 1 : 0;
    }
    QCOMPARE(covered, (TechniqueCoverage::Counts{400, 430, 299}));
    QCOMPARE(find(techniques, "T1685")->rules, (TechniqueCoverage::Counts{164, 106, 107}));
    QVERIFY(find(techniques, "T1562.001") == nullptr);
    QCOMPARE(find(techniques, "T1219")->withSubtechniques, (TechniqueCoverage::Counts{52, 19, 9}));
}

RULEWRIGHT_TEST(CoverageTest)
#include "test_coverage.moc"
