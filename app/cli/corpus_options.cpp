// SPDX-License-Identifier: Apache-2.0
#include "app/cli/corpus_options.h"

#include "core/attack/built_in.h"
#include "core/corpus/built_in.h"
#include "core/corpus/corpus.h"
#include "core/taxonomy/built_in.h"
#include "core/text/task.h"

#include <print>
#include <string_view>
#include <utility>

namespace rulewright::cli {

namespace {

std::nullopt_t cannotRun(Output& output, std::string_view sentence)
{
    std::println(output.err, "rulewright-cli: {}", sentence);
    return std::nullopt;
}

// One corpus as `--corpus` names it; nothing after a sentence.
std::optional<corpus::Corpus> loadNamed(const std::string& option, const taxonomy::Taxonomy& taxonomy, Output& output)
{
    const std::size_t equals = option.find('=');
    if (equals == std::string::npos || equals + 1 == option.size()) {
        return cannotRun(
            output, std::format("--corpus '{}' is not VENDOR=FOLDER; write for instance sigma=rules.", option));
    }
    const std::string name = option.substr(0, equals);
    const std::string folder = option.substr(equals + 1);
    const auto vendor = corpus::vendorFromName(name);
    if (!vendor) {
        return cannotRun(
            output, std::format("'{}' is no vendor of rules; the vendors are sigma, elastic and splunk.", name));
    }
    Task task;
    auto loaded = corpus::loadCorpus(*vendor, folder, taxonomy, task);
    if (!loaded)
        return cannotRun(output, loaded.error().front().message);
    return std::move(*loaded);
}

} // namespace

void declareCorpusOptions(Syntax& syntax, CorpusOptions& options)
{
    syntax.options("--corpus", options.corpora,
        "A folder of rules as VENDOR=FOLDER (sigma=…, elastic=…, splunk=…); may be repeated. Without it, the built-in "
        "rules");
    syntax.flag("--strict", options.isStrict, "Exit with 1 where a rule could not be parsed");
    syntax.format(options.format);
}

std::optional<LoadedCorpora> loadCorpora(const CorpusOptions& options, Output& output)
{
    auto attack = attack::builtInAttack();
    if (!attack)
        return cannotRun(output, attack.error().front().message);
    auto taxonomy = taxonomy::builtInTaxonomy();
    if (!taxonomy)
        return cannotRun(output, taxonomy.error().front().message);

    std::vector<corpus::Corpus> corpora;
    for (const std::string& option : options.corpora) {
        auto loaded = loadNamed(option, *taxonomy, output);
        if (!loaded)
            return std::nullopt;
        corpora.push_back(std::move(*loaded));
    }
    if (options.corpora.empty()) {
        Task task;
        corpora = corpus::builtInCorpora(*taxonomy, task);
    }
    corpus::Profile profile(std::move(corpora), *attack);
    return LoadedCorpora{std::move(*attack), std::move(*taxonomy), std::move(profile)};
}

} // namespace rulewright::cli
