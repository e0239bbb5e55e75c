// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/splunk_rule.h"

#include "core/rule/numbering.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <utility>

namespace rulewright::rulefile {

using namespace rule;

namespace {

std::optional<Located> located(const YamlNode& mapping, std::string_view key)
{
    const YamlEntry* entry = mapping.find(key);
    if (entry == nullptr || !entry->value.isScalar() || entry->value.isNull())
        return std::nullopt;
    return Located{entry->value.text, entry->value.span};
}

std::vector<Located> locatedList(const YamlNode& mapping, std::string_view key)
{
    std::vector<Located> texts;
    const YamlEntry* entry = mapping.find(key);
    if (entry == nullptr)
        return texts;
    for (const YamlNode& item : entry->value.items)
        texts.push_back({item.text, item.span});
    if (entry->value.isScalar() && !entry->value.isNull())
        texts.push_back({entry->value.text, entry->value.span});
    return texts;
}

RuleMetadata readMetadata(const YamlNode& root)
{
    RuleMetadata metadata;
    metadata.title = located(root, "name");
    metadata.id = located(root, "id");
    metadata.status = located(root, "status");
    metadata.description = located(root, "description");
    metadata.author = located(root, "author");
    metadata.date = located(root, "date");
    metadata.references = locatedList(root, "references");
    metadata.falsePositives = locatedList(root, "known_false_positives");
    if (const YamlEntry* tags = root.find("tags")) {
        metadata.tags = locatedList(tags->value, "analytic_story");
        metadata.techniques = locatedList(tags->value, "mitre_attack_id");
        for (Located& technique : metadata.techniques)
            std::ranges::transform(technique.text, technique.text.begin(),
                [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    }
    return metadata;
}

/// "Sysmon EventID 1 AND Sysmon EventID 11" is two sources.
void readDataSources(const YamlNode& root, LogSource& logSource)
{
    static constexpr std::string_view separator = " AND ";
    for (const std::string_view key : {"data_source", "data_sources"}) {
        for (const Located& source : locatedList(root, key)) {
            std::string_view rest = source.text;
            while (!rest.empty()) {
                const std::size_t end = rest.find(separator);
                logSource.dataSources.push_back({std::string(rest.substr(0, end)), source.span});
                rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + separator.size());
            }
        }
    }
}

void readSearch(
    const EmbeddedText& search, const lang::spl::Environment& environment, Rule& rule, Diagnostics& diagnostics)
{
    rule.language = Language::Spl;
    rule.missingRule = MissingRule::NotEqualNeedsField;
    rule.body = NoQuery{"the search cannot be read"};
    lang::spl::SplResult result = lang::spl::parse(search, environment, diagnostics);
    rule.logSource.dataModel = std::move(result.dataModel);
    rule.logSource.macros = std::move(result.macros);
    if (result.pipeline)
        rule.body = std::move(*result.pipeline);
    numberNodes(rule);
}

} // namespace

bool isSplunkRule(const YamlNode& root)
{
    return root.find("search") != nullptr && root.find("detection") == nullptr
        && (root.find("tags") != nullptr || root.find("data_source") != nullptr || root.find("type") != nullptr);
}

Parsed<Document> parseSplunkRules(
    const SourceText& source, const YamlStream& stream, const lang::spl::Environment& environment)
{
    Parsed<Document> result;
    result.diagnostics = stream.diagnostics;
    result.value = Document{source, Language::Spl, {}};
    for (const YamlDocument& document : stream.documents) {
        if (!isSplunkRule(document.root))
            continue;
        Rule rule;
        rule.language = Language::Spl;
        rule.span = document.span;
        rule.metadata = readMetadata(document.root);
        readDataSources(document.root, rule.logSource);
        const YamlNode& search = document.root.find("search")->value;
        rule.conditionSpan = search.span;
        if (search.isScalar() && !search.isNull()) {
            readSearch({search.text, search.span.begin, yamlSourceOffsets(search, source)}, environment, rule,
                result.diagnostics);
        } else {
            result.diagnostics.push_back({Severity::Error, codes::splSyntax, search.span,
                "The key \"search\" has no text: write the search behind it", {}});
        }
        result.value->rules.push_back(std::move(rule));
    }
    return result;
}

Parsed<Document> parseSplunkSearch(const SourceText& source, const lang::spl::Environment& environment)
{
    Parsed<Document> result;
    Rule rule;
    rule.span = {0, static_cast<std::uint32_t>(source.text().size())};
    rule.conditionSpan = rule.span;
    readSearch(EmbeddedText{source.text(), 0, {}}, environment, rule, result.diagnostics);
    result.value = Document{source, Language::Spl, {std::move(rule)}};
    return result;
}

} // namespace rulewright::rulefile
