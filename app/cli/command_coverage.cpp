// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/corpus_options.h"
#include "app/cli/json.h"
#include "core/corpus/coverage.h"
#include "core/export/navigator.h"

#include <algorithm>
#include <format>
#include <fstream>
#include <memory>
#include <print>
#include <string_view>

namespace rulewright::cli {

namespace {

using corpus::TechniqueCoverage;
using corpus::Vendor;

struct CoverageOptions {
    CorpusOptions corpus;
    std::string navigator;
};

std::uint32_t countOf(const TechniqueCoverage::Counts& counts, Vendor vendor)
{
    return counts[static_cast<std::size_t>(vendor)];
}

Json countsJson(const TechniqueCoverage::Counts& counts, std::span<const Vendor> vendors)
{
    Json object = Json::object();
    for (const Vendor vendor : vendors)
        object.set(vendorName(vendor), countOf(counts, vendor));
    return object;
}

Json coverageJson(const std::vector<TechniqueCoverage>& techniques, const LoadedCorpora& loaded)
{
    Json list = Json::array();
    for (const TechniqueCoverage& technique : techniques) {
        Json tactics = Json::array();
        for (const std::string& tactic : technique.tactics)
            tactics.push(tactic);
        Json object = Json::object();
        object.set("id", technique.id)
            .set("name", technique.name)
            .set("tactics", std::move(tactics))
            .set("rules", countsJson(technique.rules, loaded.profile.vendors()))
            .set("with_subtechniques", countsJson(technique.withSubtechniques, loaded.profile.vendors()));
        list.push(std::move(object));
    }
    Json result = Json::object();
    result.set("attack_version", loaded.attack.version())
        .set("notice", loaded.attack.notice())
        .set("techniques", std::move(list));
    return result;
}

// A technique's score is its number of rules.
std::string layer(const std::vector<TechniqueCoverage>& techniques, const LoadedCorpora& loaded)
{
    std::vector<exporting::LayerTechnique> list;
    for (const TechniqueCoverage& technique : techniques) {
        const std::uint32_t score = corpus::totalOf(technique.rules);
        if (score == 0 || technique.name.empty())
            continue;
        exporting::LayerTechnique entry{technique.id, score, {}, {}};
        addVendors(entry, loaded.profile.vendors(), technique.rules);
        list.push_back(std::move(entry));
    }
    return exporting::navigatorLayer("Rules by technique",
        std::format("How many detection rules name each technique. {}", loaded.attack.notice()),
        loaded.attack.version(), list);
}

void printCoverage(const std::vector<TechniqueCoverage>& techniques, const LoadedCorpora& loaded, Output& output)
{
    std::print(output.out, "{:<10}", "ATT&CK " + std::string(loaded.attack.version()));
    for (const Vendor vendor : loaded.profile.vendors())
        std::print(output.out, " {:>15}", vendorTitle(vendor));
    std::println(output.out, "");
    for (const TechniqueCoverage& technique : techniques) {
        std::print(output.out, "{:<10}", technique.id);
        for (const Vendor vendor : loaded.profile.vendors())
            std::print(output.out, " {:>7} / {:>5}", countOf(technique.rules, vendor),
                countOf(technique.withSubtechniques, vendor));
        std::println(output.out, "  {}", technique.name);
    }
    std::println(output.out, "\nTechniques with a rule of their own:");
    for (const Vendor vendor : loaded.profile.vendors()) {
        const auto covered = std::ranges::count_if(
            techniques, [&](const TechniqueCoverage& technique) { return countOf(technique.rules, vendor) > 0; });
        std::println(output.out, "  {}: {}", vendorTitle(vendor), covered);
    }
    std::println(output.out, "\n{}", loaded.attack.notice());
}

int runCoverage(const CoverageOptions& options, Output& output)
{
    const auto loaded = loadCorpora(options.corpus, output);
    if (!loaded)
        return exitCannotRun;
    const std::vector<TechniqueCoverage> techniques = coverage(loaded->profile, loaded->attack);
    if (!options.navigator.empty()) {
        std::ofstream file(options.navigator, std::ios::binary);
        file << layer(techniques, *loaded) << '\n';
        file.close();
        if (!file) {
            std::println(output.err, "rulewright-cli: '{}' cannot be written; name a file in a folder that is yours.",
                options.navigator);
            return exitCannotRun;
        }
    }
    if (options.corpus.format == Format::Json)
        std::println(output.out, "{}", coverageJson(techniques, *loaded).text());
    else
        printCoverage(techniques, *loaded, output);
    const bool hasFailed = std::ranges::any_of(loaded->profile.rules(),
        [](const corpus::ProfileRule& rule) { return rule.ruleClass == corpus::RuleClass::Failed; });
    return options.corpus.isStrict && hasFailed ? exitFoundWrong : exitDone;
}

} // namespace

Run declareCoverage(Syntax& syntax)
{
    auto options = std::make_shared<CoverageOptions>();
    declareCorpusOptions(syntax, options->corpus);
    syntax.option(
        "--navigator", options->navigator, "Write a layer for the ATT&CK Navigator (format 4.5) to this file");
    return [options](Output& output) { return runCoverage(*options, output); };
}

} // namespace rulewright::cli
