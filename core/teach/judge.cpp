// SPDX-License-Identifier: Apache-2.0
#include "core/teach/judge.h"

#include "core/rule/walk.h"
#include "core/rulefile/rulefile.h"
#include "core/text/fold.h"
#include "core/text/grouped.h"

#include <algorithm>
#include <format>

namespace rulewright::teach {

namespace {

using match::Bitmap;

bool hasPart(const std::optional<rule::LogSourcePart>& part, std::string_view wanted)
{
    return part && equalsFolded(part->text, wanted);
}

/// The fields that tests outside of any negation look at.
void collectFields(
    const rule::Predicate& predicate, const rule::Rule& rule, bool isNegated, std::vector<std::string>& fields);

void collectAll(const std::vector<rule::Predicate>& children, const rule::Rule& rule, bool isNegated,
    std::vector<std::string>& fields)
{
    for (const rule::Predicate& child : children)
        collectFields(child, rule, isNegated, fields);
}

void collectSelection(rule::SelectionId id, const rule::Rule& rule, bool isNegated, std::vector<std::string>& fields)
{
    const auto i = static_cast<std::size_t>(id);
    if (i < rule.selections.size())
        collectFields(rule.selections[i].predicate, rule, isNegated, fields);
}

void collectFields(
    const rule::Predicate& predicate, const rule::Rule& rule, bool isNegated, std::vector<std::string>& fields)
{
    if (const auto* node = std::get_if<rule::And>(&predicate.node))
        collectAll(node->children, rule, isNegated, fields);
    else if (const auto* either = std::get_if<rule::Or>(&predicate.node))
        collectAll(either->children, rule, isNegated, fields);
    else if (const auto* negation = std::get_if<rule::Not>(&predicate.node))
        collectFields(*negation->child, rule, !isNegated, fields);
    else if (const auto* ref = std::get_if<rule::Ref>(&predicate.node))
        collectSelection(ref->selection, rule, isNegated, fields);
    else if (const auto* of = std::get_if<rule::Of>(&predicate.node)) {
        for (const rule::SelectionId member : of->members)
            collectSelection(member, rule, isNegated, fields);
    } else if (const auto* test = std::get_if<rule::Test>(&predicate.node)) {
        if (isNegated == test->negated && !test->values.empty())
            fields.push_back(test->field.raw.substr(0, test->field.raw.find('|')));
    }
}

} // namespace

struct Judge::Rule {
    Parsed<rule::Document> parsed;
    const rule::Rule* rule = nullptr;
    std::optional<match::MatchReport> report;
    std::string reason; ///< why nothing can be counted
    std::size_t errors = 0;
    std::size_t warnings = 0;
};

Judge::Judge(const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, const attack::AttackData& attack)
    : m_events(events)
    , m_taxonomy(taxonomy)
    , m_attack(attack)
{
}

Judge::~Judge() = default;

std::vector<GoalState> Judge::judge(const Step& step, const Attempt& attempt, Task& task) const
{
    Rule rule;
    rule.parsed = rulefile::parse(SourceText("rule.yml", attempt.rule));
    for (const Diagnostic& diagnostic : rule.parsed.diagnostics) {
        rule.errors += diagnostic.severity == Severity::Error ? 1u : 0u;
        rule.warnings += diagnostic.severity == Severity::Warning ? 1u : 0u;
    }
    if (rule.parsed.value)
        rule.rule = rule::mainRule(*rule.parsed.value);
    if (attempt.rule.empty() || rule.rule == nullptr)
        rule.reason = "there is no rule yet";
    else if (rule.errors > 0)
        rule.reason = "cannot be judged before the rule has no errors";
    else if (auto report = match::match(*rule.rule, m_events, m_taxonomy, {}, nullptr, task))
        rule.report = std::move(*report);
    else
        rule.reason = report.error().empty() ? "the rule cannot be matched" : report.error().front().message;
    std::vector<GoalState> states;
    for (const Goal& goal : step.goals)
        states.push_back(judgeGoal(goal, attempt, rule));
    return states;
}

Bitmap Judge::eventsOf(const Goal& goal, events::Side side) const
{
    std::vector<std::uint64_t> wanted((m_events.size() + 63) / 64);
    const std::string technique = m_attack.current(goal.technique);
    for (std::uint32_t i = 0; i < m_events.size(); ++i) {
        const events::EventId event{i};
        if (m_events.side(event) != side)
            continue;
        if (!goal.technique.empty()) {
            const std::vector<std::string>& labelled = m_events.label(event).techniques;
            if (!std::ranges::any_of(
                    labelled, [&](const std::string& id) { return m_attack.current(id) == technique; }))
                continue;
        }
        const bool fits = std::ranges::all_of(goal.where, [&](const auto& pair) {
            return std::ranges::any_of(m_events.values(event, pair.first),
                [&](const std::string& value) { return equalsFolded(value, pair.second); });
        });
        if (fits)
            wanted[i / 64] |= std::uint64_t{1} << (i % 64);
    }
    return Bitmap::fromWords(m_events.size(), wanted);
}

GoalState Judge::judgeGoal(const Goal& goal, const Attempt& attempt, const Rule& rule) const
{
    switch (goal.kind) {
    case Goal::Kind::Technique: {
        if (attempt.technique.empty())
            return {false, "no technique is chosen"};
        const std::string chosen = m_attack.current(attempt.technique);
        return {chosen == m_attack.current(goal.name), std::format("{} is chosen", chosen)};
    }
    case Goal::Kind::NoErrors:
        if (rule.rule == nullptr)
            return {false, "there is no rule yet"};
        return {rule.errors == 0,
            std::format("{} {}, {} {}", rule.errors, rule.errors == 1 ? "error" : "errors", rule.warnings,
                rule.warnings == 1 ? "warning" : "warnings")};
    case Goal::Kind::LogSource: {
        if (rule.rule == nullptr)
            return {false, rule.reason};
        const rule::LogSource& logSource = rule.rule->logSource;
        for (const auto& [part, wanted] : goal.parts) {
            const bool has = part == "category" ? hasPart(logSource.category, wanted)
                : part == "product"             ? hasPart(logSource.product, wanted)
                : part == "service"             ? hasPart(logSource.service, wanted)
                                                : false;
            if (!has)
                return {false, std::format("the {} is not {}", part, wanted)};
        }
        return {true, "as it should be"};
    }
    case Goal::Kind::Tag: {
        if (rule.rule == nullptr)
            return {false, rule.reason};
        const bool has = std::ranges::any_of(rule.rule->metadata.techniques,
            [&](const rule::Located& tag) { return m_attack.current(tag.text) == m_attack.current(goal.name); });
        return {has, has ? std::format("tagged {}", goal.name) : std::format("no tag attack.{}", folded(goal.name))};
    }
    case Goal::Kind::TestsField: {
        if (rule.rule == nullptr)
            return {false, rule.reason};
        std::vector<std::string> fields;
        if (const auto* pipeline = std::get_if<rule::Pipeline>(&rule.rule->body)) {
            for (const rule::Stage& stage : pipeline->stages) {
                if (const auto* filter = std::get_if<rule::Filter>(&stage))
                    collectFields(filter->predicate, *rule.rule, false, fields);
            }
        }
        const bool has = std::ranges::contains(fields, goal.name);
        return {has, has ? std::format("{} is tested", goal.name) : std::format("no test looks at {}", goal.name)};
    }
    case Goal::Kind::Finds: {
        if (!rule.report)
            return {false, rule.reason};
        const Bitmap wanted = eventsOf(goal, events::Side::Attack);
        const std::uint64_t total = wanted.count();
        const std::uint64_t found = (wanted & rule.report->definite).count();
        if (total == 0)
            return {false, "no loaded event is of this kind"};
        return {found >= goal.atLeast.value_or(total) && found > 0,
            std::format("{} of {}", grouped(found), grouped(total))};
    }
    case Goal::Kind::Spares: {
        if (!rule.report)
            return {false, rule.reason};
        // A rule that finds nothing spares everything: that is no merit.
        const Bitmap benign = eventsOf(goal, events::Side::Benign);
        const std::uint64_t matched = (benign & rule.report->possibleEvents).count();
        if (benign.isEmpty())
            return {false, "no loaded event is of this kind"};
        if (rule.report->matched == 0)
            return {false, "cannot be judged while the rule matches nothing"};
        return {matched <= goal.atMost.value_or(0),
            std::format("{} of {} benign events", grouped(matched), grouped(benign.count()))};
    }
    case Goal::Kind::Matches: {
        if (!rule.report)
            return {false, rule.reason};
        const std::uint64_t matched = rule.report->matched;
        const bool isMet = matched >= goal.atLeast.value_or(0) && (!goal.atMost || matched <= *goal.atMost);
        return {isMet, std::format("{} {}", grouped(matched), matched == 1 ? "event" : "events")};
    }
    }
    return {};
}

} // namespace rulewright::teach
