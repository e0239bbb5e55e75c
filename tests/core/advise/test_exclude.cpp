// SPDX-License-Identifier: Apache-2.0
#include "core/advise/exclusion_curve.h"
#include "core/events/builder.h"
#include "core/rulefile/rulefile.h"
#include "tests/support/runner.h"

#include <format>
#include <random>
#include <set>

using namespace rulewright;
using advise::Exclusions;

namespace {

constexpr const char* text = "title: T\nid: 11111111-2222-4333-8444-555555555555\n"
                             "detection:\n    selection:\n        f0: hit\n    condition: selection\n";

struct Event {
    events::Side side = events::Side::Benign;
    std::string a;
    std::string b;
    std::string label; // "TP", "FP" or empty
};

events::EventSet eventsOf(const std::vector<Event>& all)
{
    events::EventSetBuilder builder;
    const events::SourceId source = builder.addSource({.path = "a.json"});
    std::uint32_t record = 0;
    const std::vector<std::string> id{"11111111-2222-4333-8444-555555555555"};
    for (const Event& event : all) {
        builder.beginEvent({.source = source, .record = ++record}, events::SourceKind::Other);
        builder.add("f0", "hit");
        builder.add("a", event.a);
        builder.add("b", event.b);
        builder.setLabel({.side = event.side,
            .techniques = {},
            .truePositiveOf = event.label == "TP" ? id : std::vector<std::string>(),
            .falsePositiveOf = event.label == "FP" ? id : std::vector<std::string>()});
        builder.endEvent();
    }
    return std::move(builder).build();
}

Exclusions found(const events::EventSet& events, const std::vector<corpus::GuideRow>& learnt = {})
{
    static const rule::Document document = *rulefile::parse(SourceText("t.yml", text)).value;
    Task task;
    const rule::Rule& rule = document.rules.front();
    const auto report = match::match(rule, events, taxonomy::Taxonomy(), {}, nullptr, task);
    const advise::EventFacts facts = advise::eventFacts(events, task);
    return advise::exclusions({rule, *report, events, facts, learnt}, task);
}

class TestExclude : public QObject {
    Q_OBJECT

private slots:

    void noTruePositiveIsLost()
    {
        const Exclusions all = found(
            eventsOf({{events::Side::Attack, "shared", "evil", {}}, {events::Side::Benign, "shared", "daily", {}},
                {events::Side::Benign, "shared", "daily", {}}, {events::Side::Benign, "other", "once", {}}}));
        QCOMPARE(all.falsePositives, std::uint64_t(3));
        QCOMPARE(all.truePositives, std::uint64_t(1));
        QCOMPARE(all.rows.front().sigma, std::string("b: 'daily'"));
        QCOMPARE(all.rows.front().removes, std::uint64_t(2));
        for (const advise::Exclusion& row : all.rows)
            QVERIFY(row.key.value != "shared");
        QCOMPARE(all.curve.back().removes, std::uint64_t(3));
    }

    void labelsOutweighSides()
    {
        // A benign event that was found to be a true positive is kept, an attack one that was not is no hit to keep.
        const Exclusions all = found(eventsOf({{events::Side::Benign, "x", "1", "TP"},
            {events::Side::Attack, "y", "2", "FP"}, {events::Side::Unknown, "y", "3", {}}}));
        QCOMPARE(all.truePositives, std::uint64_t(1));
        QCOMPARE(all.falsePositives, std::uint64_t(1));
        QCOMPARE(all.rows.front().key.value, std::optional<std::string>("y"));
        QCOMPARE(all.rows.front().others, std::uint64_t(1));
    }

    void whatOthersExcludeComesFirst()
    {
        corpus::GuideRow row;
        row.key = {"a", rule::Op::Contains, "usu", {}};
        row.rules.resize(3);
        const Exclusions all = found(eventsOf({{events::Side::Benign, "usual", "1", {}}}), {row});
        QCOMPARE(all.rows.front().sigma, std::string("a|contains: 'usu'"));
        QCOMPARE(all.rows.front().rules, 3U);
        QVERIFY(all.rows.size() > 1);
    }

    /// What names one event or process alone excludes nothing tomorrow.
    void whatIsOfOneRunIsNotOffered()
    {
        events::EventSetBuilder builder;
        const events::SourceId source = builder.addSource({.path = "a.json"});
        builder.beginEvent({.source = source, .record = 1}, events::SourceKind::Other);
        for (const char* field : {"f0", "EventRecordID", "UtcTime", "ProcessGuid", "ParentProcessId", "TargetLogonId"})
            builder.add(field, "hit");
        builder.setLabel({.side = events::Side::Benign, .techniques = {}, .truePositiveOf = {}, .falsePositiveOf = {}});
        builder.endEvent();
        const Exclusions all = found(std::move(builder).build());
        QCOMPARE(all.rows.size(), std::size_t(1));
        QCOMPARE(all.rows.front().key.field, std::string("f0"));
    }

    void pathsByNameAndFolder()
    {
        const Exclusions all = found(eventsOf({{events::Side::Benign, "C:\\Tools\\run.exe", "1", {}},
            {events::Side::Benign, "D:\\Other\\run.exe", "2", {}}}));
        QCOMPARE(all.rows.front().sigma, std::string("a|endswith: '\\run.exe'"));
        QCOMPARE(all.rows.front().removes, std::uint64_t(2));
    }

    /// Every step is written into the rule and matched: what is left is what the sets of events say, and no true
    /// positive goes, whatever noise is planted.
    void theCurveIsMeasuredByTheEngine()
    {
        const rule::Document document = *rulefile::parse(SourceText("t.yml", text)).value;
        const rule::Rule& rule = document.rules.front();
        std::size_t steps = 0;
        for (std::uint32_t seed = 1; seed <= 40; ++seed) {
            std::mt19937 random(seed);
            std::vector<Event> all;
            for (int i = 0; i < 40; ++i) {
                const bool isLabelled = random() % 6 == 0;
                all.push_back({random() % 5 == 0 ? events::Side::Attack : events::Side::Benign,
                    std::format("a{}", random() % 6), std::format("C:\\b{}\\x{}.exe", random() % 3, random() % 4),
                    isLabelled ? std::string(random() % 2 == 0 ? "TP" : "FP") : std::string()});
            }
            const events::EventSet events = eventsOf(all);
            Exclusions exclusions = found(events);
            Task task;
            advise::measureCurve(exclusions,
                {document.text, document, rule.span.begin, events, taxonomy::Taxonomy(), {}, nullptr}, task);
            for (const advise::ExclusionStep& step : exclusions.curve) {
                ++steps;
                QVERIFY(step.measured);
                QCOMPARE(step.measured->truePositives, exclusions.truePositives);
                QCOMPARE(step.measured->falsePositives, exclusions.falsePositives - step.removes);
            }
        }
        QVERIFY(steps > 60);
    }

    /// Up to three predicates remove the noise that was planted, and nothing else does it with so few.
    void plantedNoiseIsFound()
    {
        for (std::size_t planted = 1; planted <= 3; ++planted) {
            std::vector<Event> all;
            for (int i = 0; i < 12; ++i) { // the truth shares a value with every kind of noise
                all.push_back({events::Side::Attack, std::format("noise{}", i % 3), std::format("evil{}", i), {}});
                all.push_back({events::Side::Benign, std::format("noise{}", i % 3),
                    std::format("job{}", static_cast<std::size_t>(i) % planted), {}});
            }
            const events::EventSet events = eventsOf(all);
            const Exclusions exclusions = found(events);
            QCOMPARE(exclusions.curve.size(), planted);
            QCOMPARE(exclusions.curve.back().removes, exclusions.falsePositives);
            for (const std::size_t row : exclusions.curve.back().rows) {
                QCOMPARE(exclusions.rows[row].key.field, std::string("b"));
                QCOMPARE(exclusions.rows[row].events.size(), std::size_t(exclusions.rows[row].removes));
            }
        }
    }

    void exclusionsAreWrittenOneAfterAnother()
    {
        const rule::Document document = *rulefile::parse(SourceText("t.yml", text)).value;
        const std::vector<corpus::RowKey> rows{
            {"a", rule::Op::Eq, "x", {}}, {"b", rule::Op::EndsWith, "\\y.exe", {}}, {"a", rule::Op::Eq, "z", {}}};
        const auto written = advise::withExclusions(document.text, document, 0, rows);
        QVERIFY(written);
        const auto parsed = rulefile::parse(SourceText("t.yml", *written));
        QVERIFY(parsed.value && !hasErrors(parsed.diagnostics));
        const rule::Rule& rule = parsed.value->rules.front();
        QCOMPARE(rule.selections.size(), std::size_t(3)); // both values of a stand in one filter
        QVERIFY(written->contains("condition: selection and not filter_main_a and not filter_main_b"));
        // Of a language in which exclusions are written by hand there is no measure, and the curve stands all the same.
        const rule::Document query = *rulefile::parse(SourceText("t.eql", "any where f0 == \"hit\"")).value;
        QVERIFY(!advise::withExclusions(query.text, query, 0, rows));
    }

    // The best one, two and three of the rows, against all combinations of them.
    void theCurveIsTheOptimum()
    {
        for (std::uint32_t seed = 1; seed <= 40; ++seed) {
            std::mt19937 random(seed);
            std::vector<Event> all;
            for (int i = 0; i < 30; ++i) {
                all.push_back({random() % 8 == 0 ? events::Side::Attack : events::Side::Benign,
                    std::format("a{}", random() % 5), std::format("b{}", random() % 6), {}});
            }
            const Exclusions exclusions = found(eventsOf(all));
            const auto removedBy = [&](const advise::Exclusion& row) {
                std::set<std::size_t> events;
                for (std::size_t i = 0; i < all.size(); ++i) {
                    const std::string& value = row.key.field == "a" ? all[i].a : all[i].b;
                    const bool holds = row.key.field == "f0" || value == row.key.value; // f0 is the same in all
                    if (all[i].side == events::Side::Benign && holds)
                        events.insert(i);
                }
                return events;
            };
            std::vector<std::set<std::size_t>> sets;
            for (const advise::Exclusion& row : exclusions.rows)
                sets.push_back(removedBy(row));
            for (const advise::ExclusionStep& step : exclusions.curve) {
                if (step.rows.size() > 3)
                    break;
                std::size_t best = 0;
                const std::size_t count = sets.size();
                for (std::size_t i = 0; i < count; ++i) {
                    for (std::size_t j = i; j < count; ++j) {
                        for (std::size_t k = j; k < count; ++k) {
                            const std::set<std::size_t> rows{i, j, k};
                            if (rows.size() != step.rows.size())
                                continue;
                            std::set<std::size_t> removed;
                            for (const std::size_t row : rows)
                                removed.insert(sets[row].begin(), sets[row].end());
                            best = std::max(best, removed.size());
                        }
                    }
                }
                QCOMPARE(step.removes, std::uint64_t(best));
            }
        }
    }
};

} // namespace

RULEWRIGHT_TEST(TestExclude)

#include "test_exclude.moc"
