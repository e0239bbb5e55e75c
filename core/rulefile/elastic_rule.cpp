// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/elastic_rule.h"

#include "core/rule/numbering.h"
#include "core/rulefile/elastic_filters.h"
#include "core/rulefile/elastic_query.h"
#include "core/rulefile/toml_tree.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <format>

namespace rulewright::rulefile {

using namespace rule;

namespace {

std::optional<Located> located(const TomlNode& table, std::string_view key)
{
    const TomlNode* node = table.find(key);
    if (!node || node->kind == TomlNode::Kind::List || node->kind == TomlNode::Kind::Table)
        return std::nullopt;
    return Located{node->text, node->span};
}

std::vector<Located> locatedList(const TomlNode& table, std::string_view key)
{
    std::vector<Located> texts;
    if (const TomlNode* node = table.find(key)) {
        for (const TomlNode& item : node->items)
            texts.push_back({item.text, item.span});
        if (node->kind == TomlNode::Kind::Text)
            texts.push_back({node->text, node->span});
    }
    return texts;
}

/// The parent of a sub-technique is always written: an entry with sub-techniques tags only these.
void readTechniques(const TomlNode& rule, std::vector<Located>& techniques)
{
    const TomlNode* threats = rule.find("threat");
    if (!threats)
        return;
    const auto add = [&](const TomlNode& technique) {
        const TomlNode* id = technique.find("id");
        if (id && !std::ranges::contains(techniques, id->text, &Located::text))
            techniques.push_back({id->text, id->span});
    };
    for (const TomlNode& threat : threats->items) {
        const TomlNode* entries = threat.find("technique");
        if (!entries)
            continue;
        for (const TomlNode& technique : entries->items) {
            const TomlNode* below = technique.find("subtechnique");
            if (below && !below->items.empty())
                std::ranges::for_each(below->items, add);
            else
                add(technique);
        }
    }
}

RuleMetadata readMetadata(const TomlNode& document, const TomlNode& rule)
{
    RuleMetadata metadata;
    metadata.title = located(rule, "name");
    metadata.id = located(rule, "rule_id");
    metadata.level = located(rule, "severity");
    metadata.description = located(rule, "description");
    metadata.tags = locatedList(rule, "tags");
    metadata.references = locatedList(rule, "references");
    metadata.falsePositives = locatedList(rule, "false_positives");
    if (const std::vector<Located> authors = locatedList(rule, "author"); !authors.empty()) {
        metadata.author = authors.front();
        for (std::size_t i = 1; i < authors.size(); ++i)
            metadata.author->text += ", " + authors[i].text;
    }
    if (const TomlNode* about = document.find("metadata")) {
        metadata.status = located(*about, "maturity");
        metadata.date = located(*about, "creation_date");
        metadata.modified = located(*about, "updated_date");
    }
    readTechniques(rule, metadata.techniques);
    return metadata;
}

FieldRef fieldRef(const TomlNode& name)
{
    FieldRef field;
    field.name.text = field.raw = name.text;
    field.span = name.span;
    return field;
}

/// [rule.threshold]: field (a list), value, and cardinality of further fields.
void appendThreshold(const TomlNode& threshold, Pipeline& pipeline)
{
    Aggregate aggregate;
    aggregate.span = threshold.span;
    if (const TomlNode* fields = threshold.find("field")) {
        for (const TomlNode& field : fields->items)
            aggregate.by.push_back({fieldRef(field), field.span});
        if (fields->kind == TomlNode::Kind::Text && !fields->text.empty())
            aggregate.by.push_back({fieldRef(*fields), fields->span});
    }

    struct Limit {
        std::string name;
        const TomlNode* value;
    };

    std::vector<Limit> limits;
    if (const TomlNode* value = threshold.find("value")) {
        aggregate.outputs.push_back({"count", Call{"count", {}}, value->span});
        limits.push_back({"count", value});
    }
    if (const TomlNode* cardinality = threshold.find("cardinality")) {
        for (const TomlNode& one : cardinality->items) {
            const TomlNode* field = one.find("field");
            const TomlNode* value = one.find("value");
            if (!field || !value)
                continue;
            const std::string name = std::format("count_distinct({})", field->text);
            aggregate.outputs.push_back(
                {name, Call{"count_distinct", {Expr{fieldRef(*field), field->span}}}, one.span});
            limits.push_back({name, value});
        }
    }
    pipeline.stages.emplace_back(std::move(aggregate));
    for (const Limit& limit : limits) {
        Test test;
        test.field.name.text = test.field.raw = limit.name;
        test.field.kind = FieldRef::Kind::Derived;
        test.field.span = test.span = limit.value->span;
        test.op = Op::Ge;
        test.values.push_back({Scalar(Number{limit.value->text}), literalPattern(limit.value->text), limit.value->text,
            limit.value->span, ValueId::None});
        pipeline.stages.emplace_back(Filter{Predicate{NodeId::None, std::move(test)}, limit.value->span});
    }
}

/// [rule.new_terms]: values of fields that were not seen in a window before.
void appendNewTerms(const TomlNode& terms, Pipeline& pipeline)
{
    Aggregate aggregate;
    aggregate.span = terms.span;
    if (const TomlNode* fields = terms.find("value")) {
        for (const TomlNode& field : fields->items)
            aggregate.by.push_back({fieldRef(field), field.span});
    }
    std::string window;
    if (const TomlNode* starts = terms.find("history_window_start")) {
        for (const TomlNode& start : starts->items)
            window = start.textOf("value");
    }
    aggregate.outputs.push_back({"new_terms", Call{"new_terms", {Expr{Scalar(window), terms.span}}}, terms.span});
    pipeline.stages.emplace_back(std::move(aggregate));
}

/// threat_index and threat_mapping: values that indicators name.
void appendThreatMatch(const TomlNode& rule, Pipeline& pipeline)
{
    Lookup lookup;
    for (const Located& index : locatedList(rule, "threat_index"))
        lookup.table += (lookup.table.empty() ? "" : ",") + index.text;
    if (const TomlNode* mapping = rule.find("threat_mapping")) {
        lookup.span = mapping->span;
        for (const TomlNode& group : mapping->items) {
            const TomlNode* entries = group.find("entries");
            if (!entries)
                continue;
            for (const TomlNode& entry : entries->items) {
                if (const TomlNode* field = entry.find("field"))
                    lookup.keys.emplace_back(entry.textOf("value"), fieldRef(*field));
            }
        }
    }
    pipeline.stages.emplace_back(std::move(lookup));
}

std::optional<Language> languageOf(const TomlNode& rule)
{
    const std::string_view language = rule.textOf("language");
    if (language == "eql")
        return Language::Eql;
    if (language == "esql")
        return Language::Esql;
    if (language == "lucene")
        return Language::Lucene;
    if (language == "kuery" || language.empty())
        return Language::Kql;
    return std::nullopt;
}

void appendStages(const TomlNode& rule, Pipeline& pipeline)
{
    if (const TomlNode* filters = rule.find("filters")) {
        for (Predicate& predicate : readFilters(*filters))
            pipeline.stages.insert(
                pipeline.stages.begin() + (pipeline.stages.empty() ? 0 : 1), Filter{predicate, spanOf(predicate)});
    }
    if (const TomlNode* threshold = rule.find("threshold"))
        appendThreshold(*threshold, pipeline);
    if (const TomlNode* terms = rule.find("new_terms"))
        appendNewTerms(*terms, pipeline);
    if (rule.find("threat_mapping"))
        appendThreatMatch(rule, pipeline);
}

Rule readRule(const TomlNode& document, const TomlNode& table, const SourceText& source, Language& language,
    Diagnostics& diagnostics)
{
    Rule rule;
    rule.span = {0, static_cast<std::uint32_t>(source.text().size())};
    rule.metadata = readMetadata(document, table);
    for (Located& index : locatedList(table, "index"))
        rule.logSource.indexPatterns.push_back({std::move(index.text), index.span});
    const std::optional<Language> named = languageOf(table);
    language = rule.language = named.value_or(Language::Kql);
    const TomlNode* query = table.find("query");
    if (!query || query->kind != TomlNode::Kind::Text) {
        rule.body = NoQuery{table.textOf("type") == "machine_learning"
                ? std::string("a machine-learning job finds the events")
                : std::string("the rule has no query")};
        return rule;
    }
    rule.conditionSpan = query->span;
    if (!named) {
        diagnostics.push_back({Severity::Error, codes::fileLanguage, table.find("language")->span,
            std::format("\"{}\" is no language of Elastic's rules: write eql, kuery, lucene or esql.",
                table.textOf("language")),
            {}});
        return rule;
    }
    EmbeddedText text{query->text, 0, tomlSourceOffsets(*query, source)};
    rule.body = NoQuery{"the query cannot be read"};
    readElasticQuery(text, language, rule, diagnostics);
    if (auto* pipeline = std::get_if<Pipeline>(&rule.body))
        appendStages(table, *pipeline);
    numberNodes(rule);
    return rule;
}

} // namespace

Parsed<Document> parseElasticRule(const SourceText& source)
{
    Parsed<Document> result;
    Parsed<TomlNode> toml = parseToml(source);
    result.diagnostics = std::move(toml.diagnostics);
    result.value = Document{source, Language::Kql, {}};
    if (!toml.value)
        return result;
    const TomlNode* table = toml.value->find("rule");
    if (!table) {
        result.diagnostics.push_back({Severity::Error, codes::fileEmpty, source.lineSpan(1),
            "The file holds no rule: a table [rule] is missing.", {}});
        return result;
    }
    result.value->rules.push_back(readRule(*toml.value, *table, source, result.value->language, result.diagnostics));
    return result;
}

Parsed<Document> parseElasticQuery(const SourceText& source, Language language)
{
    Parsed<Document> result;
    Rule rule;
    rule.language = language;
    rule.span = {0, static_cast<std::uint32_t>(source.text().size())};
    rule.conditionSpan = rule.span;
    rule.body = NoQuery{"the query cannot be read"};
    readElasticQuery(EmbeddedText{source.text(), 0, {}}, language, rule, result.diagnostics);
    numberNodes(rule);
    result.value = Document{source, language, {std::move(rule)}};
    return result;
}

} // namespace rulewright::rulefile
