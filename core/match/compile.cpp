// SPDX-License-Identifier: Apache-2.0
#include "core/match/compile.h"

#include "core/match/compile_value.h"
#include "core/match/event_part.h"
#include "core/match/foreign_leaf.h"
#include "core/match/made_tests.h"
#include "core/match/nested.h"
#include "core/match/program_builder.h"
#include "core/match/scope_test.h"
#include "core/rule/walk.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <format>
#include <map>
#include <memory>
#include <unordered_map>

namespace rulewright::match {

namespace {

using rule::Predicate;

class Compiler {
public:
    explicit Compiler(const rule::Rule& rule, const ForeignContext* foreign = nullptr)
        : m_rule(rule)
        , m_foreign(foreign)
        , m_builder(rule.missingRule)
    {
    }

    Result<Program> run(const Predicate& condition)
    {
        for (const rule::Selection& selection : m_rule.selections)
            collectTests(selection.predicate);
        collectTests(condition);
        std::ranges::stable_sort(m_program.tests, {}, [](const TestUse& use) { return use.test->span.begin; });
        for (std::size_t i = 0; i < m_program.tests.size(); ++i)
            compileTest(i);
        if (!m_errors.empty())
            return std::unexpected(std::move(m_errors));
        for (const rule::Selection& selection : m_rule.selections)
            m_program.selections.push_back(compile(selection.predicate, false));
        beginCondition();
        m_program.root = compile(condition, false);
        markNegated();
        return std::move(m_program);
    }

    /// A rule in a query language: what of its log source its query tells comes first, and is no predicate.
    Result<Program> run(EventPart part)
    {
        m_program.notes = std::move(part.notes);
        m_program.stepPredicates = part.steps;
        collect(part);
        compileScope();
        compileCondition();
        markNegated();
        return std::move(m_program);
    }

private:
    void collectTests(const Predicate& predicate)
    {
        rule::walk(predicate, [&](const Predicate& node) {
            if (const auto* test = std::get_if<rule::Test>(&node.node))
                m_program.tests.push_back({test, node.id, {}, {}, {}, {}, false});
        });
    }

    // The leaves of a test's values, and its truth by itself.
    void compileTest(std::size_t at)
    {
        TestUse& use = m_program.tests[at];
        m_testIndex.emplace(use.test, std::pair(&m_program.tests, at));
        for (const rule::Value& value : use.test->values) {
            Result<Leaf> leaf = compileValue(*use.test, value);
            if (!leaf) {
                std::ranges::move(leaf.error(), std::back_inserter(m_errors));
                continue;
            }
            use.values.push_back({&value, m_builder.leaf(*std::move(leaf)), {}, {}, false});
        }
        m_builder.setTruth(use);
    }

    // Whether the predicate tells which log an event is from, and nothing else.
    bool asksForScopeAlone(const Predicate& predicate) const
    {
        bool isScope = true;
        rule::walk(predicate, [&](const Predicate& node) {
            if (const auto* test = std::get_if<rule::Test>(&node.node)) {
                isScope = isScope && !test->values.empty() && std::ranges::all_of(test->values, [&](const auto& value) {
                    return m_foreign->readings.isScope(test->field, value) && m_made->find(test->field.raw) == nullptr;
                });
            } else if (std::holds_alternative<rule::Compare>(node.node)
                || std::holds_alternative<rule::Opaque>(node.node) || std::holds_alternative<rule::Nested>(node.node)
                || std::holds_alternative<rule::Constant>(node.node)) {
                isScope = false;
            }
        });
        return isScope;
    }

    // The test that stands for what the rule says of its log source elsewhere than in its query.
    const rule::Test* makeLogSourceTest()
    {
        std::optional<rule::Test> test = testFor(m_rule.logSource);
        if (!test)
            return nullptr;
        m_program.madeTests.push_back(*std::move(test));
        const rule::Test* made = &m_program.madeTests.back();
        addForeignTest(*made, rule::NodeId::None, m_program.scopeTests);
        return made;
    }

    void collect(const EventPart& part)
    {
        for (const EventPart::Conjunct& conjunct : part.conjuncts) {
            m_made = conjunct.made;
            const bool isScope = asksForScopeAlone(*conjunct.predicate);
            (isScope ? m_program.scopePredicates : m_program.conditionPredicates).push_back(conjunct.predicate);
            m_madeOf.emplace(conjunct.predicate, conjunct.made);
            collectForeign(*conjunct.predicate, isScope ? m_program.scopeTests : m_program.tests);
        }
        m_made = std::make_shared<const MadeNames>();
        for (const Predicate* step : part.steps)
            collectForeign(*step, m_program.tests);
        m_program.indexTest = makeLogSourceTest();
        for (auto* tests : {&m_program.scopeTests, &m_program.tests}) {
            std::ranges::stable_sort(*tests, {}, [](const TestUse& use) { return use.test->span.begin; });
            for (std::size_t i = 0; i < tests->size(); ++i)
                m_testIndex.emplace((*tests)[i].test, std::pair(tests, i));
        }
    }

    // The tests of a predicate, comparisons too; those that cannot be evaluated are Opaque.
    void collectForeign(const Predicate& predicate, std::vector<TestUse>& tests)
    {
        const auto* test = std::get_if<rule::Test>(&predicate.node);
        if (const Predicate* meaning = test == nullptr ? nullptr : meaningOf(*test, m_rule.language))
            collectForeign(*meaning, tests);
        else if (test != nullptr)
            addForeignTest(*test, predicate.id, tests);
        else if (const auto* compare = std::get_if<rule::Compare>(&predicate.node))
            addComparison(*compare, predicate.id, tests);
        else if (const auto* nested = std::get_if<rule::Nested>(&predicate.node))
            addNested(*nested, predicate.id, tests);
        else if (const auto* negation = std::get_if<rule::Not>(&predicate.node))
            collectForeign(*negation->child, tests);
        else if (const auto* both = std::get_if<rule::And>(&predicate.node))
            std::ranges::for_each(both->children, [&](const Predicate& child) { collectForeign(child, tests); });
        else if (const auto* any = std::get_if<rule::Or>(&predicate.node))
            std::ranges::for_each(any->children, [&](const Predicate& child) { collectForeign(child, tests); });
    }

    void addForeignTest(const rule::Test& test, rule::NodeId node, std::vector<TestUse>& tests)
    {
        TestUse use{&test, node, {}, {}, {}, {}, false};
        for (const rule::Value& value : test.values) {
            LeafOrReason leaf = foreignLeaf(test, value, *m_foreign, *m_made);
            if (!leaf) {
                m_opaqueTests.emplace(&test, std::move(leaf.error()));
                return;
            }
            std::optional<LeafIndex> negative;
            const Leaf& last = leaf->otherwise ? *leaf->otherwise : *leaf;
            if (last.scope)
                negative = m_builder.leaf(turned(*leaf));
            use.values.push_back({&value, m_builder.leaf(*std::move(leaf)), negative, {}, false});
        }
        m_builder.setTruth(use);
        tests.push_back(std::move(use));
    }

    void addNested(const rule::Nested& nested, rule::NodeId node, std::vector<TestUse>& tests)
    {
        auto made = makeNested(nested);
        if (!made)
            return;
        Leaf leaf;
        leaf.field = nested.array.raw;
        leaf.matcher = NeverMatcher{};
        leaf.matcherKey = (*made)->key;
        leaf.nested = *std::move(made);
        addMadeTest(testFor(nested), std::move(leaf), {nullptr, &nested, nullptr}, node, tests);
    }

    void addComparison(const rule::Compare& compare, rule::NodeId node, std::vector<TestUse>& tests)
    {
        rule::Compare positive = compare;
        positive.negated = false;
        LeafOrReason leaf = comparisonLeaf(std::move(positive), *m_foreign, *m_made);
        if (leaf)
            addMadeTest(testFor(compare), *std::move(leaf), {&compare, nullptr, nullptr}, node, tests);
        else
            m_opaqueComparisons.emplace(&compare, std::move(leaf.error()));
    }

    // A test of one value that stands for what is no test in the rule.
    void addMadeTest(
        rule::Test test, Leaf leaf, ComparisonUse comparison, rule::NodeId node, std::vector<TestUse>& tests)
    {
        m_program.madeTests.push_back(std::move(test));
        const rule::Test& made = m_program.madeTests.back();
        comparison.test = &made;
        m_program.comparisons.push_back(comparison);
        TestUse use{&made, node, {}, {}, {}, {}, false};
        use.values.push_back({&made.values.front(), m_builder.leaf(std::move(leaf)), {}, {}, false});
        m_builder.setTruth(use);
        tests.push_back(std::move(use));
    }

    void compileScope()
    {
        std::vector<GateId> scope;
        if (m_program.indexTest != nullptr)
            addTo(scope, compileTestUse(*m_program.indexTest, false, rule::Join::Any));
        for (const Predicate* predicate : m_program.scopePredicates)
            addTo(scope, compile(*predicate, false));
        m_program.scope = m_builder.gate(Gate::Kind::And, std::move(scope));
    }

    void compileCondition()
    {
        beginCondition();
        std::vector<GateId> condition;
        for (const Predicate* predicate : m_program.conditionPredicates) {
            m_made = m_madeOf.at(predicate);
            addTo(condition, compile(*predicate, false));
        }
        m_made = std::make_shared<const MadeNames>();
        std::vector<GateId> steps;
        for (const Predicate* step : m_program.stepPredicates)
            addTo(steps, compile(*step, false));
        addTo(condition, m_builder.gate(Gate::Kind::Or, std::move(steps)));
        m_program.root = m_builder.gate(Gate::Kind::And, std::move(condition));
    }

    void beginCondition()
    {
        m_inCondition = true;
        m_program.conditionBegin = static_cast<std::uint32_t>(m_program.gates.size());
    }

    static void addTo(std::vector<GateId>& gates, std::optional<GateId> gate)
    {
        if (gate)
            gates.push_back(*gate);
    }

    std::optional<GateId> compile(const Predicate& predicate, bool negated)
    {
        return std::visit([&](const auto& node) { return compileNode(node, negated); }, predicate.node);
    }

    std::vector<GateId> compileAll(const std::vector<Predicate>& predicates, bool negated)
    {
        std::vector<GateId> children;
        for (const Predicate& predicate : predicates)
            addTo(children, compile(predicate, negated));
        return children;
    }

    std::optional<GateId> compileNode(const rule::And& node, bool negated)
    {
        return m_builder.gate(negated ? Gate::Kind::Or : Gate::Kind::And, compileAll(node.children, negated));
    }

    std::optional<GateId> compileNode(const rule::Or& node, bool negated)
    {
        return m_builder.gate(negated ? Gate::Kind::And : Gate::Kind::Or, compileAll(node.children, negated));
    }

    std::optional<GateId> compileNode(const rule::Not& node, bool negated) { return compile(*node.child, !negated); }

    std::optional<GateId> compileNode(const rule::Ref& node, bool negated)
    {
        return compile(rule::selectionOf(m_rule, node.selection).predicate, negated);
    }

    std::optional<GateId> compileNode(const rule::Of& node, bool negated)
    {
        if (asksForEveryKeyword(m_rule, node)) {
            const Predicate& keywords = rule::selectionOf(m_rule, node.members.front()).predicate;
            const auto& test = std::get<rule::Test>(keywords.node);
            return compileTestUse(test, negated, rule::Join::All);
        }
        std::vector<GateId> children;
        for (const rule::SelectionId member : node.members)
            addTo(children, compile(rule::selectionOf(m_rule, member).predicate, negated));
        const bool isOne = children.size() == 1 && (node.quantifier.all || node.quantifier.count == 1);
        if (children.empty() || isOne)
            return children.empty() ? std::nullopt : std::optional(children.front());
        Gate result = gateOf(Gate::Kind::Of);
        result.negated = negated;
        result.quantifier = node.quantifier;
        result.children = std::move(children);
        return m_builder.add(std::move(result));
    }

    std::optional<GateId> compileNode(const rule::Test& node, bool negated)
    {
        return compileTestUse(node, negated, node.join);
    }

    std::optional<GateId> compileTestUse(const rule::Test& node, bool negated, rule::Join join)
    {
        if (const Predicate* meaning = meaningOf(node, m_rule.language))
            return compile(*meaning, negated);
        const bool isNegative = negated != node.negated;
        const auto found = m_testIndex.find(&node);
        if (found == m_testIndex.end())
            return opaque(m_opaqueTests.at(&node));
        TestUse& use = (*found->second.first)[found->second.second];
        std::vector<GateId> children;
        for (ValueUse& value : use.values) {
            children.push_back(m_builder.valueGate(value, node, negated));
            if (m_inCondition)
                value.gates.push_back(children.back());
        }
        if (m_inCondition)
            m_polarities[&node].push_back(isNegative);
        const bool isAnd = (join == rule::Join::All) != isNegative;
        const std::optional<GateId> result
            = m_builder.gate(isAnd ? Gate::Kind::And : Gate::Kind::Or, std::move(children));
        if (m_inCondition && result) {
            use.gates.push_back(*result);
            use.contexts.push_back({negated, join == rule::Join::All});
        }
        return result;
    }

    std::optional<GateId> compileNode(const rule::Constant& node, bool negated)
    {
        Gate result = gateOf(Gate::Kind::Constant);
        result.value = node.value != negated;
        return m_builder.add(std::move(result));
    }

    std::optional<GateId> compileNode(const rule::Opaque& node, bool) { return opaque(node.reason); }

    std::optional<GateId> compileNode(const rule::Compare& node, bool negated)
    {
        const auto found = std::ranges::find(m_program.comparisons, &node, &ComparisonUse::compare);
        if (found != m_program.comparisons.end())
            return compileTestUse(*found->test, negated, rule::Join::Any);
        const auto reason = m_opaqueComparisons.find(&node);
        return opaque(
            reason == m_opaqueComparisons.end() ? "a comparison of computed values is not evaluated" : reason->second);
    }

    std::optional<GateId> compileNode(const rule::Nested& node, bool negated)
    {
        const auto found = std::ranges::find(m_program.comparisons, &node, &ComparisonUse::nested);
        if (found != m_program.comparisons.end())
            return compileTestUse(*found->test, negated, rule::Join::Any);
        return opaque(std::format("the nested query on \"{}\" is not evaluated yet", node.array.raw));
    }

    std::optional<GateId> opaque(std::string reason)
    {
        if (m_inCondition)
            m_program.opaqueReasons.push_back(std::move(reason));
        return m_builder.add(gateOf(Gate::Kind::Opaque));
    }

    void markNegated()
    {
        for (TestUse& use : m_program.tests) {
            const auto found = m_polarities.find(use.test);
            use.negated
                = found == m_polarities.end() ? use.test->negated : !std::ranges::contains(found->second, false);
            for (ValueUse& value : use.values)
                value.negated = use.negated;
        }
    }

    const rule::Rule& m_rule;
    const ForeignContext* m_foreign;
    ProgramBuilder m_builder;
    Program& m_program = m_builder.program();
    Diagnostics m_errors;
    bool m_inCondition = false;
    /// Where the use of a test stands.
    std::unordered_map<const rule::Test*, std::pair<std::vector<TestUse>*, std::size_t>> m_testIndex;
    std::unordered_map<const rule::Test*, std::string> m_opaqueTests;
    std::unordered_map<const rule::Compare*, std::string> m_opaqueComparisons;
    std::shared_ptr<const MadeNames> m_made = std::make_shared<const MadeNames>();
    std::map<const Predicate*, std::shared_ptr<const MadeNames>> m_madeOf; ///< of each conjunct
    std::unordered_map<const rule::Test*, std::vector<bool>> m_polarities;
};

std::string notEvaluated(const rule::Rule& rule)
{
    struct Visitor {
        std::string operator()(const rule::Correlation&) const
        {
            return "A correlation has no condition of its own: match it with the rules that it names.";
        }

        std::string operator()(const rule::FilterDocument&) const { return "The filter has no condition: write one."; }

        std::string operator()(const rule::NoQuery& body) const
        {
            return body.reason.empty() ? "The rule has nothing to evaluate: give it a detection with a condition."
                                       : std::format("The rule has nothing to evaluate: {}.", body.reason);
        }

        std::string operator()(const rule::Pipeline&) const
        {
            return "Evaluating a query of several stages is not built yet.";
        }
    };

    return std::visit(Visitor{}, rule.body);
}

bool isOneFilter(const rule::Rule& rule)
{
    const auto* pipeline = std::get_if<rule::Pipeline>(&rule.body);
    return pipeline != nullptr && pipeline->stages.size() == 1
        && std::holds_alternative<rule::Filter>(pipeline->stages.front());
}

} // namespace

bool asksForEveryKeyword(const rule::Rule& rule, const rule::Of& of)
{
    if (!of.quantifier.all || of.members.size() != 1)
        return false;
    const rule::Selection& selection = rule::selectionOf(rule, of.members.front());
    const auto* test = std::get_if<rule::Test>(&selection.predicate.node);
    return test != nullptr && of.pattern == selection.name && test->op == rule::Op::Keyword;
}

Result<Program> compile(const rule::Rule& rule, const taxonomy::Taxonomy& taxonomy)
{
    if (rule.language != rule::Language::Sigma) {
        if (std::optional<EventPart> part = eventPart(rule)) {
            const FieldReadings readings(rule, taxonomy);
            const ForeignContext context{rule, readings, taxonomy};
            return Compiler(rule, &context).run(*std::move(part));
        }
    }
    const bool isEvaluated = rule.language == rule::Language::Sigma
        && (isOneFilter(rule) || std::holds_alternative<rule::FilterDocument>(rule.body));
    const rule::Predicate* condition = isEvaluated ? rule::condition(rule) : nullptr;
    if (condition == nullptr) {
        return std::unexpected(
            Diagnostics{{Severity::Error, codes::matchNotEvaluated, rule.span, notEvaluated(rule), {}}});
    }
    return Compiler(rule).run(*condition);
}

} // namespace rulewright::match
