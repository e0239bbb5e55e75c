// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/processing.h"

#include "core/lang/sigma/context.h"
#include "core/lang/sigma/detection.h"
#include "core/lang/sigma/processing_node.h"
#include "core/lang/sigma/processing_transform.h"
#include "core/rule/numbering.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <utility>

namespace rulewright::lang::sigma {

namespace {

using rule::Predicate;

// A predicate with each of its leaves replaced by what `change` makes of it; what is left without operands goes too.
template <class Change> std::optional<Predicate> withLeaves(const Predicate& predicate, const Change& change)
{
    const auto all = [&](const std::vector<Predicate>& children) {
        std::vector<Predicate> left;
        for (const Predicate& child : children) {
            if (std::optional<Predicate> one = withLeaves(child, change))
                left.push_back(*std::move(one));
        }
        return left;
    };
    if (const auto* group = std::get_if<rule::And>(&predicate.node)) {
        rule::And copy{all(group->children), group->span};
        return copy.children.empty() ? std::nullopt : std::optional(Predicate{predicate.id, std::move(copy)});
    }
    if (const auto* group = std::get_if<rule::Or>(&predicate.node)) {
        rule::Or copy{all(group->children), group->span};
        return copy.children.empty() ? std::nullopt : std::optional(Predicate{predicate.id, std::move(copy)});
    }
    if (const auto* negation = std::get_if<rule::Not>(&predicate.node)) {
        std::optional<Predicate> child = withLeaves(*negation->child, change);
        if (!child)
            return std::nullopt;
        return Predicate{predicate.id, rule::Not{*std::move(child), negation->span}};
    }
    return change(predicate);
}

// With each of its tests replaced.
template <class Change> std::optional<Predicate> rewritten(const Predicate& predicate, const Change& change)
{
    return withLeaves(predicate, [&](const Predicate& leaf) -> std::optional<Predicate> {
        const auto* test = std::get_if<rule::Test>(&leaf.node);
        return test != nullptr ? change(*test) : std::optional(leaf);
    });
}

// A condition without a selection of which nothing is left.
std::optional<Predicate> withoutSelection(const Predicate& condition, rule::SelectionId gone)
{
    return withLeaves(condition, [&](const Predicate& leaf) -> std::optional<Predicate> {
        if (const auto* ref = std::get_if<rule::Ref>(&leaf.node); ref != nullptr && ref->selection == gone)
            return std::nullopt;
        const auto* of = std::get_if<rule::Of>(&leaf.node);
        if (of == nullptr || !std::ranges::contains(of->members, gone))
            return leaf;
        rule::Of copy = *of;
        std::erase(copy.members, gone);
        if (copy.members.empty())
            return std::nullopt;
        copy.quantifier.count = std::min(copy.quantifier.count, static_cast<std::uint32_t>(copy.members.size()));
        return Predicate{leaf.id, std::move(copy)};
    });
}

// What a pipeline adds has no place in the rule's text: it is shown at the condition.
void setPlace(Predicate& predicate, Span place)
{
    if (auto* group = std::get_if<rule::And>(&predicate.node)) {
        group->span = place;
        for (Predicate& child : group->children)
            setPlace(child, place);
    } else if (auto* any = std::get_if<rule::Or>(&predicate.node)) {
        any->span = place;
        for (Predicate& child : any->children)
            setPlace(child, place);
    } else if (auto* test = std::get_if<rule::Test>(&predicate.node)) {
        test->span = test->field.span = place;
        for (rule::Value& value : test->values)
            value.span = place;
    } else if (auto* opaque = std::get_if<rule::Opaque>(&predicate.node)) {
        opaque->span = place;
    }
}

Predicate* conditionOf(rule::Rule& rule)
{
    if (auto* filter = std::get_if<rule::FilterDocument>(&rule.body))
        return &filter->predicate;
    auto* pipeline = std::get_if<rule::Pipeline>(&rule.body);
    if (pipeline == nullptr || pipeline->stages.empty())
        return nullptr;
    auto* filter = std::get_if<rule::Filter>(&pipeline->stages.front());
    return filter == nullptr ? nullptr : &filter->predicate;
}

void replaceAll(std::string& text, std::string_view what, const std::optional<rule::LogSourcePart>& by)
{
    if (!by)
        return;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by->text.size()))
        text.replace(at, what.size(), by->text);
}

void fillTemplate(YamlNode& node, const rule::LogSource& logSource)
{
    for (const std::string_view open : {"${", "$"}) {
        const std::string_view close = open == "$" ? "" : "}";
        replaceAll(node.text, std::format("{}category{}", open, close), logSource.category);
        replaceAll(node.text, std::format("{}product{}", open, close), logSource.product);
        replaceAll(node.text, std::format("{}service{}", open, close), logSource.service);
    }
    for (YamlNode& item : node.items)
        fillTemplate(item, logSource);
    for (YamlEntry& entry : node.entries)
        fillTemplate(entry.value, logSource);
}

// One rule on its way through one pipeline.
class Processor {
public:
    Processor(const ProcessingPipeline& pipeline, rule::Rule& rule, const rule::Document& document,
        ProcessingState& state, Diagnostics& failures)
        : m_pipeline(pipeline)
        , m_rule(rule)
        , m_document(document)
        , m_state(state)
        , m_failures(failures)
    {
    }

    void run()
    {
        for (const ProcessingItem& item : m_pipeline.items)
            run(item);
    }

private:
    void run(const ProcessingItem& item)
    {
        if (!appliesToRule(item, m_rule, m_document, m_state))
            return;
        if (item.type == "nest") {
            for (const ProcessingItem& one : item.items)
                run(one);
        } else if (isTestTransformation(item.type)) {
            transformTests(item);
            if (auto* correlation = std::get_if<rule::Correlation>(&m_rule.body))
                renameFields(item, *correlation);
        } else if (item.type == "add_condition") {
            addCondition(item.node);
        } else if (item.type == "change_logsource") {
            changeLogSource(item.node);
        } else if (item.type == "set_state") {
            m_state.values[textAt(item.node, "key")] = textAt(item.node, "val");
        } else if (item.type == "rule_failure") {
            fail(textAt(item.node, "message"), m_rule.span);
        }
        if (!item.id.empty())
            m_state.applied.insert(item.id);
    }

    void transformTests(const ProcessingItem& item)
    {
        const auto change = [&](const rule::Test& test) -> std::optional<Predicate> {
            if (!appliesToTest(item, test, m_state))
                return Predicate{rule::NodeId::None, test};
            if (item.type == "detection_item_failure")
                fail(textAt(item.node, "message"), test.span);
            std::optional<Predicate> result = transformTest(item, test, m_pipeline.vars,
                [&](const std::string& name) { return appliesToName(item, name, test, m_state); });
            const auto* same = result ? std::get_if<rule::Test>(&result->node) : nullptr;
            if (!item.id.empty() && (same == nullptr || *same != test))
                m_state.appliedToTest[test.field.span.begin].insert(item.id);
            return result;
        };
        rewriteAll(change);
    }

    template <class Change> void rewriteAll(const Change& change)
    {
        Predicate* condition = conditionOf(m_rule);
        // What is left without a test asks for nothing, which an empty AND is.
        const auto orNothing = [](std::optional<Predicate> result, Span span) {
            return result ? *std::move(result) : Predicate{rule::NodeId::None, rule::And{{}, span}};
        };
        for (std::size_t i = 0; i < m_rule.selections.size(); ++i) {
            Predicate& selection = m_rule.selections[i].predicate;
            std::optional<Predicate> result = rewritten(selection, change);
            if (!result && condition != nullptr) {
                const auto gone = rule::SelectionId{static_cast<std::uint32_t>(i)};
                *condition = orNothing(withoutSelection(*condition, gone), spanOf(*condition));
            }
            selection = orNothing(std::move(result), spanOf(selection));
        }
        // The condition's own tests are those that add_condition put there.
        if (condition != nullptr)
            *condition = orNothing(rewritten(*condition, change), spanOf(*condition));
    }

    void renameFields(const ProcessingItem& item, rule::Correlation& correlation)
    {
        const auto namesOf = [&](const rule::Located& field) {
            std::optional<std::vector<std::string>> names;
            if (appliesToField(item, field.text, m_state))
                names = mappedNames(item, field.text);
            return names && !names->empty() ? *std::move(names) : std::vector{field.text};
        };
        const auto rename = [&](rule::Located& field) {
            const std::vector<std::string> names = namesOf(field);
            if (names.size() > 1) {
                fail(std::format("the field \"{}\" of a correlation's condition or alias has several names",
                         toValidUtf8(field.text)),
                    field.span);
            }
            field.text = names.front();
        };
        const auto isAlias = [&](const rule::Located& field) {
            return std::ranges::any_of(correlation.aliases,
                [&](const rule::Correlation::Alias& alias) { return alias.name.text == field.text; });
        };
        // Events are grouped by all the names that a field gets.
        std::vector<rule::Located> groupBy;
        for (const rule::Located& field : correlation.groupBy) {
            for (std::string& name : isAlias(field) ? std::vector{field.text} : namesOf(field))
                groupBy.push_back({std::move(name), field.span});
        }
        correlation.groupBy = std::move(groupBy);
        for (rule::Located& field : correlation.fields) {
            if (!isAlias(field))
                rename(field);
        }
        for (rule::Correlation::Alias& alias : correlation.aliases) {
            for (auto& [reference, field] : alias.fields)
                rename(field);
        }
    }

    void addCondition(const YamlNode& item)
    {
        const YamlEntry* conditions = item.find("conditions");
        Predicate* condition = conditionOf(m_rule);
        if (conditions == nullptr || condition == nullptr || std::holds_alternative<rule::FilterDocument>(m_rule.body))
            return;
        YamlNode map = conditions->value;
        if (isTrueAt(item, "template"))
            fillTemplate(map, m_rule.logSource);
        Diagnostics ignored; // reported when the pipeline was read
        Context context{m_pipeline.text, ignored};
        Predicate added = readSelection("conditions", map, conditions->key.span, context);
        setPlace(added, m_rule.conditionSpan);
        if (isTrueAt(item, "negated"))
            added = Predicate{rule::NodeId::None, rule::Not{std::move(added), m_rule.conditionSpan}};
        rule::And both;
        both.span = m_rule.conditionSpan;
        both.children.push_back(std::move(added));
        both.children.push_back(std::move(*condition));
        *condition = Predicate{rule::NodeId::None, std::move(both)};
    }

    void changeLogSource(const YamlNode& item)
    {
        const auto part = [&](std::string_view key) -> std::optional<rule::LogSourcePart> {
            const std::string text = textAt(item, key);
            return text.empty() ? std::nullopt : std::optional(rule::LogSourcePart{text, m_rule.logSource.span});
        };
        m_rule.logSource.product = part("product");
        m_rule.logSource.category = part("category");
        m_rule.logSource.service = part("service");
    }

    void fail(const std::string& message, Span span)
    {
        m_failures.push_back({Severity::Error, codes::pipelineFailure, span,
            std::format("The pipeline \"{}\" refuses the rule: {}", m_pipeline.name, toValidUtf8(message)), {}});
    }

    const ProcessingPipeline& m_pipeline;
    rule::Rule& m_rule;
    const rule::Document& m_document;
    ProcessingState& m_state;
    Diagnostics& m_failures;
};

void replaceValues(rule::Rule& rule, const PlaceholderValues& values)
{
    const auto change = [&](const rule::Test& test) -> std::optional<Predicate> {
        std::optional<Predicate> result
            = expanded(test, [&](std::string_view name) -> std::optional<std::vector<std::string>> {
                  const auto found = values.find(name);
                  return found == values.end() ? std::nullopt : std::optional(found->second);
              });
        return result ? std::move(result) : std::optional(Predicate{rule::NodeId::None, test});
    };
    for (rule::Selection& selection : rule.selections) {
        if (std::optional<Predicate> result = rewritten(selection.predicate, change))
            selection.predicate = *std::move(result);
    }
    if (Predicate* condition = conditionOf(rule)) {
        if (std::optional<Predicate> result = rewritten(*condition, change))
            *condition = *std::move(result);
    }
}

} // namespace

Diagnostics process(
    rule::Document& document, const std::vector<ProcessingPipeline>& pipelines, const PlaceholderValues& values)
{
    Diagnostics failures;
    if (document.language != rule::Language::Sigma)
        return failures;
    std::vector<const ProcessingPipeline*> order;
    for (const ProcessingPipeline& pipeline : pipelines)
        order.push_back(&pipeline);
    std::ranges::stable_sort(order, {}, &ProcessingPipeline::priority);
    const rule::Document before = document;
    for (rule::Rule& rule : document.rules) {
        ProcessingState state;
        for (const ProcessingPipeline* pipeline : order)
            Processor(*pipeline, rule, before, state, failures).run();
        replaceValues(rule, values);
        rule::numberNodes(rule);
    }
    return failures;
}

} // namespace rulewright::lang::sigma
