// SPDX-License-Identifier: Apache-2.0
#include "core/match/event_part.h"

#include "core/rule/walk.h"

#include <algorithm>
#include <format>
#include <functional>

namespace rulewright::match {

namespace {

using rule::Predicate;

constexpr std::size_t maximumNodes = 10'000;

void addConjuncts(const Predicate& predicate, const std::shared_ptr<const MadeNames>& made, EventPart& part)
{
    if (const auto* both = std::get_if<rule::And>(&predicate.node)) {
        for (const Predicate& child : both->children)
            addConjuncts(child, made, part);
        return;
    }
    part.conjuncts.push_back({&predicate, made});
}

/// Whether the predicate tests what an aggregation made: a number of events is no event's.
bool testsAny(const Predicate& predicate, const std::vector<std::string>& names)
{
    bool found = false;
    const std::function<void(const rule::Expr&)> look = [&](const rule::Expr& expr) {
        if (const auto* field = std::get_if<rule::FieldRef>(&expr.node))
            found = found || std::ranges::contains(names, field->raw);
        else if (const auto* call = std::get_if<rule::Call>(&expr.node))
            std::ranges::for_each(call->arguments, look);
    };
    rule::walk(predicate, [&](const Predicate& node) {
        if (const auto* test = std::get_if<rule::Test>(&node.node)) {
            found = found || std::ranges::contains(names, test->field.raw);
        } else if (const auto* compare = std::get_if<rule::Compare>(&node.node)) {
            look(compare->left);
            look(compare->right);
        }
    });
    return found;
}

class Reader {
public:
    EventPart run(const rule::Pipeline& pipeline) &&
    {
        for (const rule::Stage& stage : pipeline.stages) {
            if (!std::visit([this](const auto& one) { return read(one); }, stage))
                break;
        }
        return std::move(m_part);
    }

private:
    // Each returns whether the events of the rule go on behind the stage.
    bool read(const rule::Filter& filter)
    {
        if (testsAny(filter.predicate, m_aggregated)) {
            note("event part only: what is counted over several events is not evaluated");
            return true;
        }
        addConjuncts(filter.predicate, m_made, m_part);
        return true;
    }

    bool read(const rule::Let& let)
    {
        MadeNames next = *m_made;
        for (const rule::Let::Assignment& assignment : let.assignments) {
            const bool isComputed = let.command == "eval" && assignment.value;
            next.names[assignment.name] = isComputed ? substituted(*assignment.value, next) : std::nullopt;
        }
        m_made = std::make_shared<const MadeNames>(std::move(next));
        return true;
    }

    bool read(const rule::Select& select)
    {
        MadeNames next = *m_made;
        for (const auto& [field, name] : select.renamed)
            next.names[name] = substituted(rule::Expr{field, field.span}, *m_made);
        if (select.command == "mv_expand") {
            for (const rule::FieldRef& field : select.kept)
                next.expanded.insert(field.raw);
        }
        m_made = std::make_shared<const MadeNames>(std::move(next));
        return true;
    }

    bool read(const rule::Aggregate& aggregate)
    {
        for (const rule::Aggregate::Output& output : aggregate.outputs)
            m_aggregated.push_back(output.name);
        if (aggregate.keepsEvents)
            return true;
        // What is asked of several events is matched over time (match_stages.h), new terms are not.
        if (aggregate.outputs.size() == 1 && aggregate.outputs.front().name == "new_terms")
            note("event part only: whether the terms are new is not evaluated");
        return false;
    }

    bool read(const rule::Sequence& sequence)
    {
        for (const rule::Sequence::Step& step : sequence.steps) {
            if (!step.missing)
                m_part.steps.push_back(&step.where);
        }
        return true;
    }

    bool read(const rule::SubPipeline& search)
    {
        note(std::format("event part only: the search within {} is not evaluated", search.command));
        return true;
    }

    bool read(const rule::Lookup& lookup)
    {
        MadeNames next = *m_made;
        for (const auto& [column, name] : lookup.outputs)
            next.names[name] = std::nullopt;
        m_made = std::make_shared<const MadeNames>(std::move(next));
        note(std::format("event part only: the lookup in {} is not evaluated", lookup.table));
        return true;
    }

    bool read(const rule::OpaqueStage& stage)
    {
        note(std::format("event part only: {}", stage.reason));
        return true;
    }

    void note(std::string text)
    {
        if (!std::ranges::contains(m_part.notes, text))
            m_part.notes.push_back(std::move(text));
    }

    EventPart m_part;
    std::shared_ptr<const MadeNames> m_made = std::make_shared<const MadeNames>();
    std::vector<std::string> m_aggregated;
};

bool substitute(const rule::Expr& expr, const MadeNames& made, std::size_t& nodes, rule::Expr& result)
{
    if (++nodes > maximumNodes)
        return false;
    if (const auto* field = std::get_if<rule::FieldRef>(&expr.node)) {
        const std::optional<rule::Expr>* stands = made.find(field->raw);
        if (stands == nullptr) {
            result = expr;
            return true;
        }
        if (!*stands)
            return false;
        return substitute(**stands, MadeNames{}, nodes, result);
    }
    const auto* call = std::get_if<rule::Call>(&expr.node);
    if (call == nullptr) {
        result = expr;
        return true;
    }
    rule::Call copy{call->function, std::vector<rule::Expr>(call->arguments.size())};
    for (std::size_t i = 0; i < call->arguments.size(); ++i) {
        if (!substitute(call->arguments[i], made, nodes, copy.arguments[i]))
            return false;
    }
    result = {std::move(copy), expr.span};
    return true;
}

} // namespace

const std::optional<rule::Expr>* MadeNames::find(const std::string& name) const
{
    const auto found = names.find(name);
    return found == names.end() ? nullptr : &found->second;
}

std::optional<EventPart> eventPart(const rule::Rule& rule)
{
    const auto* pipeline = std::get_if<rule::Pipeline>(&rule.body);
    return pipeline == nullptr ? std::nullopt : std::optional(Reader().run(*pipeline));
}

std::optional<rule::Expr> substituted(const rule::Expr& expr, const MadeNames& made)
{
    rule::Expr result;
    std::size_t nodes = 0;
    return substitute(expr, made, nodes, result) ? std::optional(std::move(result)) : std::nullopt;
}

} // namespace rulewright::match
