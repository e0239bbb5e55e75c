// SPDX-License-Identifier: Apache-2.0
#include "core/rule/numbering.h"

#include <variant>

namespace rulewright::rule {

namespace {

class Numberer {
public:
    explicit Numberer(Rule& rule)
        : m_rule(rule)
    {
    }

    void number(Predicate& predicate)
    {
        predicate.id = static_cast<NodeId>(m_rule.nodeCount++);
        std::visit([this](auto& node) { numberChildren(node); }, predicate.node);
    }

    void number(Pipeline& pipeline)
    {
        for (Stage& stage : pipeline.stages) {
            if (auto* filter = std::get_if<Filter>(&stage)) {
                number(filter->predicate);
            } else if (auto* sub = std::get_if<SubPipeline>(&stage)) {
                number(*sub->pipeline);
            } else if (auto* sequence = std::get_if<Sequence>(&stage)) {
                for (Sequence::Step& step : sequence->steps)
                    number(step.where);
                if (sequence->until)
                    number(sequence->until->where);
            }
        }
    }

private:
    void numberChildren(And& node) { numberAll(node.children); }

    void numberChildren(Or& node) { numberAll(node.children); }

    void numberChildren(Not& node) { number(*node.child); }

    void numberChildren(Nested& node) { number(*node.inner); }

    void numberChildren(Test& node)
    {
        for (Value& value : node.values)
            value.id = static_cast<ValueId>(m_rule.valueCount++);
        numberAll(node.meaning);
    }

    template <class Leaf> void numberChildren(Leaf&) { }

    void numberAll(std::vector<Predicate>& children)
    {
        for (Predicate& child : children)
            number(child);
    }

    Rule& m_rule;
};

} // namespace

void numberNodes(Rule& rule)
{
    rule.nodeCount = 0;
    rule.valueCount = 0;
    Numberer numberer(rule);
    for (Selection& selection : rule.selections)
        numberer.number(selection.predicate);
    if (auto* pipeline = std::get_if<Pipeline>(&rule.body))
        numberer.number(*pipeline);
    else if (auto* filter = std::get_if<FilterDocument>(&rule.body))
        numberer.number(filter->predicate);
}

} // namespace rulewright::rule
