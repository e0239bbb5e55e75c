// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/leaf_tree.h"

#include "core/corpus/expression.h"
#include "core/corpus/made_names.h"
#include "core/corpus/normalise.h"
#include "core/rule/walk.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace rulewright::corpus {

namespace {

using Kind = LeafTree::Kind;

LeafTree group(Kind kind, std::vector<LeafTree> children)
{
    if (children.empty())
        return {};
    if (children.size() == 1)
        return std::move(children.front());
    LeafTree result;
    result.kind = kind;
    result.children = std::move(children);
    return result;
}

LeafTree negation(LeafTree child)
{
    if (child.kind == Kind::Not)
        return std::move(child.children.front());
    LeafTree result;
    result.kind = Kind::Not;
    result.children.push_back(std::move(child));
    return result;
}

class Builder {
public:
    Builder(const rule::Rule& rule, const NameReading& names)
        : m_rule(rule)
        , m_names(names)
    {
    }

    RuleTrees build() &&
    {
        std::vector<LeafTree> conjuncts;
        if (const auto* pipeline = std::get_if<rule::Pipeline>(&m_rule.body))
            addPipeline(*pipeline, conjuncts);
        m_trees.event = group(Kind::And, std::move(conjuncts));
        return std::move(m_trees);
    }

private:
    void addPipeline(const rule::Pipeline& pipeline, std::vector<LeafTree>& conjuncts)
    {
        for (const rule::Stage& stage : pipeline.stages) {
            if (const auto* filter = std::get_if<rule::Filter>(&stage)) {
                conjuncts.push_back(tree(filter->predicate));
            } else if (const auto* sequence = std::get_if<rule::Sequence>(&stage)) {
                for (const rule::Sequence::Step& step : sequence->steps)
                    (step.missing ? m_trees.missing : conjuncts).push_back(tree(step.where));
                if (sequence->until)
                    m_trees.until.push_back(tree(sequence->until->where));
            } else if (const auto* search = std::get_if<rule::SubPipeline>(&stage)) {
                addSubPipeline(*search, conjuncts);
            } else if (const auto* opaque = std::get_if<rule::OpaqueStage>(&stage)) {
                addReason(opaque->reason);
            } else {
                m_made.add(stage);
            }
        }
    }

    /// What append adds stands beside the rows so far, what appendpipe adds is made of them, and join and map need
    /// both.
    void addSubPipeline(const rule::SubPipeline& search, std::vector<LeafTree>& conjuncts)
    {
        const bool isBeside
            = search.command == "append" || search.command == "union" || search.command == "multisearch";
        if (!isBeside && search.command != "appendpipe") {
            addPipeline(*search.pipeline, conjuncts);
            return;
        }
        std::vector<LeafTree> added;
        addPipeline(*search.pipeline, added);
        LeafTree either;
        either.kind = Kind::Or;
        if (isBeside && !conjuncts.empty()) {
            either.children.push_back(group(Kind::And, std::move(conjuncts)));
            conjuncts.clear();
        } else if (!isBeside) {
            either.children.emplace_back();
        }
        either.children.push_back(group(Kind::And, std::move(added)));
        if (either.children.size() == 1)
            conjuncts.push_back(std::move(either.children.front()));
        else
            conjuncts.push_back(std::move(either));
    }

    LeafTree tree(const rule::Predicate& predicate)
    {
        return std::visit([this](const auto& node) { return tree(node); }, predicate.node);
    }

    std::vector<LeafTree> trees(const std::vector<rule::Predicate>& predicates)
    {
        std::vector<LeafTree> children;
        children.reserve(predicates.size());
        for (const rule::Predicate& predicate : predicates)
            children.push_back(tree(predicate));
        return children;
    }

    LeafTree tree(const rule::And& node) { return group(Kind::And, trees(node.children)); }

    LeafTree tree(const rule::Or& node) { return group(Kind::Or, trees(node.children)); }

    LeafTree tree(const rule::Not& node) { return negation(tree(*node.child)); }

    /// KQL's `f:{a: v}` is a test of the field `f.a`.
    LeafTree tree(const rule::Nested& node)
    {
        const std::size_t outer = m_prefix.size();
        m_prefix += node.array.raw + '.';
        LeafTree result = tree(*node.inner);
        m_prefix.resize(outer);
        return result;
    }

    LeafTree tree(const rule::Constant&) { return {}; }

    LeafTree tree(const rule::Opaque& node)
    {
        addReason(node.reason);
        return {};
    }

    LeafTree tree(const rule::Ref& node)
    {
        if (static_cast<std::size_t>(node.selection) >= m_rule.selections.size())
            return {};
        return tree(selectionOf(m_rule, node.selection).predicate);
    }

    LeafTree tree(const rule::Of& node)
    {
        const bool all = node.quantifier.all || node.quantifier.count >= node.members.size();
        // `all of NAME` over one list of keywords needs every keyword.
        if (node.quantifier.all && node.members.size() == 1 && !node.pattern.contains('*')) {
            const rule::Predicate& only = selectionOf(m_rule, node.members.front()).predicate;
            if (const auto* test = std::get_if<rule::Test>(&only.node);
                test != nullptr && test->field.kind == rule::FieldRef::Kind::AnyField)
                return tree(*test, rule::Join::All);
        }
        std::vector<LeafTree> children;
        for (const rule::SelectionId member : node.members)
            children.push_back(tree(selectionOf(m_rule, member).predicate));
        return group(all ? Kind::And : Kind::Or, std::move(children));
    }

    LeafTree tree(const rule::Test& test) { return tree(test, test.join); }

    LeafTree tree(const rule::Test& test, rule::Join join)
    {
        // The limit of a threshold rule is one of its parameters, and no predicate.
        if (test.field.kind == rule::FieldRef::Kind::Derived)
            return {};
        for (const rule::Predicate& meaning : test.meaning)
            addMeaning(meaning);
        std::vector<LeafTree> children;
        children.reserve(test.values.size());
        for (const rule::Value& value : test.values)
            children.push_back(leaf(test, value));
        LeafTree result = group(join == rule::Join::All ? Kind::And : Kind::Or, std::move(children));
        return test.negated ? negation(std::move(result)) : result;
    }

    LeafTree leaf(const rule::Test& test, const rule::Value& value)
    {
        NormalisedTest normalised = normalise(test, value);
        if (std::ranges::contains(test.modifiers, rule::Modifier::Expand))
            addReason("placeholder without values");
        const bool isKeyword = test.field.kind == rule::FieldRef::Kind::AnyField;
        MinedLeaf mined;
        mined.field = isKeyword ? minedField(test.field) : m_prefix + minedField(test.field);
        mined.raw = isKeyword ? mined.field : m_prefix + test.field.raw;
        mined.op = normalised.op;
        mined.value = std::move(normalised.value);
        mined.transform = std::move(normalised.transform);
        mined.fit = test.field.fit;
        mined.caseRule = test.caseRule;
        if (m_names.splunk != nullptr)
            setSplunkContext(mined, test);
        else
            setContext(mined, test.field);
        m_trees.saysSomething = m_trees.saysSomething || mined.context != Context::Derived || test.cells > 0;
        LeafTree result = add(std::move(mined));
        return normalised.isNegated ? negation(std::move(result)) : result;
    }

    /// A leaf of the event, of its log source, or of a name that the query itself made.
    void setContext(MinedLeaf& leaf, const rule::FieldRef& field) const
    {
        if (const std::string* from = m_made.origin(leaf.raw)) {
            leaf.context = Context::Derived;
            leaf.from = *from;
            return;
        }
        if (m_names.elastic != nullptr)
            m_names.elastic->apply(leaf, m_names.separator);
        else if (field.fit == rule::Fit::Scope)
            leaf.context = Context::Scope;
        if (leaf.context == Context::Event && m_made.isAggregated()) {
            leaf.context = Context::Derived;
            leaf.from = "aggregation";
        }
    }

    void setSplunkContext(MinedLeaf& leaf, const rule::Test& test) const
    {
        if (test.origin.empty() || test.origin == "aggregation") {
            if (test.field.kind != rule::FieldRef::Kind::AnyField)
                m_names.splunk->apply(leaf);
            if (leaf.op == rule::Op::FieldRef && leaf.value)
                leaf.value = std::string(m_names.splunk->bare(*leaf.value));
        } else {
            leaf.raw = std::string(m_names.splunk->bare(leaf.raw));
            leaf.field = leaf.raw;
        }
        leaf.from = test.origin;
        leaf.values = test.cells;
        // map's `$field$` is another row's value
        if (leaf.from.empty() && leaf.value && leaf.value->size() > 2 && leaf.value->front() == '$'
            && leaf.value->find('$', 1) == leaf.value->size() - 1)
            leaf.from = "computed";
        if (!leaf.from.empty() && leaf.context != Context::Scope)
            leaf.context = Context::Derived;
        else
            leaf.from.clear();
    }

    /// What a derived test says about the event: its own leaves are not counted, but what stays open is said.
    void addMeaning(const rule::Predicate& meaning)
    {
        walk(meaning, [this](const rule::Predicate& node) {
            if (const auto* opaque = std::get_if<rule::Opaque>(&node.node))
                addReason(opaque->reason);
            else if (std::holds_alternative<rule::Test>(node.node))
                m_trees.saysSomething = true;
        });
    }

    /// A comparison of computed operands is no test of an event's field.
    LeafTree tree(const rule::Compare& node)
    {
        if (m_names.splunk == nullptr) {
            if (const std::optional<rule::Test> plain = plainTest(node))
                return tree(*plain);
        }
        MinedLeaf mined;
        mined.field = expressionText(node.left);
        mined.raw = mined.field;
        mined.op = node.op;
        if (node.op != rule::Op::IsNull)
            mined.value = expressionText(node.right);
        mined.context = Context::Derived;
        mined.from = node.origin.empty() ? "computed" : node.origin;
        LeafTree result = add(std::move(mined));
        return node.negated ? negation(std::move(result)) : result;
    }

    LeafTree add(MinedLeaf leaf)
    {
        m_trees.leaves.push_back(std::move(leaf));
        return {.kind = Kind::Leaf, .children = {}, .leaf = static_cast<std::uint32_t>(m_trees.leaves.size() - 1)};
    }

    void addReason(const std::string& reason)
    {
        if (!std::ranges::contains(m_trees.opaque, reason))
            m_trees.opaque.push_back(reason);
    }

    const rule::Rule& m_rule;
    const NameReading& m_names;
    MadeNames m_made;
    std::string m_prefix; ///< of the arrays around the predicate
    RuleTrees m_trees;
};

} // namespace

RuleTrees leafTrees(const rule::Rule& rule, const NameReading& names) { return Builder(rule, names).build(); }

} // namespace rulewright::corpus
