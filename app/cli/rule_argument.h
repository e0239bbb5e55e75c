// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_line.h"
#include "core/rule/rule.h"
#include "core/text/diagnostic.h"

#include <expected>
#include <string>

namespace rulewright::cli {

// The rule that a command was given: FILE, FILE#ID or FILE#NAME.
struct RuleArgument {
    std::string path;
    rule::Document document;
    const rule::Rule* rule = nullptr;
};

// Diagnostics go to `output.err`. The error is the exit status: the file cannot be opened or has no such rule, or the
// rule file has an error.
std::expected<RuleArgument, int> loadRule(const std::string& argument, Output& output);

// "path:line:column: severity: message [code]", one a line.
void printDiagnostics(const SourceText& source, const Diagnostics& diagnostics, Output& output);

} // namespace rulewright::cli
