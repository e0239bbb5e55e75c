// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/context.h"
#include "core/lang/sigma/detection.h"
#include "core/lang/sigma/processing.h"
#include "core/lang/sigma/processing_conditions.h"
#include "core/lang/sigma/processing_node.h"
#include "core/lang/sigma/processing_values.h"
#include "core/text/suggest.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <utility>

namespace rulewright::lang::sigma {

namespace {

// They change what a query shows or how it is written, not which events it finds.
const std::vector<std::string>& harmlessTransformations()
{
    static const std::vector<std::string> names
        = {"add_field", "regex", "remove_field", "set_custom_attribute", "set_field", "strict_field_mapping_failure"};
    return names;
}

class PipelineReader {
public:
    explicit PipelineReader(const SourceText& source)
        : m_source(source)
    {
    }

    Parsed<ProcessingPipeline> read(const YamlNode& root)
    {
        ProcessingPipeline pipeline;
        pipeline.text = m_source;
        Context context{m_source, m_diagnostics};
        const YamlEntry* transformations = root.find("transformations");
        if (!root.isMapping() || (transformations == nullptr && root.find("vars") == nullptr)) {
            context.error(codes::pipelineSyntax, root.span,
                "A processing pipeline is a map with \"transformations\", and this is none: give a pipeline");
            return {std::nullopt, std::move(m_diagnostics)};
        }
        pipeline.name = textAt(root, "name", m_source.name());
        const std::string priority = textAt(root, "priority", "0");
        std::from_chars(priority.data(), priority.data() + priority.size(), pipeline.priority);
        if (const YamlEntry* vars = root.find("vars")) {
            for (const YamlEntry& entry : vars->value.entries)
                pipeline.vars[entry.key.text] = textsOf(entry.value);
        }
        if (transformations != nullptr) {
            for (const YamlNode& item : transformations->value.items)
                readItem(item, pipeline.items, context);
        }
        return {std::move(pipeline), std::move(m_diagnostics)};
    }

private:
    void readItem(const YamlNode& node, std::vector<ProcessingItem>& items, Context& context)
    {
        const YamlEntry* type = node.find("type");
        if (type == nullptr || !type->value.isScalar()) {
            context.error(codes::pipelineSyntax, node.span,
                "A transformation has no \"type\": add one, such as type: field_name_mapping");
            return;
        }
        const std::string& name = type->value.text;
        if (std::ranges::contains(harmlessTransformations(), name))
            return;
        if (!std::ranges::contains(transformationNames(), name)) {
            const std::optional<std::string> suggestion = nearest(name, transformationNames());
            context.warning(codes::pipelineUnsupported, type->value.span,
                std::format("The transformation \"{}\" is not applied{}", toValidUtf8(name),
                    suggestion ? std::format(": perhaps {} is meant", *suggestion) : ", for it is not known"));
            return;
        }
        for (const std::string& condition : unknownConditions(node)) {
            context.warning(codes::pipelineUnsupported, node.span,
                std::format("The condition \"{}\" is not known, and the transformation {} is not applied",
                    toValidUtf8(condition), name));
            return;
        }
        if (name == "add_condition")
            checkConditions(node, context);
        if (const std::string fault = name == "replace_string" ? replacementFault(node) : std::string();
            !fault.empty()) {
            context.warning(codes::pipelineUnsupported, node.span,
                std::format("This replacement is not applied, for RE2 does not take it ({})", toValidUtf8(fault)));
            return;
        }
        ProcessingItem item{textAt(node, "id"), name, node};
        if (const YamlEntry* nested = name == "nest" ? node.find("items") : nullptr; nested != nullptr) {
            for (const YamlNode& one : nested->value.items)
                readItem(one, item.items, context);
        }
        items.push_back(std::move(item));
    }

    static void checkConditions(const YamlNode& node, Context& context)
    {
        const YamlEntry* conditions = node.find("conditions");
        if (conditions == nullptr || !conditions->value.isMapping()) {
            context.error(codes::pipelineSyntax, node.span,
                "\"add_condition\" needs a map \"conditions\" of fields and values: add one");
            return;
        }
        (void)readSelection("conditions", conditions->value, conditions->key.span, context);
    }

    const SourceText& m_source;
    Diagnostics m_diagnostics;
};

} // namespace

Parsed<ProcessingPipeline> parseProcessing(const SourceText& source, const YamlNode& document)
{
    return PipelineReader(source).read(document);
}

Parsed<PlaceholderValues> parseValues(const SourceText& source, const YamlNode& document)
{
    Parsed<PlaceholderValues> result;
    Context context{source, result.diagnostics};
    if (!document.isMapping()) {
        context.error(codes::pipelineSyntax, document.span,
            "A file of values is a map from names to values, and this is none: write NAME: and its values below");
        return result;
    }
    result.value.emplace();
    for (const YamlEntry& entry : document.entries) {
        const std::vector<std::string> values = textsOf(entry.value);
        const std::size_t expected = entry.value.isScalar() ? 1 : entry.value.items.size();
        if (values.empty() || values.size() != expected || entry.value.isMapping()) {
            context.error(codes::pipelineSyntax, entry.key.span,
                std::format("\"{}\" needs a value or a list of values: write them", toValidUtf8(entry.key.text)));
            continue;
        }
        (*result.value)[entry.key.text] = values;
    }
    return result;
}

const std::vector<std::string>& transformationNames()
{
    static const std::vector<std::string> names = {"add_condition", "case", "change_logsource", "convert_type",
        "detection_item_failure", "drop_detection_item", "field_name_mapping", "field_name_prefix",
        "field_name_prefix_mapping", "field_name_suffix", "hashes_fields", "map_string", "nest", "replace_string",
        "rule_failure", "set_state", "set_value", "value_placeholders", "wildcard_placeholders"};
    return names;
}

} // namespace rulewright::lang::sigma
