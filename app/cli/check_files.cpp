// SPDX-License-Identifier: Apache-2.0
#include "app/cli/check_files.h"

#include "app/cli/rule_argument.h"
#include "core/rulefile/references.h"
#include "core/rulefile/rulefile.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fixes.h"

#include <algorithm>
#include <format>
#include <fstream>
#include <set>
#include <string_view>
#include <system_error>

namespace rulewright::cli {

namespace {

std::vector<CheckedFile> filesBelow(const std::filesystem::path& folder)
{
    std::vector<CheckedFile> files;
    std::error_code error;
    const auto options = std::filesystem::directory_options::skip_permission_denied;
    for (std::filesystem::recursive_directory_iterator at(folder, options, error), end; !error && at != end;
        at.increment(error)) {
        std::error_code ignored;
        if (at->is_regular_file(ignored) && rulefile::isRuleFileName(at->path().filename().string()))
            files.push_back({at->path(), at->path().lexically_relative(folder).generic_string(), {}, {}, 0, {}});
    }
    std::ranges::sort(files, {}, &CheckedFile::name);
    return files;
}

// Writes beside the file and renames, so that a reader never sees half of it.
bool writeInPlace(const std::filesystem::path& path, std::string_view text)
{
    std::error_code error;
    const std::filesystem::path target = std::filesystem::canonical(path, error);
    if (error)
        return false;
    std::filesystem::path temporary = target;
    temporary += ".rulewright-new";
    {
        std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        file.flush();
        if (!file) {
            file.close();
            std::filesystem::remove(temporary, error);
            return false;
        }
    }
    std::filesystem::permissions(temporary, std::filesystem::status(target, error).permissions(), error);
    std::filesystem::rename(temporary, target, error);
    if (!error)
        return true;
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    return false;
}

// Of several rules in a file only what is said of the one that is asked about stays, and what is said of no rule.
void keepAskedRule(CheckedFile& file)
{
    if (file.rule.empty() || !file.document)
        return;
    const rule::Rule* asked = rule::findRule(*file.document, file.rule);
    if (asked == nullptr)
        return;
    std::erase_if(file.diagnostics, [&](const Diagnostic& diagnostic) {
        const auto isIn = [&](const rule::Rule& rule) {
            return diagnostic.span.begin >= rule.span.begin && diagnostic.span.begin < rule.span.end;
        };
        return !isIn(*asked) && std::ranges::any_of(file.document->rules, isIn);
    });
}

void read(CheckedFile& file)
{
    Parsed<rule::Document> parsed = rulefile::load(file.path, file.name);
    file.document = std::move(parsed.value);
    file.diagnostics = std::move(parsed.diagnostics);
    keepAskedRule(file);
}

bool applySafeFixes(CheckedFile& file)
{
    constexpr int mostRounds = 10; // each may uncover another finding
    for (int round = 0; round < mostRounds; ++round) {
        const std::vector<TextEdit> edits = safeEdits(file.diagnostics);
        if (edits.empty())
            return true;
        const SourceText& source = file.document->text;
        const std::string text = (source.hasByteOrderMark() ? "\xEF\xBB\xBF" : "") + applyEdits(source.text(), edits);
        if (!writeInPlace(file.path, text)) {
            file.diagnostics = {{Severity::Error, codes::fileUnwritable, {},
                std::format("The file \"{}\" cannot be written: check whether you may write it", file.name), {}}};
            return false;
        }
        file.fixed += edits.size();
        read(file);
    }
    return true;
}

} // namespace

std::size_t CheckedFile::count(Severity severity) const
{
    return static_cast<std::size_t>(std::ranges::count(diagnostics, severity, &Diagnostic::severity));
}

std::vector<CheckedFile> checkedFiles(const std::vector<std::string>& paths)
{
    std::vector<CheckedFile> files;
    for (const std::string& path : paths) {
        std::error_code error;
        if (!std::filesystem::is_directory(path, error)) {
            const RuleName one = splitRuleName(path);
            files.push_back({one.path, one.path, {}, {}, 0, one.name});
            continue;
        }
        for (CheckedFile& file : filesBelow(path))
            files.push_back(std::move(file));
    }
    return files;
}

bool check(CheckedFile& file, bool fix, const rulefile::Processing& processing)
{
    read(file);
    if (file.document && !file.rule.empty() && rule::findRule(*file.document, file.rule) == nullptr
        && !hasErrors(file.diagnostics)) {
        file.diagnostics = {{Severity::Error, codes::fileUnreadable, {},
            std::format(
                "\"{}\" holds no rule with the id or name \"{}\"; name one that it holds", file.name, file.rule),
            {}}};
        return false;
    }
    const bool isRead = file.document && (!fix || applySafeFixes(file));
    Parsed<rule::Document> parsed{std::move(file.document), std::move(file.diagnostics)};
    rulefile::process(parsed, processing);
    file.document = std::move(parsed.value);
    file.diagnostics = std::move(parsed.diagnostics);
    keepAskedRule(file);
    return isRead;
}

void checkReferences(std::vector<CheckedFile>& files, const std::vector<std::string>& ruleFolders)
{
    std::set<std::string, std::less<>> known;
    const auto collect = [&known](const rule::Document& document) {
        for (const rule::Rule& rule : document.rules) {
            if (rule.metadata.id)
                known.insert(rule.metadata.id->text);
            if (rule.metadata.name)
                known.insert(rule.metadata.name->text);
        }
    };
    for (const CheckedFile& file : files) {
        if (file.document)
            collect(*file.document);
    }
    for (const std::string& folder : ruleFolders) {
        for (CheckedFile& file : filesBelow(folder)) {
            read(file);
            if (file.document)
                collect(*file.document);
        }
    }
    for (CheckedFile& file : files) {
        if (!file.document)
            continue;
        Diagnostics unknown = rulefile::unknownReferences(
            *file.document, [&known](std::string_view name) { return known.contains(name); });
        std::ranges::move(unknown, std::back_inserter(file.diagnostics));
        keepAskedRule(file);
        std::ranges::stable_sort(
            file.diagnostics, {}, [](const Diagnostic& diagnostic) { return diagnostic.span.begin; });
    }
}

} // namespace rulewright::cli
