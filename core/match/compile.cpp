// SPDX-License-Identifier: Apache-2.0
#include "core/match/compile.h"

#include "core/match/caseless_test.h"
#include "core/match/compile_value.h"
#include "core/match/computation.h"
#include "core/match/event_part.h"
#include "core/match/foreign_value.h"
#include "core/match/nested.h"
#include "core/match/scope_test.h"
#include "core/rule/expression_text.h"
#include "core/rule/like_pattern.h"
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
        m_inCondition = true;
        m_program.conditionBegin = static_cast<std::uint32_t>(m_program.gates.size());
        m_program.root = compile(condition, false);
        markNegated();
        return std::move(m_program);
    }

    /// A rule in a query language: what of its log source its query tells comes first, and is no predicate.
    Result<Program> run(EventPart part)
    {
        m_program.notes = std::move(part.notes);
        std::vector<const Predicate*>& scopeParts = m_program.scopePredicates;
        std::vector<const Predicate*>& conditionParts = m_program.conditionPredicates;
        m_program.stepPredicates = part.steps;
        std::map<const Predicate*, std::shared_ptr<const MadeNames>> madeOf;
        for (const EventPart::Conjunct& conjunct : part.conjuncts) {
            m_made = conjunct.made;
            const bool isScope = asksForScopeAlone(*conjunct.predicate);
            (isScope ? scopeParts : conditionParts).push_back(conjunct.predicate);
            madeOf.emplace(conjunct.predicate, conjunct.made);
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
        std::vector<GateId> scope;
        const auto addTo = [](std::vector<GateId>& gates, std::optional<GateId> gate) {
            if (gate)
                gates.push_back(*gate);
        };
        if (m_program.indexTest != nullptr)
            addTo(scope, compileTestUse(*m_program.indexTest, false, rule::Join::Any));
        for (const Predicate* predicate : scopeParts)
            addTo(scope, compile(*predicate, false));
        m_program.scope = gate(Gate::Kind::And, std::move(scope));

        m_inCondition = true;
        m_program.conditionBegin = static_cast<std::uint32_t>(m_program.gates.size());
        std::vector<GateId> condition;
        for (const Predicate* predicate : conditionParts) {
            m_made = madeOf.at(predicate);
            addTo(condition, compile(*predicate, false));
        }
        m_made = std::make_shared<const MadeNames>();
        std::vector<GateId> steps;
        for (const Predicate* step : part.steps)
            addTo(steps, compile(*step, false));
        addTo(condition, gate(Gate::Kind::Or, std::move(steps)));
        m_program.root = gate(Gate::Kind::And, std::move(condition));
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
            use.values.push_back({&value, leafIndex(*std::move(leaf)), {}, {}, false});
        }
        setTruth(use);
    }

    void setTruth(TestUse& use)
    {
        std::vector<GateId> children;
        for (const ValueUse& value : use.values)
            children.push_back(leafGate(value, *use.test, false));
        use.truth = gate(use.test->join == rule::Join::All ? Gate::Kind::And : Gate::Kind::Or, std::move(children));
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

    // The index patterns of the rule, as a test of the field that names an event's index; Splunk's data sources, or
    // its data model where there are none.
    const rule::Test* makeLogSourceTest()
    {
        const rule::LogSource& source = m_rule.logSource;
        std::string name = "_index";
        std::vector<rule::LogSourcePart> words = source.indexPatterns;
        if (words.empty() && !source.dataSources.empty()) {
            name = "data_source";
            words = source.dataSources;
        } else if (words.empty() && source.dataModel) {
            name = "datamodel";
            words.push_back(*source.dataModel);
        }
        if (words.empty())
            return nullptr;
        rule::Test test;
        test.field.raw = test.field.name.text = name;
        test.field.fit = rule::Fit::Scope;
        for (const rule::LogSourcePart& pattern : words) {
            rule::Value value;
            value.scalar = pattern.text;
            value.pattern = rule::likePattern(pattern.text);
            test.values.push_back(std::move(value));
        }
        m_program.madeTests.push_back(std::move(test));
        const rule::Test* made = &m_program.madeTests.back();
        addForeignTest(*made, rule::NodeId::None, m_program.scopeTests);
        return made;
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

    // KQL's `array:{ … }` is one test; what is within is none of its own.
    void addNested(const rule::Nested& nested, rule::NodeId node, std::vector<TestUse>& tests)
    {
        auto made = makeNested(nested);
        if (!made)
            return;
        rule::Test test;
        test.field.raw = test.field.name.text = nested.array.raw;
        test.field.kind = rule::FieldRef::Kind::Derived;
        test.field.span = nested.array.span;
        test.op = rule::Op::Computed;
        test.span = nested.span;
        rule::Value value;
        value.scalar = std::string("{…}");
        value.span = nested.span;
        test.values.push_back(std::move(value));
        Leaf leaf;
        leaf.field = nested.array.raw;
        leaf.matcher = NeverMatcher{};
        leaf.matcherKey = (*made)->key;
        leaf.nested = *std::move(made);
        m_program.madeTests.push_back(std::move(test));
        const rule::Test& stands = m_program.madeTests.back();
        m_program.comparisons.push_back({nullptr, &nested, &stands});
        TestUse use{&stands, node, {}, {}, {}, {}, false};
        use.values.push_back({&stands.values.front(), leafIndex(std::move(leaf)), {}, {}, false});
        setTruth(use);
        tests.push_back(std::move(use));
    }

    void addForeignTest(const rule::Test& test, rule::NodeId node, std::vector<TestUse>& tests)
    {
        const bool isComputed = m_made->find(test.field.raw) != nullptr
            || (test.op >= rule::Op::FieldRef && test.op <= rule::Op::FieldRefEndsWith);
        TestUse use{&test, node, {}, {}, {}, {}, false};
        for (const rule::Value& value : test.values) {
            std::string reason;
            std::optional<Leaf> leaf
                = isComputed ? computedLeaf(test, value, reason) : foreignLeaf(test, value, reason);
            if (!leaf) {
                m_opaqueTests.emplace(&test, std::move(reason));
                return;
            }
            std::optional<LeafIndex> negative;
            const Leaf& last = leaf->otherwise ? *leaf->otherwise : *leaf;
            if (last.scope)
                negative = leafIndex(turned(*leaf));
            use.values.push_back({&value, leafIndex(*std::move(leaf)), negative, {}, false});
        }
        setTruth(use);
        tests.push_back(std::move(use));
    }

    static Leaf turned(Leaf leaf)
    {
        leaf.isNegative = true;
        if (leaf.otherwise)
            leaf.otherwise = std::make_shared<const Leaf>(turned(*leaf.otherwise));
        return leaf;
    }

    std::optional<Leaf> foreignLeaf(const rule::Test& test, const rule::Value& value, std::string& reason) const
    {
        Result<Leaf> leaf = compileForeignValue(test, value, *m_foreign, *m_made);
        if (leaf)
            return *std::move(leaf);
        reason = leaf.error().front().message;
        return std::nullopt;
    }

    // A test of a name that the query made, or of one field against another.
    std::optional<Leaf> computedLeaf(const rule::Test& test, const rule::Value& value, std::string& reason) const
    {
        rule::Compare compare;
        compare.left = {test.field, test.field.span};
        compare.op = rule::valueOperator(test, value);
        compare.caseRule = test.caseRule;
        compare.right = {value.scalar, value.span};
        const bool isFieldRef = test.op >= rule::Op::FieldRef && test.op <= rule::Op::FieldRefEndsWith;
        if (isFieldRef) {
            rule::FieldRef other;
            other.raw = other.name.text = rule::scalarText(value.scalar);
            compare.right = {std::move(other), value.span};
            if (compare.op == rule::Op::FieldRef)
                compare.op = rule::Op::Eq;
        }
        if (test.op == rule::Op::Exists) {
            compare.op = rule::Op::IsNull;
            compare.negated = true;
        }
        return leafOf(std::move(compare), reason);
    }

    std::optional<Leaf> leafOf(rule::Compare compare, std::string& reason) const
    {
        const std::optional<rule::Expr> left = substituted(compare.left, *m_made);
        const std::optional<rule::Expr> right = substituted(compare.right, *m_made);
        if (!left || !right) {
            reason = std::format(
                "what {} is, is not evaluated", rule::expressionText(left ? compare.right : compare.left));
            return std::nullopt;
        }
        compare.left = *left;
        compare.right = *right;
        if (const std::optional<rule::Test> test = compare.negated ? std::nullopt : caselessTest(compare)) {
            if (Result<Leaf> leaf = compileForeignValue(*test, test->values.front(), *m_foreign, *m_made))
                return *std::move(leaf);
        }
        std::string unknown;
        Leaf leaf;
        leaf.computation = makeComputation(std::move(compare), m_rule.language, m_foreign->readings, unknown);
        if (!leaf.computation) {
            reason = std::format("{} is not evaluated", unknown);
            return std::nullopt;
        }
        leaf.matcher = NeverMatcher{};
        leaf.matcherKey = "computed\x1F" + leaf.computation->key;
        return leaf;
    }

    void addComparison(const rule::Compare& compare, rule::NodeId node, std::vector<TestUse>& tests)
    {
        rule::Compare positive = compare;
        positive.negated = false;
        std::string reason;
        std::optional<Leaf> leaf = leafOf(std::move(positive), reason);
        if (!leaf) {
            m_opaqueComparisons.emplace(&compare, std::move(reason));
            return;
        }
        rule::Test test;
        test.field.raw = test.field.name.text = rule::expressionText(compare.left);
        test.field.kind = rule::FieldRef::Kind::Derived;
        test.field.span = compare.left.span.isEmpty() ? compare.span : compare.left.span;
        test.op = rule::Op::Computed;
        test.negated = compare.negated;
        test.caseRule = compare.caseRule;
        test.span = compare.span;
        rule::Value value;
        value.scalar = rule::expressionText(compare.right);
        value.span = compare.right.span.isEmpty() ? compare.span : compare.right.span;
        test.values.push_back(std::move(value));
        m_program.madeTests.push_back(std::move(test));
        const rule::Test& made = m_program.madeTests.back();
        m_program.comparisons.push_back({&compare, nullptr, &made});
        TestUse use{&made, node, {}, {}, {}, {}, false};
        use.values.push_back({&made.values.front(), leafIndex(*std::move(leaf)), {}, {}, false});
        setTruth(use);
        tests.push_back(std::move(use));
    }

    LeafIndex leafIndex(Leaf leaf)
    {
        const auto next = static_cast<std::uint32_t>(m_program.leaves.size());
        const auto [found, isNew] = m_leafByKey.try_emplace(leaf.key(), LeafIndex{next});
        if (isNew)
            m_program.leaves.push_back(std::move(leaf));
        return found->second;
    }

    SourceIndex sourceIndex(Source source)
    {
        const std::uint64_t key = std::uint64_t{index(source.leaf)} << 1 | (source.unknownNegation ? 1 : 0);
        const auto next = static_cast<std::uint32_t>(m_program.sources.size());
        const auto [found, isNew] = m_sourceByKey.try_emplace(key, SourceIndex{next});
        if (isNew)
            m_program.sources.push_back(source);
        return found->second;
    }

    static Gate gateOf(Gate::Kind kind)
    {
        Gate gate;
        gate.kind = kind;
        return gate;
    }

    GateId add(Gate gate)
    {
        const auto id = static_cast<GateId>(m_program.gates.size());
        for (const GateId child : gate.children)
            m_program.gates[index(child)].parent = id;
        m_program.gates.push_back(std::move(gate));
        return id;
    }

    // `isBelowNot`: an odd number of NOTs stands above the test.
    GateId leafGate(const ValueUse& value, const rule::Test& test, bool isBelowNot, bool isTruth = true)
    {
        const Leaf& leaf = m_program.leaves[index(value.leaf)];
        const rule::MissingRule missing = test.missingRule.value_or(m_rule.missingRule);
        const bool isAlwaysKnown = leaf.anyField || leaf.asksForPresence();
        // The truth of a test by itself ignores its own negation too.
        const bool isNegated = !isTruth && isBelowNot != test.negated;
        Gate result = gateOf(Gate::Kind::Leaf);
        if (isNegated && value.negativeLeaf) {
            result.source = sourceIndex({*value.negativeLeaf, false});
        } else if (missing == rule::MissingRule::NotEqualNeedsField && test.negated && !isTruth && !isAlwaysKnown) {
            result.negated = isBelowNot;
            result.source = sourceIndex({value.leaf, true});
        } else {
            const bool isUnknown = isNegated && missing == rule::MissingRule::IsUnknown && !isAlwaysKnown;
            result.negated = isNegated && !isUnknown;
            result.source = sourceIndex({value.leaf, isUnknown});
        }
        return add(std::move(result));
    }

    // One operand is as good as the operand itself; without any there is nothing, as after a deletion.
    std::optional<GateId> gate(Gate::Kind kind, std::vector<GateId> children)
    {
        if (children.empty())
            return std::nullopt;
        if (children.size() == 1)
            return children.front();
        Gate result = gateOf(kind);
        result.children = std::move(children);
        return add(std::move(result));
    }

    std::optional<GateId> compile(const Predicate& predicate, bool negated)
    {
        return std::visit([&](const auto& node) { return compileNode(node, negated); }, predicate.node);
    }

    std::vector<GateId> compileAll(const std::vector<Predicate>& predicates, bool negated)
    {
        std::vector<GateId> children;
        for (const Predicate& predicate : predicates) {
            if (const std::optional<GateId> child = compile(predicate, negated))
                children.push_back(*child);
        }
        return children;
    }

    std::optional<GateId> compileNode(const rule::And& node, bool negated)
    {
        return gate(negated ? Gate::Kind::Or : Gate::Kind::And, compileAll(node.children, negated));
    }

    std::optional<GateId> compileNode(const rule::Or& node, bool negated)
    {
        return gate(negated ? Gate::Kind::And : Gate::Kind::Or, compileAll(node.children, negated));
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
        for (const rule::SelectionId member : node.members) {
            if (const auto child = compile(rule::selectionOf(m_rule, member).predicate, negated))
                children.push_back(*child);
        }
        const bool isOne = children.size() == 1 && (node.quantifier.all || node.quantifier.count == 1);
        if (children.empty() || isOne)
            return children.empty() ? std::nullopt : std::optional(children.front());
        Gate result = gateOf(Gate::Kind::Of);
        result.negated = negated;
        result.quantifier = node.quantifier;
        result.children = std::move(children);
        return add(std::move(result));
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
            children.push_back(leafGate(value, node, negated, false));
            if (m_inCondition)
                value.gates.push_back(children.back());
        }
        if (m_inCondition)
            m_polarities[&node].push_back(isNegative);
        const bool isAnd = (join == rule::Join::All) != isNegative;
        const std::optional<GateId> result = gate(isAnd ? Gate::Kind::And : Gate::Kind::Or, std::move(children));
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
        return add(std::move(result));
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
        return add(gateOf(Gate::Kind::Opaque));
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
    Program m_program;
    Diagnostics m_errors;
    bool m_inCondition = false;
    std::unordered_map<std::string, LeafIndex> m_leafByKey;
    std::unordered_map<std::uint64_t, SourceIndex> m_sourceByKey;
    /// Where the use of a test stands.
    std::unordered_map<const rule::Test*, std::pair<std::vector<TestUse>*, std::size_t>> m_testIndex;
    std::unordered_map<const rule::Test*, std::string> m_opaqueTests;
    std::unordered_map<const rule::Compare*, std::string> m_opaqueComparisons;
    const ForeignContext* m_foreign;
    std::shared_ptr<const MadeNames> m_made = std::make_shared<const MadeNames>();
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
