// SPDX-License-Identifier: Apache-2.0
// The matrix of techniques, their rules and what these match.
#include "core/advise/coverage_matrix.h"
#include "core/attack/built_in.h"
#include "core/corpus/built_in.h"
#include "core/corpus/profile.h"
#include "core/taxonomy/built_in.h"
#include "tests/support/runner.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

using namespace rulewright;

namespace {

const advise::MatrixTechnique* find(const advise::CoverageMatrix& matrix, std::string_view tactic, std::string_view id)
{
    for (const advise::MatrixTactic& column : matrix.tactics) {
        if (column.id != tactic)
            continue;
        const auto found = std::ranges::find(
            column.techniques, id, [](const advise::MatrixTechnique& technique) { return technique.cell.id; });
        return found != column.techniques.end() ? &*found : nullptr;
    }
    return nullptr;
}

class CoverageMatrixTest : public QObject {
    Q_OBJECT

    std::optional<attack::AttackData> m_attack;
    std::optional<corpus::Profile> m_profile;

private slots:

    void initTestCase()
    {
        auto attack = attack::builtInAttack();
        QVERIFY(attack.has_value());
        m_attack = std::move(*attack);
        const auto taxonomy = taxonomy::builtInTaxonomy();
        Task task;
        m_profile.emplace(corpus::builtInCorpora(*taxonomy, task), *m_attack);
    }

    /// Against a count of its own: rules whose tags name the technique or one of its sub-techniques.
    void numbersAreThoseOfTheTags()
    {
        const advise::CoverageMatrix matrix = advise::coverageMatrix(*m_profile, *m_attack, {});
        const advise::MatrixTechnique* technique = find(matrix, "TA0011", "T1219");
        QVERIFY(technique != nullptr);
        std::uint32_t exact = 0;
        std::uint32_t whole = 0;
        for (const corpus::ProfileRule& rule : m_profile->rules()) {
            exact += std::ranges::contains(rule.techniques, "T1219") ? 1 : 0;
            whole += std::ranges::any_of(rule.techniques,
                         [](const std::string& id) { return id == "T1219" || id.starts_with("T1219."); })
                ? 1
                : 0;
        }
        QCOMPARE(technique->cell.exact, exact);
        QCOMPARE(technique->cell.rules, whole);
        QVERIFY(whole > exact);
        QCOMPARE(technique->subtechniques.size(), std::size_t(3));
        QVERIFY(std::ranges::is_sorted(technique->subtechniques, {}, &advise::MatrixCell::id));
    }

    void everyTechniqueStandsUnderEachOfItsTactics()
    {
        const advise::CoverageMatrix matrix = advise::coverageMatrix(*m_profile, *m_attack, {});
        QCOMPARE(matrix.all, m_attack->techniques().size());
        std::set<std::string> seen;
        std::size_t places = 0;
        for (const advise::MatrixTactic& tactic : matrix.tactics) {
            for (const advise::MatrixTechnique& technique : tactic.techniques) {
                seen.insert(technique.cell.id);
                ++places;
            }
        }
        QCOMPARE(seen.size(), matrix.techniques);
        std::size_t wanted = 0;
        for (const attack::Technique& technique : m_attack->techniques())
            wanted += technique.parent.empty() ? technique.tactics.size() : 0;
        QCOMPARE(places, wanted);
    }

    void filtersLeaveRulesOrTechniquesOut()
    {
        const advise::CoverageMatrix all = advise::coverageMatrix(*m_profile, *m_attack, {});
        advise::CoverageFilter sigma;
        sigma.vendors = {corpus::Vendor::Sigma};
        const advise::CoverageMatrix ofSigma = advise::coverageMatrix(*m_profile, *m_attack, sigma);
        QVERIFY(ofSigma.rules > 0 && ofSigma.rules < all.rules);
        QCOMPARE(find(ofSigma, "TA0011", "T1219")->cell.vendors(), 1U);
        advise::CoverageFilter linux;
        linux.platform = "Linux";
        QVERIFY(advise::coverageMatrix(*m_profile, *m_attack, linux).techniques < all.techniques);
        advise::CoverageFilter dns;
        dns.logSource = "dns_query";
        const advise::CoverageMatrix ofDns = advise::coverageMatrix(*m_profile, *m_attack, dns);
        QVERIFY(ofDns.rules > 0 && ofDns.rules < all.rules);
        advise::CoverageFilter high;
        high.level = "HIGH";
        const auto highRules = std::ranges::count_if(
            m_profile->rules(), [](const corpus::ProfileRule& rule) { return rule.level == "high"; });
        QCOMPARE(advise::coverageMatrix(*m_profile, *m_attack, high).rules, std::size_t(highRules));
    }

    /// Two rules of a technique that match the same event count it once.
    void eventsCountOnce()
    {
        std::vector<match::Bitmap> hits(m_profile->rules().size());
        std::uint32_t tagged = 0;
        for (std::size_t i = 0; i < hits.size(); ++i) {
            hits[i] = match::Bitmap(10);
            if (std::ranges::contains(m_profile->rules()[i].techniques, "T1219.002") && tagged < 2) {
                hits[i].set(3);
                hits[i].set(4 + tagged);
                ++tagged;
            }
        }
        QCOMPARE(tagged, 2U);
        const advise::CoverageMatrix matrix = advise::coverageMatrix(*m_profile, *m_attack, {}, hits);
        QVERIFY(matrix.hasEvents);
        const advise::MatrixTechnique* technique = find(matrix, "TA0011", "T1219");
        QCOMPARE(technique->cell.events, std::uint64_t(3));
        QCOMPARE(technique->cell.rulesWithHits, 2U);
        QCOMPARE(technique->subtechniques[1].events, std::uint64_t(3));
        QCOMPARE(technique->subtechniques[0].events, std::uint64_t(0));
    }
};

} // namespace

RULEWRIGHT_TEST(CoverageMatrixTest)

#include "test_coverage_matrix.moc"
