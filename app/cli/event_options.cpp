// SPDX-License-Identifier: Apache-2.0
#include "app/cli/event_options.h"

#include "core/taxonomy/built_in.h"
#include "core/world/built_in.h"

#include <print>

namespace rulewright::cli {

void declareEventOptions(Syntax& syntax, EventOptions& options)
{
    syntax.options("--events", options.events, "A file, folder or archive of events; may be given several times");
    syntax.options("--labels", options.labels, "A file of labels, beside those that stand with the events");
}

std::optional<events::LoadResult> loadEvents(
    const EventOptions& options, const taxonomy::Taxonomy& taxonomy, Output& output)
{
    std::vector<events::EventInput> inputs;
    for (const std::string& path : options.events)
        inputs.push_back({.path = path});
    return loadInputs(inputs, options.labels, taxonomy, output);
}

std::optional<events::LoadResult> loadInputs(const std::vector<events::EventInput>& inputs,
    const std::vector<std::string>& labels, const taxonomy::Taxonomy& taxonomy, Output& output)
{
    events::LoadOptions loadOptions;
    loadOptions.labels.assign(labels.begin(), labels.end());
    Task task;
    if (inputs.empty())
        return world::builtInEvents(events::emptyEventSet(taxonomy), task);
    Result<events::LoadResult> loaded = events::load(inputs, events::emptyEventSet(taxonomy), task, loadOptions);
    if (!loaded) {
        std::println(output.err, "rulewright-cli: {}", loaded.error().front().message);
        return std::nullopt;
    }
    for (const events::Skipped& skipped : loaded->report.skipped)
        std::println(output.err, "{}: {} skipped: {}", skipped.file, skipped.count, skipped.reason);
    return *std::move(loaded);
}

std::optional<taxonomy::Taxonomy> loadTaxonomy(Output& output)
{
    Result<taxonomy::Taxonomy> taxonomy = taxonomy::builtInTaxonomy();
    if (taxonomy)
        return *std::move(taxonomy);
    std::println(output.err, "rulewright-cli: {}", taxonomy.error().front().message);
    return std::nullopt;
}

} // namespace rulewright::cli
