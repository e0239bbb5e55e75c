// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/event_options.h"
#include "app/cli/json.h"
#include "app/cli/progress.h"
#include "app/cli/rule_argument.h"
#include "app/cli/timeline_file.h"
#include "core/match/scan.h"
#include "core/rulefile/rule_folder.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <format>
#include <iterator>
#include <memory>
#include <print>

namespace rulewright::cli {

namespace {

struct ScanOptions {
    std::vector<std::string> rules;
    ProcessingOptions processing;
    EventOptions events;
    std::optional<std::string> timeline;
    bool ignoresLogSource = false;
    bool isStrict = false;
    Format format = Format::Text;
};

struct Failure {
    std::string path;
    std::string reason;
};

// The rules to scan with, each with the name of its file.
struct Rules {
    rule::RuleSet all;
    std::vector<rule::RuleInDocument> rules;
    std::vector<std::string> paths;
    std::vector<Failure> failed;
    std::size_t total = 0; // those that failed included, filters not
};

double secondsSince(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::string textOf(const std::optional<rule::Located>& located) { return located ? located->text : std::string(); }

Json nullIfEmpty(const std::string& text) { return text.empty() ? Json() : Json(text); }

std::string firstError(const Diagnostics& diagnostics)
{
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity == Severity::Error)
            return diagnostic.message;
    }
    return "the file holds no rule";
}

void addFile(Rules& rules, const rulefile::LoadedRuleFile& file)
{
    if (file.document == nullptr || file.document->rules.empty()) {
        rules.failed.push_back({file.name, firstError(file.diagnostics)});
        ++rules.total;
        return;
    }
    rules.all.add(file.document);
    for (const rule::Rule& rule : file.document->rules) {
        rules.total += std::holds_alternative<rule::FilterDocument>(rule.body) ? 0 : 1;
        if (const Diagnostic* error = file.errorOf(rule)) {
            rules.failed.push_back({file.name, error->message});
        } else if (!std::holds_alternative<rule::FilterDocument>(rule.body)) {
            rules.rules.push_back({&rule, file.document.get()});
            rules.paths.push_back(file.name);
        }
    }
}

// A filter for a rule that is not there; a correlation with such a reference fails when it is matched.
void checkFilters(Rules& rules, const rulefile::LoadedRuleFile& file)
{
    if (file.document == nullptr)
        return;
    for (const rule::Rule& rule : file.document->rules) {
        const auto* filter = std::get_if<rule::FilterDocument>(&rule.body);
        if (filter == nullptr)
            continue;
        for (const rule::Located& reference : filter->rules) {
            if (rule::References{file.document.get(), &rules.all}.find(reference.text).rule == nullptr)
                rules.failed.push_back(
                    {file.name, std::format("No rule has the id or name \"{}\"", toValidUtf8(reference.text))});
        }
    }
}

std::optional<Rules> loadAll(const ScanOptions& options, const rulefile::Processing& processing, Output& output)
{
    std::vector<rulefile::LoadedRuleFile> files;
    for (const std::string& folder : options.rules) {
        Task task;
        const Progress progress(task, "rules");
        Result<std::vector<rulefile::LoadedRuleFile>> loaded = rulefile::loadRules(folder, task, processing);
        if (!loaded) {
            std::println(output.err, "rulewright-cli: {}", loaded.error().front().message);
            return std::nullopt;
        }
        std::ranges::move(*loaded, std::back_inserter(files));
    }
    std::ranges::stable_sort(files, {}, &rulefile::LoadedRuleFile::name);
    Rules rules;
    for (const rulefile::LoadedRuleFile& file : files)
        addFile(rules, file);
    for (const rulefile::LoadedRuleFile& file : files)
        checkFilters(rules, file);
    return rules;
}

struct Scanned {
    const Rules& rules;
    const events::LoadResult& events;
    const match::ScanReport& report;
    std::vector<Failure> failed; // to read and to match, by path
    double ruleSeconds = 0;
    double eventSeconds = 0;
    double matchSeconds = 0;
};

const rule::Rule& ruleOf(const Scanned& scanned, const match::ScanHit& hit)
{
    return *scanned.rules.rules[hit.rule].rule;
}

std::uint64_t skippedRecords(const Scanned& scanned)
{
    std::uint64_t count = 0;
    for (const events::Skipped& skipped : scanned.events.report.skipped)
        count += skipped.count;
    return count;
}

Json scanJson(const Scanned& scanned)
{
    Json failed = Json::array();
    for (const Failure& failure : scanned.failed)
        failed.push(Json::object().set("path", failure.path).set("reason", failure.reason));
    Json hits = Json::array();
    for (const match::ScanHit& hit : scanned.report.hits) {
        const rule::RuleMetadata& about = ruleOf(scanned, hit).metadata;
        hits.push(Json::object()
                .set("path", scanned.rules.paths[hit.rule])
                .set("title", nullIfEmpty(textOf(about.title)))
                .set("id", nullIfEmpty(textOf(about.id)))
                .set("level", nullIfEmpty(textOf(about.level)))
                .set("matched", hit.matched)
                .set("approximate", hit.isApproximate));
    }
    return std::move(Json::object()
            .set("rules", scanned.rules.total)
            .set("rules_failed", std::move(failed))
            .set("no_query", scanned.report.noQuery)
            .set("unlisted", scanned.report.unlisted)
            .set("events", scanned.events.events.size())
            .set("skipped", skippedRecords(scanned))
            .set("hits", std::move(hits))
            .set("seconds",
                Json::object()
                    .set("load_rules", scanned.ruleSeconds)
                    .set("load_events", scanned.eventSeconds)
                    .set("match", scanned.matchSeconds)));
}

int rankOf(const std::string& level)
{
    static constexpr std::array<std::string_view, 5> levels{"critical", "high", "medium", "low", "informational"};
    return static_cast<int>(std::ranges::find(levels, level) - levels.begin());
}

void printScan(const Scanned& scanned, Output& output)
{
    std::println(output.out, "{} of {} rules match some of {} events", scanned.report.hits.size(), scanned.rules.total,
        scanned.events.events.size());
    std::vector<const match::ScanHit*> ranked;
    for (const match::ScanHit& hit : scanned.report.hits)
        ranked.push_back(&hit);
    std::ranges::stable_sort(ranked, {}, [&](const match::ScanHit* hit) {
        return std::pair(rankOf(textOf(ruleOf(scanned, *hit).metadata.level)), ~hit->matched);
    });
    for (const match::ScanHit* hit : ranked) {
        const rule::RuleMetadata& about = ruleOf(scanned, *hit).metadata;
        std::println(output.out, "{:>9}  {:13}  {}  {}", hit->matched, textOf(about.level),
            scanned.rules.paths[hit->rule], textOf(about.title));
    }
    for (const Failure& failure : scanned.failed)
        std::println(output.err, "{}: {}", failure.path, failure.reason);
}

Detection detectionOf(const Scanned& scanned, const rule::RuleMetadata& about, events::EventId event)
{
    const events::EventSet& events = scanned.events.events;
    const events::SourceRef& source = events.source(event);
    Detection detection;
    detection.time = events.time(event);
    detection.computer = events.systemText(event, events::SystemField::Computer);
    detection.title = textOf(about.title);
    detection.id = textOf(about.id);
    detection.level = textOf(about.level);
    for (const rule::Located& technique : about.techniques)
        detection.techniques.push_back(technique.text);
    detection.file = events.sources[events::index(source.source)].path;
    detection.record = source.record;
    return detection;
}

std::vector<Detection> detectionsOf(const Scanned& scanned)
{
    std::vector<Detection> detections;
    for (const match::ScanHit& hit : scanned.report.hits) {
        const rule::RuleMetadata& about = ruleOf(scanned, hit).metadata;
        if (hit.timeline != nullptr) {
            for (const match::Firing& firing : hit.timeline->firings)
                detections.push_back(detectionOf(scanned, about, firing.event));
        } else {
            hit.events.forEach([&](std::uint32_t event) {
                detections.push_back(detectionOf(scanned, about, events::EventId{event}));
            });
        }
    }
    sortDetections(detections);
    return detections;
}

int runScan(const ScanOptions& options, Output& output)
{
    if (options.rules.empty()) {
        std::println(output.err, "rulewright-cli: scan needs --rules FOLDER with the rules to scan with.");
        return exitCannotRun;
    }
    if (options.timeline && !isTimelineName(*options.timeline)) {
        std::println(output.err, "rulewright-cli: --timeline takes a name that ends in .csv or .jsonl, not \"{}\".",
            *options.timeline);
        return exitCannotRun;
    }
    const std::optional<taxonomy::Taxonomy> taxonomy = loadTaxonomy(output);
    if (!taxonomy)
        return exitCannotRun;
    const std::expected<rulefile::Processing, int> processing = loadProcessing(options.processing, output);
    if (!processing)
        return processing.error();
    const auto rulesBegin = std::chrono::steady_clock::now();
    const std::optional<Rules> rules = loadAll(options, *processing, output);
    if (!rules)
        return exitCannotRun;
    const double ruleSeconds = secondsSince(rulesBegin);
    const auto eventsBegin = std::chrono::steady_clock::now();
    const std::optional<events::LoadResult> loaded = loadEvents(options.events, *taxonomy, output);
    if (!loaded)
        return exitCannotRun;
    const double eventSeconds = secondsSince(eventsBegin);

    const auto matchBegin = std::chrono::steady_clock::now();
    match::MatchOptions matchOptions;
    matchOptions.ignoreLogSource = options.ignoresLogSource;
    Task task;
    match::ScanReport report;
    {
        const Progress progress(task, "rules matched");
        report = match::scan(rules->rules, rules->all, loaded->events, *taxonomy, matchOptions, nullptr, task);
    }
    Scanned scanned{*rules, *loaded, report, rules->failed, ruleSeconds, eventSeconds, secondsSince(matchBegin)};
    for (const match::ScanFailure& failure : report.failed)
        scanned.failed.push_back({rules->paths[failure.rule], failure.reason});
    std::ranges::stable_sort(scanned.failed, {}, &Failure::path);
    if (options.timeline) {
        if (const auto written = writeTimeline(*options.timeline, detectionsOf(scanned)); !written) {
            std::println(output.err, "rulewright-cli: {}", written.error());
            return exitCannotRun;
        }
    }
    if (options.format == Format::Json)
        std::println(output.out, "{}", scanJson(scanned).text());
    else
        printScan(scanned, output);
    return options.isStrict && !scanned.failed.empty() ? exitFoundWrong : exitDone;
}

} // namespace

Run declareScan(Syntax& syntax)
{
    auto options = std::make_shared<ScanOptions>();
    syntax.options("--rules", options->rules, "A folder of rules, or one file; may be given several times");
    declareProcessingOptions(syntax, options->processing);
    declareEventOptions(syntax, options->events);
    syntax.option("--timeline", options->timeline, "Write one line a detection to this file (.csv or .jsonl)");
    syntax.flag("--ignore-log-source", options->ignoresLogSource, "Look at every loaded event with every rule");
    syntax.flag("--strict", options->isStrict, "Exit with 1 where a rule cannot be read or matched");
    syntax.format(options->format);
    return [options](Output& output) { return runScan(*options, output); };
}

} // namespace rulewright::cli
