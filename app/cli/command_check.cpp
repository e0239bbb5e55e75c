// SPDX-License-Identifier: Apache-2.0
#include "app/cli/check_files.h"
#include "app/cli/check_report.h"
#include "app/cli/commands.h"
#include "app/cli/rule_argument.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <print>
#include <string>
#include <vector>

namespace rulewright::cli {

namespace {

struct CheckOptions {
    std::vector<std::string> paths;
    std::vector<std::string> ruleFolders;
    ProcessingOptions processing;
    std::string format = "text";
    bool fix = false;
};

bool checkFolders(const CheckOptions& options, Output& output)
{
    for (const std::string& folder : options.ruleFolders) {
        std::error_code error;
        if (!std::filesystem::is_directory(folder, error)) {
            std::println(
                output.err, "rulewright-cli: \"{}\" is no folder that can be read; give one to --rules.", folder);
            return false;
        }
    }
    return true;
}

int runCheck(const CheckOptions& options, Output& output)
{
    if (!checkFolders(options, output))
        return exitCannotRun;
    const std::expected<rulefile::Processing, int> processing = loadProcessing(options.processing, output);
    if (!processing)
        return processing.error();
    std::vector<CheckedFile> files = checkedFiles(options.paths);
    if (files.empty()) {
        std::println(output.err, "rulewright-cli: no rule file is below the folder given; give a folder with rules.");
        return exitCannotRun;
    }
    int status = exitDone;
    for (CheckedFile& file : files) {
        if (check(file, options.fix, *processing))
            continue;
        status = exitCannotRun;
        for (const Diagnostic& diagnostic : file.diagnostics)
            std::println(output.err, "rulewright-cli: {}.", diagnostic.message);
        file.document.reset();
        file.diagnostics.clear();
    }
    checkReferences(files, options.ruleFolders);
    if (options.format == "json")
        std::println(output.out, "{}", checkJson(files).text());
    else if (options.format == "sarif")
        std::println(output.out, "{}", checkSarif(files).indentedText());
    else
        printCheck(files, output);
    const bool hasError
        = std::ranges::any_of(files, [](const CheckedFile& file) { return file.count(Severity::Error) > 0; });
    return status == exitDone && hasError ? exitFoundWrong : status;
}

} // namespace

Run declareCheck(Syntax& syntax)
{
    auto options = std::make_shared<CheckOptions>();
    syntax.arguments("RULE", options->paths, "Rule files, or folders with rule files");
    syntax.options("--rules", options->ruleFolders, "A folder in which references to other rules are looked up");
    declareProcessingOptions(syntax, options->processing);
    syntax.flag("--fix", options->fix, "Apply the fixes that do not change what a rule matches, in place");
    syntax.choice("--format", options->format, {"text", "json", "sarif"},
        "How the result is written: text (unless given), json or sarif");
    return [options](Output& output) { return runCheck(*options, output); };
}

} // namespace rulewright::cli
