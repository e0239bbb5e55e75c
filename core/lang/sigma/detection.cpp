// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/detection.h"

#include "core/lang/sigma/condition.h"
#include "core/lang/sigma/key.h"
#include "core/lang/sigma/test.h"

#include <algorithm>
#include <format>
#include <ranges>

namespace rulewright::lang::sigma {

namespace {

class SelectionReader {
public:
    SelectionReader(std::string_view name, Context& context)
        : m_name(name)
        , m_context(context)
    {
    }

    rule::Predicate read(const YamlNode& node, Span place)
    {
        if (node.isMapping())
            return readMap(node, place);
        if (node.isSequence())
            return readList(node, place);
        if (node.isNull()) {
            reportEmpty("has no content", place);
            return opaque("an empty selection", place);
        }
        return readKeywords({&node, 1}, place, node.span);
    }

private:
    static rule::Predicate opaque(std::string reason, Span span)
    {
        return {rule::NodeId::None, rule::Opaque{std::move(reason), span}};
    }

    void reportEmpty(std::string_view what, Span place)
    {
        if (!m_context.isPartial)
            m_context.error(codes::sigmaSelectionEmpty, place,
                std::format("The selection \"{}\" {}: give it a field and a value, or take it away", m_name, what));
    }

    rule::Predicate readMap(const YamlNode& map, Span place)
    {
        if (map.entries.empty()) {
            reportEmpty("is an empty map", place);
            return opaque("an empty map", map.span);
        }
        rule::And all;
        all.span = map.span;
        for (const YamlEntry& entry : map.entries) {
            if (!entry.key.isScalar()) {
                m_context.error(codes::sigmaKeyType, entry.key.span,
                    "A list or map stands where the name of a field is needed: write the field's name");
                continue;
            }
            const TestKey key = parseKey(entry.key, m_context);
            if (auto test = parseTest(key, entry.value, m_context))
                all.children.push_back({rule::NodeId::None, std::move(*test)});
            else
                all.children.push_back(opaque("a test without a value", merged(entry.key.span, entry.value.span)));
        }
        return {rule::NodeId::None, std::move(all)};
    }

    rule::Predicate readKeywords(std::span<const YamlNode> items, Span place, Span span)
    {
        if (auto test = parseKeywords(items, place, m_context))
            return {rule::NodeId::None, std::move(*test)};
        return opaque("keywords that could not be read", span);
    }

    /// A list of maps is an OR of them, a list of scalars one test of keywords; neighbouring scalars between
    /// maps are one such test.
    rule::Predicate readList(const YamlNode& list, Span place)
    {
        if (list.items.empty()) {
            reportEmpty("is an empty list", place);
            return opaque("an empty list", list.span);
        }
        const std::span<const YamlNode> items = list.items;
        if (std::ranges::all_of(items, &YamlNode::isScalar))
            return readKeywords(items, place, list.span);
        rule::Or any;
        any.span = list.span;
        for (std::size_t at = 0; at < items.size();) {
            std::size_t end = at;
            while (end < items.size() && items[end].isScalar())
                ++end;
            if (end > at) {
                any.children.push_back(readKeywords(
                    items.subspan(at, end - at), items[at].span, merged(items[at].span, items[end - 1].span)));
                at = end;
            } else {
                const YamlNode& item = items[at++];
                any.children.push_back(item.isMapping() ? readMap(item, item.span) : readNestedList(item));
            }
        }
        return {rule::NodeId::None, std::move(any)};
    }

    rule::Predicate readNestedList(const YamlNode& list)
    {
        m_context.error(codes::sigmaValueNested, list.span,
            std::format("A list stands inside the list of \"{}\": move its items one level up", m_name));
        return opaque("a list inside a list", list.span);
    }

    std::string_view m_name;
    Context& m_context;
};

void reportUnused(const std::vector<rule::Selection>& selections, const std::vector<bool>& isUsed, Context& context)
{
    for (std::size_t i = 0; i < selections.size(); ++i) {
        const auto hasSameName
            = [&](std::size_t other) { return isUsed[other] && selections[other].name == selections[i].name; };
        if (std::ranges::any_of(std::views::iota(std::size_t(0), selections.size()), hasSameName))
            continue;
        context.warning(codes::sigmaSelectionUnused, selections[i].nameSpan,
            std::format(
                "The condition does not use the selection \"{}\": name it there, or take it away", selections[i].name));
    }
}

void reportMissingCondition(const YamlNode& key, const std::vector<rule::Selection>& selections, Context& context)
{
    std::vector<Fix> fixes;
    if (selections.size() == 1) {
        const Span name = selections.front().nameSpan;
        const Position position = context.source.position(name.begin);
        const Span line = context.source.lineSpan(position.line);
        const std::string indent(name.begin - line.begin, ' ');
        fixes.push_back(replaceFix("Add the condition", {line.begin, line.begin},
            std::format("{}condition: {}\n", indent, selections.front().name)));
    }
    context.error(codes::sigmaConditionMissing, key.span,
        std::format("No condition says which selections must match: add \"condition: {}\" below \"{}\"",
            selections.empty() ? "selection" : selections.front().name, key.text),
        std::move(fixes));
}

} // namespace

Detection parseDetection(const YamlNode& key, const YamlNode& detection, std::string_view skippedKey, Context& context)
{
    Detection result;
    if (!detection.isMapping()) {
        if (!(context.isPartial && detection.isNull()))
            context.error(codes::sigmaDetectionType, key.span,
                std::format("\"{}\" holds no selections: write their names below it, each with fields and "
                            "values, and a condition",
                    key.text));
        return result;
    }
    for (const YamlEntry& entry : detection.entries) {
        if (!entry.key.isScalar()) {
            context.error(codes::sigmaKeyType, entry.key.span,
                "A list or map stands where the name of a selection is needed: write a name");
            continue;
        }
        if (entry.key.text == "condition" || (!skippedKey.empty() && entry.key.text == skippedKey))
            continue;
        if (entry.key.text == "timeframe") {
            context.warning(codes::sigmaTimeframe, entry.key.span,
                "\"timeframe\" has no effect since aggregations left the condition: write a correlation "
                "with a timespan");
            continue;
        }
        rule::Selection selection;
        selection.name = entry.key.text;
        selection.nameSpan = entry.key.span;
        selection.span = merged(entry.key.span, entry.value.span);
        selection.predicate = SelectionReader(selection.name, context).read(entry.value, entry.key.span);
        result.selections.push_back(std::move(selection));
    }
    const YamlEntry* condition = detection.find("condition");
    if (condition == nullptr) {
        if (!context.isPartial)
            reportMissingCondition(key, result.selections, context);
        return result;
    }
    ConditionResult parsed = parseCondition(condition->key, condition->value, result.selections, context);
    result.condition = std::move(parsed.predicate);
    result.conditionSpan = condition->value.span;
    if (!context.isPartial && parsed.isComplete)
        reportUnused(result.selections, parsed.isUsed, context);
    return result;
}

rule::Predicate readSelection(std::string_view name, const YamlNode& node, Span place, Context& context)
{
    return SelectionReader(name, context).read(node, place);
}

} // namespace rulewright::lang::sigma
