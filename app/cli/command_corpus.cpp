// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/corpus_options.h"
#include "app/cli/json.h"
#include "core/corpus/summary.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <print>

namespace rulewright::cli {

namespace {

using corpus::CorpusSummary;
using corpus::NamedCount;
using corpus::VendorSummary;

Json countsJson(const std::vector<NamedCount>& counts)
{
    Json object = Json::object();
    for (const NamedCount& count : counts)
        object.set(count.name, count.rules);
    return object;
}

Json vendorJson(const VendorSummary& vendor)
{
    Json reasons = Json::array();
    for (const NamedCount& reason : vendor.partialReasons)
        reasons.push(Json::object().set("reason", reason.name).set("rules", reason.rules));
    Json failed = Json::array();
    for (const corpus::FailedRule& rule : vendor.failed)
        failed.push(Json::object().set("path", rule.path).set("reason", rule.reason));
    Json object = Json::object();
    object.set("vendor", vendorName(vendor.vendor))
        .set("rules", vendor.rules)
        .set("complete", vendor.complete)
        .set("partial", vendor.partial)
        .set("no_query", vendor.noQuery)
        .set("partial_reasons", std::move(reasons))
        .set("failed", std::move(failed));
    return object;
}

Json summaryJson(const CorpusSummary& summary, double seconds)
{
    Json vendors = Json::array();
    Json operators = Json::object();
    for (const VendorSummary& vendor : summary.vendors) {
        vendors.push(vendorJson(vendor));
        operators.set(vendorName(vendor.vendor), countsJson(vendor.operators));
    }
    Json result = Json::object();
    result.set("vendors", std::move(vendors))
        .set("sigma_modifiers", countsJson(summary.sigmaModifiers))
        .set("operators", std::move(operators))
        .set("techniques", summary.techniques)
        .set("indicator_keys", summary.indicatorKeys)
        .set("shared_keys", Json::object().set("two_or_more", summary.sharedByTwo).set("all", summary.sharedByAll))
        .set("seconds", seconds);
    return result;
}

void printCounts(Output& output, const char* title, const std::vector<NamedCount>& counts)
{
    if (counts.empty())
        return;
    std::println(output.out, "\n{}", title);
    for (const NamedCount& count : counts)
        std::println(output.out, "  {:>6}  {}", count.rules, count.name);
}

void printSummary(const CorpusSummary& summary, Output& output)
{
    for (const VendorSummary& vendor : summary.vendors) {
        std::println(output.out, "{}: {} rules, {} complete, {} partial, {} without query, {} failed",
            vendorTitle(vendor.vendor), vendor.rules, vendor.complete, vendor.partial, vendor.noQuery,
            vendor.failed.size());
        for (const corpus::FailedRule& rule : vendor.failed)
            std::println(output.out, "  failed: {}: {}", rule.path, rule.reason);
        printCounts(output, "Partial because of", vendor.partialReasons);
        printCounts(output, "Rules by operator", vendor.operators);
    }
    printCounts(output, "Sigma modifiers, occurrences on field keys", summary.sigmaModifiers);
    std::println(output.out, "\n{} techniques, {} indicators; {} shared by two or more vendors, {} by all",
        summary.techniques, summary.indicatorKeys, summary.sharedByTwo, summary.sharedByAll);
}

int runCorpus(const CorpusOptions& options, Output& output)
{
    const auto start = std::chrono::steady_clock::now();
    const auto loaded = loadCorpora(options, output);
    if (!loaded)
        return exitCannotRun;
    const CorpusSummary summary = summarise(loaded->profile);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    if (options.format == Format::Json)
        std::println(output.out, "{}", summaryJson(summary, seconds.count()).text());
    else
        printSummary(summary, output);
    const bool hasFailed
        = std::ranges::any_of(summary.vendors, [](const VendorSummary& vendor) { return !vendor.failed.empty(); });
    return options.isStrict && hasFailed ? exitFoundWrong : exitDone;
}

} // namespace

Run declareCorpus(Syntax& syntax)
{
    auto options = std::make_shared<CorpusOptions>();
    declareCorpusOptions(syntax, *options);
    return [options](Output& output) { return runCorpus(*options, output); };
}

} // namespace rulewright::cli
