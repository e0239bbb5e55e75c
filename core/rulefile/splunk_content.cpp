// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/splunk_content.h"

#include "core/rulefile/yaml_parser.h"
#include "core/text/fold.h"
#include "resources/data.h"

#include <algorithm>
#include <format>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <vector>

namespace rulewright::rulefile {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostFiles = 5000;
constexpr std::uintmax_t mostBytes = 10 * 1000 * 1000;

std::optional<std::string> fileText(const fs::path& path)
{
    std::error_code error;
    if (fs::file_size(path, error) > mostBytes || error)
        return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return file.is_open() && !file.bad() ? std::optional(std::move(text)) : std::nullopt;
}

/// The YAML files of a folder by name, at most mostFiles.
std::vector<fs::path> yamlFiles(const fs::path& folder)
{
    std::vector<fs::path> paths;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end && paths.size() < mostFiles;
        entry.increment(error)) {
        const std::string extension = entry->path().extension().string();
        if (extension == ".yml" || extension == ".yaml")
            paths.push_back(entry->path());
    }
    std::ranges::sort(paths);
    return paths;
}

void addMappings(std::string name, std::string text, std::vector<YamlNode>& mappings)
{
    YamlStream stream = parseYaml(SourceText(std::move(name), std::move(text)));
    for (YamlDocument& document : stream.documents) {
        if (document.root.isMapping())
            mappings.push_back(std::move(document.root));
    }
}

/// The mappings of the YAML files of a folder, in the order of their names.
std::vector<YamlNode> mappingsOf(const fs::path& folder)
{
    std::vector<YamlNode> mappings;
    for (const fs::path& path : yamlFiles(folder)) {
        if (std::optional<std::string> text = fileText(path))
            addMappings(path.filename().string(), std::move(*text), mappings);
    }
    return mappings;
}

/// Tells whether the files of a repository are what they were: their names, sizes and times.
std::string stampOf(const fs::path& folder)
{
    std::string stamp;
    for (const char* part : {"macros", "lookups"}) {
        std::error_code error;
        std::size_t files = 0;
        for (fs::directory_iterator entry(folder / part, error), end; !error && entry != end && files < 2 * mostFiles;
            entry.increment(error), ++files) {
            std::error_code unknown;
            const auto time = entry->last_write_time(unknown);
            stamp += std::format("{}\n{} {}\n", entry->path().filename().string(), entry->file_size(unknown),
                time.time_since_epoch().count());
        }
    }
    return stamp;
}

/// The folder with macros or tables that is nearest above a path; empty where there is none.
fs::path repositoryNear(const fs::path& path)
{
    constexpr int mostLevels = 5;
    std::error_code error;
    fs::path folder = fs::absolute(path, error).lexically_normal();
    for (int level = 0; level <= mostLevels && !error; ++level) {
        if (fs::is_directory(folder / "macros", error) || fs::is_directory(folder / "lookups", error))
            return folder;
        if (!folder.has_parent_path() || folder.parent_path() == folder)
            break;
        folder = folder.parent_path();
        error.clear();
    }
    return {};
}

std::string textOf(const YamlNode& mapping, std::string_view key)
{
    const YamlEntry* entry = mapping.find(key);
    return entry != nullptr && entry->value.isScalar() ? entry->value.text : std::string();
}

/// WILDCARD(a), CIDR(b)
void readMatchTypes(std::string_view text, lang::spl::LookupTable& table)
{
    for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
        const std::size_t close = text.find(')', open);
        if (close == std::string_view::npos)
            return;
        const std::string_view before = text.substr(0, open);
        std::string column(text.substr(open + 1, close - open - 1));
        if (before.ends_with("WILDCARD"))
            table.matchTypes.emplace_back(std::move(column), lang::spl::CellMatch::Wildcard);
        else if (before.ends_with("CIDR"))
            table.matchTypes.emplace_back(std::move(column), lang::spl::CellMatch::Cidr);
    }
}

std::vector<std::string> fieldList(std::string_view text)
{
    std::vector<std::string> names;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        std::string_view name = text.substr(0, comma);
        while (name.starts_with(' '))
            name.remove_prefix(1);
        while (name.ends_with(' '))
            name.remove_suffix(1);
        if (!name.empty())
            names.emplace_back(name);
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
    return names;
}

bool isFilledElsewhere(std::string_view name)
{
    return name.starts_with("previously_seen") || name.contains("baseline");
}

} // namespace

SplunkContent::SplunkContent(const fs::path& folder)
{
    for (const YamlNode& mapping : mappingsOf(folder / "macros"))
        addMacro(mapping);
    for (const YamlNode& mapping : mappingsOf(folder / "lookups")) {
        TableFile* file = addTable(mapping);
        const fs::path name = textOf(mapping, "filename");
        if (file != nullptr && name.extension() == ".csv" && name == name.filename()) // beside it, no path to elsewhere
            file->csv = folder / "lookups" / name;
    }
}

SplunkContent::SplunkContent(std::span<const SplunkFile> files)
{
    for (const SplunkFile& file : files) {
        std::vector<YamlNode> mappings;
        if (file.path.ends_with(".yml"))
            addMappings(file.path, std::string(file.text), mappings);
        for (const YamlNode& mapping : mappings) {
            if (file.path.starts_with("macros/"))
                addMacro(mapping);
            if (!file.path.starts_with("lookups/"))
                continue;
            TableFile* table = addTable(mapping);
            const auto csv = std::ranges::find(files, "lookups/" + textOf(mapping, "filename"), &SplunkFile::path);
            if (table != nullptr && csv != files.end() && csv->path.ends_with(".csv"))
                table->csvText = csv->text;
        }
    }
}

std::shared_ptr<const SplunkContent> SplunkContent::near(const fs::path& path)
{
    struct Known {
        fs::path folder;
        std::string stamp;
        std::shared_ptr<const SplunkContent> content;
    };

    static constexpr std::size_t mostKnown = 4;
    static std::mutex mutex;
    static std::vector<Known> known;

    const fs::path folder = repositoryNear(path);
    if (folder.empty())
        return std::make_shared<const SplunkContent>();
    std::string stamp = stampOf(folder);
    const std::scoped_lock lock(mutex);
    const auto found = std::ranges::find(known, folder, &Known::folder);
    if (found != known.end() && found->stamp == stamp)
        return found->content;
    if (found != known.end())
        known.erase(found);
    else if (known.size() == mostKnown)
        known.erase(known.begin());
    known.push_back({folder, std::move(stamp), std::make_shared<const SplunkContent>(folder)});
    return known.back().content;
}

const SplunkContent& SplunkContent::builtIn()
{
    static const SplunkContent content = [] {
        std::vector<SplunkFile> files;
        for (const data::File& file : data::splunkRules())
            files.push_back({std::string(file.name), data::text(file.bytes)});
        return SplunkContent(std::span<const SplunkFile>(files));
    }();
    return content;
}

void SplunkContent::addMacro(const YamlNode& mapping)
{
    lang::spl::Macro macro{textOf(mapping, "name"), {}, textOf(mapping, "definition")};
    if (const YamlEntry* arguments = mapping.find("arguments")) {
        for (const YamlNode& argument : arguments->value.items)
            macro.arguments.push_back(argument.text);
    }
    if (!macro.name.empty())
        m_macros.insert_or_assign(std::pair(macro.name, macro.arguments.size()), std::move(macro));
}

SplunkContent::TableFile* SplunkContent::addTable(const YamlNode& mapping)
{
    TableFile file;
    file.table.name = textOf(mapping, "name");
    if (file.table.name.empty())
        return nullptr;
    const std::string caseRule = textOf(mapping, "case_sensitive_match");
    file.table.isCaseSensitive = !equalsFolded(caseRule, "false") && caseRule != "0";
    if (const YamlEntry* fallback = mapping.find("default_match"))
        file.table.defaultMatch = fallback->value.text;
    readMatchTypes(textOf(mapping, "match_type"), file.table);
    file.table.columns = fieldList(textOf(mapping, "fields_list"));
    TableFile& added = m_tables[file.table.name];
    added = std::move(file);
    return &added;
}

const lang::spl::Macro* SplunkContent::macro(std::string_view name, std::size_t arguments) const
{
    const auto found = m_macros.find(std::pair(std::string(name), arguments));
    return found == m_macros.end() ? nullptr : &found->second;
}

const lang::spl::LookupTable* SplunkContent::table(std::string_view name) const
{
    const std::scoped_lock lock(m_reading);
    const auto found = m_tables.find(name.ends_with(".csv") ? name.substr(0, name.size() - 4) : name);
    if (found == m_tables.end())
        return nullptr;
    TableFile& file = found->second;
    if (!file.isRead) {
        file.isRead = true;
        std::optional<std::string> text = file.csv.empty() ? std::nullopt : fileText(file.csv);
        if (file.csvText)
            text = std::string(*file.csvText);
        file.table.isStatic = text && readTableCsv(*text, file.table) && !file.table.rows.empty()
            && !isFilledElsewhere(file.table.name);
    }
    return &file.table;
}

lang::spl::Environment SplunkContent::environment(bool unfoldsTables) const
{
    return {.macros =
                [this](std::string_view name, std::size_t arguments) {
                    const lang::spl::Macro* own = macro(name, arguments);
                    return own != nullptr ? own : builtIn().macro(name, arguments);
                },
        .tables =
            [this](std::string_view name) {
                const lang::spl::LookupTable* own = table(name);
                return own != nullptr ? own : builtIn().table(name);
            },
        .unfoldsTables = unfoldsTables};
}

bool readTableCsv(std::string_view text, lang::spl::LookupTable& table)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    std::vector<std::string> row;
    std::string cell;
    bool isQuoted = false;
    bool wasQuoted = false;
    const auto endCell = [&] {
        if (!wasQuoted) {
            cell.erase(cell.find_last_not_of(" \t") + 1); // npos + 1 is 0
            cell.erase(0, cell.find_first_not_of(" \t"));
        }
        row.push_back(std::move(cell));
        cell.clear();
        wasQuoted = false;
    };
    const auto endRow = [&] {
        endCell();
        const bool isBlank = std::ranges::all_of(row, &std::string::empty);
        if (table.columns.empty())
            table.columns = std::move(row);
        else if (!isBlank) {
            row.resize(table.columns.size());
            table.rows.push_back(std::move(row));
        }
        row.clear();
    };
    table.columns.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isQuoted) {
            if (c != '"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cell += text[++i];
            else
                isQuoted = false;
        } else if (c == '"' && cell.empty()) {
            isQuoted = wasQuoted = true;
        } else if (c == ',') {
            endCell();
        } else if (c == '\n') {
            endRow();
        } else if (c != '\r') {
            cell += c;
        }
    }
    if (!row.empty() || !cell.empty())
        endRow();
    return !table.columns.empty() && !(table.columns.size() == 1 && table.columns.front().empty());
}

} // namespace rulewright::rulefile
