// SPDX-License-Identifier: Apache-2.0
#include "core/match/explain.h"

#include "core/match/compile.h"
#include "core/match/event_part.h"
#include "core/match/explain_correlation.h"
#include "core/match/explain_leaf.h"
#include "core/match/match_stages.h"
#include "core/match/scope.h"
#include "core/rule/filters.h"
#include "core/rule/walk.h"

#include <algorithm>
#include <array>
#include <format>

namespace rulewright::match {

namespace {

using rule::Predicate;

Truth inverse(Truth truth)
{
    if (truth == Truth::Unknown)
        return truth;
    return truth == Truth::True ? Truth::False : Truth::True;
}

/// True when at least `required` children are, false when that many cannot be.
Truth atLeast(const std::vector<ExplainNode>& children, std::size_t required)
{
    const auto count = [&](Truth truth) {
        return static_cast<std::size_t>(std::ranges::count(children, truth, &ExplainNode::truth));
    };
    if (count(Truth::True) >= required)
        return Truth::True;
    return children.size() - count(Truth::False) < required ? Truth::False : Truth::Unknown;
}

class Explainer {
public:
    Explainer(const rule::Rule& rule, const Program& program, const events::EventSet& events, events::EventId event)
        : m_rule(rule)
        , m_program(program)
        , m_events(events)
        , m_event(event)
    {
    }

    /// The event part of a rule in a query language: its conjuncts in their order.
    ExplainNode explainParts(bool withScope) const
    {
        std::vector<const Predicate*> parts = m_program.conditionPredicates;
        if (withScope)
            parts.insert(parts.end(), m_program.scopePredicates.begin(), m_program.scopePredicates.end());
        std::ranges::stable_sort(parts, {}, [](const Predicate* part) { return rule::spanOf(*part).begin; });
        std::vector<ExplainNode> children;
        for (const Predicate* part : parts)
            children.push_back(explain(*part));
        if (!m_program.stepPredicates.empty()) {
            std::vector<ExplainNode> steps;
            for (const Predicate* step : m_program.stepPredicates)
                steps.push_back(explain(*step));
            const Span span = merged(
                rule::spanOf(*m_program.stepPredicates.front()), rule::spanOf(*m_program.stepPredicates.back()));
            ExplainNode any = group(ExplainKind::Or, span, "one of the sequence's events", std::move(steps));
            any.truth = atLeast(any.children, 1);
            children.push_back(std::move(any));
        }
        if (children.size() == 1)
            return std::move(children.front());
        ExplainNode root = group(ExplainKind::And, m_rule.conditionSpan, "and", std::move(children));
        root.truth = atLeast(root.children, root.children.size());
        return root;
    }

    /// Whether the event is of the log source that the query itself names.
    bool isInQueryScope() const
    {
        if (m_program.indexTest != nullptr
            && test(*m_program.indexTest, m_program.indexTest->join).truth != Truth::True)
            return false;
        return std::ranges::all_of(
            m_program.scopePredicates, [&](const Predicate* part) { return explain(*part).truth == Truth::True; });
    }

    ExplainNode explain(const Predicate& predicate) const
    {
        ExplainNode node = std::visit([&](const auto& inner) { return of(inner); }, predicate.node);
        node.node = predicate.id;
        return node;
    }

private:
    ExplainNode of(const rule::And& node) const
    {
        ExplainNode result = group(ExplainKind::And, node.span, "and", all(node.children));
        result.truth = atLeast(result.children, result.children.size());
        return result;
    }

    ExplainNode of(const rule::Or& node) const
    {
        ExplainNode result = group(ExplainKind::Or, node.span, "or", all(node.children));
        result.truth = atLeast(result.children, 1);
        return result;
    }

    ExplainNode of(const rule::Not& node) const
    {
        m_isBelowNot = !m_isBelowNot;
        ExplainNode child = explain(*node.child);
        m_isBelowNot = !m_isBelowNot;
        return negation(std::move(child), node.span);
    }

    ExplainNode of(const rule::Ref& node) const
    {
        ExplainNode result = selection(node.selection);
        result.span = node.span;
        return result;
    }

    ExplainNode of(const rule::Of& node) const
    {
        const std::string asked = node.quantifier.all ? "all" : std::format("{}", node.quantifier.count);
        const std::string title = std::format("{} of {}", asked, node.pattern);
        if (asksForEveryKeyword(m_rule, node)) {
            const Predicate& keywords = rule::selectionOf(m_rule, node.members.front()).predicate;
            ExplainNode result = group(ExplainKind::Of, node.span, title, {});
            result.children.push_back(test(std::get<rule::Test>(keywords.node), rule::Join::All));
            result.children.front().node = keywords.id;
            result.truth = result.children.front().truth;
            return result;
        }
        std::vector<ExplainNode> children;
        for (const rule::SelectionId member : node.members)
            children.push_back(selection(member));
        ExplainNode result = group(ExplainKind::Of, node.span, title, std::move(children));
        result.truth = atLeast(
            result.children, node.quantifier.all ? result.children.size() : std::size_t{node.quantifier.count});
        return result;
    }

    ExplainNode of(const rule::Test& node) const
    {
        const rule::Predicate* meaning = meaningOf(node, m_rule.language);
        return meaning != nullptr ? explain(*meaning) : test(node, node.join);
    }

    ExplainNode of(const rule::Constant& node) const
    {
        ExplainNode result = group(ExplainKind::And, node.span, node.value ? "true" : "false", {});
        result.truth = node.value ? Truth::True : Truth::False;
        return result;
    }

    ExplainNode of(const rule::Compare& node) const
    {
        const auto found = std::ranges::find(m_program.comparisons, &node, &ComparisonUse::compare);
        if (found == m_program.comparisons.end())
            return untested(ExplainKind::Compare, node.span, "a comparison of computed values");
        ExplainNode result = test(*found->test, rule::Join::Any);
        result.kind = found->test->negated ? ExplainKind::Not : ExplainKind::Compare;
        return result;
    }

    ExplainNode of(const rule::Nested& node) const
    {
        const auto found = std::ranges::find(m_program.comparisons, &node, &ComparisonUse::nested);
        if (found != m_program.comparisons.end())
            return test(*found->test, rule::Join::Any);
        return untested(ExplainKind::Opaque, node.span, std::format("a nested query on {}", node.array.raw));
    }

    ExplainNode of(const rule::Opaque& node) const { return untested(ExplainKind::Opaque, node.span, node.reason); }

    static ExplainNode group(ExplainKind kind, Span span, std::string title, std::vector<ExplainNode> children)
    {
        ExplainNode node;
        node.kind = kind;
        node.span = span;
        node.title = std::move(title);
        node.children = std::move(children);
        return node;
    }

    static ExplainNode untested(ExplainKind kind, Span span, std::string title)
    {
        ExplainNode node = group(kind, span, std::move(title), {});
        node.reason = Reason::NotTested;
        return node;
    }

    static ExplainNode negation(ExplainNode child, Span span)
    {
        ExplainNode result = group(ExplainKind::Not, span, "not", {});
        result.truth = inverse(child.truth);
        result.children.push_back(std::move(child));
        return result;
    }

    std::vector<ExplainNode> all(const std::vector<Predicate>& predicates) const
    {
        std::vector<ExplainNode> nodes;
        for (const Predicate& predicate : predicates)
            nodes.push_back(explain(predicate));
        return nodes;
    }

    // A selection lists what it asks for without the AND around it.
    ExplainNode selection(rule::SelectionId id) const
    {
        const rule::Selection& selection = rule::selectionOf(m_rule, id);
        ExplainNode inner = explain(selection.predicate);
        ExplainNode result = group(ExplainKind::Selection, selection.nameSpan, selection.name, {});
        result.truth = inner.truth;
        if (inner.kind == ExplainKind::And)
            result.children = std::move(inner.children);
        else
            result.children.push_back(std::move(inner));
        return result;
    }

    ExplainNode test(const rule::Test& test, rule::Join join) const
    {
        auto use = std::ranges::find(m_program.tests, &test, &TestUse::test);
        if (use == m_program.tests.end()) {
            use = std::ranges::find(m_program.scopeTests, &test, &TestUse::test);
            if (use == m_program.scopeTests.end())
                return untested(ExplainKind::Opaque, test.span, std::format("a test of {}", test.field.raw));
        }
        std::vector<ExplainNode> leaves;
        for (const ValueUse& value : use->values)
            leaves.push_back(leaf(test, *value.value, m_program.leaves[index(value.leaf)]));
        ExplainNode result = leaves.size() == 1 ? std::move(leaves.front()) : list(test, join, std::move(leaves));
        result.node = use->node;
        if (!test.negated)
            return result;
        const bool isMissing = result.reason == Reason::FieldAbsent || result.reason == Reason::FieldNull;
        result = negation(std::move(result), test.span);
        if (isMissing && missingRuleOf(test) == rule::MissingRule::NotEqualNeedsField)
            result.truth = Truth::False;
        return result;
    }

    rule::MissingRule missingRuleOf(const rule::Test& test) const
    {
        return test.missingRule.value_or(m_rule.missingRule);
    }

    ExplainNode leaf(const rule::Test& test, const rule::Value& value, const Leaf& leaf) const
    {
        const rule::Op op = rule::valueOperator(test, value);
        ExplainNode node = group(ExplainKind::Test, value.span, {}, {});
        node.value = value.id;
        node.field = leaf.anyField ? "(keyword)" : leaf.computation ? test.field.raw : leaf.field;
        node.operatorText = operatorWords(op);
        node.valueText = rule::scalarText(value.scalar);
        if (op == rule::Op::Computed)
            node.title = std::format("{} {} {}", test.field.raw, "compared with", node.valueText);
        else
            node.title = op == rule::Op::IsNull
                ? std::format("{} is null", node.field)
                : std::format("{} {} {}", node.field, node.operatorText, node.valueText);
        explainLeaf(node, leaf, missingRuleOf(test), m_isBelowNot != test.negated, m_events, m_event);
        return node;
    }

    // Several values: the first that holds speaks for an "any", the first that does not for an "all".
    static ExplainNode list(const rule::Test& test, rule::Join join, std::vector<ExplainNode> leaves)
    {
        const bool isAll = join == rule::Join::All;
        ExplainNode node = group(ExplainKind::Test, test.span, {}, std::move(leaves));
        node.truth = atLeast(node.children, isAll ? node.children.size() : 1);
        if (node.children.empty())
            return node;
        node.field = node.children.front().field;
        node.operatorText = operatorWords(test.op);
        node.title = std::format(
            "{} {} {} {}", node.field, node.operatorText, isAll ? "all of" : "any of", node.children.size());
        const Truth deciding = isAll ? Truth::False : Truth::True;
        const auto found = std::ranges::find(node.children, deciding, &ExplainNode::truth);
        const ExplainNode& speaker = found != node.children.end() ? *found : node.children.front();
        node.reason = speaker.reason;
        node.actual = speaker.actual;
        node.actualField = speaker.actualField;
        node.valueIndex = speaker.valueIndex;
        node.ranges = speaker.ranges;
        return node;
    }

    const rule::Rule& m_rule;
    const Program& m_program;
    const events::EventSet& m_events;
    events::EventId m_event;
    mutable bool m_isBelowNot = false;
};

void collectMarks(const ExplainNode& node, bool isPositive, std::vector<FieldMark>& marks)
{
    const bool below = node.kind == ExplainKind::Not ? !isPositive : isPositive;
    for (const ExplainNode& child : node.children)
        collectMarks(child, below, marks);
    if (!isPositive || !node.children.empty() || node.truth != Truth::True)
        return;
    for (const ByteRange range : node.ranges)
        marks.push_back({node.actualField, node.valueIndex, range, node.value});
}

Result<Explanation> explainPredicate(const rule::Rule& rule, const events::EventSet& events, events::EventId event,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options)
{
    const Result<Program> program = compile(rule, taxonomy);
    if (!program)
        return std::unexpected(program.error());
    Explanation result = emptyExplanation(options);
    if (rule.language != rule::Language::Sigma) {
        const Explainer explainer(rule, *program, events, event);
        result.inScope = options.ignoreLogSource || explainer.isInQueryScope();
        result.root = explainer.explainParts(!options.ignoreLogSource);
        result.matched = result.inScope && result.root.truth == Truth::True;
        return result;
    }
    result.inScope = options.ignoreLogSource || isInScope(scopeOf(rule.logSource, taxonomy), events, event);
    result.root = Explainer(rule, *program, events, event).explain(*rule::condition(rule));
    result.matched = result.inScope && result.root.truth == Truth::True;
    return result;
}

} // namespace

std::string_view explainKindName(ExplainKind kind)
{
    static constexpr std::array<std::string_view, 8> names{
        "and", "or", "not", "of", "selection", "test", "compare", "opaque"};
    return names[static_cast<std::size_t>(kind)];
}

std::string_view reasonText(Reason reason)
{
    static constexpr std::array<std::string_view, 12> texts{"", "matched", "field absent", "field null", "field empty",
        "value differs", "case differs", "not a number", "not an address", "not a time", "other field absent",
        "not tested"};
    return texts[static_cast<std::size_t>(reason)];
}

Result<Explanation> explain(const rule::Rule& rule, const events::EventSet& events, events::EventId event,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task* task)
{
    if (const auto* correlation = std::get_if<rule::Correlation>(&rule.body)) {
        Task endless;
        return explainCorrelation(
            *correlation, events, event, taxonomy, options, cache, task != nullptr ? *task : endless);
    }
    if (hasTimeline(rule)) {
        Task endless;
        Result<Explanation> result = explainPredicate(rule, events, event, taxonomy, options);
        if (!result)
            return result;
        const Result<MatchedEvents> found
            = matchStages(rule, events, taxonomy, options, cache, task != nullptr ? *task : endless);
        if (!found)
            return std::unexpected(found.error());
        addFirings(*result, *found, events, event);
        return result;
    }
    const std::vector<rule::RuleInDocument> filters = rule::filtersOf(rule, {options.document, options.rules});
    if (filters.empty())
        return explainPredicate(rule, events, event, taxonomy, options);
    const rule::JoinedRule joined = rule::joined(rule, filters);
    Result<Explanation> result = explainPredicate(joined.rule, events, event, taxonomy, options);
    if (result) {
        // The rule's own condition, then one child for each filter.
        for (std::size_t i = 0; i < joined.parts.size(); ++i)
            setText(result->root.children[i + 1], textIndex(*result, joined.parts[i].filter, options));
    }
    return result;
}

std::vector<FieldMark> matchedMarks(const Explanation& explanation)
{
    std::vector<FieldMark> marks;
    collectMarks(explanation.root, true, marks);
    std::ranges::stable_sort(marks, [](const FieldMark& a, const FieldMark& b) {
        return std::tie(a.field, a.valueIndex, a.range.begin) < std::tie(b.field, b.valueIndex, b.range.begin);
    });
    return marks;
}

} // namespace rulewright::match
