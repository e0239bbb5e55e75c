// SPDX-License-Identifier: Apache-2.0
#include "app/cli/rule_argument.h"

#include "core/rulefile/rulefile.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <filesystem>
#include <print>

namespace rulewright::cli {

namespace {

struct Parts {
    std::string path;
    std::string name; // of the rule; empty: the file's main rule
};

// A file may have a # in its own name.
Parts split(const std::string& argument)
{
    std::error_code error;
    const std::size_t at = argument.rfind('#');
    if (at == std::string::npos || std::filesystem::exists(argument, error))
        return {argument, {}};
    return {argument.substr(0, at), argument.substr(at + 1)};
}

} // namespace

void printDiagnostics(const SourceText& source, const Diagnostics& diagnostics, Output& output)
{
    for (const Diagnostic& diagnostic : diagnostics) {
        const Position at = source.position(diagnostic.span.begin);
        std::println(output.err, "{}:{}:{}: {}: {} [{}]", source.name(), at.line, at.column,
            severityName(diagnostic.severity), diagnostic.message, diagnostic.code.text);
    }
}

std::expected<RuleArgument, int> loadRule(const std::string& argument, Output& output)
{
    const Parts parts = split(argument);
    Parsed<rule::Document> parsed = rulefile::load(parts.path, parts.path);
    const bool cannotOpen = std::ranges::any_of(
        parsed.diagnostics, [](const Diagnostic& diagnostic) { return diagnostic.code == codes::fileUnreadable; });
    if (cannotOpen) {
        std::println(output.err, "rulewright-cli: {}", parsed.diagnostics.front().message);
        return std::unexpected(exitCannotRun);
    }
    const SourceText source = parsed.value ? parsed.value->text : SourceText(parts.path, {});
    printDiagnostics(source, parsed.diagnostics, output);
    if (hasErrors(parsed.diagnostics) || !parsed.value)
        return std::unexpected(exitFoundWrong);
    RuleArgument result{parts.path, *std::move(parsed.value), nullptr};
    result.rule = parts.name.empty() ? rule::mainRule(result.document) : rule::findRule(result.document, parts.name);
    if (result.rule != nullptr)
        return result;
    if (parts.name.empty())
        std::println(output.err, "rulewright-cli: {} holds no rule.", parts.path);
    else
        std::println(
            output.err, "rulewright-cli: {} holds no rule with the id or name \"{}\".", parts.path, parts.name);
    return std::unexpected(parts.name.empty() ? exitFoundWrong : exitCannotRun);
}

} // namespace rulewright::cli
