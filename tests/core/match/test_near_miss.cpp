// SPDX-License-Identifier: Apache-2.0
#include "core/match/compile.h"
#include "core/match/near_miss.h"
#include "core/match/sliced.h"
#include "core/rule/walk.h"
#include "tests/core/match/random_rules.h"
#include "tests/core/match/reference.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>

using namespace rulewright;
using namespace rulewright::tests;
using match::NearMisses;

namespace {

constexpr std::uint64_t never = 1'000'000;

using LeafKey = std::tuple<rule::NodeId, rule::ValueId, bool>; // the last: an exclusion

struct Cost {
    std::uint64_t distance = 0;
    std::set<LeafKey> deciders; // where the distance is 1: what alone would do
};

// Near misses by cli.md's words, one event at a time.
class Reference {
public:
    Reference(const rule::Rule& rule, const ReferenceEvent& event)
        : m_rule(rule)
        , m_event(event)
    {
    }

    Cost cost(const rule::Predicate& predicate, bool wanted) const
    {
        return std::visit([&](const auto& node) { return of(predicate, node, wanted); }, predicate.node);
    }

private:
    Cost sumOfLeast(std::vector<Cost> costs, std::int64_t count) const
    {
        if (count <= 0)
            return {};
        if (count > std::ssize(costs))
            return {never, {}};
        std::ranges::stable_sort(costs, {}, &Cost::distance);
        Cost sum;
        for (std::int64_t i = 0; i < count; ++i)
            sum.distance = std::min(never, sum.distance + costs[static_cast<std::size_t>(i)].distance);
        if (sum.distance == 1) {
            // Any child with distance 1 will do beside those that are as wanted.
            for (const Cost& cost : costs) {
                if (cost.distance == 1)
                    sum.deciders.insert(cost.deciders.begin(), cost.deciders.end());
            }
        }
        return sum;
    }

    std::vector<Cost> costs(const std::vector<rule::Predicate>& children, bool wanted) const
    {
        std::vector<Cost> result;
        for (const rule::Predicate& child : children)
            result.push_back(cost(child, wanted));
        return result;
    }

    Cost all(std::vector<Cost> costs) const
    {
        const auto count = std::ssize(costs);
        return sumOfLeast(std::move(costs), count);
    }

    Cost of(const rule::Predicate&, const rule::And& node, bool wanted) const
    {
        return wanted ? all(costs(node.children, true)) : sumOfLeast(costs(node.children, false), 1);
    }

    Cost of(const rule::Predicate&, const rule::Or& node, bool wanted) const
    {
        return wanted ? sumOfLeast(costs(node.children, true), 1) : all(costs(node.children, false));
    }

    Cost of(const rule::Predicate&, const rule::Not& node, bool wanted) const { return cost(*node.child, !wanted); }

    Cost of(const rule::Predicate&, const rule::Ref& node, bool wanted) const
    {
        return cost(rule::selectionOf(m_rule, node.selection).predicate, wanted);
    }

    Cost of(const rule::Predicate&, const rule::Of& node, bool wanted) const
    {
        if (match::asksForEveryKeyword(m_rule, node)) {
            const rule::Predicate& keywords = rule::selectionOf(m_rule, node.members.front()).predicate;
            return ofTest(keywords.id, std::get<rule::Test>(keywords.node), true, wanted);
        }
        std::vector<Cost> members;
        for (const rule::SelectionId member : node.members)
            members.push_back(cost(rule::selectionOf(m_rule, member).predicate, wanted));
        const auto size = std::ssize(members);
        const std::int64_t asked = node.quantifier.all ? size : std::int64_t{node.quantifier.count};
        return sumOfLeast(std::move(members), wanted ? asked : size - asked + 1);
    }

    Cost of(const rule::Predicate& predicate, const rule::Test& test, bool wanted) const
    {
        return ofTest(predicate.id, test, test.join == rule::Join::All, wanted);
    }

    Cost ofTest(rule::NodeId id, const rule::Test& test, bool asksForAll, bool wanted) const
    {
        const bool isExclusion = wanted == test.negated;
        std::vector<Cost> values;
        bool any = false;
        for (const rule::Value& value : test.values) {
            const bool holds = referenceValueHolds(test, value, m_event);
            any = any || holds;
            const LeafKey key{id, test.values.size() == 1 ? rule::ValueId::None : value.id, isExclusion};
            values.push_back(holds != isExclusion ? Cost{} : Cost{1, {key}});
        }
        if (!asksForAll)
            return any != isExclusion ? Cost{} : Cost{1, {{id, rule::ValueId::None, isExclusion}}};
        return isExclusion ? sumOfLeast(std::move(values), 1) : all(std::move(values));
    }

    Cost of(const rule::Predicate&, const rule::Constant& node, bool wanted) const
    {
        return node.value == wanted ? Cost{} : Cost{never, {}};
    }

    Cost of(const rule::Predicate&, const rule::Opaque&, bool) const { return {}; }

    template <class Other> Cost of(const rule::Predicate&, const Other&, bool) const { return {never, {}}; }

    const rule::Rule& m_rule;
    const ReferenceEvent& m_event;
};

NearMisses found(const rule::Rule& rule, const events::EventSet& events, std::size_t limit = 1'000'000)
{
    Task task;
    const auto report = match::match(rule, events, taxonomy::Taxonomy(), {}, nullptr, task);
    if (!report)
        return {};
    auto result = match::nearMisses(rule, events, *report, taxonomy::Taxonomy(), {}, limit, nullptr, task);
    return result ? *std::move(result) : NearMisses();
}

struct Expected {
    std::map<std::uint32_t, std::uint64_t> counts;
    std::vector<match::NearMiss> events;
    std::map<LeafKey, std::vector<std::uint32_t>> groups;
    std::uint64_t unreachable = 0;
};

Expected expectedFor(const rule::Rule& rule, const std::vector<ReferenceEvent>& events)
{
    Expected result;
    for (std::uint32_t i = 0; i < events.size(); ++i) {
        if (referenceMatches(rule, events[i], true))
            continue;
        const Cost cost = Reference(rule, events[i]).cost(*rule::condition(rule), true);
        if (cost.distance >= never) {
            ++result.unreachable;
            continue;
        }
        const auto distance = static_cast<std::uint32_t>(cost.distance);
        ++result.counts[distance];
        result.events.push_back({events::EventId{i}, distance});
        for (const LeafKey& leaf : cost.deciders)
            result.groups[leaf].push_back(i);
    }
    std::ranges::stable_sort(result.events, {}, &match::NearMiss::distance);
    return result;
}

std::string difference(const NearMisses& misses, const Expected& expected)
{
    if (misses.unreachable != expected.unreachable)
        return std::format("{} unreachable, not {}", misses.unreachable, expected.unreachable);
    std::map<std::uint32_t, std::uint64_t> counts;
    for (const match::DistanceCount& count : misses.distances)
        counts[count.distance] = count.events;
    if (counts != expected.counts)
        return "other distances";
    if (misses.events != expected.events)
        return "other events or another order";
    std::map<LeafKey, std::vector<std::uint32_t>> groups;
    for (const match::NearMissGroup& group : misses.groups) {
        groups[{group.test, group.value, group.isExclusion}] = group.members.members();
        if (group.members.count() != group.events)
            return "a group's count is not that of its members";
    }
    if (groups != expected.groups)
        return std::format("{} groups, not {}, or other members", groups.size(), expected.groups.size());
    return {};
}

rule::Predicate refTo(std::uint32_t selection)
{
    return {rule::NodeId::None, rule::Ref{static_cast<rule::SelectionId>(selection), {}}};
}

match::BlockWords wordsOf(std::uint64_t first)
{
    match::BlockWords words;
    words.fill(0);
    words[0] = first;
    return words;
}

class TestNearMiss : public QObject {
    Q_OBJECT

private slots:

    void aListIsOneLeaf()
    {
        rule::Predicate all = testOf("b", rule::Op::Contains, {"x", "y", "z"});
        std::get<rule::Test>(all.node).join = rule::Join::All;
        const rule::Rule rule
            = ruleOf({{"selection", testOf("a", rule::Op::Eq, {"1", "2", "3"})}, {"other", std::move(all)}},
                {rule::NodeId::None, rule::And{{refTo(0), refTo(1)}, {}}});
        const NearMisses misses = found(rule,
            eventSet({{{"a", {"4"}}, {"b", {"xyz"}}}, {{"a", {"1"}}, {"b", {"x"}}}, {{"a", {"1"}}, {"b", {"xy"}}},
                {{"a", {"1"}}, {"b", {"xyz"}}}}));
        QCOMPARE(misses.total, std::uint64_t(3));
        QCOMPARE(misses.atDistance(1), std::uint64_t(2));
        QCOMPARE(misses.atDistance(2), std::uint64_t(1));
        QCOMPARE(misses.groups.size(), std::size_t(2));
        QCOMPARE(misses.groups[0].wanted.size() + misses.groups[1].wanted.size(), std::size_t(4));
        QCOMPARE(misses.events.front().event, events::EventId{0});
        QCOMPARE(misses.events.back(), (match::NearMiss{events::EventId{1}, 2}));
    }

    void anExclusionThatHitIsMarked()
    {
        const rule::Rule rule = ruleOf(
            {{"selection", testOf("a", rule::Op::Eq, {"1"})}, {"filter", testOf("b", rule::Op::Eq, {"x", "y"})}},
            {rule::NodeId::None, rule::And{{refTo(0), {rule::NodeId::None, rule::Not{refTo(1), {}}}}, {}}});
        const NearMisses misses
            = found(rule, eventSet({{{"a", {"1"}}, {"b", {"x"}}}, {{"a", {"2"}}, {"b", {"x"}}}, {{"a", {"1"}}}}));
        QCOMPARE(misses.groups.size(), std::size_t(1));
        QVERIFY(misses.groups[0].isExclusion);
        QCOMPARE(misses.groups[0].members.members(), std::vector<std::uint32_t>{0});
        QCOMPARE(misses.atDistance(2), std::uint64_t(1));
    }

    void nearestFirstAndNoMoreThanAsked()
    {
        const rule::Rule rule
            = ruleOf({{"s", testOf("a", rule::Op::Eq, {"1"})}, {"t", testOf("b", rule::Op::Eq, {"1"})}},
                {rule::NodeId::None, rule::And{{refTo(0), refTo(1)}, {}}});
        const NearMisses misses
            = found(rule, eventSet({{}, {{"a", {"1"}}}, {}, {{"b", {"1"}}}, {{"a", {"1"}}, {"b", {"1"}}}}), 3);
        QCOMPARE(misses.events.size(), std::size_t(3));
        QCOMPARE(misses.events[0], (match::NearMiss{events::EventId{1}, 1}));
        QCOMPARE(misses.events[1], (match::NearMiss{events::EventId{3}, 1}));
        QCOMPARE(misses.events[2], (match::NearMiss{events::EventId{0}, 2}));
        QCOMPARE(misses.atDistance(2), std::uint64_t(2));
    }

    void whatTheFieldsHold()
    {
        const events::EventSet events = eventSet({{{"a", {"x"}}}, {{"a", {"y", "x"}}}, {}, {{"a", {"X"}}}});
        Task task;
        const auto values = match::actualValues(events, match::Bitmap(4, true), "a", task);
        QCOMPARE(values.size(), std::size_t(4));
        QCOMPARE(values[0], (match::ActualValue{"x", 2, events::EventId{0}}));
        QCOMPARE(values[1], (match::ActualValue{std::nullopt, 1, events::EventId{2}}));
        QCOMPARE(values[2], (match::ActualValue{"X", 1, events::EventId{3}}));
    }

    // Show 6 of the engine's issue: distances and groups equal brute force.
    void agreesWithReference()
    {
        const int asked = qEnvironmentVariableIntValue("RULEWRIGHT_RANDOM_CASES");
        const std::uint32_t seeds = asked > 0 ? static_cast<std::uint32_t>(asked) : 800;
        std::size_t groups = 0;
        for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
            RandomRules random(seed);
            const rule::Rule rule = random.rule();
            const std::vector<ReferenceEvent> events = random.events(70);
            const NearMisses misses = found(rule, eventSet(events));
            const std::string text = difference(misses, expectedFor(rule, events));
            QVERIFY2(text.empty(), std::format("seed {}: {}", seed, text).c_str());
            groups += misses.groups.size();
        }
        QVERIFY(groups > seeds / 4); // they are worth something
    }

    // Quantifiers over selections of several tests, which the random rules have seldom.
    void nOfManySelections()
    {
        for (std::uint32_t seed = 1; seed <= 300; ++seed) {
            RandomRules random(seed);
            std::vector<std::pair<std::string, rule::Predicate>> selections;
            rule::Of of;
            of.quantifier = {false, 1 + random.below(5)};
            of.pattern = "s*";
            for (std::uint32_t i = 0; i < 6; ++i) {
                rule::And map;
                for (std::uint32_t t = 0, count = 1 + random.below(3); t < count; ++t)
                    map.children.push_back(testOf(
                        std::format("f{}", random.below(4)), rule::Op::Contains, {random.chance(50) ? "a" : "b"}));
                selections.emplace_back(std::format("s{}", i), rule::Predicate{rule::NodeId::None, std::move(map)});
                of.members.push_back(static_cast<rule::SelectionId>(i));
            }
            rule::Predicate condition{rule::NodeId::None, std::move(of)};
            if (random.chance(40))
                condition = {rule::NodeId::None, rule::Not{std::move(condition), {}}};
            const rule::Rule rule = ruleOf(std::move(selections), std::move(condition));
            const std::vector<ReferenceEvent> events = random.events(50);
            const std::string text = difference(found(rule, eventSet(events)), expectedFor(rule, events));
            QVERIFY2(text.empty(), std::format("seed {}: {}", seed, text).c_str());
        }
    }

    void slicedNumbers()
    {
        using match::Sliced;
        const auto numberOf = [](const Sliced& sliced) {
            std::map<std::uint64_t, std::uint64_t> result;
            sliced.forEachNumber(wordsOf(0xF),
                [&](std::uint64_t number, const match::BlockWords& events) { result[number] = events[0]; });
            return result;
        };
        const match::BlockWords low = wordsOf(0b0101);
        const match::BlockWords high = wordsOf(0b0011);
        Sliced sum(match::operandOf(low));
        sum.add(Sliced(match::operandOf(high)));
        sum.add(Sliced(match::operandOf(high)));
        // 1 + 2, 0 + 2, 1, 0
        QCOMPARE(numberOf(sum), (std::map<std::uint64_t, std::uint64_t>{{0, 8}, {1, 4}, {2, 2}, {3, 1}}));
        Sliced least(match::operandOf(high));
        least.takeLeast(sum);
        QCOMPARE(numberOf(least), (std::map<std::uint64_t, std::uint64_t>{{0, 12}, {1, 3}}));
        sum.subtract(2);
        QCOMPARE(numberOf(sum), (std::map<std::uint64_t, std::uint64_t>{{0, 14}, {1, 1}}));
        sum.subtract(8);
        QCOMPARE(numberOf(sum), (std::map<std::uint64_t, std::uint64_t>{{0, 15}}));
    }
};

} // namespace

RULEWRIGHT_TEST(TestNearMiss)

#include "test_near_miss.moc"
