// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/rulefile.h"

#include "core/lang/sigma/sigma.h"
#include "core/rulefile/elastic_rule.h"
#include "core/rulefile/file_kind.h"
#include "core/rulefile/splunk_content.h"
#include "core/rulefile/splunk_rule.h"
#include "core/rulefile/yaml_parser.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <format>
#include <fstream>
#include <iterator>
#include <utility>

namespace rulewright::rulefile {

namespace {

constexpr std::size_t mostBytes = 10 * 1000 * 1000;

Parsed<rule::Document> failed(const SourceText& source, DiagnosticCode code, Span span, std::string message)
{
    return {rule::Document{source, rule::Language::Sigma, {}}, {{Severity::Error, code, span, std::move(message), {}}}};
}

Span firstLine(const SourceText& source) { return source.lineSpan(1); }

Parsed<rule::Document> unsupported(
    const SourceText& source, std::string_view title, std::optional<rule::Language> language)
{
    Parsed<rule::Document> result = failed(source, codes::fileLanguage, firstLine(source),
        std::format("Rules in {} cannot be read yet: give a rule of Sigma, Elastic or Splunk (.yml, .toml)", title));
    result.value->language = language.value_or(rule::Language::Sigma);
    return result;
}

Parsed<rule::Document> tooLarge(const SourceText& source)
{
    return failed(source, codes::fileSize, firstLine(source),
        "The file is larger than 10 MB, which no rule is: split it, or give another file");
}

void sortByPlace(Diagnostics& diagnostics)
{
    std::ranges::stable_sort(diagnostics, {},
        [](const Diagnostic& diagnostic) { return std::pair(diagnostic.span.begin, diagnostic.severity); });
}

lang::spl::Environment environmentOf(const SplunkContent* splunk, bool unfoldsTables)
{
    return (splunk != nullptr ? *splunk : SplunkContent::builtIn()).environment(unfoldsTables);
}

Parsed<rule::Document> parseYamlRules(const SourceText& source, const SplunkContent* splunk, bool unfoldsTables)
{
    YamlStream stream = parseYaml(source);
    if (std::ranges::any_of(stream.documents, [](const YamlDocument& document) { return isSplunkRule(document.root); }))
        return parseSplunkRules(source, stream, environmentOf(splunk, unfoldsTables));
    Parsed<std::vector<rule::Rule>> rules = lang::sigma::parseRules(source, stream.documents);
    Parsed<rule::Document> result;
    result.diagnostics = std::move(stream.diagnostics);
    std::ranges::move(rules.diagnostics, std::back_inserter(result.diagnostics));
    result.value = rule::Document{source, rule::Language::Sigma, std::move(*rules.value)};
    if (result.value->rules.empty() && result.diagnostics.empty()) {
        return failed(source, codes::fileEmpty, firstLine(source),
            "The file holds no rule: write one, beginning with \"title: …\"");
    }
    sortByPlace(result.diagnostics);
    return result;
}

/// Whether macros and tables may be needed; they are read from files.
bool mayBeSplunk(const SourceText& source)
{
    const FileKind* kind = fileKind(source.name());
    if (kind != nullptr && kind->language == rule::Language::Spl)
        return source.text().contains('`') || source.text().contains("lookup");
    return kind != nullptr && kind->language == rule::Language::Sigma && source.text().contains("search:");
}

/// Whether the text is Kusto's language, whose files end in .kql too: it begins with the name of a table and then `|`.
bool isKusto(std::string_view text)
{
    static constexpr std::string_view blanks = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    while (text.starts_with("//")) {
        text.remove_prefix(std::min(text.find('\n'), text.size()));
        text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    }
    const auto isNamePart
        = [](char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const auto name = static_cast<std::size_t>(std::ranges::find_if_not(text, isNamePart) - text.begin());
    const std::size_t next = text.find_first_not_of(blanks, name);
    return name > 0 && next != std::string_view::npos && text[next] == '|';
}

Parsed<rule::Document> parseQuery(const SourceText& source, rule::Language language)
{
    if (language == rule::Language::Kql && isKusto(source.text())) {
        Parsed<rule::Document> result = failed(source, codes::fileLanguage, firstLine(source),
            "This is Kusto, the query language of Microsoft, and not the KQL of Elastic: Kusto cannot be read");
        result.value->language = language;
        return result;
    }
    return parseElasticQuery(source, language);
}

} // namespace

Parsed<rule::Document> parse(const SourceText& source, const SplunkContent* splunk, bool unfoldsTables)
{
    if (source.text().size() > mostBytes)
        return tooLarge(source);
    const FileKind* kind = fileKind(source.name());
    if (kind != nullptr && !kind->isRead)
        return unsupported(source, kind->title, kind->language);
    if (kind != nullptr && !kind->language)
        return parseElasticRule(source);
    if (kind != nullptr && kind->language == rule::Language::Spl)
        return parseSplunkSearch(source, environmentOf(splunk, unfoldsTables));
    if (kind != nullptr && kind->language != rule::Language::Sigma)
        return parseQuery(source, *kind->language);
    return parseYamlRules(source, splunk, unfoldsTables);
}

Parsed<rule::Document> load(const std::filesystem::path& path, std::string name)
{
    const auto unreadable = [&](std::string_view reason) {
        return Parsed<rule::Document>{std::nullopt,
            {{Severity::Error, codes::fileUnreadable, {},
                std::format("The file \"{}\" cannot be read ({}): check its name and whether "
                            "you may read it",
                    name, reason),
                {}}}};
    };
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return unreadable("it is a folder");
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return unreadable(errno != 0 ? std::strerror(errno) : "it cannot be opened");
    std::string text;
    std::array<char, 65536> block{};
    while (file && text.size() <= mostBytes) {
        file.read(block.data(), block.size());
        text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad())
        return unreadable("reading failed");
    if (text.size() > mostBytes)
        return tooLarge(SourceText(std::move(name), {}));
    return parseBeside(
        SourceText(std::move(name), std::move(text)), std::filesystem::absolute(path, error).parent_path());
}

Parsed<rule::Document> parseBeside(const SourceText& source, const std::filesystem::path& folder)
{
    if (folder.empty() || !mayBeSplunk(source))
        return parse(source);
    return parse(source, SplunkContent::near(folder).get());
}

bool isRuleFileName(std::string_view name) { return fileKind(name) != nullptr; }

} // namespace rulewright::rulefile
