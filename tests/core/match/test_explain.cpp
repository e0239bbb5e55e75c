// SPDX-License-Identifier: Apache-2.0
#include "core/match/explain.h"
#include "core/rule/walk.h"
#include "tests/core/match/random_rules.h"
#include "tests/support/runner.h"

#include <format>

using namespace rulewright;
using namespace rulewright::tests;

namespace {

rule::Predicate refTo(std::uint32_t selection)
{
    return {rule::NodeId::None, rule::Ref{static_cast<rule::SelectionId>(selection), {}}};
}

match::Explanation explained(const rule::Rule& rule, const events::EventSet& events, std::uint32_t event)
{
    const taxonomy::Taxonomy taxonomy;
    auto result = match::explain(rule, events, events::EventId{event}, taxonomy, {});
    return result ? *std::move(result) : match::Explanation();
}

struct Leaf {
    rule::Op op = rule::Op::Contains;
    std::string wanted; ///< * and ? are wildcards
    std::vector<rule::Modifier> modifiers{};
    rule::CaseRule caseRule = rule::CaseRule::Insensitive;
};

rule::Pattern patternOf(const std::string& text)
{
    rule::Pattern pattern;
    for (const char c : text) {
        if (c == '*')
            pattern.append(rule::PatternPart::Kind::Many);
        else if (c == '?')
            pattern.append(rule::PatternPart::Kind::One);
        else
            pattern.append(std::string_view(&c, 1));
    }
    return pattern;
}

// The value with what matched in brackets, or the reason.
std::string shown(const Leaf& leaf, const std::string& actual, const std::string& field = "f")
{
    rule::Predicate test = testOf(field, leaf.op, {leaf.wanted});
    auto& inner = std::get<rule::Test>(test.node);
    inner.modifiers = leaf.modifiers;
    inner.caseRule = leaf.caseRule;
    if (leaf.op != rule::Op::Regex)
        inner.values.front().pattern = patternOf(leaf.wanted);
    const rule::Rule rule = ruleOf({{"selection", test}}, refTo(0));
    const match::Explanation explanation = explained(rule, eventSet({{{"f", {actual}}, {"g", {"Beta"}}}}), 0);
    const match::ExplainNode& node = explanation.root.children.front();
    if (node.truth != match::Truth::True)
        return std::string(match::reasonText(node.reason));
    std::string text = node.actual.value_or("");
    for (auto range = node.ranges.rbegin(); range != node.ranges.rend(); ++range) {
        text.insert(range->end, "]");
        text.insert(range->begin, "[");
    }
    return text;
}

class TestExplain : public QObject {
    Q_OBJECT

private slots:

    void rangesOfEveryOperator()
    {
        using enum rule::Op;
        using rule::Modifier;
        QCOMPARE(shown({Contains, "who"}, "cmd WHOami"), "cmd [WHO]ami");
        QCOMPARE(shown({StartsWith, "cm"}, "CMD"), "[CM]D");
        QCOMPARE(shown({EndsWith, "d"}, "ddd"), "dd[d]");
        QCOMPARE(shown({Eq, "cmd"}, "Cmd"), "[Cmd]");
        QCOMPARE(shown({Eq, "c*a?e*z"}, "c--abe--z"), "[c]--[a]b[e]--[z]");
        QCOMPARE(shown({Regex, "w.*m"}, "x whoami"), "x [whoam]i");
        QCOMPARE(shown({Cidr, "10.0.0.0/8"}, "10.2.3.4"), "[10.2.3.4]");
        QCOMPARE(shown({Gt, "3"}, "4"), "[4]");
        QCOMPARE(shown({Contains, " -enc"}, "ps /ENC x"), "value differs");
        QCOMPARE(shown({Contains, " -enc", {Modifier::Windash}}, "ps /ENC x"), "ps[ /ENC] x");
        QCOMPARE(shown({Contains, " -enc", {Modifier::Windash}}, "ps \u2015enc x"), "ps[ \u2015enc] x");
        QCOMPARE(shown({Contains, "http://", {Modifier::Base64Offset}}, "xxxaHR0cDovL2E="), "xxx[aHR0cDovL]2E=");
        QCOMPARE(shown({FieldRefContains, "g"}, "alphaBETA"), "alpha[BETA]");
        QCOMPARE(shown({Keyword, "ET"}, "nothing", ""), "B[et]a");
    }

    void rangesAreOfTheOriginal()
    {
        // The Kelvin sign takes three bytes and folds to one.
        QCOMPARE(shown({rule::Op::Contains, "kb"}, "a\u212Ab"), "a[\u212Ab]");
        QCOMPARE(shown({rule::Op::Contains, "\u00e9"}, "\u00c9t\u00e9"), "[\u00c9]t\u00e9");
    }

    void reasons()
    {
        using enum rule::Op;
        QCOMPARE(shown({Contains, "x"}, "abc", "absent"), "field absent");
        QCOMPARE(shown({Contains, "x"}, ""), "field empty");
        QCOMPARE(shown({Contains, "B", {}, rule::CaseRule::Sensitive}, "abc"), "case differs");
        QCOMPARE(shown({Gt, "3"}, "x"), "not a number");
        QCOMPARE(shown({Cidr, "10.0.0.0/8"}, "x"), "not an address");
        QCOMPARE(shown({Ge, "3", {rule::Modifier::Hour}}, "x"), "not a time");
        QCOMPARE(shown({FieldRef, "absent"}, "x"), "other field absent");
    }

    void marksArePositiveAlone()
    {
        const rule::Rule rule = ruleOf({{"selection", testOf("a", rule::Op::Contains, {"x", "y"})},
                                           {"filter", testOf("a", rule::Op::Contains, {"z"})}},
            {rule::NodeId::None, rule::And{{refTo(0), {rule::NodeId::None, rule::Not{refTo(1), {}}}}, {}}});
        const match::Explanation explanation = explained(rule, eventSet({{{"a", {"q", "xyz"}}}}), 0);
        QVERIFY(!explanation.matched);
        QCOMPARE(explanation.root.children.size(), 2u);
        QCOMPARE(explanation.root.children[0].title, "selection");
        QVERIFY(explanation.root.children[1].kind == match::ExplainKind::Not);
        const std::vector<match::FieldMark> marks = match::matchedMarks(explanation);
        QCOMPARE(marks.size(), 2u);
        QCOMPARE(marks[0].field, "a");
        QCOMPARE(marks[0].valueIndex, 1u);
        QCOMPARE(marks[0].range.begin, 0u);
        QCOMPARE(marks[1].range.begin, 1u);
    }

    // The root's verdict is the engine's, also where missing is unknown.
    void verdictIsTheEngines()
    {
        const taxonomy::Taxonomy taxonomy;
        for (std::uint32_t seed = 1; seed <= 150; ++seed) {
            RandomRules random(seed);
            rule::Rule rule = random.rule();
            rule.missingRule = random.chance(30) ? rule::MissingRule::IsUnknown : rule::MissingRule::IsFalse;
            const std::vector<ReferenceEvent> events = random.events(20);
            const events::EventSet set = eventSet(events);
            Task task;
            const auto report = match::match(rule, set, taxonomy, {}, nullptr, task);
            for (std::uint32_t i = 0; i < events.size(); ++i) {
                const bool verdict = explained(rule, set, i).matched;
                QVERIFY2(verdict == report->definite.contains(i), std::format("seed {}, event {}", seed, i).c_str());
            }
        }
    }
};

} // namespace

RULEWRIGHT_TEST(TestExplain)

#include "test_explain.moc"
