// SPDX-License-Identifier: Apache-2.0
#include "core/rule/walk.h"

#include <variant>
#include <vector>

namespace rulewright::rule {

namespace {

void pushChildren(const Predicate& predicate, std::vector<const Predicate*>& stack)
{
    const auto pushReversed = [&stack](const std::vector<Predicate>& children) {
        for (auto child = children.rbegin(); child != children.rend(); ++child)
            stack.push_back(&*child);
    };
    if (const auto* all = std::get_if<And>(&predicate.node))
        pushReversed(all->children);
    else if (const auto* any = std::get_if<Or>(&predicate.node))
        pushReversed(any->children);
    else if (const auto* negation = std::get_if<Not>(&predicate.node))
        stack.push_back(&*negation->child);
    else if (const auto* nested = std::get_if<Nested>(&predicate.node))
        stack.push_back(&*nested->inner);
}

void forEachPredicate(const Pipeline& pipeline, const std::function<void(const Predicate&)>& visit)
{
    for (const Stage& stage : pipeline.stages) {
        if (const auto* filter = std::get_if<Filter>(&stage)) {
            visit(filter->predicate);
        } else if (const auto* sub = std::get_if<SubPipeline>(&stage)) {
            forEachPredicate(*sub->pipeline, visit);
        } else if (const auto* sequence = std::get_if<Sequence>(&stage)) {
            for (const Sequence::Step& step : sequence->steps)
                visit(step.where);
            if (sequence->until)
                visit(sequence->until->where);
        }
    }
}

} // namespace

void walk(const Predicate& predicate, const std::function<void(const Predicate&)>& visit)
{
    std::vector<const Predicate*> stack{&predicate};
    while (!stack.empty()) {
        const Predicate& current = *stack.back();
        stack.pop_back();
        visit(current);
        pushChildren(current, stack);
    }
}

void forEachTest(const Rule& rule, const std::function<void(const Test&)>& visit)
{
    const auto visitTests = [&visit](const Predicate& predicate) {
        walk(predicate, [&visit](const Predicate& node) {
            if (const auto* test = std::get_if<Test>(&node.node))
                visit(*test);
        });
    };
    for (const Selection& selection : rule.selections)
        visitTests(selection.predicate);
    if (const auto* pipeline = std::get_if<Pipeline>(&rule.body))
        forEachPredicate(*pipeline, visitTests);
    else if (const auto* filter = std::get_if<FilterDocument>(&rule.body))
        visitTests(filter->predicate);
}

const Predicate* condition(const Rule& rule)
{
    if (const auto* filter = std::get_if<FilterDocument>(&rule.body))
        return &filter->predicate;
    const auto* pipeline = std::get_if<Pipeline>(&rule.body);
    if (pipeline == nullptr || pipeline->stages.empty())
        return nullptr;
    const auto* filter = std::get_if<Filter>(&pipeline->stages.front());
    return filter == nullptr ? nullptr : &filter->predicate;
}

const Selection& selectionOf(const Rule& rule, SelectionId id) { return rule.selections[static_cast<std::size_t>(id)]; }

} // namespace rulewright::rule
