// SPDX-License-Identifier: Apache-2.0
#include "ui/test/match_job.h"

#include "core/match/leaf_cache.h"
#include "ui/test/replay.h"

#include <chrono>
#include <utility>

namespace rulewright::ui {

MatchResult runMatch(const MatchInput& input, Task& task)
{
    MatchResult result;
    result.revision = input.revision;
    result.generation = input.generation;
    result.document = input.document;
    result.events = input.events;
    result.facts = input.facts;
    if (!result.facts)
        result.facts = std::make_shared<const advise::EventFacts>(advise::eventFacts(*input.events, task));
    const rule::Rule* rule = rule::mainRule(*input.document);
    if (rule == nullptr)
        return result;
    const auto begin = std::chrono::steady_clock::now();
    match::MatchOptions options = input.options;
    options.document = input.document.get();
    Result<match::MatchReport> report
        = match::match(*rule, *input.events, *input.taxonomy, options, input.cache.get(), task);
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (!report) {
        result.diagnostics = std::move(report.error());
    } else if (!report->isCancelled && !task.isStopped()) {
        result.figures = advise::statusFigures(*rule, *report, *result.facts);
        result.report = std::make_shared<const match::MatchReport>(std::move(*report));
        result.replay = replayOf(result, task);
    }
    result.isCancelled = task.isStopped();
    return result;
}

ExplainResult runExplain(const MatchInput& input, events::EventId event)
{
    ExplainResult result{
        .revision = input.revision, .event = event, .events = input.events, .explanation = {}, .diagnostics = {}};
    const rule::Rule* rule = rule::mainRule(*input.document);
    if (rule == nullptr || events::index(event) >= input.events->size())
        return result;
    match::MatchOptions options = input.options;
    options.document = input.document.get();
    Result<match::Explanation> explanation
        = match::explain(*rule, *input.events, event, *input.taxonomy, options, input.cache.get());
    if (explanation)
        result.explanation = std::make_shared<const match::Explanation>(std::move(*explanation));
    else
        result.diagnostics = std::move(explanation.error());
    return result;
}

std::shared_ptr<match::LeafCache> makeLeafCache() { return std::make_shared<match::LeafCache>(); }

} // namespace rulewright::ui
