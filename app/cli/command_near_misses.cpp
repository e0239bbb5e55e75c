// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/match_result.h"
#include "app/cli/priced_events.h"
#include "core/advise/widen.h"
#include "core/match/near_miss.h"

#include <chrono>
#include <format>
#include <limits>
#include <memory>
#include <print>

namespace rulewright::cli {

namespace {

constexpr std::size_t usualEvents = 20;

struct NearMissOptions {
    RuleOptions rule;
    SidedEventOptions events;
    std::optional<std::uint64_t> limit;
    bool ignoreLogSource = false;
    Format format = Format::Text;
};

struct Found {
    const RuleArgument& rule;
    const events::EventSet& events;
    const match::MatchReport& report;
    const match::NearMisses& misses;
    const std::vector<advise::GroupAdvice>& advice;
};

Json effectJson(const advise::SidePrice& side)
{
    return Json::object().set("added", side.added).set("removed", side.removed);
}

Json wideningJson(const std::optional<advise::Widening>& widening)
{
    if (!widening)
        return {};
    return Json::object()
        .set("title", widening->title)
        .set("attack", effectJson(widening->attack))
        .set("benign", effectJson(widening->benign));
}

Json groupJson(const Found& found, std::size_t at)
{
    const match::NearMissGroup& group = found.misses.groups[at];
    const Position position = found.rule.document.text.position(group.span.begin);
    Json wanted = Json::array();
    for (const std::string& value : group.wanted)
        wanted.push(value);
    Json json = Json::object();
    json.set("line", position.line)
        .set("column", position.column)
        .set("selection", group.selection.empty() ? Json() : Json(group.selection))
        .set("field", group.field)
        .set("operator", rule::operatorName(group.op))
        .set("wanted", std::move(wanted))
        .set("exclusion", group.isExclusion)
        .set("events", group.events);
    if (at >= found.advice.size())
        return json.set("attack", Json()).set("benign", Json()).set("values", Json::array()).set("drop", Json());
    const advise::GroupAdvice& advice = found.advice[at];
    Json values = Json::array();
    for (const advise::FailingValue& value : advice.values) {
        values.push(Json::object()
                .set("value", value.actual.text ? Json(*value.actual.text) : Json())
                .set("events", value.actual.events)
                .set("widening", wideningJson(value.widening)));
    }
    return json.set("attack", advice.attack)
        .set("benign", advice.benign)
        .set("value_count", advice.valueCount)
        .set("values", std::move(values))
        .set("drop", wideningJson(advice.drop));
}

Json nearMissJson(const Found& found)
{
    Json distances = Json::array();
    for (const match::DistanceCount& count : found.misses.distances)
        distances.push(Json::object().set("distance", count.distance).set("events", count.events));
    Json groups = Json::array();
    for (std::size_t i = 0; i < found.misses.groups.size(); ++i)
        groups.push(groupJson(found, i));
    Json events = Json::array();
    for (const match::NearMiss& miss : found.misses.events) {
        Json failing = Json::array();
        for (std::size_t i = 0; miss.distance == 1 && i < found.misses.groups.size(); ++i) {
            const match::Bitmap& members = found.misses.groups[i].members;
            if (events::index(miss.event) < members.size() && members.contains(events::index(miss.event)))
                failing.push(i);
        }
        events.push(
            eventJson(found.events, miss.event).set("distance", miss.distance).set("groups", std::move(failing)));
    }
    const match::MatchReport& report = found.report;
    Json json = ruleJson(found.rule, report);
    return json.set("events_total", report.eventsTotal)
        .set("events_in_scope", report.eventsInScope)
        .set("matched", report.matched)
        .set("possible", report.possible)
        .set("approximate", report.approximate)
        .set("near_misses", found.misses.total)
        .set("unreachable", found.misses.unreachable)
        .set("distances", std::move(distances))
        .set("groups", std::move(groups))
        .set("events", std::move(events));
}

std::string wideningText(const std::optional<advise::Widening>& widening)
{
    if (!widening)
        return {};
    return std::format("  {}: +{} attack, +{} benign", widening->title, widening->attack.added, widening->benign.added);
}

void printNearMisses(const Found& found, std::size_t shown, Output& output)
{
    const match::MatchReport& report = found.report;
    std::println(output.out, "{} of {} events in scope do not match", found.misses.total, report.eventsInScope);
    for (const std::string& note : report.notes)
        std::println(output.out, "note: {}", note);
    for (const match::DistanceCount& count : found.misses.distances) {
        std::println(
            output.out, "{:>9} fail {} {}", count.events, count.distance, count.distance == 1 ? "leaf" : "leaves");
    }
    if (found.misses.unreachable > 0)
        std::println(output.out, "{:>9} no change of values would let in", found.misses.unreachable);
    for (std::size_t i = 0; i < found.misses.groups.size(); ++i) {
        const match::NearMissGroup& group = found.misses.groups[i];
        std::println(output.out, "\n{} {} only on {} {} in {}, line {}{}", group.events,
            group.events == 1 ? "event fails" : "events fail", group.field, rule::operatorName(group.op),
            group.selection.empty() ? "the condition" : group.selection,
            found.rule.document.text.position(group.span.begin).line,
            group.isExclusion ? " (an exclusion that hit)" : "");
        if (i >= found.advice.size())
            continue;
        const advise::GroupAdvice& advice = found.advice[i];
        if (advice.drop)
            std::println(output.out, "       {}", wideningText(advice.drop));
        for (const advise::FailingValue& value : advice.values) {
            std::println(output.out, "{:>9} {}{}", value.actual.events,
                value.actual.text ? *value.actual.text : std::string("(no value)"), wideningText(value.widening));
        }
        if (advice.valueCount > advice.values.size())
            std::println(output.out, "          and {} more values", advice.valueCount - advice.values.size());
    }
    std::println(output.out, "");
    for (std::size_t i = 0; i < std::min(shown, found.misses.events.size()); ++i) {
        const match::NearMiss& miss = found.misses.events[i];
        std::println(output.out, "{:>3}  {}", miss.distance, eventLine(found.events, miss.event));
    }
}

int runNearMisses(const NearMissOptions& options, Output& output)
{
    const auto begin = std::chrono::steady_clock::now();
    const std::expected<RuleArgument, int> rule = loadRule(options.rule, output);
    if (!rule)
        return rule.error();
    const std::optional<taxonomy::Taxonomy> taxonomy = loadTaxonomy(output);
    const std::optional<events::LoadResult> loaded
        = taxonomy ? loadSidedEvents(options.events, *taxonomy, output) : std::nullopt;
    if (!loaded)
        return exitCannotRun;
    const std::chrono::duration<double> loadSeconds = std::chrono::steady_clock::now() - begin;

    const auto matchBegin = std::chrono::steady_clock::now();
    Task task;
    match::LeafCache cache;
    match::MatchOptions matchOptions = rule->matchOptions();
    matchOptions.ignoreLogSource = options.ignoreLogSource;
    const Result<match::MatchReport> report
        = match::match(*rule->rule, loaded->events, *taxonomy, matchOptions, &cache, task);
    if (!report) {
        printDiagnostics(rule->document.text, report.error(), output);
        return exitFoundWrong;
    }
    const std::size_t usual = options.format == Format::Json ? std::numeric_limits<std::size_t>::max() : usualEvents;
    const std::size_t limit = options.limit ? static_cast<std::size_t>(*options.limit) : usual;
    const Result<match::NearMisses> misses
        = match::nearMisses(*rule->rule, loaded->events, *report, *taxonomy, matchOptions, limit, &cache, task);
    if (!misses) {
        printDiagnostics(rule->document.text, misses.error(), output);
        return exitFoundWrong;
    }
    const std::chrono::duration<double> matchSeconds = std::chrono::steady_clock::now() - matchBegin;
    const advise::EventFacts facts = advise::eventFacts(loaded->events, task);
    const advise::PriceInput input{
        rule->document.text, &rule->document, 0, loaded->events, facts, *taxonomy, matchOptions, &cache};
    const std::vector<advise::GroupAdvice> advice = advise::adviceFor(input, *rule->rule, *report, *misses, {}, task);
    const Found found{*rule, loaded->events, *report, *misses, advice};
    if (options.format == Format::Json) {
        Json json = nearMissJson(found);
        json.set("seconds", Json::object().set("load", loadSeconds.count()).set("match", matchSeconds.count()));
        std::println(output.out, "{}", json.text());
    } else {
        printNearMisses(found, limit, output);
    }
    return statusOf(*report, output);
}

} // namespace

Run declareNearMisses(Syntax& syntax)
{
    auto options = std::make_shared<NearMissOptions>();
    declareRuleOptions(syntax, options->rule);
    declareSidedEventOptions(syntax, options->events);
    syntax.option("--limit", options->limit, "List no more than so many of the events; as text 20 unless given");
    syntax.flag("--ignore-log-source", options->ignoreLogSource, "Look at every loaded event");
    syntax.format(options->format);
    return [options](Output& output) { return runNearMisses(*options, output); };
}

} // namespace rulewright::cli
