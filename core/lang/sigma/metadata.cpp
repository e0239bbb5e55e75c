// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/metadata.h"

#include <algorithm>
#include <format>

namespace rulewright::lang::sigma {

namespace {

/// `attack.t1059.001` → `T1059.001`; nothing for other tags.
std::optional<std::string> techniqueOfTag(std::string_view tag)
{
    constexpr std::string_view prefix = "attack.t";
    std::string lower(tag);
    std::ranges::transform(
        lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (!lower.starts_with(prefix))
        return std::nullopt;
    const std::string_view id = std::string_view(lower).substr(prefix.size());
    const auto isDigits = [](std::string_view text, std::size_t count) {
        return text.size() == count && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    };
    const bool isTechnique = isDigits(id, 4);
    const bool isSubTechnique
        = id.size() == 8 && id[4] == '.' && isDigits(id.substr(0, 4), 4) && isDigits(id.substr(5), 3);
    if (!isTechnique && !isSubTechnique)
        return std::nullopt;
    return "T" + std::string(id);
}

void readInto(std::optional<rule::Located>& target, const YamlNode& document, std::string_view name, Context& context)
{
    if (const YamlEntry* entry = document.find(name))
        target = readText(*entry, context);
}

void readInto(std::vector<rule::Located>& target, const YamlNode& document, std::string_view name, Context& context)
{
    if (const YamlEntry* entry = document.find(name))
        target = readTexts(*entry, context);
}

void readInto(
    std::optional<rule::LogSourcePart>& target, const YamlNode& logSource, std::string_view name, Context& context)
{
    const YamlEntry* entry = logSource.find(name);
    if (entry == nullptr)
        return;
    if (std::optional<rule::Located> text = readText(*entry, context))
        target = rule::LogSourcePart{std::move(text->text), text->span};
}

Span firstLine(const YamlNode& document, Context& context)
{
    const Span line = context.source.lineSpan(context.source.position(document.span.begin).line);
    return {document.span.begin, std::max(line.end, document.span.begin)};
}

} // namespace

std::optional<rule::Located> readText(const YamlEntry& entry, Context& context)
{
    if (!entry.value.isScalar()) {
        context.error(codes::sigmaMetadataType, entry.value.span,
            std::format("\"{}\" takes one text, and a {} stands here: write the text behind the colon", entry.key.text,
                entry.value.isMapping() ? "map" : "list"));
        return std::nullopt;
    }
    if (entry.value.isNull())
        return std::nullopt;
    return rule::Located{entry.value.text, entry.value.span};
}

std::vector<rule::Located> readTexts(const YamlEntry& entry, Context& context)
{
    std::vector<rule::Located> texts;
    const YamlNode& value = entry.value;
    if (value.isScalar()) {
        if (!value.isNull())
            texts.push_back({value.text, value.span});
        return texts;
    }
    if (value.isMapping()) {
        context.error(codes::sigmaMetadataType, value.span,
            std::format(
                "\"{}\" takes a list of texts, and a map stands here: begin each line with a dash", entry.key.text));
        return texts;
    }
    for (const YamlNode& item : value.items) {
        if (!item.isScalar()) {
            context.error(codes::sigmaMetadataType, item.span,
                std::format("\"{}\" takes a list of texts, and this item is a {}: put it into quotes if it "
                            "is a text with a colon",
                    entry.key.text, item.isMapping() ? "map" : "list"));
        } else if (!item.isNull()) {
            texts.push_back({item.text, item.span});
        }
    }
    return texts;
}

rule::RuleMetadata parseMetadata(const YamlNode& document, Context& context)
{
    rule::RuleMetadata metadata;
    readInto(metadata.title, document, "title", context);
    readInto(metadata.id, document, "id", context);
    readInto(metadata.name, document, "name", context);
    readInto(metadata.status, document, "status", context);
    readInto(metadata.level, document, "level", context);
    readInto(metadata.description, document, "description", context);
    readInto(metadata.author, document, "author", context);
    readInto(metadata.date, document, "date", context);
    readInto(metadata.modified, document, "modified", context);
    readInto(metadata.tags, document, "tags", context);
    readInto(metadata.references, document, "references", context);
    readInto(metadata.falsePositives, document, "falsepositives", context);
    readInto(metadata.regressionTestsPath, document, "regression_tests_path", context);
    for (const rule::Located& tag : metadata.tags) {
        if (auto technique = techniqueOfTag(tag.text))
            metadata.techniques.push_back({std::move(*technique), tag.span});
    }
    if (!context.isPartial && (!metadata.title || metadata.title->text.empty())) {
        const YamlEntry* entry = document.find("title");
        if (entry != nullptr && !entry->value.isScalar())
            return metadata; // reported already
        context.error(codes::sigmaTitleMissing, entry != nullptr ? entry->key.span : firstLine(document, context),
            "The rule has no title: add \"title: …\" with a few words on what it finds");
    }
    return metadata;
}

rule::LogSource parseLogSource(const YamlNode& document, bool isNeeded, Context& context)
{
    rule::LogSource logSource;
    const YamlEntry* entry = document.find("logsource");
    if (entry != nullptr && !entry->value.isMapping() && !entry->value.isNull()) {
        context.error(codes::sigmaLogSourceType, entry->value.span,
            "\"logsource\" takes a map: write product, category or service below it");
        return logSource;
    }
    if (entry != nullptr && entry->value.isMapping()) {
        logSource.span = merged(entry->key.span, entry->value.span);
        readInto(logSource.product, entry->value, "product", context);
        readInto(logSource.category, entry->value, "category", context);
        readInto(logSource.service, entry->value, "service", context);
        readInto(logSource.definition, entry->value, "definition", context);
    }
    if (isNeeded && logSource.isEmpty() && !context.isPartial) {
        context.warning(codes::sigmaLogSourceMissing, entry != nullptr ? entry->key.span : firstLine(document, context),
            "The rule names no log source and looks at every event: add \"logsource:\" with product, "
            "category or service");
    }
    return logSource;
}

} // namespace rulewright::lang::sigma
