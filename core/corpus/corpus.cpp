// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/corpus.h"

#include "core/corpus/mine.h"
#include "core/rulefile/rulefile.h"
#include "core/rulefile/splunk_content.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/source.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <format>
#include <fstream>
#include <iterator>
#include <system_error>
#include <thread>
#include <utility>

namespace rulewright::corpus {

namespace {

namespace fs = std::filesystem;

/// A rule file and the name that results give it.
struct RuleFile {
    fs::path path;
    std::string name;
};

bool isRuleFile(Vendor vendor, const fs::path& path)
{
    const std::string extension = path.extension().string();
    if (vendor == Vendor::Elastic)
        return extension == ".toml";
    return extension == ".yml" || extension == ".yaml";
}

/// Folders that hold no active rules (corpora.md, "Active").
bool isPassedOver(Vendor vendor, const fs::path& folder)
{
    const std::string name = folder.filename().string();
    const std::string parent = folder.parent_path().filename().string();
    return name.starts_with('.') || (vendor == Vendor::Elastic && name == "_deprecated" && parent == "rules")
        || (vendor == Vendor::Splunk && name == "deprecated" && parent == "detections");
}

/// Whether the file is one of a Splunk repository that holds no detections: macros, tables, stories, baselines, which
/// have searches too. A folder without `detections` is one of detections itself.
bool isBesideDetections(const fs::path& file, const fs::path& folder, bool hasDetections)
{
    return hasDetections && *file.lexically_relative(folder).begin() != "detections";
}

/// The rule files below a folder by name (code points, which UTF-8's bytes keep).
Result<std::vector<RuleFile>> ruleFiles(Vendor vendor, const fs::path& folder, const Task& task)
{
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
    if (error) {
        return std::unexpected(Diagnostics{Diagnostic{Severity::Error, codes::corpusFolder, {},
            std::format(
                "the folder '{}' cannot be read: {}; name a folder of rules.", folder.string(), error.message()),
            {}}});
    }
    const bool hasDetections = vendor == Vendor::Splunk && fs::is_directory(folder / "detections", error);
    std::vector<RuleFile> files;
    for (const fs::recursive_directory_iterator end; entry != end && !task.isStopped(); entry.increment(error)) {
        if (error)
            break;
        if (entry->is_directory(error)) {
            if (isPassedOver(vendor, entry->path()) || isBesideDetections(entry->path(), folder, hasDetections))
                entry.disable_recursion_pending();
        } else if (isRuleFile(vendor, entry->path()) && !isBesideDetections(entry->path(), folder, hasDetections)
            && entry->is_regular_file(error)) {
            files.push_back({entry->path(), entry->path().lexically_relative(folder).generic_string()});
        }
    }
    std::ranges::sort(files, {}, &RuleFile::name);
    return files;
}

/// Whether a text means to be a rule: repositories hold other YAML and TOML too, which is nobody's failure.
bool looksLikeRule(Vendor vendor, std::string_view text)
{
    static constexpr std::array<std::string_view, 4> keys{"detection", "correlation", "filter", "logsource"};
    if (vendor == Vendor::Elastic)
        return text.contains("[rule]");
    if (vendor == Vendor::Splunk)
        return text.starts_with("search:") || text.contains("\nsearch:");
    return std::ranges::any_of(keys, [&](std::string_view key) {
        for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
            const bool isAtLineStart = at == 0 || text[at - 1] == '\n';
            const std::size_t end = at + key.size();
            if (isAtLineStart && end < text.size() && (text[end] == ':' || text[end] == ' '))
                return true;
        }
        return false;
    });
}

std::vector<MinedRule> mineText(Vendor vendor, std::string name, std::string text, const MiningTables& tables,
    const rulefile::SplunkContent* splunk)
{
    const SourceText source(name, std::move(text));
    const Parsed<rule::Document> parsed = rulefile::parse(source, splunk, false);
    const bool isRead = parsed.value && !parsed.value->rules.empty() && !hasErrors(parsed.diagnostics);
    if (!isRead && !looksLikeRule(vendor, source.text()))
        return {};
    return mine(parsed, vendor, std::move(name), tables);
}

std::vector<MinedRule> mineFile(
    Vendor vendor, const RuleFile& file, const MiningTables& tables, const rulefile::SplunkContent* splunk)
{
    std::ifstream stream(file.path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!stream.is_open() || stream.bad()) {
        MinedRule failed;
        failed.vendor = vendor;
        failed.path = file.name;
        failed.title = file.name;
        failed.ruleClass = RuleClass::Failed;
        failed.reasons.push_back("the file cannot be read");
        return {std::move(failed)};
    }
    return mineText(vendor, file.name, std::move(text), tables, splunk);
}

void append(std::vector<MinedRule>& rules, std::vector<std::vector<MinedRule>>& perFile)
{
    for (std::vector<MinedRule>& mined : perFile)
        rules.insert(rules.end(), std::make_move_iterator(mined.begin()), std::make_move_iterator(mined.end()));
}

} // namespace

Result<Corpus> loadCorpus(Vendor vendor, const std::filesystem::path& folder, const taxonomy::Taxonomy& taxonomy,
    Task& task, unsigned threads)
{
    auto files = ruleFiles(vendor, folder, task);
    if (!files)
        return std::unexpected(std::move(files.error()));
    task.setTotal(files->size());

    const MiningTables tables(taxonomy);
    const auto splunk = vendor == Vendor::Splunk ? rulefile::SplunkContent::near(folder) : nullptr;
    std::vector<std::vector<MinedRule>> perFile(files->size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        // Each file's rules have a place of their own, so the order does not depend on the threads.
        for (std::size_t i = next++; i < files->size() && !task.isStopped(); i = next++) {
            perFile[i] = mineFile(vendor, (*files)[i], tables, splunk.get());
            task.advance(1);
        }
    };
    {
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < threads; ++i)
            others.emplace_back(work);
        work();
    }

    Corpus corpus{.vendor = vendor, .folder = folder, .rules = {}, .isCancelled = task.isStopped()};
    append(corpus.rules, perFile);
    return corpus;
}

Corpus loadCorpus(Vendor vendor, std::span<const RuleText> texts, const taxonomy::Taxonomy& taxonomy, Task& task)
{
    std::vector<RuleText> sorted(texts.begin(), texts.end());
    std::ranges::sort(sorted, {}, &RuleText::path);
    task.setTotal(sorted.size());

    const MiningTables tables(taxonomy);
    std::vector<std::vector<MinedRule>> perFile;
    for (const RuleText& text : sorted) {
        if (task.isStopped())
            break;
        perFile.push_back(mineText(vendor, std::string(text.path), std::string(text.text), tables, nullptr));
        task.advance(1);
    }
    Corpus corpus{.vendor = vendor, .folder = {}, .rules = {}, .isCancelled = task.isStopped()};
    append(corpus.rules, perFile);
    return corpus;
}

} // namespace rulewright::corpus
