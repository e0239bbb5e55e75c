// SPDX-License-Identifier: Apache-2.0
#include "core/match/event_part.h"

#include "core/match/match_stages.h"
#include "core/rule/walk.h"

#include <algorithm>
#include <format>

namespace rulewright::match {

namespace {

using rule::Predicate;

constexpr std::size_t maximumNodes = 10'000;

class Reader {
public:
    explicit Reader(const rule::Rule& rule)
        : m_language(rule.language)
        , m_timed(timedStage(rule))
    {
    }

    EventPart run(const rule::Pipeline& pipeline) &&
    {
        for (const rule::Stage& stage : pipeline.stages) {
            addCounted(stage, m_counted);
            // Behind an aggregation that is matched over time there are rows.
            if (&stage == m_timed && std::holds_alternative<rule::Aggregate>(stage))
                break;
            if (!std::visit([this](const auto& one) { return read(one); }, stage))
                break;
        }
        m_part.made = m_made;
        return std::move(m_part);
    }

private:
    // Each returns whether the events of the rule go on behind the stage.
    bool read(const rule::Filter& filter)
    {
        addConjuncts(filter.predicate);
        return true;
    }

    bool read(const rule::Let& let)
    {
        MadeNames next = *m_made;
        for (const rule::Let::Assignment& assignment : let.assignments) {
            const bool isComputed = (let.command == "eval" || let.command == "bin") && assignment.value;
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
        MadeNames next = *m_made;
        for (const rule::Aggregate::Output& output : aggregate.outputs) {
            if (aggregate.keepsEvents)
                next.names[output.name] = std::nullopt; // a number of events is no event's
        }
        m_made = std::make_shared<const MadeNames>(std::move(next));
        // Splunk's stats gathers what it found for its reader: the events behind a row are what the search is about.
        if (aggregate.keepsEvents || m_language == rule::Language::Spl)
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
        // What a test of a Splunk table's flag means is known, or such a test is opaque.
        if (m_language != rule::Language::Spl)
            note(std::format("event part only: the lookup in {} is not evaluated", lookup.table));
        return true;
    }

    bool read(const rule::OpaqueStage& stage)
    {
        note(std::format("event part only: {}",
            stage.reason.empty() ? std::format("{} is not evaluated", stage.command) : stage.reason));
        return true;
    }

    void addConjuncts(const Predicate& predicate)
    {
        if (const auto* both = std::get_if<rule::And>(&predicate.node))
            std::ranges::for_each(both->children, [this](const Predicate& child) { addConjuncts(child); });
        else if (testsAny(predicate, m_counted))
            note("event part only: what is counted over several events is not evaluated");
        else
            m_part.conjuncts.push_back({&predicate, m_made});
    }

    void note(std::string text)
    {
        if (!std::ranges::contains(m_part.notes, text))
            m_part.notes.push_back(std::move(text));
    }

    rule::Language m_language;
    const rule::Stage* m_timed = nullptr;
    EventPart m_part;
    std::shared_ptr<const MadeNames> m_made = std::make_shared<const MadeNames>();
    std::vector<std::string> m_counted;
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

bool namesAny(const rule::Expr& expr, const std::vector<std::string>& names)
{
    if (const auto* field = std::get_if<rule::FieldRef>(&expr.node))
        return std::ranges::contains(names, field->raw);
    const auto* call = std::get_if<rule::Call>(&expr.node);
    return call != nullptr
        && std::ranges::any_of(call->arguments, [&](const rule::Expr& argument) { return namesAny(argument, names); });
}

bool testsAny(const Predicate& predicate, const std::vector<std::string>& names)
{
    bool found = false;
    rule::walk(predicate, [&](const Predicate& node) {
        if (const auto* test = std::get_if<rule::Test>(&node.node))
            found = found || std::ranges::contains(names, test->field.raw);
        else if (const auto* compare = std::get_if<rule::Compare>(&node.node))
            found = found || namesAny(compare->left, names) || namesAny(compare->right, names);
    });
    return found;
}

void addCounted(const rule::Stage& stage, std::vector<std::string>& names)
{
    if (const auto* aggregate = std::get_if<rule::Aggregate>(&stage)) {
        for (const rule::Aggregate::Output& output : aggregate->outputs)
            names.push_back(output.name);
    } else if (const auto* let = std::get_if<rule::Let>(&stage)) {
        for (const rule::Let::Assignment& assignment : let->assignments) {
            if (assignment.value && namesAny(*assignment.value, names))
                names.push_back(assignment.name);
        }
    } else if (const auto* select = std::get_if<rule::Select>(&stage)) {
        for (const auto& [field, name] : select->renamed) {
            if (std::ranges::contains(names, field.raw))
                names.push_back(name);
        }
    }
}

std::optional<EventPart> eventPart(const rule::Rule& rule)
{
    const auto* pipeline = std::get_if<rule::Pipeline>(&rule.body);
    return pipeline == nullptr ? std::nullopt : std::optional(Reader(rule).run(*pipeline));
}

std::optional<rule::Expr> substituted(const rule::Expr& expr, const MadeNames& made)
{
    rule::Expr result;
    std::size_t nodes = 0;
    return substitute(expr, made, nodes, result) ? std::optional(std::move(result)) : std::nullopt;
}

} // namespace rulewright::match
