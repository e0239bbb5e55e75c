// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/corpus_options.h"
#include "app/cli/guide_json.h"
#include "app/cli/guide_text.h"
#include "app/cli/technique_argument.h"
#include "core/corpus/guide.h"

#include <chrono>
#include <limits>
#include <memory>
#include <print>
#include <string_view>

namespace rulewright::cli {

namespace {

constexpr std::size_t usualRows = 20;

struct GuideOptions {
    CorpusOptions corpus;
    std::string technique;
    std::vector<std::string> vendors;
    bool hasSubtechniques = false;
    bool isWhole = false;
};

int cannotRun(Output& output, std::string_view sentence)
{
    std::println(output.err, "rulewright-cli: {}", sentence);
    return exitCannotRun;
}

int runGuide(const GuideOptions& options, Output& output)
{
    const auto start = std::chrono::steady_clock::now();
    corpus::GuideRequest request{.technique = options.technique,
        .mode = options.hasSubtechniques ? corpus::GuideMode::WithSubtechniques : corpus::GuideMode::Exact,
        .vendors = {}};
    for (const std::string& name : options.vendors) {
        const auto vendor = corpus::vendorFromName(name);
        if (!vendor) {
            return cannotRun(
                output, std::format("'{}' is no vendor of rules; the vendors are sigma, elastic and splunk.", name));
        }
        request.vendors.push_back(*vendor);
    }
    const auto loaded = loadCorpora(options.corpus, output);
    if (!loaded)
        return exitCannotRun;

    const attack::Technique* technique = findTechnique(loaded->attack, options.technique, output);
    if (technique == nullptr)
        return exitCannotRun;

    const corpus::Guide guide
        = corpus::guide(loaded->profile, loaded->attack, loaded->taxonomy, request, technique->id);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    if (options.corpus.format == Format::Json) {
        Json result = guideJson(guide, loaded->profile);
        result.set("attack_version", loaded->attack.version()).set("notice", loaded->attack.notice());
        std::println(output.out, "{}", result.set("seconds", seconds.count()).text());
    } else {
        const std::size_t rows = options.isWhole ? std::numeric_limits<std::size_t>::max() : usualRows;
        printGuide(output.out, guide, loaded->profile, loaded->attack, rows);
    }
    return options.corpus.isStrict && !guide.unparsed.empty() ? exitFoundWrong : exitDone;
}

} // namespace

Run declareGuide(Syntax& syntax)
{
    auto options = std::make_shared<GuideOptions>();
    syntax.argument("TECHNIQUE", options->technique, "An ATT&CK id in any case, or a technique's name");
    declareCorpusOptions(syntax, options->corpus);
    syntax.flag("--with-subtechniques", options->hasSubtechniques, "Add the rules of the sub-techniques");
    syntax.options("--vendor", options->vendors, "Show this vendor's rules alone (sigma, elastic, splunk)");
    syntax.flag("--all", options->isWhole, "As text too, show every row of every list");
    return [options](Output& output) { return runGuide(*options, output); };
}

} // namespace rulewright::cli
