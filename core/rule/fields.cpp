// SPDX-License-Identifier: Apache-2.0
#include "core/rule/fields.h"

#include "core/rule/walk.h"

#include <variant>

namespace rulewright::rule {

namespace {

class FieldVisitor {
public:
    explicit FieldVisitor(const std::function<void(const FieldRef&)>& visit)
        : m_visit(visit)
    {
    }

    void visitPipeline(const Pipeline& pipeline) const
    {
        for (const Stage& stage : pipeline.stages)
            std::visit([this](const auto& one) { visitStage(one); }, stage);
    }

    void visitPredicate(const Predicate& predicate) const
    {
        walk(predicate, [this](const Predicate& node) {
            if (const auto* test = std::get_if<Test>(&node.node)) {
                m_visit(test->field);
            } else if (const auto* compare = std::get_if<Compare>(&node.node)) {
                visitExpr(compare->left);
                visitExpr(compare->right);
            }
        });
    }

private:
    void visitExpr(const Expr& expr) const
    {
        if (const auto* field = std::get_if<FieldRef>(&expr.node))
            m_visit(*field);
        else if (const auto* call = std::get_if<Call>(&expr.node))
            visitCall(*call);
    }

    void visitCall(const Call& call) const
    {
        for (const Expr& argument : call.arguments)
            visitExpr(argument);
    }

    void visitStage(const Filter& stage) const { visitPredicate(stage.predicate); }

    void visitStage(const Let& stage) const
    {
        for (const Let::Assignment& assignment : stage.assignments) {
            if (assignment.value)
                visitExpr(*assignment.value);
        }
    }

    void visitStage(const Select& stage) const
    {
        for (const FieldRef& field : stage.kept)
            m_visit(field);
        for (const FieldRef& field : stage.dropped)
            m_visit(field);
        for (const auto& [field, name] : stage.renamed)
            m_visit(field);
    }

    void visitStage(const Aggregate& stage) const
    {
        for (const Aggregate::Output& output : stage.outputs)
            visitCall(output.call);
        for (const Expr& group : stage.by)
            visitExpr(group);
    }

    void visitStage(const Sequence& stage) const
    {
        for (const Sequence::Step& step : stage.steps)
            visitPredicate(step.where);
        if (stage.until)
            visitPredicate(stage.until->where);
    }

    void visitStage(const SubPipeline& stage) const { visitPipeline(*stage.pipeline); }

    void visitStage(const Lookup& stage) const
    {
        for (const auto& [column, field] : stage.keys)
            m_visit(field);
    }

    void visitStage(const OpaqueStage&) const { }

    const std::function<void(const FieldRef&)>& m_visit;
};

} // namespace

void forEachField(const Rule& rule, const std::function<void(const FieldRef&)>& visit)
{
    const FieldVisitor visitor(visit);
    for (const Selection& selection : rule.selections)
        visitor.visitPredicate(selection.predicate);
    if (const auto* pipeline = std::get_if<Pipeline>(&rule.body))
        visitor.visitPipeline(*pipeline);
    else if (const auto* filter = std::get_if<FilterDocument>(&rule.body))
        visitor.visitPredicate(filter->predicate);
}

} // namespace rulewright::rule
