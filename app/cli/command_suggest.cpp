// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/corpus_options.h"
#include "app/cli/match_result.h"
#include "app/cli/priced_events.h"
#include "app/cli/rule_argument.h"
#include "app/cli/suggest.h"
#include "app/cli/technique_argument.h"
#include "core/advise/price.h"
#include "core/corpus/guide.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <format>
#include <memory>
#include <print>

namespace rulewright::cli {

namespace {

int cannotRun(Output& output, std::string_view sentence)
{
    std::println(output.err, "rulewright-cli: {}", sentence);
    return exitCannotRun;
}

// LINE:COLUMN, both counted from 1.
std::optional<Position> positionOf(std::string_view text)
{
    Position position;
    const char* end = text.data() + text.size();
    const auto line = std::from_chars(text.data(), end, position.line);
    if (line.ec != std::errc() || line.ptr == end || *line.ptr != ':')
        return std::nullopt;
    const auto column = std::from_chars(line.ptr + 1, end, position.column);
    const bool isWhole = column.ec == std::errc() && column.ptr == end;
    return isWhole && position.line > 0 && position.column > 0 ? std::optional(position) : std::nullopt;
}

Json textOrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

std::string_view kindName(advise::Insertion::Kind kind)
{
    using enum advise::Insertion::Kind;
    switch (kind) {
    case ListItem:
        return "value";
    case Key:
        return "key";
    case Selection:
        return "selection";
    case AlreadyThere:
        return "already_there";
    }
    return "key";
}

// Rows of the guide and their prices.
struct PricedRows {
    const std::vector<corpus::GuideRow>& rows;
    std::vector<advise::Price> prices;
};

Json rowsJson(const PricedRows& priced, const SourceText& source)
{
    Json rows = Json::array();
    for (std::size_t i = 0; i < priced.prices.size(); ++i) {
        const corpus::GuideRow& row = priced.rows[i];
        const advise::Price& price = priced.prices[i];
        const Position at = source.position(price.offset);
        const bool isKnown = price.silence == advise::Silence::None;
        Json place;
        if (price.hasPlace) {
            place = Json::object()
                        .set("kind", kindName(price.kind))
                        .set("selection", price.selection)
                        .set("line", at.line)
                        .set("column", at.column);
        }
        rows.push(Json::object()
                .set("field", row.key.field)
                .set("operator", rule::operatorName(row.key.op))
                .set("value", row.key.value ? Json(*row.key.value) : Json())
                .set("transform", textOrNull(row.key.transform))
                .set("rules", row.rules.size())
                .set("reach", row.reach)
                .set("specific", row.isSpecific())
                .set("place", std::move(place))
                .set("attack", sideJson(price.attack))
                .set("benign", sideJson(price.benign))
                .set("state", isKnown ? "known" : "unknown")
                .set("reason", isKnown ? Json() : Json(advise::silenceName(price.silence)))
                .set("sentence", textOrNull(price.sentence))
                .set("approximate", price.isApproximate));
    }
    return rows;
}

void printRows(std::string_view title, const PricedRows& priced, Output& output)
{
    std::println(output.out, "\n{} ({})", title, priced.prices.size());
    std::println(output.out, "{:>5} {:>6} {:>9} {:>9} {:>9} {:>9}  row", "rules", "reach", "atk alone", "atk here",
        "ben alone", "ben here");
    for (std::size_t i = 0; i < priced.prices.size(); ++i) {
        const corpus::GuideRow& row = priced.rows[i];
        const advise::Price& price = priced.prices[i];
        const std::string text = std::format("{} {} {}{}", row.key.field, rule::operatorName(row.key.op),
            row.key.value.value_or(""), row.key.transform.empty() ? "" : " (" + row.key.transform + ")");
        std::string note;
        if (price.hasPlace && price.kind == advise::Insertion::Kind::AlreadyThere)
            note = " [in this rule]";
        if (price.silence != advise::Silence::None) {
            std::println(output.out, "{:>5} {:>6} {:>9} {:>9} {:>9} {:>9}  {} [{}]", row.rules.size(), row.reach, "?",
                "?", "?", "?", text, price.sentence);
            continue;
        }
        const auto alone = [](const advise::SidePrice& side) {
            return side.silence == advise::Silence::None ? std::format("{}", side.alone) : std::string("?");
        };
        std::println(output.out, "{:>5} {:>6} {:>9} {:>9} {:>9} {:>9}  {}{}", row.rules.size(), row.reach,
            alone(price.attack), sideText(price.attack), alone(price.benign), sideText(price.benign), text, note);
    }
}

// The default place: the first selection of the rule.
std::uint32_t caretOf(const RuleArgument& rule, const std::optional<Position>& at)
{
    if (at)
        return rule.document.text.offset(*at);
    return rule.rule->selections.empty() ? rule.rule->span.begin : rule.rule->selections.front().nameSpan.begin;
}

int suggestIndicators(const SuggestOptions& options, Output& output)
{
    const auto begin = std::chrono::steady_clock::now();
    std::optional<Position> at;
    if (options.at) {
        at = positionOf(*options.at);
        if (!at)
            return cannotRun(
                output, std::format("'{}' is no place; write LINE:COLUMN, both counted from 1.", *options.at));
    }
    const std::expected<RuleArgument, int> rule = loadRule(options.rule, output);
    if (!rule)
        return rule.error();
    if (at && at->line > rule->document.text.lineCount())
        return cannotRun(output,
            std::format(
                "'{}' is no place in the rule, which has {} lines.", *options.at, rule->document.text.lineCount()));
    const std::optional<std::string> name = techniqueName(options, *rule->rule);
    if (!name)
        return cannotRun(output, "the rule has no technique as a tag; name one with --technique.");
    const std::optional<LoadedCorpora> corpora = loadCorpora(options.corpus, output);
    if (!corpora)
        return exitCannotRun;
    const attack::Technique* technique = findTechnique(corpora->attack, *name, output);
    if (technique == nullptr)
        return exitCannotRun;
    const std::optional<events::LoadResult> loaded = loadSidedEvents(options.events, corpora->taxonomy, output);
    if (!loaded)
        return exitCannotRun;

    const corpus::Guide guide = guideOf(options, *corpora, *technique);
    Task task;
    match::LeafCache cache;
    const advise::EventFacts facts = advise::eventFacts(loaded->events, task);
    match::MatchOptions matchOptions = rule->matchOptions();
    matchOptions.ignoreLogSource = options.ignoreLogSource;
    const Result<match::MatchReport> report
        = match::match(*rule->rule, loaded->events, corpora->taxonomy, matchOptions, &cache, task);
    if (!report) {
        printDiagnostics(rule->document.text, report.error(), output);
        return exitFoundWrong;
    }
    const SourceText& source = rule->document.text;
    const advise::PriceInput input{
        source, &rule->document, caretOf(*rule, at), loaded->events, facts, corpora->taxonomy, matchOptions, &cache};
    const auto priced = [&](const std::vector<corpus::GuideRow>& rows) {
        std::vector<advise::RowTest> tests;
        for (const corpus::GuideRow& row : rows)
            tests.push_back(advise::rowTest(row.key));
        return PricedRows{rows, advise::prices(input, tests, task)};
    };
    const PricedRows indicators = priced(guide.indicators);
    const PricedRows exclusions = priced(guide.exclusions);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    if (options.corpus.format == Format::Json) {
        Json json = ruleJson(*rule, *report);
        json.set("technique", guide.technique)
            .set("name", guide.name)
            .set("mode", options.hasSubtechniques ? "sub" : "exact")
            .set("events_total", report->eventsTotal)
            .set("events_in_scope", report->eventsInScope)
            .set("attack_events", facts.attack.count())
            .set("benign_events", facts.benign.count())
            .set("benign_hosts", facts.benignHosts)
            .set("benign_days", facts.benignDays)
            .set("matched", report->matched)
            .set("indicators", rowsJson(indicators, source))
            .set("exclusions", rowsJson(exclusions, source))
            .set("seconds", seconds.count());
        std::println(output.out, "{}", json.text());
    } else {
        std::println(output.out, "{} {}: {} attack and {} benign events, {} of {} in scope", guide.technique,
            guide.name, facts.attack.count(), facts.benign.count(), report->eventsInScope, report->eventsTotal);
        printRows("Indicators", indicators, output);
        printRows("Exclusions", exclusions, output);
    }
    return statusOf(*report, output);
}

} // namespace

std::optional<std::string> techniqueName(const SuggestOptions& options, const rule::Rule& rule)
{
    if (options.technique || rule.metadata.techniques.empty())
        return options.technique;
    return rule.metadata.techniques.front().text;
}

corpus::Guide guideOf(const SuggestOptions& options, const LoadedCorpora& corpora, const attack::Technique& technique)
{
    const corpus::GuideRequest request{.technique = technique.id,
        .mode = options.hasSubtechniques ? corpus::GuideMode::WithSubtechniques : corpus::GuideMode::Exact,
        .vendors = {}};
    return corpus::guide(corpora.profile, corpora.attack, corpora.taxonomy, request, technique.id);
}

Run declareSuggest(Syntax& syntax)
{
    auto options = std::make_shared<SuggestOptions>();
    syntax.argument("WHAT", options->what,
        "indicators: rows of the technique's guide with their price; exclusions: what keeps false positives out");
    declareRuleOptions(syntax, options->rule);
    syntax.option("--technique", options->technique, "The guide's technique; the rule's first tag unless given");
    syntax.option("--at", options->at, "Where rows would go, as LINE:COLUMN; the first selection unless given");
    syntax.flag("--with-subtechniques", options->hasSubtechniques, "Add the rules of the sub-techniques");
    syntax.flag("--ignore-log-source", options->ignoreLogSource, "Look at every loaded event");
    declareSidedEventOptions(syntax, options->events);
    declareCorpusOptions(syntax, options->corpus);
    return [options](Output& output) {
        if (options->what == "indicators")
            return suggestIndicators(*options, output);
        if (options->what == "exclusions")
            return suggestExclusions(*options, output);
        return cannotRun(output,
            std::format("'{}' is nothing that can be suggested; write indicators or exclusions.", options->what));
    };
}

} // namespace rulewright::cli
