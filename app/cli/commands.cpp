// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include <array>

namespace rulewright::cli {

namespace {

constexpr std::array table{
    Command{"check", "What is wrong with rules: where, why, and what to do", declareCheck},
    Command{"match", "Which events a rule matches, and what each of its values does", declareMatch},
    Command{"explain", "Why a rule matches one event or does not", declareExplain},
    Command{"scan", "Every rule of a folder against every event, and a timeline of what they found", declareScan},
    Command{"near-misses", "Events that a rule misses by the fewest of its tests, and what would let them in",
        declareNearMisses},
    Command{"regress", "SigmaHQ's regression data: each rule against its stored events", declareRegress},
    Command{"guide", "What rules for a technique filter on, look for and exclude", declareGuide},
    Command{"coverage", "Which techniques have rules, by vendor; a layer for the ATT&CK Navigator", declareCoverage},
    Command{"suggest", "Rows of the guide, with what each would do to a rule at a place", declareSuggest},
    Command{"search", "Rules by words, technique, field, value, log source, level or vendor", declareSearch},
    Command{"corpus", "What is in the rule corpora, and what could not be read", declareCorpus},
    Command{"events", "The loaded events as NDJSON, or how many of which kind there are", declareEvents},
    Command{"fields", "The field names, aliases, log sources and events that the product knows", declareFields},
    Command{"export", "Writes a rule into a repository and commits it on a branch", declareExport},
    Command{"play", "Plays a trainer's scenario", declarePlay},
    Command{"generate", "Writes labelled events of an invented company", declareGenerate},
    Command{"languages", "The rule languages that can be read, and Sigma's modifiers", declareLanguages},
    Command{"diagnostics", "Every finding that check can make", declareDiagnostics},
    Command{"version", "The version of this program", declareVersion},
};

} // namespace

std::span<const Command> commands() { return table; }

} // namespace rulewright::cli
