// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_line.h"
#include "core/events/load.h"
#include "core/taxonomy/taxonomy.h"

#include <optional>
#include <string>
#include <vector>

namespace rulewright::cli {

// --events PATH and --labels FILE.
struct EventOptions {
    std::vector<std::string> events;
    std::vector<std::string> labels;
};

void declareEventOptions(Syntax& syntax, EventOptions& options);

// The events that were named, or the built-in ones. Nothing, after one sentence on `output.err`, where an input cannot
// be opened; what was skipped within one is listed there too.
std::optional<events::LoadResult> loadEvents(
    const EventOptions& options, const taxonomy::Taxonomy& taxonomy, Output& output);

// The same of inputs that are already told apart by side.
std::optional<events::LoadResult> loadInputs(const std::vector<events::EventInput>& inputs,
    const std::vector<std::string>& labels, const taxonomy::Taxonomy& taxonomy, Output& output);

// The tables that the product carries; nothing, after one sentence, where the build is broken.
std::optional<taxonomy::Taxonomy> loadTaxonomy(Output& output);

} // namespace rulewright::cli
