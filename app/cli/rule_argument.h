// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_line.h"
#include "core/match/match.h"
#include "core/rule/rule_set.h"
#include "core/rulefile/processing_file.h"
#include "core/text/diagnostic.h"

#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace rulewright::cli {

// FILE, FILE#ID or FILE#NAME. A file may have a # in its own name.
struct RuleName {
    std::string path;
    std::string name; // the rule's id or name; empty: the file's main rule
};

RuleName splitRuleName(const std::string& argument);

// How rules are read: --pipeline, --values.
struct ProcessingOptions {
    std::vector<std::string> pipelines;
    std::vector<std::string> values;
};

void declareProcessingOptions(Syntax& syntax, ProcessingOptions& options);

// The pipelines and values that were named. Diagnostics go to `output.err`; the error is the exit status.
std::expected<rulefile::Processing, int> loadProcessing(const ProcessingOptions& options, Output& output);

// RULE and where the rules that it refers to are.
struct RuleOptions {
    std::string rule;
    std::vector<std::string> rules; // folders or files, --rules
    ProcessingOptions processing;
};

// RULE by position, --rules, --pipeline, --values.
void declareRuleOptions(Syntax& syntax, RuleOptions& options);

// The rule that a command was given: FILE, FILE#ID or FILE#NAME.
struct RuleArgument {
    std::string path;
    rule::Document document;
    const rule::Rule* rule = nullptr;
    std::shared_ptr<const rule::RuleSet> rules; // of --rules; null without

    // Where match() and explain() look up what the rule refers to.
    [[nodiscard]] match::MatchOptions matchOptions() const;
};

// Diagnostics go to `output.err`. The error is the exit status: the file cannot be opened or has no such rule, or the
// rule file has an error.
std::expected<RuleArgument, int> loadRule(
    const std::string& argument, Output& output, const rulefile::Processing& processing = {});
std::expected<RuleArgument, int> loadRule(const RuleOptions& options, Output& output);

// The rules below folders. The error is the exit status: one cannot be read. A file with errors is listed on
// `output.err`, and what could be read of it is there all the same.
std::expected<std::shared_ptr<const rule::RuleSet>, int> loadRuleSet(
    const std::vector<std::string>& folders, const rulefile::Processing& processing, Output& output);

// "path:line:column: severity: message [code]", one a line.
void printDiagnostics(const SourceText& source, const Diagnostics& diagnostics, Output& output);

} // namespace rulewright::cli
