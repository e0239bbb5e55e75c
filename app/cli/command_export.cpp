// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/event_options.h"
#include "app/cli/json.h"
#include "app/cli/rule_argument.h"
#include "core/export/repository_export.h"
#include "core/match/match.h"

#include <charconv>
#include <chrono>
#include <filesystem>
#include <format>
#include <map>
#include <memory>
#include <optional>
#include <print>

namespace rulewright::cli {

namespace {

struct ExportOptions {
    std::string rule;
    std::string repository;
    std::optional<std::string> branch;
    std::optional<std::string> folder;
    std::optional<std::string> fileName;
    std::optional<std::string> message;
    std::vector<std::string> tests;
    bool isDryRun = false;
    Format format = Format::Text;
};

std::string today()
{
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
    return std::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()));
}

// The events that were named as FILE:RECORD. The sets outlive the export.
struct Tests {
    std::map<std::string, events::EventSet> sets;
    std::vector<exporting::TestEvent> events;
};

// Finds the events and matches the rule against each. The error is the exit status.
std::expected<void, int> findTests(const ExportOptions& options, const RuleArgument& rule,
    const taxonomy::Taxonomy& taxonomy, Tests& tests, Output& output)
{
    for (const std::string& test : options.tests) {
        const std::size_t colon = test.rfind(':');
        std::uint32_t record = 0;
        const char* const end = test.data() + test.size();
        if (colon == std::string::npos
            || std::from_chars(test.data() + colon + 1, end, record) != std::from_chars_result{end, std::errc()}) {
            std::println(output.err, "--test {} is no event: write FILE:RECORD, the record counted from 1.", test);
            return std::unexpected(exitCannotRun);
        }
        const std::string file = test.substr(0, colon);
        if (!tests.sets.contains(file)) {
            const auto loaded = loadEvents({{file}, {}}, taxonomy, output);
            if (!loaded)
                return std::unexpected(exitCannotRun);
            tests.sets.emplace(file, loaded->events);
        }
        const events::EventSet& set = tests.sets.at(file);
        events::EventId event = events::EventId::None;
        for (const events::EventSource& source : set.sources) {
            if (event == events::EventId::None)
                event = set.find(source.path, record);
        }
        if (event == events::EventId::None) {
            std::println(output.err, "'{}' has no record {}: it has {}.", file, record, set.size());
            return std::unexpected(exitCannotRun);
        }
        Task task;
        const auto report = match::match(*rule.rule, set, taxonomy, {}, nullptr, task);
        if (!report || !report->definite.contains(static_cast<std::uint32_t>(event))) {
            std::println(
                output.err, "The rule does not match record {} of '{}', so it cannot be its test.", record, file);
            return std::unexpected(exitFoundWrong);
        }
        tests.events.push_back({&set, event});
    }
    return {};
}

Json planJson(const exporting::ExportPlan& plan, const std::optional<git::Commit>& commit)
{
    Json files = Json::array();
    for (const exporting::PlannedFile& planned : plan.files) {
        Json file = Json::object();
        file.set("path", planned.file.path).set("status", planned.isNew ? "added" : "modified");
        file.set("added", static_cast<std::uint64_t>(exporting::added(planned.diff)));
        file.set("removed", static_cast<std::uint64_t>(exporting::removed(planned.diff)));
        files.push(std::move(file));
    }
    Json result = Json::object();
    result.set("repository", plan.repository.string()).set("branch", plan.branch).set("new_branch", plan.isNewBranch);
    result.set("base", plan.base).set("path", plan.place.path()).set("reason", plan.place.reason);
    result.set("message", plan.message).set("files", std::move(files));
    result.set("dry_run", !commit.has_value());
    if (commit)
        result.set("commit", commit->id).set("checked_out", commit->isCheckedOut);
    return result;
}

void printPlan(const exporting::ExportPlan& plan, const std::optional<git::Commit>& commit, Output& output)
{
    std::println(output.out, "{} ({})", plan.files.front().file.path, plan.place.reason);
    std::println(output.out, "{} branch {}{}", plan.isNewBranch ? "new" : "existing", plan.branch,
        plan.base.empty() ? std::string() : std::format(", from {}", plan.base.substr(0, 7)));
    for (const exporting::PlannedFile& planned : plan.files) {
        std::println(output.out, "{} {}  +{} -{}", planned.isNew ? 'A' : 'M', planned.file.path,
            exporting::added(planned.diff), exporting::removed(planned.diff));
        if (commit)
            continue;
        for (const exporting::DiffLine& line : planned.diff)
            std::println(output.out, "{}{}", line.kind, line.text);
    }
    if (commit)
        std::println(output.out, "committed as {}{}", commit->id,
            commit->isCheckedOut ? ", and checked out" : "; the working tree stays as it is");
    else
        std::println(output.out, "nothing was written: this is what an export would do");
}

int runExport(const ExportOptions& options, Output& output)
{
    if (options.repository.empty()) {
        std::println(output.err, "export writes into a repository: name its folder with --repository FOLDER.");
        return exitCannotRun;
    }
    const std::expected<RuleArgument, int> rule = loadRule(options.rule, output);
    if (!rule)
        return rule.error();
    const std::optional<taxonomy::Taxonomy> taxonomy = loadTaxonomy(output);
    if (!taxonomy)
        return exitCannotRun;
    if (rule->document.language != rule::Language::Sigma) {
        std::println(output.err, "'{}' is no Sigma rule: the repository's conventions are Sigma's.", options.rule);
        return exitCannotRun;
    }
    Tests tests;
    if (const auto found = findTests(options, *rule, *taxonomy, tests, output); !found)
        return found.error();
    exporting::ExportRequest request;
    request.repository = options.repository;
    request.bytes = std::string(rule->document.text.text());
    request.rule = rule->rule;
    request.rulesInFile = rule->document.rules.size();
    request.ownName = std::filesystem::path(rule->path).filename().string();
    request.date = today();
    request.branch = options.branch;
    request.folder = options.folder;
    request.fileName = options.fileName;
    request.message = options.message;
    request.tests = tests.events;
    const auto plan = exporting::planExport(request);
    if (!plan) {
        std::println(output.err, "{}", plan.error());
        return exitCannotRun;
    }
    std::optional<git::Commit> commit;
    if (!options.isDryRun) {
        auto made = exporting::commitExport(*plan);
        if (!made) {
            std::println(output.err, "{}", made.error());
            return exitCannotRun;
        }
        commit = std::move(*made);
    }
    if (options.format == Format::Json)
        std::println(output.out, "{}", planJson(*plan, commit).text());
    else
        printPlan(*plan, commit, output);
    return exitDone;
}

} // namespace

Run declareExport(Syntax& syntax)
{
    auto options = std::make_shared<ExportOptions>();
    syntax.argument("RULE", options->rule, "A rule file; FILE#ID or FILE#NAME is one of several rules in it");
    syntax.option("--repository", options->repository, "The folder of a git repository with SigmaHQ's folders");
    syntax.option("--branch", options->branch,
        "Branch to commit on, made from HEAD where it is not there; rule/NAME unless given");
    syntax.option(
        "--folder", options->folder, "Folder in the repository, in place of the one that the log source asks for");
    syntax.option("--name", options->fileName, "Name of the rule's file there, in place of the proposed one");
    syntax.option("--message", options->message, "Message of the commit");
    syntax.options(
        "--test", options->tests, "FILE:RECORD, an event that the rule matches, stored as regression data; repeatable");
    syntax.flag("--dry-run", options->isDryRun, "Show what would be written, and write nothing");
    syntax.format(options->format);
    return [options](Output& output) { return runExport(*options, output); };
}

} // namespace rulewright::cli
