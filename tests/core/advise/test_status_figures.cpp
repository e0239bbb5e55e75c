// SPDX-License-Identifier: Apache-2.0
#include "core/advise/status_figures.h"
#include "core/events/builder.h"
#include "tests/support/runner.h"

using namespace rulewright;

namespace {

struct Event {
    events::Label label;
    std::string computer;
    std::int64_t day = 0;
};

events::EventSet eventsOf(const std::vector<Event>& all)
{
    events::EventSetBuilder builder;
    const events::SourceId source = builder.addSource({.path = "a.json", .openPath = {}, .hash = {}});
    std::uint32_t record = 0;
    for (const Event& event : all) {
        builder.beginEvent({.source = source, .record = ++record}, events::SourceKind::WindowsEvent);
        builder.addSystem("Computer", event.computer);
        builder.setTime(event.day * 864'000'000'000);
        builder.setLabel(event.label);
        builder.endEvent();
    }
    return std::move(builder).build();
}

match::MatchReport reportOf(std::uint32_t size, const std::vector<std::uint32_t>& matched)
{
    match::MatchReport report;
    report.scope = match::Bitmap(size, true);
    report.definite = match::Bitmap(size);
    for (const std::uint32_t event : matched)
        report.definite.set(event);
    report.possibleEvents = report.definite;
    report.eventsTotal = report.eventsInScope = size;
    report.matched = report.possible = matched.size();
    return report;
}

const std::vector<Event> world{
    {{.side = events::Side::Attack, .techniques = {"T1219"}, .truePositiveOf = {"one"}}, "A", 1},
    {{.side = events::Side::Attack, .techniques = {"T1219"}}, "A", 1},
    {{.side = events::Side::Attack, .techniques = {"T1105"}}, "A", 1},
    {{.side = events::Side::Benign}, "A", 1},
    {{.side = events::Side::Benign}, "B", 2},
    {{.side = events::Side::Benign}, "B", 2},
    {{}, "C", 9},
};

class TestStatusFigures : public QObject {
    Q_OBJECT

private slots:

    void labelledTruePositives()
    {
        const events::EventSet events = eventsOf(world);
        Task task;
        const advise::EventFacts facts = advise::eventFacts(events, task);
        rule::Rule rule;
        rule.metadata.id = rule::Located{"one", {}};
        rule.metadata.techniques = {{"T1219", {}}};
        const advise::StatusFigures figures = advise::statusFigures(rule, reportOf(7, {0, 1, 3, 6}), facts);
        QCOMPARE(figures.hits, std::uint64_t(4));
        QVERIFY(figures.areOfThisRule);
        QCOMPARE(figures.truePositives.matched, std::uint64_t(1));
        QCOMPARE(figures.truePositives.total, std::uint64_t(1));
        QCOMPARE(figures.benign.matched, std::uint64_t(1));
        QCOMPARE(figures.benign.total, std::uint64_t(3));
        QCOMPARE(figures.benignHosts, std::uint64_t(2));
        QCOMPARE(figures.benignDays, std::uint64_t(2));
    }

    void attackEventsOfTheTechnique()
    {
        const events::EventSet events = eventsOf(world);
        Task task;
        const advise::EventFacts facts = advise::eventFacts(events, task);
        rule::Rule rule;
        rule.metadata.id = rule::Located{"another", {}};
        rule.metadata.techniques = {{"T1219", {}}};
        const advise::StatusFigures figures = advise::statusFigures(rule, reportOf(7, {1}), facts);
        QVERIFY(!figures.areOfThisRule);
        QCOMPARE(figures.truePositives.matched, std::uint64_t(1));
        QCOMPARE(figures.truePositives.total, std::uint64_t(2));
    }

    void nothingLabelled()
    {
        Task task;
        const events::EventSet events = eventsOf({{{}, "A", 1}});
        const advise::EventFacts facts = advise::eventFacts(events, task);
        const advise::StatusFigures figures = advise::statusFigures(rule::Rule(), reportOf(1, {0}), facts);
        QCOMPARE(figures.truePositives.total, std::uint64_t(0));
        QCOMPARE(figures.benign.total, std::uint64_t(0));
    }
};

} // namespace

RULEWRIGHT_TEST(TestStatusFigures)

#include "test_status_figures.moc"
