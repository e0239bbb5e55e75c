// SPDX-License-Identifier: Apache-2.0
#include "app/cli/rule_argument.h"

#include "core/rulefile/rule_folder.h"
#include "core/rulefile/rulefile.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <filesystem>
#include <print>

namespace rulewright::cli {

RuleName splitRuleName(const std::string& argument)
{
    std::error_code error;
    const std::size_t at = argument.rfind('#');
    if (at == std::string::npos || std::filesystem::exists(argument, error))
        return {argument, {}};
    return {argument.substr(0, at), argument.substr(at + 1)};
}

void printDiagnostics(const SourceText& source, const Diagnostics& diagnostics, Output& output)
{
    for (const Diagnostic& diagnostic : diagnostics) {
        const Position at = source.position(diagnostic.span.begin);
        std::println(output.err, "{}:{}:{}: {}: {} [{}]", source.name(), at.line, at.column,
            severityName(diagnostic.severity), diagnostic.message, diagnostic.code.text);
    }
}

std::expected<RuleArgument, int> loadRule(
    const std::string& argument, Output& output, const rulefile::Processing& processing)
{
    const RuleName parts = splitRuleName(argument);
    Parsed<rule::Document> parsed = rulefile::load(parts.path, parts.path);
    const bool cannotOpen = std::ranges::any_of(
        parsed.diagnostics, [](const Diagnostic& diagnostic) { return diagnostic.code == codes::fileUnreadable; });
    if (cannotOpen) {
        std::println(output.err, "rulewright-cli: {}", parsed.diagnostics.front().message);
        return std::unexpected(exitCannotRun);
    }
    rulefile::process(parsed, processing);
    const SourceText source = parsed.value ? parsed.value->text : SourceText(parts.path, {});
    printDiagnostics(source, parsed.diagnostics, output);
    if (hasErrors(parsed.diagnostics) || !parsed.value)
        return std::unexpected(exitFoundWrong);
    RuleArgument result{parts.path, *std::move(parsed.value), nullptr, nullptr};
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

std::expected<RuleArgument, int> loadRule(const RuleOptions& options, Output& output)
{
    const std::expected<rulefile::Processing, int> processing = loadProcessing(options.processing, output);
    if (!processing)
        return std::unexpected(processing.error());
    std::expected<RuleArgument, int> rule = loadRule(options.rule, output, *processing);
    if (!rule || options.rules.empty())
        return rule;
    std::expected<std::shared_ptr<const rule::RuleSet>, int> rules = loadRuleSet(options.rules, *processing, output);
    if (!rules)
        return std::unexpected(rules.error());
    rule->rules = *std::move(rules);
    return rule;
}

std::expected<std::shared_ptr<const rule::RuleSet>, int> loadRuleSet(
    const std::vector<std::string>& folders, const rulefile::Processing& processing, Output& output)
{
    auto rules = std::make_shared<rule::RuleSet>();
    for (const std::string& folder : folders) {
        Task task;
        const Result<std::vector<rulefile::LoadedRuleFile>> files = rulefile::loadRules(folder, task, processing);
        if (!files) {
            std::println(output.err, "rulewright-cli: {}", files.error().front().message);
            return std::unexpected(exitCannotRun);
        }
        for (const rulefile::LoadedRuleFile& file : *files) {
            if (hasErrors(file.diagnostics))
                std::println(output.err, "{}: the file has errors: see check", file.name);
            if (file.document != nullptr)
                rules->add(file.document);
        }
    }
    return rules;
}

match::MatchOptions RuleArgument::matchOptions() const
{
    match::MatchOptions options;
    options.document = &document;
    options.rules = rules.get();
    return options;
}

void declareRuleOptions(Syntax& syntax, RuleOptions& options)
{
    syntax.argument("RULE", options.rule, "A rule file; FILE#ID or FILE#NAME is one of several rules in it");
    syntax.options("--rules", options.rules, "Where rules that RULE refers to are; may be given several times");
    declareProcessingOptions(syntax, options.processing);
}

void declareProcessingOptions(Syntax& syntax, ProcessingOptions& options)
{
    syntax.options("--pipeline", options.pipelines, "A processing pipeline to read rules with, as pySigma has them");
    syntax.options("--values", options.values, "A YAML file with the values of placeholders");
}

std::expected<rulefile::Processing, int> loadProcessing(const ProcessingOptions& options, Output& output)
{
    rulefile::Processing processing;
    int status = exitDone;
    const auto report = [&](const std::string& path, const Diagnostics& diagnostics) {
        for (const Diagnostic& diagnostic : diagnostics) {
            std::println(output.err, "rulewright-cli: {}: {}", path, diagnostic.message);
            if (diagnostic.severity == Severity::Error)
                status = diagnostic.code == codes::fileUnreadable || status == exitCannotRun ? exitCannotRun
                                                                                             : exitFoundWrong;
        }
    };
    for (const std::string& path : options.pipelines) {
        Parsed<lang::sigma::ProcessingPipeline> pipeline = rulefile::loadPipeline(path);
        report(path, pipeline.diagnostics);
        if (pipeline.value)
            processing.pipelines.push_back(*std::move(pipeline.value));
    }
    for (const std::string& path : options.values) {
        Parsed<lang::sigma::PlaceholderValues> values = rulefile::loadValues(path);
        report(path, values.diagnostics);
        if (values.value)
            processing.values.merge(*values.value);
    }
    if (status != exitDone)
        return std::unexpected(status);
    return processing;
}

} // namespace rulewright::cli
