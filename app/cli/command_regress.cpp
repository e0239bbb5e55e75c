// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/event_options.h"
#include "app/cli/json.h"
#include "core/export/regression.h"

#include <memory>
#include <print>

namespace rulewright::cli {

namespace {

struct RegressOptions {
    std::vector<std::string> rules;
    std::string data;
    std::string prefer = "evtx";
    bool requiresData = false;
    Format format = Format::Text;
};

Json reportJson(const exporting::RegressionReport& report)
{
    Json failed = Json::array();
    for (const exporting::RegressionFailure& failure : report.failed)
        failed.push(Json::object().set("rule", failure.rule).set("data", failure.data).set("reason", failure.reason));
    Json more = Json::array();
    for (const exporting::RegressionExcess& excess : report.more)
        more.push(Json::object()
                .set("rule", excess.rule)
                .set("data", excess.data)
                .set("matched", excess.matched)
                .set("match_count", excess.matchCount));
    Json json = Json::object();
    json.set("cases", report.cases)
        .set("passed", report.passed)
        .set("failed", std::move(failed))
        .set("more", std::move(more))
        .set("without_data", report.withoutData);
    return json;
}

void printReport(const exporting::RegressionReport& report, Output& output)
{
    std::println(output.out, "{} of {} cases pass; {} rules name regression data that is not there", report.passed,
        report.cases, report.withoutData);
    for (const exporting::RegressionFailure& failure : report.failed)
        std::println(output.out, "failed: {}{}: {}", failure.rule.empty() ? "" : failure.rule + " on ", failure.data,
            failure.reason);
    for (const exporting::RegressionExcess& excess : report.more)
        std::println(output.out, "more: {} on {}: {} match, {} expected", excess.rule, excess.data, excess.matched,
            excess.matchCount);
}

int runRegress(const RegressOptions& options, Output& output)
{
    if (options.rules.empty() || options.data.empty()) {
        std::println(output.err,
            "rulewright-cli: regress needs --rules FOLDER with the rules and --data FOLDER with their info.yml files.");
        return exitCannotRun;
    }
    const std::optional<taxonomy::Taxonomy> taxonomy = loadTaxonomy(output);
    if (!taxonomy)
        return exitCannotRun;
    exporting::RegressionOptions regression;
    regression.rules.assign(options.rules.begin(), options.rules.end());
    regression.data = options.data;
    regression.prefersJson = options.prefer == "json";
    regression.requiresData = options.requiresData;
    Task task;
    const Result<exporting::RegressionReport> report = exporting::runRegression(regression, *taxonomy, task);
    if (!report) {
        std::println(output.err, "rulewright-cli: {}", report.error().front().message);
        return exitCannotRun;
    }
    if (options.format == Format::Json)
        std::println(output.out, "{}", reportJson(*report).text());
    else
        printReport(*report, output);
    // A test that looked at nothing is never green.
    if (report->cases == 0)
        std::println(
            output.err, "rulewright-cli: {} holds no info.yml with cases; name the folder that does.", options.data);
    return report->failed.empty() && report->cases > 0 ? exitDone : exitFoundWrong;
}

} // namespace

Run declareRegress(Syntax& syntax)
{
    auto options = std::make_shared<RegressOptions>();
    syntax.options("--rules", options->rules, "A folder of rules; may be given several times");
    syntax.option("--data", options->data, "The folder of regression data");
    syntax.choice("--prefer", options->prefer, {"evtx", "json"}, "Which event file to read where both are there");
    syntax.flag("--require-data", options->requiresData, "A rule that names data of which there is none has failed");
    syntax.format(options->format);
    return [options](Output& output) { return runRegress(*options, output); };
}

} // namespace rulewright::cli
