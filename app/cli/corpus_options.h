// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_line.h"
#include "core/attack/attack_data.h"
#include "core/corpus/profile.h"
#include "core/taxonomy/taxonomy.h"

#include <optional>
#include <string>
#include <vector>

namespace rulewright::cli {

// --corpus VENDOR=FOLDER, --strict and --format, as guide and corpus take them.
struct CorpusOptions {
    std::vector<std::string> corpora;
    bool isStrict = false;
    Format format = Format::Text;
};

void declareCorpusOptions(Syntax& syntax, CorpusOptions& options);

// The corpora that were named, or the built-in one, mined; with the tables that this needed.
struct LoadedCorpora {
    attack::AttackData attack;
    taxonomy::Taxonomy taxonomy;
    corpus::Profile profile;
};

// Nothing, after one sentence on `output.err`, where an option is wrong or a folder cannot be read.
std::optional<LoadedCorpora> loadCorpora(const CorpusOptions& options, Output& output);

} // namespace rulewright::cli
