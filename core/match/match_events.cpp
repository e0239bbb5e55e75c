// SPDX-License-Identifier: Apache-2.0
#include "core/match/match_events.h"

#include "core/match/compile.h"
#include "core/match/evaluate.h"
#include "core/match/match_stages.h"
#include "core/match/scope.h"
#include "core/rule/filters.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <format>
#include <iterator>
#include <unordered_set>

namespace rulewright::match {

namespace {

// Correlations of correlations, and of those. Beyond it someone plays.
constexpr std::size_t deepest = 100;

rule::References referencesOf(const MatchOptions& options) { return {options.document, options.rules}; }

Result<MatchedEvents> matchPredicate(const rule::Rule& rule, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task)
{
    Result<Program> program = compile(rule, taxonomy);
    if (!program)
        return std::unexpected(program.error());
    const bool asksForScope = program->scope.has_value();
    if (options.ignoreLogSource)
        program->scope.reset();
    const taxonomy::LogSourceScope scope = scopeOf(rule.logSource, taxonomy);
    Evaluation evaluation = evaluate(*program, events, options.ignoreLogSource ? taxonomy::LogSourceScope{} : scope,
        cache, task, options.workers, EvaluateParts::OnlyMatches);
    MatchedEvents result;
    result.scope = std::move(evaluation.scope);
    result.definite = std::move(evaluation.definite);
    result.possible = std::move(evaluation.possible);
    result.opaqueReasons = program->opaqueReasons;
    result.notes = program->notes;
    result.logSource = asksForScope ? LogSourceUse::Mapped : logSourceUse(scope.state);
    result.isCancelled = evaluation.isCancelled;
    return result;
}

// The events of a rule that another refers to, found once.
Result<MatchedEvents> matchReferred(const rule::RuleInDocument& found, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, MatchOptions options, LeafCache* cache, Task& task)
{
    auto& done = options.memo->done;
    if (const auto known = done.find(found.rule); known != done.end())
        return known->second;
    options.document = found.document;
    Result<MatchedEvents> matched = matchEvents(*found.rule, events, taxonomy, options, cache, task);
    const bool isCyclic = !matched && matched.error().front().code == codes::sigmaReferenceCyclic;
    if (!task.isStopped() && !isCyclic)
        done.emplace(found.rule, matched);
    return matched;
}

Diagnostic atReference(const rule::Located& reference, const Diagnostic& error)
{
    if (error.code == codes::sigmaReferenceCyclic)
        return {Severity::Error, error.code, reference.span, error.message, {}};
    return {Severity::Error, error.code, reference.span,
        std::format("The rule \"{}\" cannot be matched: {}", toValidUtf8(reference.text), error.message), {}};
}

Result<MatchedEvents> matchCorrelation(const rule::Correlation& correlation, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task)
{
    Result<CorrelatedRules> rules = matchReferences(correlation, events, taxonomy, options, cache, task);
    if (!rules)
        return std::unexpected(std::move(rules.error()));
    MatchedEvents result;
    result.isCancelled = rules->isCancelled;
    if (result.isCancelled)
        return result;
    std::optional<Timeline> timeline = correlate(rules->plan, rules->definite(), events, task);
    if (!timeline) {
        result.isCancelled = true;
        return result;
    }
    result.scope = Bitmap(events.size());
    for (MatchedEvents& one : rules->rules) {
        result.scope = result.scope | one.scope;
        std::ranges::move(one.opaqueReasons, std::back_inserter(result.opaqueReasons));
        if (one.logSource == LogSourceUse::Unmapped || result.logSource == LogSourceUse::None)
            result.logSource = one.logSource;
    }
    result.definite = firingEvents(*timeline, events.size());
    result.possible = result.definite;
    if (!result.opaqueReasons.empty()) {
        const std::optional<Timeline> possible = correlate(rules->plan, rules->possible(), events, task);
        result.isCancelled = !possible;
        if (possible)
            result.possible = result.possible | firingEvents(*possible, events.size());
    }
    result.timeline = std::make_shared<const Timeline>(*std::move(timeline));
    return result;
}

std::vector<Bitmap> byPlace(const CorrelatedRules& rules, Bitmap MatchedEvents::* events)
{
    std::vector<Bitmap> result;
    for (const std::uint32_t rule : rules.plan.distinct)
        result.push_back(rules.rules[rule].*events);
    return result;
}

} // namespace

std::vector<Bitmap> CorrelatedRules::definite() const { return byPlace(*this, &MatchedEvents::definite); }

std::vector<Bitmap> CorrelatedRules::possible() const { return byPlace(*this, &MatchedEvents::possible); }

Result<CorrelatedRules> matchReferences(const rule::Correlation& correlation, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task)
{
    MatchOptions inside = options;
    if (inside.memo == nullptr)
        inside.memo = std::make_shared<MatchMemo>();
    std::vector<const rule::Correlation*>& open = inside.memo->open;
    if (std::ranges::contains(open, &correlation) || open.size() >= deepest) {
        return std::unexpected(Diagnostics{{Severity::Error, codes::sigmaReferenceCyclic, correlation.span,
            "The correlation comes back to itself by the rules that it names: name others", {}}});
    }
    Result<CorrelationPlan> plan = planOf(correlation, referencesOf(options));
    if (!plan)
        return std::unexpected(std::move(plan.error()));
    CorrelatedRules result;
    Diagnostics errors;
    open.push_back(&correlation);
    for (std::size_t place = 0; place < plan->rules.size() && errors.empty() && !task.isStopped(); ++place) {
        if (plan->distinct[place] != result.rules.size())
            continue; // named before
        Result<MatchedEvents> matched = matchReferred(plan->rules[place], events, taxonomy, inside, cache, task);
        if (!matched) {
            errors.push_back(atReference(correlation.rules[place], matched.error().front()));
            continue;
        }
        result.isCancelled = result.isCancelled || matched->isCancelled;
        result.rules.push_back(*std::move(matched));
    }
    open.pop_back();
    if (!errors.empty())
        return std::unexpected(std::move(errors));
    result.isCancelled = result.isCancelled || task.isStopped();
    result.plan = *std::move(plan);
    return result;
}

std::vector<rule::RuleInDocument> rulesBehind(const rule::Correlation& correlation, const rule::References& references)
{
    std::vector<rule::RuleInDocument> found;
    std::unordered_set<const rule::Rule*> seen;
    const auto visit = [&](const auto& self, const rule::Correlation& one, const rule::References& in) -> void {
        for (const rule::Located& reference : one.rules) {
            const rule::RuleInDocument target = in.find(reference.text);
            if (target.rule == nullptr || !seen.insert(target.rule).second)
                continue;
            if (const auto* deeper = std::get_if<rule::Correlation>(&target.rule->body))
                self(self, *deeper, {target.document, in.loaded});
            else
                found.push_back(target);
        }
    };
    visit(visit, correlation, references);
    return found;
}

Result<MatchedEvents> matchEvents(const rule::Rule& rule, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task)
{
    if (const auto* correlation = std::get_if<rule::Correlation>(&rule.body))
        return matchCorrelation(*correlation, events, taxonomy, options, cache, task);
    if (hasTimeline(rule))
        return matchStages(rule, events, taxonomy, options, cache, task);
    const std::vector<rule::RuleInDocument> filters = rule::filtersOf(rule, referencesOf(options));
    if (filters.empty())
        return matchPredicate(rule, events, taxonomy, options, cache, task);
    return matchPredicate(rule::joined(rule, filters).rule, events, taxonomy, options, cache, task);
}

Bitmap firingEvents(const Timeline& timeline, std::uint32_t eventsTotal)
{
    std::vector<std::uint64_t> words((std::size_t{eventsTotal} + 63) / 64);
    for (const Firing& firing : timeline.firings)
        words[events::index(firing.event) / 64] |= std::uint64_t{1} << (events::index(firing.event) % 64);
    return Bitmap::fromWords(eventsTotal, words);
}

} // namespace rulewright::match
