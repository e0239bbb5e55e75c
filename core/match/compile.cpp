// SPDX-License-Identifier: Apache-2.0
#include "core/match/compile.h"

#include "core/match/compile_value.h"
#include "core/rule/walk.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <format>
#include <unordered_map>

namespace rulewright::match {

namespace {

using rule::Predicate;

class Compiler {
public:
    explicit Compiler(const rule::Rule& rule)
        : m_rule(rule)
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

private:
    void collectTests(const Predicate& predicate)
    {
        rule::walk(predicate, [&](const Predicate& node) {
            if (const auto* test = std::get_if<rule::Test>(&node.node))
                m_program.tests.push_back({test, node.id, {}, {}, {}, false});
        });
    }

    // The leaves of a test's values, and its truth by itself.
    void compileTest(std::size_t at)
    {
        TestUse& use = m_program.tests[at];
        m_testIndex.emplace(use.test, at);
        for (const rule::Value& value : use.test->values) {
            Result<Leaf> leaf = compileValue(*use.test, value);
            if (!leaf) {
                std::ranges::move(leaf.error(), std::back_inserter(m_errors));
                continue;
            }
            use.values.push_back({&value, leafIndex(*std::move(leaf)), {}, false});
        }
        std::vector<GateId> children;
        for (const ValueUse& value : use.values)
            children.push_back(leafGate(value.leaf, false));
        use.truth = gate(use.test->join == rule::Join::All ? Gate::Kind::And : Gate::Kind::Or, std::move(children));
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

    GateId leafGate(LeafIndex leaf, bool negated)
    {
        const bool unknown
            = negated && m_rule.missingRule == rule::MissingRule::IsUnknown && !m_program.leaves[index(leaf)].anyField;
        Gate result = gateOf(Gate::Kind::Leaf);
        result.negated = negated && !unknown;
        result.source = sourceIndex({leaf, unknown});
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
        const bool isNegative = negated != node.negated;
        TestUse& use = m_program.tests[m_testIndex.at(&node)];
        std::vector<GateId> children;
        for (ValueUse& value : use.values) {
            children.push_back(leafGate(value.leaf, isNegative));
            if (m_inCondition)
                value.gates.push_back(children.back());
        }
        if (m_inCondition)
            m_polarities[&node].push_back(isNegative);
        const bool isAnd = (join == rule::Join::All) != isNegative;
        const std::optional<GateId> result = gate(isAnd ? Gate::Kind::And : Gate::Kind::Or, std::move(children));
        if (m_inCondition && result)
            use.gates.push_back(*result);
        return result;
    }

    std::optional<GateId> compileNode(const rule::Constant& node, bool negated)
    {
        Gate result = gateOf(Gate::Kind::Constant);
        result.value = node.value != negated;
        return add(std::move(result));
    }

    std::optional<GateId> compileNode(const rule::Opaque& node, bool) { return opaque(node.reason); }

    std::optional<GateId> compileNode(const rule::Compare&, bool)
    {
        return opaque("a comparison of computed values is not evaluated yet");
    }

    std::optional<GateId> compileNode(const rule::Nested& node, bool)
    {
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
    std::unordered_map<const rule::Test*, std::size_t> m_testIndex;
    std::unordered_map<const rule::Test*, std::vector<bool>> m_polarities;
};

std::string notEvaluated(const rule::Rule& rule)
{
    if (rule.language != rule::Language::Sigma && !std::holds_alternative<rule::NoQuery>(rule.body)) {
        return std::format("Matching a rule in {} on events is not built yet: match a Sigma rule, or use check, corpus "
                           "and guide, which read this one.",
            rule::languageLabel(rule.language));
    }

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

Result<Program> compile(const rule::Rule& rule)
{
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
