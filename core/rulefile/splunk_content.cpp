// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/splunk_content.h"

#include "core/rulefile/yaml_parser.h"
#include "core/text/fold.h"

#include <algorithm>
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

/// The mappings of the YAML files of a folder, in the order of their names.
std::vector<YamlNode> mappingsOf(const fs::path& folder)
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
    std::vector<YamlNode> mappings;
    for (const fs::path& path : paths) {
        std::optional<std::string> text = fileText(path);
        if (!text)
            continue;
        YamlStream stream = parseYaml(SourceText(path.filename().string(), std::move(*text)));
        for (YamlDocument& document : stream.documents) {
            if (document.root.isMapping())
                mappings.push_back(std::move(document.root));
        }
    }
    return mappings;
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
    readMacros(folder / "macros");
    readTables(folder / "lookups");
}

std::shared_ptr<const SplunkContent> SplunkContent::near(const fs::path& path)
{
    constexpr int mostLevels = 5;
    std::error_code error;
    fs::path folder = fs::absolute(path, error).lexically_normal();
    for (int level = 0; level <= mostLevels && !error; ++level) {
        if (fs::is_directory(folder / "macros", error) || fs::is_directory(folder / "lookups", error))
            return std::make_shared<const SplunkContent>(folder);
        if (!folder.has_parent_path() || folder.parent_path() == folder)
            break;
        folder = folder.parent_path();
        error.clear();
    }
    return std::make_shared<const SplunkContent>();
}

void SplunkContent::readMacros(const fs::path& folder)
{
    for (const YamlNode& mapping : mappingsOf(folder)) {
        lang::spl::Macro macro{textOf(mapping, "name"), {}, textOf(mapping, "definition")};
        if (const YamlEntry* arguments = mapping.find("arguments")) {
            for (const YamlNode& argument : arguments->value.items)
                macro.arguments.push_back(argument.text);
        }
        if (!macro.name.empty())
            m_macros.insert_or_assign(std::pair(macro.name, macro.arguments.size()), std::move(macro));
    }
}

void SplunkContent::readTables(const fs::path& folder)
{
    for (const YamlNode& mapping : mappingsOf(folder)) {
        TableFile file;
        file.table.name = textOf(mapping, "name");
        const std::string caseRule = textOf(mapping, "case_sensitive_match");
        file.table.isCaseSensitive = !equalsFolded(caseRule, "false") && caseRule != "0";
        if (const YamlEntry* fallback = mapping.find("default_match"))
            file.table.defaultMatch = fallback->value.text;
        readMatchTypes(textOf(mapping, "match_type"), file.table);
        const fs::path name = textOf(mapping, "filename");
        if (name.extension() == ".csv" && name == name.filename()) // a file beside it, and no path to elsewhere
            file.csv = folder / name;
        else
            file.table.columns = fieldList(textOf(mapping, "fields_list"));
        if (!file.table.name.empty())
            m_tables.insert_or_assign(file.table.name, std::move(file));
    }
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
        const std::optional<std::string> text = file.csv.empty() ? std::nullopt : fileText(file.csv);
        file.table.isStatic = text && readTableCsv(*text, file.table) && !file.table.rows.empty()
            && !isFilledElsewhere(file.table.name);
    }
    return &file.table;
}

lang::spl::Environment SplunkContent::environment(bool unfoldsTables) const
{
    return {.macros = [this](std::string_view name, std::size_t arguments) { return macro(name, arguments); },
        .tables = [this](std::string_view name) { return table(name); },
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
