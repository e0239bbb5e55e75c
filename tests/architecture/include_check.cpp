// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/include_check.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>
#include <ranges>
#include <set>
#include <sstream>

namespace rulewright::tests {

namespace {

struct Include {
    std::string target;
    bool quoted = false;
};

std::optional<Include> includeOf(std::string_view line)
{
    const auto skipBlanks = [&line] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
    skipBlanks();
    if (!line.starts_with('#'))
        return std::nullopt;
    line.remove_prefix(1);
    skipBlanks();
    if (!line.starts_with("include"))
        return std::nullopt;
    line.remove_prefix(std::string_view("include").size());
    skipBlanks();
    if (line.empty() || (line.front() != '"' && line.front() != '<'))
        return std::nullopt;
    const bool quoted = line.front() == '"';
    const std::size_t end = line.find(quoted ? '"' : '>', 1);
    return Include {std::string(line.substr(1, end - 1)), quoted};
}

std::string folderOf(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? std::string_view() : path.substr(0, slash));
}

// The folder itself, or the nearest above it, that has a line in the table: core/events/json is core/events. A top
// folder's line is for its own files only. Empty where there is none.
std::string knownFolder(const IncludeTable& table, std::string folder)
{
    if (table.contains(folder))
        return folder;
    while (folder.contains('/')) {
        if (table.contains(folder) || (folderOf(folder) == "core/lang" && table.contains("core/lang/*")))
            return folder;
        folder = folderOf(folder);
    }
    return {};
}

void reach(const IncludeTable& table, const std::string& folder, std::set<std::string>& reached)
{
    if (!reached.insert(folder).second)
        return;
    const auto follow = [&](std::string_view line) {
        if (const auto found = table.find(line); found != table.end()) {
            for (const std::string& next : found->second)
                reach(table, next, reached);
        }
    };
    follow(folder);
    if (folderOf(folder) == "core/lang")
        follow("core/lang/*");
}

bool mayInclude(const IncludeTable& table, const std::string& from, const std::string& to)
{
    std::set<std::string> reached;
    reach(table, from, reached);
    return reached.contains(to) || (folderOf(to) == "core/lang" && reached.contains("core/lang/*"));
}

bool isQt(std::string_view header)
{
    return (header.size() > 1 && header[0] == 'Q' && header[1] >= 'A' && header[1] <= 'z')
        || header.starts_with("KSyntaxHighlighting/") || header.starts_with("qt");
}

// Headers that take seconds to compile.
constexpr std::array<std::string_view, 4> costlyHeaders {"CLI/", "nlohmann/", "simdjson", "toml++/"};

// How many files may include one: simdjson reads events and ATT&CK's STIX bundles, which know nothing of each other.
std::size_t mostUsers(std::string_view costly) { return costly == "simdjson" ? 2 : 1; }

std::string_view costlyHeader(std::string_view header)
{
    const auto found
        = std::ranges::find_if(costlyHeaders, [&](std::string_view costly) { return header.starts_with(costly); });
    return found == costlyHeaders.end() ? std::string_view() : *found;
}

} // namespace

IncludeTable parseIncludeTable(std::string_view markdown)
{
    IncludeTable table;
    std::istringstream lines {std::string(markdown)};
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("```")) {
            inside = line == "```includes";
        } else if (inside) {
            std::istringstream words(line);
            std::string folder;
            if (words >> folder) {
                for (std::string other; words >> other;)
                    table[folder].push_back(other);
                table.try_emplace(folder);
            }
        }
    }
    return table;
}

std::vector<std::string> forbiddenIncludes(const IncludeTable& table, const std::vector<SourceFile>& files)
{
    std::vector<std::string> found;
    std::map<std::string_view, std::set<std::string>> costlyUsers;
    for (const SourceFile& file : files) {
        const std::string folder = knownFolder(table, folderOf(file.path));
        if (folder.empty()) {
            found.push_back(std::format("{}: the table names no such folder", file.path));
            continue;
        }
        const bool withoutQt = file.path.starts_with("core/") || file.path.starts_with("app/cli/");
        std::istringstream lines(file.text);
        int number = 0;
        for (std::string line; std::getline(lines, line);) {
            ++number;
            const std::optional<Include> include = includeOf(line);
            if (!include || include->target.ends_with(".moc"))
                continue;
            const std::string place = std::format("{}:{}", file.path, number);
            if (withoutQt && isQt(include->target))
                found.push_back(std::format("{}: {} must do without Qt, <{}>", place, folder, include->target));
            if (const std::string_view costly = costlyHeader(include->target); !costly.empty())
                costlyUsers[costly].insert(file.path);
            if (!include->quoted)
                continue;
            const std::string target = knownFolder(table, folderOf(include->target));
            if (target.empty())
                found.push_back(std::format(
                    "{}: \"{}\" is no path from the project's folder", place, include->target));
            else if (!mayInclude(table, folder, target))
                found.push_back(std::format("{}: {} may not include {}", place, folder, target));
        }
    }
    for (const auto& [header, users] : costlyUsers) {
        if (users.size() > mostUsers(header)) {
            found.push_back(std::format("{} is included by {} files and should be by {}: {}", header, users.size(), mostUsers(header),
                std::ranges::fold_left(users, std::string(),
                    [](std::string all, const std::string& one) { return all.empty() ? one : all + ", " + one; })));
        }
    }
    return found;
}

} // namespace rulewright::tests
