// SPDX-License-Identifier: Apache-2.0
#include "core/match/leaf_cache.h"
#include "core/match/match.h"
#include "core/rule/dump.h"
#include "core/rule/simplify.h"
#include "core/rule/walk.h"
#include "tests/core/match/random_rules.h"
#include "tests/core/match/reference.h"
#include "tests/support/runner.h"

#include <format>

using namespace rulewright;
using namespace rulewright::tests;

namespace {

struct Checked {
    const rule::Rule& rule;
    const std::vector<ReferenceEvent>& events;
    const match::MatchReport& report;
};

// How many events each says, and whether the same.
std::vector<std::uint32_t> matching(const rule::Rule& rule, bool hasRoot, const Checked& checked, bool opaque)
{
    std::vector<std::uint32_t> result;
    for (std::uint32_t i = 0; i < checked.events.size(); ++i) {
        if (!hasRoot || referenceMatches(rule, checked.events[i], opaque))
            result.push_back(i);
    }
    return result;
}

std::uint64_t missingFrom(const std::vector<std::uint32_t>& some, const std::vector<std::uint32_t>& others)
{
    return static_cast<std::uint64_t>(
        std::ranges::count_if(some, [&](std::uint32_t i) { return !std::ranges::binary_search(others, i); }));
}

// What deleting the part changes, by deleting it and matching again.
std::string effectDifference(const match::PredicateCount& count, const Checked& checked)
{
    const auto [without, hasRoot] = withoutPart(checked.rule, count.test, count.value);
    const std::vector<std::uint32_t> before = matching(checked.rule, true, checked, true);
    const std::vector<std::uint32_t> after = matching(without, hasRoot, checked, true);
    const std::uint64_t removes = missingFrom(after, before);
    const std::uint64_t adds = missingFrom(before, after);
    if (removes == count.removes && adds == count.adds)
        return {};
    return std::format("{} {} \"{}\" (test {}, value {}): removes {} not {}, adds {} not {}", count.field,
        rule::operatorName(count.op), count.text, static_cast<std::uint32_t>(count.test),
        static_cast<std::uint32_t>(count.value), count.removes, removes, count.adds, adds);
}

std::string difference(const Checked& checked)
{
    if (checked.report.definite.members() != matching(checked.rule, true, checked, false))
        return "other definite matches";
    if (checked.report.possibleEvents.members() != matching(checked.rule, true, checked, true))
        return "other possible matches";
    for (std::size_t s = 0; s < checked.rule.selections.size(); ++s) {
        const auto held = std::ranges::count_if(checked.events, [&](const ReferenceEvent& event) {
            return referenceHolds(checked.rule, checked.rule.selections[s].predicate, event);
        });
        if (checked.report.selections[s].matched != static_cast<std::uint64_t>(held))
            return std::format("selection {}: {} not {}", s, checked.report.selections[s].matched, held);
    }
    for (const auto* counts : {&checked.report.predicates, &checked.report.tests}) {
        for (const match::PredicateCount& count : *counts) {
            if (std::string text = effectDifference(count, checked); !text.empty())
                return text;
        }
    }
    return {};
}

std::uint64_t heldEvents(const rule::Predicate& predicate, const match::PredicateCount& count, const Checked& checked)
{
    const auto& test = std::get<rule::Test>(predicate.node);
    for (const rule::Value& value : test.values) {
        if (value.id == count.value) {
            return static_cast<std::uint64_t>(std::ranges::count_if(
                checked.events, [&](const ReferenceEvent& event) { return referenceValueHolds(test, value, event); }));
        }
    }
    return 0;
}

match::MatchReport matched(const rule::Rule& rule, const events::EventSet& events, match::LeafCache* cache = nullptr)
{
    Task task;
    const taxonomy::Taxonomy taxonomy;
    Result<match::MatchReport> report = match::match(rule, events, taxonomy, {}, cache, task);
    return report ? *std::move(report) : match::MatchReport();
}

// The same rule in fewer words matches the same events, and so does that in fewer words again.
std::string simplifiedDifference(
    const rule::Rule& rule, const events::EventSet& events, const match::MatchReport& report)
{
    const rule::Rule simple = rule::simplified(rule);
    const match::MatchReport after = matched(simple, events);
    if (after.definite == report.definite && after.possibleEvents == report.possibleEvents) {
        const std::string once = rule::dump(*rule::condition(simple));
        const std::string twice = rule::dump(*rule::condition(rule::simplified(simple)));
        return once == twice ? std::string() : std::format("simplified {}\nand again {}", once, twice);
    }
    return std::format("{}\nsimplified to {}", rule::dump(rule), rule::dump(*rule::condition(simple)));
}

rule::Predicate refTo(std::uint32_t selection)
{
    return {rule::NodeId::None, rule::Ref{static_cast<rule::SelectionId>(selection), {}}};
}

class TestMatch : public QObject {
    Q_OBJECT

private slots:

    // The heart of the matter: random rules over random events, against the reference and against deleting each part.
    void agreesWithReference()
    {
        const std::uint32_t seeds = qEnvironmentVariableIntValue("RULEWRIGHT_RANDOM_CASES") > 0
            ? static_cast<std::uint32_t>(qEnvironmentVariableIntValue("RULEWRIGHT_RANDOM_CASES"))
            : 400;
        for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
            RandomRules random(seed);
            rule::Rule rule = random.rule();
            const std::vector<ReferenceEvent> events = random.events(30);
            const events::EventSet set = eventSet(events);
            const match::MatchReport report = matched(rule, set);
            const std::string text = difference({rule, events, report});
            QVERIFY2(text.empty(), std::format("seed {}: {}", seed, text).c_str());
            const std::string otherwise = simplifiedDifference(rule, set, report);
            QVERIFY2(otherwise.empty(), std::format("seed {}: {}", seed, otherwise).c_str());
        }
    }

    void missingMayBeUnknown()
    {
        for (std::uint32_t seed = 1; seed <= 200; ++seed) {
            RandomRules random(seed);
            rule::Rule rule = random.rule();
            rule.missingRule = rule::MissingRule::IsUnknown;
            const std::vector<ReferenceEvent> events = random.events(40);
            const events::EventSet set = eventSet(events);
            const match::MatchReport report = matched(rule, set);
            if (report.possible == report.matched && report.notes.empty()) {
                const Checked checked{rule, events, report};
                QCOMPARE(report.definite.members(), matching(rule, true, checked, false));
            }
        }
    }

    void countsValues()
    {
        for (std::uint32_t seed = 1; seed <= 200; ++seed) {
            RandomRules random(seed);
            const rule::Rule rule = random.rule();
            const std::vector<ReferenceEvent> events = random.events(40);
            const events::EventSet set = eventSet(events);
            const match::MatchReport report = matched(rule, set);
            const Checked checked{rule, events, report};
            for (const rule::Selection& selection : rule.selections) {
                const auto* test = std::get_if<rule::Test>(&selection.predicate.node);
                for (const match::PredicateCount& count : report.predicates) {
                    if (test != nullptr && count.test == selection.predicate.id)
                        QCOMPARE(count.matched, heldEvents(selection.predicate, count, checked));
                }
            }
        }
    }

    // Twice with one cache, then with one literal changed: only that leaf is computed again.
    void keepsLeaves()
    {
        RandomRules random(7);
        const std::vector<ReferenceEvent> events = random.events(300);
        const events::EventSet set = eventSet(events);
        match::LeafCache cache;
        const auto ruleFor = [&](const std::string& literal) {
            return ruleOf({{"selection", testOf("f0", rule::Op::Contains, {"a", literal})}}, refTo(0));
        };
        const match::MatchReport first = matched(ruleFor("b"), set, &cache);
        const std::uint64_t misses = cache.missCount();
        const match::MatchReport again = matched(ruleFor("b"), set, &cache);
        QCOMPARE(cache.missCount(), misses);
        QCOMPARE(again.definite, first.definite);
        (void)matched(ruleFor("9"), set, &cache);
        QCOMPARE(cache.missCount(), misses + 1);
    }

    void cascadingDeletion()
    {
        // The only value of the only field of the filter: without it the rule has no "not".
        const rule::Rule rule
            = ruleOf({{"selection", testOf("a", rule::Op::Eq, {"x"})}, {"filter", testOf("b", rule::Op::Eq, {"y"})}},
                {rule::NodeId::None, rule::And{{refTo(0), {rule::NodeId::None, rule::Not{refTo(1), {}}}}, {}}});
        const std::vector<ReferenceEvent> events{{{"a", {"x"}}, {"b", {"y"}}}, {{"a", {"x"}}}, {{"b", {"y"}}}};
        const match::MatchReport report = matched(rule, eventSet(events));
        QCOMPARE(report.matched, 1u);
        QCOMPARE(report.predicates.size(), 2u);
        QVERIFY(report.predicates[1].negated);
        QCOMPARE(report.predicates[1].removes, 1u);
        QCOMPARE(report.predicates[1].adds, 0u);
        // Without the selection, events without the filter's value match.
        QCOMPARE(report.predicates[0].removes, 0u);
        QCOMPARE(report.predicates[0].state, match::PredicateState::Redundant);
        QCOMPARE(report.predicates[1].state, match::PredicateState::Live);
    }

    void noEventIsUnknown()
    {
        const rule::Rule rule = ruleOf({{"selection", testOf("a", rule::Op::Eq, {"x"})}}, refTo(0));
        const match::MatchReport report = matched(rule, eventSet({}));
        QCOMPARE(report.eventsInScope, 0u);
        QCOMPARE(report.predicates[0].state, match::PredicateState::Unknown);
        QCOMPARE(report.notes.size(), 1u);
    }

    void unknownFields()
    {
        const rule::Rule rule = ruleOf({{"selection", testOf("image", rule::Op::Eq, {"x"})}}, refTo(0));
        const match::MatchReport report = matched(rule, eventSet({{{"Image", {"x"}}}}));
        QCOMPARE(report.unknownFields.size(), 1u);
        QCOMPARE(report.unknownFields[0].field, "image");
        QVERIFY(report.unknownFields[0].nearest == std::optional<std::string>("Image"));
    }
};

} // namespace

RULEWRIGHT_TEST(TestMatch)

#include "test_match.moc"
