// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/rule_folder.h"

#include "core/rulefile/rulefile.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <format>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace rulewright::rulefile {

namespace {

namespace fs = std::filesystem;

struct RuleFile {
    fs::path path;
    std::string name;
};

std::unexpected<Diagnostics> unreadable(const fs::path& folder, const std::error_code& error)
{
    return std::unexpected(Diagnostics{{Severity::Error, codes::fileUnreadable, {},
        std::format("The folder \"{}\" cannot be read ({}): name a folder of rules", folder.string(), error.message()),
        {}}});
}

Result<std::vector<RuleFile>> ruleFiles(const fs::path& folder, const Task& task)
{
    std::error_code error;
    if (fs::is_regular_file(folder, error))
        return std::vector<RuleFile>{{folder, folder.filename().string()}};
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
    if (error)
        return unreadable(folder, error);
    std::vector<RuleFile> files;
    for (const fs::recursive_directory_iterator end; entry != end && !task.isStopped(); entry.increment(error)) {
        if (error)
            return unreadable(folder, error);
        const std::string name = entry->path().filename().string();
        std::error_code ignored;
        if (entry->is_directory(ignored)) {
            if (name.starts_with('.'))
                entry.disable_recursion_pending();
        } else if (isRuleFileName(name) && entry->is_regular_file(ignored)) {
            files.push_back({entry->path(), entry->path().lexically_relative(folder).generic_string()});
        }
    }
    std::ranges::sort(files, {}, &RuleFile::name);
    return files;
}

std::optional<LoadedRuleFile> read(const RuleFile& file, const Processing& processing)
{
    Parsed<rule::Document> parsed = load(file.path, file.name);
    process(parsed, processing);
    LoadedRuleFile result{file.name, nullptr, std::move(parsed.diagnostics)};
    if (!parsed.value)
        return result;
    const bool isRead = !parsed.value->rules.empty() && !hasErrors(result.diagnostics);
    if (!isRead && !meansToBeRule(file.name, parsed.value->text.text()))
        return std::nullopt;
    result.document = std::make_shared<const rule::Document>(*std::move(parsed.value));
    return result;
}

} // namespace

const Diagnostic* LoadedRuleFile::errorOf(const rule::Rule& rule) const
{
    const bool isOnly = document == nullptr || document->rules.size() <= 1;
    const auto found = std::ranges::find_if(diagnostics, [&](const Diagnostic& diagnostic) {
        const bool isWithin = rule.span.begin <= diagnostic.span.begin && diagnostic.span.begin <= rule.span.end;
        return diagnostic.severity == Severity::Error && (isOnly || isWithin);
    });
    return found == diagnostics.end() ? nullptr : &*found;
}

Result<std::vector<LoadedRuleFile>> loadRules(
    const fs::path& folder, Task& task, const Processing& processing, unsigned threads)
{
    const Result<std::vector<RuleFile>> files = ruleFiles(folder, task);
    if (!files)
        return std::unexpected(files.error());
    task.setTotal(files->size());
    std::vector<std::optional<LoadedRuleFile>> read(files->size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        // Each file has a place of its own, so the order does not depend on the threads.
        for (std::size_t i = next++; i < files->size() && !task.isStopped(); i = next++) {
            read[i] = rulefile::read((*files)[i], processing);
            task.advance(1);
        }
    };
    {
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < threads && i < files->size(); ++i)
            others.emplace_back(work);
        work();
    }
    std::vector<LoadedRuleFile> result;
    for (std::optional<LoadedRuleFile>& file : read) {
        if (file)
            result.push_back(*std::move(file));
    }
    return result;
}

bool meansToBeRule(std::string_view name, std::string_view text)
{
    static constexpr std::array<std::string_view, 5> keys{"detection", "correlation", "filter", "logsource", "search"};
    if (name.ends_with(".toml"))
        return text.contains("[rule]");
    if (!name.ends_with(".yml") && !name.ends_with(".yaml"))
        return true;
    return std::ranges::any_of(keys, [&](std::string_view key) {
        for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
            const std::size_t end = at + key.size();
            const bool isAtLineStart = at == 0 || text[at - 1] == '\n';
            if (isAtLineStart && end < text.size() && (text[end] == ':' || text[end] == ' '))
                return true;
        }
        return false;
    });
}

} // namespace rulewright::rulefile
