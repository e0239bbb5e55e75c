// SPDX-License-Identifier: Apache-2.0
#include "core/match/match.h"

#include "core/match/compile.h"
#include "core/match/evaluate.h"
#include "core/match/match_correlation.h"
#include "core/match/match_stages.h"
#include "core/match/scope.h"
#include "core/match/unknown_fields.h"
#include "core/rule/filters.h"

#include <algorithm>
#include <array>
#include <format>

namespace rulewright::match {

namespace {

using taxonomy::LogSourceScope;

PredicateState stateOf(const UseCount& count, std::uint64_t eventsInScope)
{
    if (eventsInScope == 0)
        return PredicateState::Unknown;
    if (count.matched == 0)
        return PredicateState::Dead;
    const bool changes = count.effect.removes != 0 || count.effect.adds != 0;
    return changes ? PredicateState::Live : PredicateState::Redundant;
}

PredicateCount countOf(const TestUse& use, const UseCount& count, std::uint64_t eventsInScope)
{
    PredicateCount result;
    const bool isKeyword = use.test->op == rule::Op::Keyword || use.test->field.kind == rule::FieldRef::Kind::AnyField;
    result.test = use.node;
    result.field = isKeyword ? "(keyword)" : lookupName(use.test->field);
    result.op = use.test->op;
    result.span = use.test->field.span.isEmpty() ? use.test->span : use.test->field.span;
    result.negated = use.negated;
    result.matched = count.matched;
    result.removes = count.effect.removes;
    result.adds = count.effect.adds;
    result.state = stateOf(count, eventsInScope);
    return result;
}

void addCounts(MatchReport& report, const rule::Rule& rule, const Program& program, const Evaluation& evaluation)
{
    for (std::size_t s = 0; s < program.selections.size(); ++s) {
        const rule::Selection& selection = rule.selections[s];
        report.selections.push_back(
            {static_cast<rule::SelectionId>(s), evaluation.selections[s], selection.name, selection.nameSpan});
    }
    for (std::size_t t = 0; t < program.tests.size(); ++t) {
        const TestUse& use = program.tests[t];
        report.tests.push_back(countOf(use, evaluation.tests[t], report.eventsInScope));
        for (std::size_t v = 0; v < use.values.size(); ++v) {
            const rule::Value& value = *use.values[v].value;
            PredicateCount count = countOf(use, evaluation.values[t][v], report.eventsInScope);
            count.value = value.id;
            count.op = rule::valueOperator(*use.test, value);
            count.text = rule::scalarText(value.scalar);
            count.span = value.span;
            report.predicates.push_back(std::move(count));
        }
        // A list's operator is what its values have in common, else the test's own.
        if (!use.values.empty()) {
            const rule::Op first = rule::valueOperator(*use.test, *use.values.front().value);
            const bool isCommon = std::ranges::all_of(use.values,
                [&](const ValueUse& value) { return rule::valueOperator(*use.test, *value.value) == first; });
            report.tests.back().op = isCommon ? first : use.test->op;
        }
    }
    std::ranges::stable_sort(report.predicates, {}, [](const PredicateCount& count) { return count.span.begin; });
}

std::string joined(const std::vector<std::string>& texts)
{
    std::string result;
    for (const std::string& text : texts)
        result += (result.empty() ? "" : ", ") + text;
    return result;
}

void addNotes(MatchReport& report, const LogSourceScope& scope, const Program& program, const Evaluation& evaluation,
    const std::vector<std::string>& near)
{
    if (scope.state == LogSourceScope::State::Unmapped) {
        report.approximate = true;
        report.notes.push_back(
            std::format("The log source's {} is not known and narrows nothing: events of other logs may match.",
                joined(scope.unknownParts)));
    }
    if (report.eventsInScope == 0)
        report.notes.push_back(missingEventsNote(scope, report.eventsTotal));
    if (evaluation.unknownInScope > 0) {
        report.approximate = true;
        report.notes.push_back(std::format(
            "{} of the events do not say which log they are from; they are looked at as if they were of this one.",
            evaluation.unknownInScope));
    }
    if (!near.empty()) {
        report.approximate = true;
        report.notes.push_back(std::format(
            "{} is read from a field whose values are close, but not equal, in some of the events.", joined(near)));
    }
    for (const std::string& reason : program.opaqueReasons) {
        report.approximate = true;
        // A macro with several tests of one unknown table has one reason.
        if (std::string note = std::format("A part of the rule is not evaluated: {}.", reason);
            !std::ranges::contains(report.notes, note))
            report.notes.push_back(std::move(note));
    }
}

// What is said of a rule in a query language alone.
void addQueryNotes(MatchReport& report, const std::vector<std::string>& guessed)
{
    if (!guessed.empty()) {
        report.approximate = true;
        report.notes.push_back(
            std::format("{} of the rule cannot be told from some of the events: these are looked at as if it fitted.",
                joined(guessed)));
    }
}

// What follows the events and is not evaluated.
void addStageNotes(MatchReport& report, const std::vector<std::string>& notes)
{
    for (const std::string& note : notes) {
        report.approximate = true;
        report.notes.push_back(note);
    }
}

Result<MatchReport> matchPredicate(const rule::Rule& rule, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task)
{
    Result<Program> program = compile(rule, taxonomy);
    if (!program)
        return std::unexpected(program.error());
    const bool asksForScope = program->scope.has_value();
    if (options.ignoreLogSource)
        program->scope.reset();
    const LogSourceScope scope = scopeOf(rule.logSource, taxonomy);
    const LogSourceScope applied = options.ignoreLogSource ? LogSourceScope{} : scope;

    Evaluation evaluation = evaluate(*program, events, applied, cache, task, options.workers);
    MatchReport report;
    report.logSource = asksForScope ? LogSourceUse::Mapped : logSourceUse(scope.state);
    report.isCancelled = evaluation.isCancelled;
    report.eventsTotal = events.size();
    report.eventsInScope = evaluation.scope.count();
    report.matched = evaluation.definite.count();
    report.possible = evaluation.possible.count();
    addCounts(report, rule, *program, evaluation);
    if (!report.isCancelled) {
        report.unknownFields = unknownFields(*program, events, evaluation.scope, cache, task);
        addNotes(report, applied, *program, evaluation, nearFields(*program, events, evaluation.scope, cache, task));
        if (rule.language != rule::Language::Sigma)
            addQueryNotes(report, guessedFields(*program, events, evaluation.scope, cache, task));
        // Of a sequence or an aggregation they are told by what evaluates it.
        if (!hasTimeline(rule))
            addStageNotes(report, program->notes);
    }
    report.scope = std::move(evaluation.scope);
    report.definite = std::move(evaluation.definite);
    report.possibleEvents = std::move(evaluation.possible);
    return report;
}

// The counts of the event part, and what the rule finds over time.
Result<MatchReport> matchTimed(const rule::Rule& rule, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task)
{
    Result<MatchedEvents> found = matchStages(rule, events, taxonomy, options, cache, task);
    if (!found)
        return std::unexpected(std::move(found.error()));
    Result<MatchReport> report = matchPredicate(rule, events, taxonomy, options, cache, task);
    if (!report)
        return report;
    report->isCancelled = report->isCancelled || found->isCancelled;
    report->timeline = found->timeline;
    report->definite = std::move(found->definite);
    report->possibleEvents = std::move(found->possible);
    report->matched = found->timeline != nullptr ? found->timeline->firings.size() : 0;
    report->possible = std::max(report->matched, report->possibleEvents.count());
    addStageNotes(*report, found->notes);
    return report;
}

} // namespace

std::string_view stateName(PredicateState state)
{
    static constexpr std::array<std::string_view, 4> names{"unknown", "dead", "redundant", "live"};
    return names[static_cast<std::size_t>(state)];
}

LogSourceUse logSourceUse(LogSourceScope::State state)
{
    switch (state) {
    case LogSourceScope::State::None:
        return LogSourceUse::None;
    case LogSourceScope::State::Mapped:
        return LogSourceUse::Mapped;
    case LogSourceScope::State::Unmapped:
        return LogSourceUse::Unmapped;
    }
    return LogSourceUse::None;
}

Result<MatchReport> match(const rule::Rule& rule, const events::EventSet& events, const taxonomy::Taxonomy& taxonomy,
    const MatchOptions& options, LeafCache* cache, Task& task)
{
    if (const auto* correlation = std::get_if<rule::Correlation>(&rule.body))
        return matchCorrelation(*correlation, events, taxonomy, options, cache, task);
    if (hasTimeline(rule))
        return matchTimed(rule, events, taxonomy, options, cache, task);
    const std::vector<rule::RuleInDocument> filters = rule::filtersOf(rule, {options.document, options.rules});
    if (!filters.empty()) {
        const rule::JoinedRule joined = rule::joined(rule, filters);
        Result<MatchReport> report = matchPredicate(joined.rule, events, taxonomy, options, cache, task);
        if (report)
            separateFilters(*report, joined, options.document);
        return report;
    }
    Result<MatchReport> report = matchPredicate(rule, events, taxonomy, options, cache, task);
    if (report && std::holds_alternative<rule::FilterDocument>(rule.body))
        report->notes.push_back("This is a filter: it matches nothing by itself, and these are the events that it lets "
                                "through.");
    return report;
}

} // namespace rulewright::match
