// SPDX-License-Identifier: Apache-2.0
#include "core/export/regression_cases.h"

#include "core/rulefile/yaml_parser.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <fstream>
#include <iterator>

namespace rulewright::exporting {

namespace {

std::string textOf(const YamlNode& mapping, std::string_view key)
{
    const YamlEntry* entry = mapping.find(key);
    return entry != nullptr && entry->value.isScalar() ? entry->value.text : std::string();
}

const std::vector<YamlNode>& itemsOf(const YamlNode& mapping, std::string_view key)
{
    static const std::vector<YamlNode> none;
    const YamlEntry* entry = mapping.find(key);
    return entry != nullptr ? entry->value.items : none;
}

std::optional<std::uint64_t> numberOf(const std::string& text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// The value behind `key:` at the start of a line, without quotes, comment and blanks around it.
std::optional<std::string_view> valueOf(std::string_view line, std::string_view key)
{
    if (!line.starts_with(key) || !line.substr(key.size()).starts_with(':'))
        return std::nullopt;
    line.remove_prefix(key.size() + 1);
    line = line.substr(0, line.find(" #"));
    constexpr std::string_view around = " \t\r'\"";
    const std::size_t begin = line.find_first_not_of(around);
    if (begin == std::string_view::npos)
        return std::nullopt;
    return line.substr(begin, line.find_last_not_of(around) - begin + 1);
}

} // namespace

std::string withoutDataFolder(std::string_view path)
{
    constexpr std::string_view folder = "regression_data/";
    return std::string(path.starts_with(folder) ? path.substr(folder.size()) : path);
}

std::optional<std::string> fileText(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
}

Result<std::vector<std::filesystem::path>> filesBelow(const std::filesystem::path& folder)
{
    std::error_code error;
    std::vector<std::filesystem::path> files;
    std::filesystem::recursive_directory_iterator at(
        folder, std::filesystem::directory_options::skip_permission_denied, error);
    for (; !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
        std::error_code ignored;
        if (at->is_regular_file(ignored))
            files.push_back(at->path());
    }
    if (error) {
        return std::unexpected(Diagnostics{{Severity::Error, codes::fileUnreadable, {},
            std::format("The folder \"{}\" cannot be read ({}): name one that can.", folder.string(), error.message()),
            {}}});
    }
    std::ranges::sort(files, {}, [](const std::filesystem::path& path) { return path.generic_string(); });
    return files;
}

RegressionCases parseRegressionInfo(std::string_view infoPath, std::string text)
{
    RegressionCases result;
    const SourceText source(std::string(infoPath), std::move(text));
    const rulefile::YamlStream stream = rulefile::parseYaml(source);
    for (const Diagnostic& diagnostic : stream.diagnostics) {
        if (diagnostic.severity == Severity::Error)
            result.problems.push_back({std::string(infoPath),
                std::format("line {}: {}", source.position(diagnostic.span.begin).line, diagnostic.message)});
    }
    for (const YamlDocument& document : stream.documents) {
        std::vector<std::string> ids;
        for (const YamlNode& rule : itemsOf(document.root, "rule_metadata"))
            ids.push_back(textOf(rule, "id"));
        for (const YamlNode& entry : itemsOf(document.root, "regression_tests_info")) {
            result.cases.push_back({std::string(infoPath), ids, textOf(entry, "name"),
                withoutDataFolder(textOf(entry, "path")), numberOf(textOf(entry, "match_count"))});
        }
    }
    if (result.cases.empty() && result.problems.empty())
        result.problems.push_back(
            {std::string(infoPath), "no case: add an entry with a path below \"regression_tests_info\""});
    return result;
}

Result<RegressionCases> findRegressionCases(const std::filesystem::path& data)
{
    Result<std::vector<std::filesystem::path>> files = filesBelow(data);
    if (!files)
        return std::unexpected(std::move(files.error()));
    RegressionCases all;
    for (const std::filesystem::path& file : *files) {
        if (file.filename() != "info.yml")
            continue;
        const std::string name = file.lexically_relative(data).generic_string();
        std::optional<std::string> text = fileText(file);
        if (!text) {
            all.problems.push_back({name, "it cannot be read"});
            continue;
        }
        RegressionCases one = parseRegressionInfo(name, *std::move(text));
        std::ranges::move(one.cases, std::back_inserter(all.cases));
        std::ranges::move(one.problems, std::back_inserter(all.problems));
    }
    return all;
}

RuleFileFacts ruleFileFacts(std::string_view text)
{
    RuleFileFacts facts;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (const auto id = valueOf(line, "id"))
            facts.ids.emplace_back(*id);
        if (const auto path = valueOf(line, "regression_tests_path"))
            facts.regressionTestsPath = withoutDataFolder(*path);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return facts;
}

} // namespace rulewright::exporting
