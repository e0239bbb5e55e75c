// SPDX-License-Identifier: Apache-2.0
#include "core/rule/filters.h"

#include "core/rule/walk.h"
#include "core/text/fold.h"

#include <algorithm>
#include <utility>

namespace rulewright::rule {

namespace {

bool hasPart(const std::optional<LogSourcePart>& wanted, const std::optional<LogSourcePart>& actual)
{
    return !wanted || (actual && equalsFolded(wanted->text, actual->text));
}

bool covers(const LogSource& filter, const LogSource& rule)
{
    return hasPart(filter.product, rule.product) && hasPart(filter.category, rule.category)
        && hasPart(filter.service, rule.service);
}

bool names(const FilterDocument& filter, const Rule& rule)
{
    const std::optional<Located>& id = rule.metadata.id;
    const std::optional<Located>& name = rule.metadata.name;
    return filter.anyRule || std::ranges::any_of(filter.rules, [&](const Located& reference) {
        return (id && equalsFolded(id->text, reference.text)) || (name && name->text == reference.text);
    });
}

/// Moves the ids of a filter's nodes, values and selections behind those of the rule it is joined to.
struct Shift {
    std::uint32_t nodes;
    std::uint32_t values;
    std::uint32_t selections;

    void operator()(Predicate& predicate) const
    {
        predicate.id = static_cast<NodeId>(static_cast<std::uint32_t>(predicate.id) + nodes);
        std::visit([this](auto& node) { apply(node); }, predicate.node);
    }

    void apply(And& node) const { std::ranges::for_each(node.children, *this); }

    void apply(Or& node) const { std::ranges::for_each(node.children, *this); }

    void apply(Not& node) const { (*this)(*node.child); }

    void apply(Nested& node) const { (*this)(*node.inner); }

    void apply(Ref& node) const { shift(node.selection); }

    void apply(Of& node) const
    {
        for (SelectionId& member : node.members)
            shift(member);
    }

    void apply(Test& node) const
    {
        for (Value& value : node.values)
            value.id = static_cast<ValueId>(static_cast<std::uint32_t>(value.id) + values);
    }

    template <class Leaf> void apply(Leaf&) const { }

    void shift(SelectionId& selection) const
    {
        selection = static_cast<SelectionId>(static_cast<std::uint32_t>(selection) + selections);
    }
};

Predicate* conditionOf(Rule& rule) { return const_cast<Predicate*>(condition(std::as_const(rule))); }

} // namespace

std::vector<RuleInDocument> filtersOf(const Rule& rule, const References& references)
{
    std::vector<RuleInDocument> found;
    if (rule.language != Language::Sigma || !std::holds_alternative<Pipeline>(rule.body) || condition(rule) == nullptr)
        return found;
    const auto consider = [&](const RuleInDocument& candidate) {
        const auto* filter = std::get_if<FilterDocument>(&candidate.rule->body);
        if (filter != nullptr && names(*filter, rule) && covers(candidate.rule->logSource, rule.logSource))
            found.push_back(candidate);
    };
    if (references.own != nullptr) {
        for (const Rule& candidate : references.own->rules)
            consider({&candidate, references.own});
    }
    if (references.loaded != nullptr) {
        for (const RuleInDocument& candidate : references.loaded->filters()) {
            // The rule's own file may be among the loaded ones.
            if (references.own == nullptr || candidate.document->text.text() != references.own->text.text())
                consider(candidate);
        }
    }
    return found;
}

JoinedRule joined(const Rule& rule, std::span<const RuleInDocument> filters)
{
    JoinedRule result{rule, {}};
    Rule& whole = result.rule;
    And conjunction;
    conjunction.span = rule.conditionSpan;
    conjunction.children.push_back(std::move(*conditionOf(whole)));
    for (const RuleInDocument& filter : filters) {
        const Shift shift{whole.nodeCount, whole.valueCount, static_cast<std::uint32_t>(whole.selections.size())};
        result.parts.push_back({filter, shift.nodes, shift.selections});
        for (Selection selection : filter.rule->selections) {
            shift(selection.predicate);
            whole.selections.push_back(std::move(selection));
        }
        Predicate part = *condition(*filter.rule);
        shift(part);
        conjunction.children.push_back(std::move(part));
        whole.nodeCount += filter.rule->nodeCount;
        whole.valueCount += filter.rule->valueCount;
    }
    *conditionOf(whole) = Predicate{static_cast<NodeId>(whole.nodeCount++), std::move(conjunction)};
    return result;
}

} // namespace rulewright::rule
