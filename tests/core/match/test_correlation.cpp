// SPDX-License-Identifier: Apache-2.0
#include "core/events/builder.h"
#include "core/match/explain.h"
#include "core/match/match.h"
#include "core/match/timeline_correlation.h"
#include "core/match/timeline_measure.h"
#include "core/rulefile/rulefile.h"
#include "tests/core/match/random_rules.h"
#include "tests/core/match/reference_correlation.h"
#include "tests/support/runner.h"

#include <array>
#include <format>

using namespace rulewright;
using namespace rulewright::tests;

namespace {

constexpr std::int64_t second = 10'000'000;

events::EventSet eventSet(const std::vector<TimedEvent>& events)
{
    events::EventSetBuilder builder;
    builder.addSource({.path = "events.json"});
    std::uint32_t number = 0;
    for (const TimedEvent& event : events) {
        builder.beginEvent({.source = events::SourceId{0}, .record = ++number}, events::SourceKind::Other);
        if (event.time)
            builder.setTime(*event.time);
        for (const auto& [field, values] : event.fields) {
            if (values.empty())
                builder.addNull(field);
            for (const std::string& value : values)
                builder.add(field, value);
        }
        builder.endEvent();
    }
    return std::move(builder).build();
}

// Correlations and events from few values, so that windows are often just satisfied or just not.
class RandomCorrelations {
public:
    explicit RandomCorrelations(std::uint32_t seed)
        : m_random(seed)
    {
    }

    std::vector<TimedEvent> events(std::size_t count)
    {
        static constexpr std::array<std::string_view, 7> numbers{"1", "2", "7", "-3", "0.5", "x", "2.5"};
        std::vector<TimedEvent> result;
        for (std::size_t i = 0; i < count; ++i) {
            TimedEvent event;
            if (below(20) != 0)
                event.time = static_cast<std::int64_t>(below(60)) * second;
            event.fields["kind"] = {std::string(1, static_cast<char>('a' + below(4)))};
            for (std::uint32_t values = below(8) == 0 ? 2 : below(10) == 0 ? 0 : 1; values > 0; --values)
                event.fields["user"].push_back(below(2) == 0 ? "Ann" : below(2) == 0 ? "ANN" : "bob");
            if (below(4) != 0)
                event.fields["host"] = {below(2) == 0 ? "x" : "y"};
            if (below(6) != 0)
                event.fields["n"] = {std::string(numbers[below(numbers.size())])};
            result.push_back(std::move(event));
        }
        return result;
    }

    rule::Correlation correlation()
    {
        static constexpr std::array<std::string_view, 6> limits{"0", "1", "2", "3", "2.5", "4"};
        rule::Correlation result;
        result.type = static_cast<rule::CorrelationType>(below(8));
        for (std::uint32_t i = 0, rules = 1 + below(3); i < rules; ++i)
            result.rules.push_back({std::format("rule_{}", i), {}});
        if (below(3) != 0)
            result.groupBy.push_back({"user", {}});
        if (below(3) == 0)
            result.groupBy.push_back({"host", {}});
        result.timespan = std::chrono::seconds(1 + below(20));
        const bool readsNumbers = result.type >= rule::CorrelationType::ValueSum;
        if (readsNumbers)
            result.fields.push_back({"n", {}});
        else if (result.type == rule::CorrelationType::ValueCount)
            result.fields = below(2) == 0 ? std::vector<rule::Located>{{"host", {}}}
                                          : std::vector<rule::Located>{{"user", {}}, {"n", {}}};
        const bool mayLackCondition
            = result.type == rule::CorrelationType::Temporal || result.type == rule::CorrelationType::TemporalOrdered;
        if (!mayLackCondition || below(2) == 0) {
            for (std::uint32_t i = 0, comparisons = 1 + below(2); i < comparisons; ++i) {
                static constexpr std::array<rule::Op, 5> ops{
                    rule::Op::Eq, rule::Op::Gt, rule::Op::Ge, rule::Op::Lt, rule::Op::Le};
                const rule::Op op = ops[below(ops.size())];
                result.condition.push_back(
                    {op, op == rule::Op::Eq && below(2) == 0, {std::string(limits[below(limits.size())])}, {}});
            }
        }
        if (result.type == rule::CorrelationType::ValuePercentile && below(4) != 0)
            result.percentile = rule::Number{below(2) == 0 ? "90" : "25"};
        return result;
    }

    std::uint32_t below(std::size_t limit) { return static_cast<std::uint32_t>(m_random() % limit); }

private:
    std::mt19937 m_random;
};

rule::Document documentOf(const rule::Correlation& correlation)
{
    rule::Document document;
    for (std::size_t i = 0; i < correlation.rules.size(); ++i) {
        rule::Rule rule = ruleOf(
            {{"selection",
                testOf("kind", rule::Op::Eq,
                    {std::string(1, static_cast<char>('a' + i)), std::string(1, static_cast<char>('b' + i))})}},
            {rule::NodeId::None, rule::Ref{rule::SelectionId{0}, {}}});
        rule.metadata.name = correlation.rules[i];
        document.rules.push_back(std::move(rule));
    }
    rule::Rule rule;
    rule.body = correlation;
    document.rules.push_back(std::move(rule));
    return document;
}

std::vector<std::vector<bool>> kinds(const rule::Correlation& correlation, const std::vector<TimedEvent>& events)
{
    std::vector<std::vector<bool>> matched(correlation.rules.size());
    for (std::size_t i = 0; i < matched.size(); ++i) {
        for (const TimedEvent& event : events) {
            const char kind = event.fields.at("kind").front().front();
            matched[i].push_back(kind == static_cast<char>('a' + i) || kind == static_cast<char>('b' + i));
        }
    }
    return matched;
}

std::string printed(std::vector<ReferenceFiring> firings)
{
    std::string text;
    for (const ReferenceFiring& firing : firings) {
        text += std::format(" {}:", firing.event);
        for (const std::size_t event : firing.events)
            text += std::format("{},", event);
    }
    return text;
}

std::vector<ReferenceFiring> firingsOf(const match::Timeline& timeline)
{
    std::vector<ReferenceFiring> result;
    for (const match::Firing& firing : timeline.firings) {
        ReferenceFiring& one = result.emplace_back(ReferenceFiring{events::index(firing.event), {}});
        for (const events::EventId event : timeline.eventsOf(firing))
            one.events.push_back(events::index(event));
    }
    return result;
}

Result<match::MatchReport> matchMain(const rule::Document& document, const events::EventSet& events, Task& task)
{
    match::MatchOptions options;
    options.document = &document;
    return match::match(*rule::mainRule(document), events, taxonomy::Taxonomy(), options, nullptr, task);
}

rule::Document parsed(const std::string& text) { return *rulefile::parse(SourceText("rule.yml", text)).value; }

std::string countRule(const std::string& correlation)
{
    return std::format("title: One\nname: one\nlogsource:\n    product: test\ndetection:\n    a:\n        kind: a\n"
                       "    condition: a\n---\ntitle: Many\ncorrelation:\n    rules:\n        - one\n{}",
        correlation);
}

class TestCorrelation : public QObject {
    Q_OBJECT

private slots:

    void agreesWithReference()
    {
        const int asked = qEnvironmentVariableIntValue("RULEWRIGHT_RANDOM_CASES");
        const std::uint32_t cases = asked > 0 ? static_cast<std::uint32_t>(asked) : 1'500;
        for (std::uint32_t seed = 1; seed <= cases; ++seed) {
            RandomCorrelations random(seed);
            const rule::Correlation correlation = random.correlation();
            const std::vector<TimedEvent> events = random.events(5 + random.below(30));
            const rule::Document document = documentOf(correlation);
            Task task;
            const Result<match::MatchReport> report = matchMain(document, eventSet(events), task);
            QVERIFY(report.has_value());
            std::vector<ReferenceFiring> wanted = referenceFirings(correlation, events, kinds(correlation, events));
            std::vector<ReferenceFiring> got = firingsOf(*report->timeline);
            std::ranges::sort(wanted);
            std::ranges::sort(got);
            QVERIFY2(wanted == got,
                std::format("seed {} (type {}): wanted{}\ngot{}", seed, static_cast<int>(correlation.type),
                    printed(wanted), printed(got))
                    .c_str());
            QCOMPARE(report->matched, wanted.size());
        }
    }

    // The explanation of every event says of its groups what matching found.
    void explainsEveryEvent()
    {
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            RandomCorrelations random(seed);
            const rule::Document document = documentOf(random.correlation());
            const events::EventSet events = eventSet(random.events(20));
            Task task;
            const Result<match::MatchReport> report = matchMain(document, events, task);
            QVERIFY(report.has_value());
            for (std::uint32_t event = 0; event < events.size(); ++event) {
                match::MatchOptions options;
                options.document = &document;
                const auto explanation = match::explain(
                    *rule::mainRule(document), events, events::EventId{event}, taxonomy::Taxonomy(), options);
                QVERIFY(explanation.has_value());
                QCOMPARE(explanation->matched, report->definite.contains(event));
                std::uint64_t fires = 0;
                for (const match::GroupTimeline& group : explanation->timeline) {
                    for (const match::TimelineStep& step : group.steps)
                        fires += step.fires && step.event == events::EventId{event} ? 1 : 0;
                }
                const auto fired
                    = std::ranges::count(report->timeline->firings, events::EventId{event}, &match::Firing::event);
                QCOMPARE(fires, static_cast<std::uint64_t>(fired));
            }
        }
    }

    void countsOfItsRules()
    {
        const rule::Document document
            = parsed(countRule("    type: event_count\n    timespan: 5m\n    condition:\n        gte: 2\n"));
        const events::EventSet events
            = eventSet({{0, {{"kind", {"a"}}}}, {second, {{"kind", {"a"}}}}, {2 * second, {}}});
        Task task;
        const Result<match::MatchReport> report = matchMain(document, events, task);
        QVERIFY(report.has_value());
        QCOMPARE(report->selections.size(), 1u);
        QCOMPARE(report->selections[0].matched, 2u);
        QCOMPARE(report->predicates.size(), 1u);
        QCOMPARE(report->predicates[0].matched, 2u);
        QCOMPARE(document.text.position(report->predicates[0].span.begin).line, 7u);
        QCOMPARE(report->eventsInScope, 3u);
        QCOMPARE(report->matched, 1u);
    }

    void saysWhatIsLeftOut()
    {
        const rule::Document document = parsed(countRule("    type: event_count\n    timespan: 5m\n    group-by:\n     "
                                                         "   - user\n    condition:\n        gte: 1\n"));
        const events::EventSet events
            = eventSet({{0, {{"kind", {"a"}}}}, {std::nullopt, {{"kind", {"a"}}, {"user", {"x"}}}}});
        Task task;
        const Result<match::MatchReport> report = matchMain(document, events, task);
        QVERIFY(report.has_value());
        QCOMPARE(report->matched, 0u);
        QCOMPARE(report->timeline->withoutGroup, 1u);
        QCOMPARE(report->timeline->withoutTime, 1u);
        const auto says = [&](const char* words) {
            return std::ranges::any_of(report->notes, [&](const std::string& note) { return note.contains(words); });
        };
        QVERIFY(says("lack a field of group-by (user)"));
        QVERIFY(says("have no time"));
    }

    // Every event is a group of its own; a clock that jumps back and far ahead changes the order and nothing else.
    void manyGroupsAndJumpingClocks()
    {
        events::EventSetBuilder builder;
        builder.addSource({.path = "events.json"});
        constexpr std::uint32_t count = 60'000;
        for (std::uint32_t i = 0; i < count; ++i) {
            builder.beginEvent({.source = events::SourceId{0}, .record = i + 1}, events::SourceKind::Other);
            const std::int64_t jump = i % 3 == 0 ? -1'000'000 : i % 3 == 1 ? 0 : 5'000'000'000;
            builder.setTime((static_cast<std::int64_t>(count - i) + jump) * second);
            builder.add("kind", "a");
            builder.add("user", std::format("user {}", i / 2));
            builder.endEvent();
        }
        const events::EventSet events = std::move(builder).build();
        const rule::Document document
            = parsed(countRule("    type: event_count\n    timespan: 100000w\n    group-by:\n        - user\n    "
                               "condition:\n        gte: 2\n"));
        Task task;
        const Result<match::MatchReport> report = matchMain(document, events, task);
        QVERIFY(report.has_value());
        QCOMPARE(report->timeline->groups, count / 2);
        QCOMPARE(report->matched, count / 2);
        const auto& firings = report->timeline->firings;
        QVERIFY(std::ranges::is_sorted(firings, {}, &match::Firing::time));
    }

    void stopsWhenAsked()
    {
        RandomCorrelations random(3);
        const rule::Document document = documentOf(random.correlation());
        const events::EventSet events = eventSet(random.events(50));
        Task task;
        task.stop();
        const Result<match::MatchReport> report = matchMain(document, events, task);
        QVERIFY(report.has_value());
        QVERIFY(report->isCancelled);
    }

    // Each names the one before twice: without memory that were 2^60 matches.
    void manyPathsToOneRule()
    {
        std::string text = countRule("    type: event_count\n    timespan: 5m\n    condition:\n        gte: 1\n");
        text = text.replace(text.find("title: Many"), 11, "title: Many\nname: many_0");
        for (int i = 1; i <= 60; ++i)
            text += std::format("---\ntitle: Many\nname: many_{0}\ncorrelation:\n    type: event_count\n    rules:\n"
                                "        - many_{1}\n        - one\n        - many_{1}\n    timespan: 5m\n"
                                "    condition:\n        gte: 1\n",
                i, i - 1);
        const rule::Document document = parsed(text);
        const events::EventSet events = eventSet({{0, {{"kind", {"a"}}}}});
        match::MatchOptions options;
        options.document = &document;
        Task task;
        const auto report = match::match(document.rules.back(), events, taxonomy::Taxonomy(), options, nullptr, task);
        QVERIFY(report.has_value());
        QCOMPARE(report->matched, 1u);
        const auto explanation
            = match::explain(document.rules.back(), events, events::EventId{0}, taxonomy::Taxonomy(), options);
        QVERIFY(explanation.has_value());
        QVERIFY(explanation->matched);
    }

    void sumsExactly()
    {
        match::ExactSum sum;
        for (int i = 0; i < 10; ++i)
            sum.add(match::Decimal(0.1));
        QCOMPARE(std::get<double>(sum.value()), 1.0);
        match::SlidingSum window;
        window.push(match::Decimal(1e300));
        window.push(match::Decimal(1.5));
        window.pop();
        QCOMPARE(std::get<double>(window.total().value()), 1.5);
        match::ExactSum large;
        large.add(match::Decimal(std::numeric_limits<std::int64_t>::max()));
        large.add(match::Decimal(std::numeric_limits<std::int64_t>::max()));
        large.add(match::Decimal(std::numeric_limits<std::int64_t>::min()));
        QCOMPARE(std::get<std::int64_t>(large.value()), std::numeric_limits<std::int64_t>::max() - 1);
    }

    void nearestRanks()
    {
        QCOMPARE(match::nearestRank("99.9", 1'000), 999u);
        QCOMPARE(match::nearestRank("0", 5), 1u);
        QCOMPARE(match::nearestRank("100", 5), 5u);
        QCOMPARE(match::nearestRank("50", 4), 2u);
        QCOMPARE(match::nearestRank("1e1", 10), 1u);
        QCOMPARE(match::nearestRank("33.333333333333333333333333333333333", 3), 1u);
    }
};

} // namespace

RULEWRIGHT_TEST(TestCorrelation)

#include "test_correlation.moc"
