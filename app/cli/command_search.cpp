// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/corpus_options.h"
#include "app/cli/json.h"
#include "core/corpus/catalogue.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <memory>
#include <optional>
#include <print>
#include <string>
#include <vector>

namespace rulewright::cli {

namespace {

using corpus::CatalogueHit;
using corpus::ProfileRule;
using corpus::RuleRow;

constexpr std::size_t mostTests = 5; // shown of a rule

struct SearchOptions {
    CorpusOptions corpus;
    std::vector<std::string> words;
    std::optional<std::uint64_t> limit;
};

struct Found {
    std::vector<CatalogueHit> hits;
    std::size_t shown = 0;
    double seconds = 0;
};

// The tests of a rule that were looked for, each once.
std::vector<RuleRow> testsOf(const corpus::Profile& profile, const CatalogueHit& hit)
{
    const std::vector<RuleRow> rows = rowsOf(profile, hit.rule);
    std::vector<RuleRow> tests;
    for (const std::uint32_t leaf : hit.leaves)
        tests.push_back(rows[leaf]);
    return tests;
}

Json textOrNull(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

Json listJson(const std::vector<std::string>& texts)
{
    Json list = Json::array();
    for (const std::string& text : texts)
        list.push(text);
    return list;
}

Json hitJson(const corpus::Profile& profile, const CatalogueHit& hit)
{
    const ProfileRule& rule = profile.rule(hit.rule);
    const std::vector<RuleRow> rows = testsOf(profile, hit);
    Json tests = Json::array();
    for (std::size_t i = 0; i < std::min(rows.size(), mostTests); ++i) {
        const RuleRow& row = rows[i];
        tests.push(Json::object()
                .set("field", row.key.field)
                .set("operator", operatorName(row.key.op))
                .set("value", textOrNull(row.key.value))
                .set("role", roleName(row.role))
                .set("context", contextName(row.context)));
    }
    return Json::object()
        .set("vendor", vendorName(rule.vendor))
        .set("path", rule.path)
        .set("title", rule.title)
        .set("id", rule.id)
        .set("level", textOrNull(rule.level))
        .set("status", textOrNull(rule.status))
        .set("class", ruleClassName(rule.ruleClass))
        .set("techniques", listJson(rule.techniques))
        .set("log_source", listJson(rule.logSource))
        .set("tests_total", rows.size())
        .set("tests", std::move(tests));
}

void printFound(const corpus::Profile& profile, const Found& found, Output& output)
{
    for (std::size_t i = 0; i < found.shown; ++i) {
        const CatalogueHit& hit = found.hits[i];
        const ProfileRule& rule = profile.rule(hit.rule);
        std::println(output.out, "{:<7} {:<13} {}", vendorTitle(rule.vendor), rule.level.value_or("-"), rule.title);
        std::println(output.out, "        {}", rule.path);
        const std::vector<RuleRow> rows = testsOf(profile, hit);
        for (std::size_t test = 0; test < std::min(rows.size(), mostTests); ++test) {
            const RuleRow& row = rows[test];
            std::println(output.out, "        {}{} {} {}", row.role == corpus::Role::Filter ? "" : "not ",
                row.key.field, operatorName(row.key.op), row.key.value.value_or(""));
        }
        if (rows.size() > mostTests)
            std::println(output.out, "        and {} more", rows.size() - mostTests);
    }
    std::println(
        output.out, "{}{} of {} rules", found.shown > 0 ? "\n" : "", found.hits.size(), profile.rules().size());
    if (found.shown < found.hits.size())
        std::println(output.out, "The first {} are shown.", found.shown);
}

int runSearch(const SearchOptions& options, Output& output)
{
    std::string text;
    for (const std::string& word : options.words)
        text += (text.empty() ? "" : " ") + word;
    const auto loaded = loadCorpora(options.corpus, output);
    if (!loaded)
        return exitCannotRun;
    const auto query = corpus::parseCatalogueQuery(text, loaded->attack);
    if (!query) {
        std::println(output.err, "rulewright-cli: {}.", query.error().sentence);
        return exitCannotRun;
    }
    for (const corpus::CatalogueRemark& remark : query->remarks)
        std::println(output.err, "rulewright-cli: {}.", remark.sentence);
    const corpus::Catalogue catalogue(loaded->profile);
    const auto begin = std::chrono::steady_clock::now();
    Found found{.hits = catalogue.find(*query)};
    found.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    found.shown = std::min<std::size_t>(found.hits.size(), options.limit.value_or(found.hits.size()));

    if (options.corpus.format == Format::Json) {
        Json rules = Json::array();
        for (std::size_t i = 0; i < found.shown; ++i)
            rules.push(hitJson(loaded->profile, found.hits[i]));
        std::println(output.out, "{}",
            Json::object()
                .set("query", text)
                .set("rules_total", loaded->profile.rules().size())
                .set("found", found.hits.size())
                .set("rules", std::move(rules))
                .set("seconds", found.seconds)
                .text());
    } else {
        printFound(loaded->profile, found, output);
    }
    const bool hasFailed = std::ranges::any_of(
        loaded->profile.rules(), [](const ProfileRule& rule) { return rule.ruleClass == corpus::RuleClass::Failed; });
    return options.corpus.isStrict && hasFailed ? exitFoundWrong : exitDone;
}

} // namespace

Run declareSearch(Syntax& syntax)
{
    auto options = std::make_shared<SearchOptions>();
    syntax.arguments("TEXT", options->words,
        "Words, and parts such as technique:T1219, field:Image, value:cmd.exe, logsource:windows/process_creation, "
        "level:high, vendor:sigma; NOT before one turns it round");
    declareCorpusOptions(syntax, options->corpus);
    syntax.option("--limit", options->limit, "List at most this many rules");
    return [options](Output& output) { return runSearch(*options, output); };
}

} // namespace rulewright::cli
