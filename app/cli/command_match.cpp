// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/event_options.h"
#include "app/cli/match_result.h"

#include <chrono>
#include <memory>
#include <print>

namespace rulewright::cli {

namespace {

struct MatchCommandOptions {
    RuleOptions rule;
    EventOptions events;
    std::optional<std::uint64_t> limit;
    bool ignoreLogSource = false;
    Format format = Format::Text;
};

double secondsSince(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

int runMatch(const MatchCommandOptions& options, Output& output)
{
    const auto begin = std::chrono::steady_clock::now();
    const std::expected<RuleArgument, int> rule = loadRule(options.rule, output);
    if (!rule)
        return rule.error();
    const std::optional<taxonomy::Taxonomy> taxonomy = loadTaxonomy(output);
    if (!taxonomy)
        return exitCannotRun;
    const std::optional<events::LoadResult> loaded = loadEvents(options.events, *taxonomy, output);
    if (!loaded)
        return exitCannotRun;
    const double loadSeconds = secondsSince(begin);

    const auto matchBegin = std::chrono::steady_clock::now();
    Task task;
    match::MatchOptions matchOptions = rule->matchOptions();
    matchOptions.ignoreLogSource = options.ignoreLogSource;
    const Result<match::MatchReport> report
        = match::match(*rule->rule, loaded->events, *taxonomy, matchOptions, nullptr, task);
    if (!report) {
        printDiagnostics(rule->document.text, report.error(), output);
        return exitFoundWrong;
    }
    const MatchResult result{*rule, loaded->events, *report, options.limit, loadSeconds, secondsSince(matchBegin)};
    if (options.format == Format::Json)
        std::println(output.out, "{}", matchJson(result).text());
    else
        printMatch(result, output);
    return statusOf(*report, output);
}

} // namespace

Run declareMatch(Syntax& syntax)
{
    auto options = std::make_shared<MatchCommandOptions>();
    declareRuleOptions(syntax, options->rule);
    declareEventOptions(syntax, options->events);
    syntax.option("--limit", options->limit, "List no more than so many of the matching events");
    syntax.flag("--ignore-log-source", options->ignoreLogSource, "Look at every loaded event");
    syntax.format(options->format);
    return [options](Output& output) { return runMatch(*options, output); };
}

} // namespace rulewright::cli
