// SPDX-License-Identifier: Apache-2.0
#include "core/rule/simplify.h"

#include "core/rule/dump.h"
#include "core/rule/numbering.h"
#include "core/rule/walk.h"

#include <algorithm>
#include <optional>
#include <ranges>
#include <set>
#include <string>
#include <utility>

namespace rulewright::rule {

namespace {

// Selections that name each other cannot be; a text of names that doubles with each line can. Beyond this they stay.
constexpr std::size_t mostNodes = 100'000;

bool isConstant(const Predicate& predicate, bool value)
{
    const auto* constant = std::get_if<Constant>(&predicate.node);
    return constant != nullptr && constant->value == value;
}

Predicate constant(bool value, Span span) { return {NodeId::None, Constant{value, span}}; }

// The texts of a group's children, or of the one that is no such group.
template <class Group> std::set<std::string> partsOf(const Predicate& predicate)
{
    const auto* group = std::get_if<Group>(&predicate.node);
    if (group == nullptr)
        return {dump(predicate)};
    std::set<std::string> parts;
    for (const Predicate& child : group->children)
        parts.insert(dump(child));
    return parts;
}

// A test without its values: what must be equal for two to be one list.
std::string headOf(const Test& test)
{
    Test head = test;
    head.values.clear();
    head.join = Join::Any;
    return dump(Predicate{NodeId::None, std::move(head)});
}

bool joinsAs(const Test& test, Join join) { return !test.negated && (test.values.size() == 1 || test.join == join); }

class Simplifier {
public:
    explicit Simplifier(const Rule& rule)
        : m_rule(rule)
    {
    }

    /// Nothing where nothing is asked.
    std::optional<Predicate> simplify(const Predicate& predicate)
    {
        ++m_nodes;
        return std::visit([&](const auto& node) { return of(node, predicate); }, predicate.node);
    }

private:
    std::optional<Predicate> of(const And& node, const Predicate&) { return group<And, Or>(node, Join::All); }

    std::optional<Predicate> of(const Or& node, const Predicate&) { return group<Or, And>(node, Join::Any); }

    std::optional<Predicate> of(const Not& node, const Predicate&)
    {
        std::optional<Predicate> child = simplify(*node.child);
        if (!child)
            return std::nullopt;
        if (const auto* known = std::get_if<Constant>(&child->node))
            return constant(!known->value, node.span);
        if (auto* inner = std::get_if<Not>(&child->node)) {
            Predicate twice = std::move(*inner->child);
            return twice;
        }
        return Predicate{NodeId::None, Not{*std::move(child), node.span}};
    }

    std::optional<Predicate> of(const Ref& node, const Predicate& whole)
    {
        if (m_nodes > mostNodes)
            return whole;
        return simplify(selectionOf(m_rule, node.selection).predicate);
    }

    std::optional<Predicate> of(const Of& node, const Predicate& whole)
    {
        if (m_nodes > mostNodes)
            return whole;
        if (const Test* keywords = everyKeyword(node)) {
            Test all = *keywords;
            all.join = Join::All;
            return simplify(Predicate{NodeId::None, std::move(all)});
        }
        std::vector<Predicate> members;
        for (const SelectionId member : node.members)
            members.push_back(selectionOf(m_rule, member).predicate);
        const bool isAll = node.quantifier.all || node.quantifier.count == members.size();
        if (!isAll && node.quantifier.count > members.size())
            return constant(false, node.span);
        if (isAll)
            return simplify(Predicate{NodeId::None, And{std::move(members), node.span}});
        if (node.quantifier.count == 1)
            return simplify(Predicate{NodeId::None, Or{std::move(members), node.span}});
        return whole;
    }

    // `all of NAME` over one list of keywords asks for each of them (sigma-readings.md, "Conditions").
    [[nodiscard]] const Test* everyKeyword(const Of& node) const
    {
        if (!node.quantifier.all || node.members.size() != 1)
            return nullptr;
        const Selection& selection = selectionOf(m_rule, node.members.front());
        const auto* test = std::get_if<Test>(&selection.predicate.node);
        return test != nullptr && selection.name == node.pattern && test->op == Op::Keyword ? test : nullptr;
    }

    std::optional<Predicate> of(const Test& node, const Predicate&)
    {
        if (node.values.empty())
            return std::nullopt;
        Test test = node;
        test.values.clear();
        std::set<std::string> seen;
        for (const Value& value : node.values) {
            Test one = node;
            one.values = {value};
            if (seen.insert(dump(Predicate{NodeId::None, std::move(one)})).second)
                test.values.push_back(value);
        }
        return Predicate{NodeId::None, std::move(test)};
    }

    std::optional<Predicate> of(const Nested& node, const Predicate&)
    {
        std::optional<Predicate> inner = simplify(*node.inner);
        if (!inner)
            return std::nullopt;
        return Predicate{NodeId::None, Nested{node.array, *std::move(inner), node.span}};
    }

    template <class Leaf> std::optional<Predicate> of(const Leaf&, const Predicate& whole) { return whole; }

    template <class Group, class Other> std::optional<Predicate> group(const Group& node, Join join)
    {
        const bool neutral = join == Join::All;
        std::vector<Predicate> children;
        for (const Predicate& child : node.children) {
            std::optional<Predicate> simple = simplify(child);
            if (!simple)
                continue;
            if (auto* inner = std::get_if<Group>(&simple->node))
                std::ranges::move(inner->children, std::back_inserter(children));
            else
                children.push_back(*std::move(simple));
        }
        if (children.empty())
            return std::nullopt;
        if (std::ranges::any_of(children, [&](const Predicate& child) { return isConstant(child, !neutral); }))
            return constant(!neutral, node.span);
        std::erase_if(children, [&](const Predicate& child) { return isConstant(child, neutral); });
        if (children.empty())
            return constant(neutral, node.span);
        mergeTests(children, join);
        absorb<Other>(children);
        if (children.size() == 1)
            return std::move(children.front());
        return Predicate{NodeId::None, Group{std::move(children), node.span}};
    }

    // Tests of one field that differ in their values alone are one list.
    void mergeTests(std::vector<Predicate>& children, Join join)
    {
        std::vector<Predicate> merged;
        for (Predicate& child : children) {
            auto* test = std::get_if<Test>(&child.node);
            const bool isJoinable = test != nullptr && joinsAs(*test, join);
            const auto like = std::ranges::find_if(merged, [&](const Predicate& other) {
                const auto* known = std::get_if<Test>(&other.node);
                return isJoinable && known != nullptr && joinsAs(*known, join) && headOf(*known) == headOf(*test);
            });
            if (like == merged.end()) {
                merged.push_back(std::move(child));
                continue;
            }
            auto& list = std::get<Test>(like->node);
            list.join = join;
            std::ranges::move(test->values, std::back_inserter(list.values));
            *like = *of(std::as_const(list), *like); // values once
        }
        children = std::move(merged);
    }

    // a or (a and b) is a; a and (a or b) is a; a and a is a.
    template <class Other> static void absorb(std::vector<Predicate>& children)
    {
        constexpr std::size_t most = 200; // pairs are looked at
        if (children.size() > most)
            return;
        std::vector<std::set<std::string>> parts;
        for (const Predicate& child : children)
            parts.push_back(partsOf<Other>(child));
        std::vector<Predicate> left;
        for (std::size_t i = 0; i < children.size(); ++i) {
            bool isAbsorbed = false;
            for (std::size_t j = 0; j < children.size() && !isAbsorbed; ++j) {
                const bool isEarlierTwin = j < i && parts[j] == parts[i];
                const bool isWider = parts[j].size() < parts[i].size() && std::ranges::includes(parts[i], parts[j]);
                isAbsorbed = j != i && (isEarlierTwin || isWider);
            }
            if (!isAbsorbed)
                left.push_back(std::move(children[i]));
        }
        children = std::move(left);
    }

    const Rule& m_rule;
    std::size_t m_nodes = 0;
};

void simplifyIn(Predicate& predicate, const Rule& rule)
{
    std::optional<Predicate> simple = Simplifier(rule).simplify(predicate);
    predicate = simple ? *std::move(simple) : constant(true, spanOf(predicate));
}

} // namespace

Rule simplified(const Rule& rule)
{
    Rule result = rule;
    if (auto* pipeline = std::get_if<Pipeline>(&result.body)) {
        for (Stage& stage : pipeline->stages) {
            if (auto* filter = std::get_if<Filter>(&stage)) {
                simplifyIn(filter->predicate, rule);
            } else if (auto* sequence = std::get_if<Sequence>(&stage)) {
                for (Sequence::Step& step : sequence->steps)
                    simplifyIn(step.where, rule);
            }
        }
    } else if (auto* filter = std::get_if<FilterDocument>(&result.body)) {
        simplifyIn(filter->predicate, rule);
    }
    numberNodes(result);
    return result;
}

} // namespace rulewright::rule
