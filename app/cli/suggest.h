// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/corpus_options.h"
#include "app/cli/priced_events.h"
#include "app/cli/rule_argument.h"
#include "core/corpus/guide.h"

namespace rulewright::cli {

struct SuggestOptions {
    std::string what; // indicators, exclusions
    RuleOptions rule;
    std::optional<std::string> technique;
    std::optional<std::string> at;
    bool hasSubtechniques = false;
    bool ignoreLogSource = false;
    CorpusOptions corpus;
    SidedEventOptions events;
};

// The technique that was named, else the rule's first; nothing where it has none.
std::optional<std::string> techniqueName(const SuggestOptions& options, const rule::Rule& rule);

corpus::Guide guideOf(const SuggestOptions& options, const LoadedCorpora& corpora, const attack::Technique& technique);

int suggestExclusions(const SuggestOptions& options, Output& output);

} // namespace rulewright::cli
