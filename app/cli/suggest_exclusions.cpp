// SPDX-License-Identifier: Apache-2.0
#include "app/cli/match_result.h"
#include "app/cli/suggest.h"
#include "app/cli/technique_argument.h"
#include "core/advise/exclusion_curve.h"

#include <chrono>
#include <format>
#include <print>
#include <string>

namespace rulewright::cli {

namespace {

Json rowJson(const advise::Exclusion& row)
{
    return Json::object()
        .set("field", row.key.field)
        .set("operator", rule::operatorName(row.key.op))
        .set("value", row.key.value ? Json(*row.key.value) : Json())
        .set("transform", row.key.transform.empty() ? Json() : Json(row.key.transform))
        .set("sigma", row.sigma)
        .set("removes", row.removes)
        .set("loses", 0)
        .set("others", row.others)
        .set("rules", row.rules);
}

Json exclusionsJson(const advise::Exclusions& found)
{
    Json rows = Json::array();
    for (const advise::Exclusion& row : found.rows)
        rows.push(rowJson(row));
    Json curve = Json::array();
    for (const advise::ExclusionStep& step : found.curve) {
        Json members = Json::array();
        for (const std::size_t row : step.rows)
            members.push(row);
        curve.push(Json::object()
                .set("exclusions", std::move(members))
                .set("removes", step.removes)
                .set("left", found.falsePositives - step.removes)
                .set("measured",
                    step.measured ? Json::object()
                                        .set("false_positives", step.measured->falsePositives)
                                        .set("true_positives", step.measured->truePositives)
                                  : Json()));
    }
    return Json::object()
        .set("hits", found.hits)
        .set("false_positives", found.falsePositives)
        .set("true_positives", found.truePositives)
        .set("exclusions", std::move(rows))
        .set("curve", std::move(curve));
}

void print(const advise::Exclusions& found, Output& output)
{
    std::println(output.out, "{} hits: {} false positives, {} true positives, all of them kept below", found.hits,
        found.falsePositives, found.truePositives);
    if (!found.rows.empty())
        std::println(output.out, "\n{:>9} {:>9} {:>6}  exclusion", "removes", "others", "rules");
    for (const advise::Exclusion& row : found.rows)
        std::println(output.out, "{:>9} {:>9} {:>6}  {}", row.removes, row.others, row.rules, row.sigma);
    for (const advise::ExclusionStep& step : found.curve) {
        std::println(output.out, "\nthe best {}: {} of {} removed{}", step.rows.size(), step.removes,
            found.falsePositives,
            step.measured ? std::format("; with them in the rule {} false positives are left, {} of {} true ones kept",
                                step.measured->falsePositives, step.measured->truePositives, found.truePositives)
                          : std::string("; to be written by hand"));
        for (const std::size_t row : step.rows)
            std::println(output.out, "    {}", found.rows[row].sigma);
    }
}

} // namespace

int suggestExclusions(const SuggestOptions& options, Output& output)
{
    const auto begin = std::chrono::steady_clock::now();
    const std::expected<RuleArgument, int> rule = loadRule(options.rule, output);
    if (!rule)
        return rule.error();
    const std::optional<LoadedCorpora> corpora = loadCorpora(options.corpus, output);
    const std::optional<events::LoadResult> loaded
        = corpora ? loadSidedEvents(options.events, corpora->taxonomy, output) : std::nullopt;
    if (!loaded)
        return exitCannotRun;
    // What others exclude is of the technique, where there is one.
    corpus::Guide guide;
    if (const std::optional<std::string> name = techniqueName(options, *rule->rule)) {
        const attack::Technique* technique = findTechnique(corpora->attack, *name, output);
        if (technique == nullptr)
            return exitCannotRun;
        guide = guideOf(options, *corpora, *technique);
    }
    Task task;
    match::LeafCache cache;
    match::MatchOptions matchOptions = rule->matchOptions();
    matchOptions.ignoreLogSource = options.ignoreLogSource;
    const Result<match::MatchReport> report
        = match::match(*rule->rule, loaded->events, corpora->taxonomy, matchOptions, &cache, task);
    if (!report) {
        printDiagnostics(rule->document.text, report.error(), output);
        return exitFoundWrong;
    }
    const advise::EventFacts facts = advise::eventFacts(loaded->events, task);
    const advise::ExclusionInput input{
        *rule->rule, *report, loaded->events, facts, guide.exclusions, advise::exclusionsListed, &cache};
    advise::Exclusions found = advise::exclusions(input, task);
    // A pipeline is no part of the text: what is written into it would be read without.
    if (options.rule.processing.pipelines.empty() && options.rule.processing.values.empty()) {
        advise::measureCurve(found,
            {rule->document.text, rule->document, rule->rule->span.begin, loaded->events, corpora->taxonomy,
                matchOptions, &cache},
            task);
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    if (options.corpus.format == Format::Json) {
        Json json = ruleJson(*rule, *report);
        json.set("events_total", report->eventsTotal)
            .set("events_in_scope", report->eventsInScope)
            .set("matched", report->matched)
            .set("found", exclusionsJson(found))
            .set("seconds", seconds.count());
        std::println(output.out, "{}", json.text());
    } else {
        print(found, output);
    }
    return statusOf(*report, output);
}

} // namespace rulewright::cli
