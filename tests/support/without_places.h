// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <variant>

// Rules without their places in the text: what is left must be equal after a round trip through a printer.
namespace rulewright::tests {

inline void dropPlaces(rule::Expr& expr)
{
    expr.span = {};
    if (auto* field = std::get_if<rule::FieldRef>(&expr.node))
        field->span = {};
    if (auto* call = std::get_if<rule::Call>(&expr.node)) {
        for (rule::Expr& argument : call->arguments)
            dropPlaces(argument);
    }
}

inline void dropPlaces(rule::Predicate& predicate);

struct PlaceDropper {
    void operator()(rule::And& node) const { group(node); }

    void operator()(rule::Or& node) const { group(node); }

    void operator()(rule::Not& node) const
    {
        node.span = {};
        dropPlaces(*node.child);
    }

    void operator()(rule::Of& node) const { node.span = {}; }

    void operator()(rule::Ref& node) const { node.span = {}; }

    void operator()(rule::Test& node) const
    {
        node.span = node.field.span = {};
        for (rule::Value& value : node.values) {
            value.span = {};
            value.source.clear();
            value.id = rule::ValueId::None;
        }
    }

    void operator()(rule::Compare& node) const
    {
        node.span = {};
        dropPlaces(node.left);
        dropPlaces(node.right);
    }

    void operator()(rule::Nested& node) const
    {
        node.span = node.array.span = {};
        dropPlaces(*node.inner);
    }

    void operator()(rule::Constant& node) const { node.span = {}; }

    void operator()(rule::Opaque& node) const { node.span = {}; }

private:
    template <class Group> static void group(Group& node)
    {
        node.span = {};
        for (rule::Predicate& child : node.children)
            dropPlaces(child);
    }
};

inline void dropPlaces(rule::Predicate& predicate)
{
    predicate.id = rule::NodeId::None;
    std::visit(PlaceDropper{}, predicate.node);
}

inline void dropPlaces(rule::Sequence::Step& step)
{
    step.span = {};
    dropPlaces(step.where);
    for (rule::Expr& expr : step.by)
        dropPlaces(expr);
}

inline void dropPlaces(rule::Pipeline& pipeline)
{
    for (rule::Stage& stage : pipeline.stages) {
        if (auto* filter = std::get_if<rule::Filter>(&stage)) {
            filter->span = {};
            dropPlaces(filter->predicate);
        } else if (auto* sequence = std::get_if<rule::Sequence>(&stage)) {
            sequence->span = {};
            for (rule::Expr& expr : sequence->by)
                dropPlaces(expr);
            for (rule::Sequence::Step& step : sequence->steps)
                dropPlaces(step);
            if (sequence->until)
                dropPlaces(*sequence->until);
        }
    }
}

inline void dropPlaces(std::optional<rule::Located>& text)
{
    if (text)
        text->span = {};
}

inline void dropPlaces(std::vector<rule::Located>& texts)
{
    for (rule::Located& text : texts)
        text.span = {};
}

inline void dropPlaces(rule::Rule& rule)
{
    rule.span = rule.conditionSpan = rule.logSource.span = {};
    rule::RuleMetadata& metadata = rule.metadata;
    for (auto* text :
        {&metadata.title, &metadata.id, &metadata.name, &metadata.status, &metadata.level, &metadata.description,
            &metadata.author, &metadata.date, &metadata.modified, &metadata.regressionTestsPath})
        dropPlaces(*text);
    for (auto* texts : {&metadata.tags, &metadata.references, &metadata.falsePositives, &metadata.techniques})
        dropPlaces(*texts);
    for (auto* part :
        {&rule.logSource.product, &rule.logSource.category, &rule.logSource.service, &rule.logSource.definition}) {
        if (*part)
            (*part)->span = {};
    }
    for (rule::Selection& selection : rule.selections) {
        selection.span = selection.nameSpan = {};
        dropPlaces(selection.predicate);
    }
    if (auto* pipeline = std::get_if<rule::Pipeline>(&rule.body))
        dropPlaces(*pipeline);
}

} // namespace rulewright::tests
