// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/processing_conditions.h"

#include "core/lang/sigma/processing_node.h"
#include "core/lang/sigma/processing_strings.h"
#include "core/rule/walk.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <functional>

namespace rulewright::lang::sigma {

namespace {

// Conditions stand in a list, or in a map under names.
std::vector<const YamlNode*> conditionsAt(const YamlNode& item, std::string_view key)
{
    std::vector<const YamlNode*> found;
    const YamlEntry* entry = item.find(key);
    if (entry == nullptr)
        return found;
    for (const YamlNode& one : entry->value.items)
        found.push_back(&one);
    for (const YamlEntry& one : entry->value.entries)
        found.push_back(&one.value);
    return found;
}

struct Group {
    std::string_view conditions;
    std::string_view op;
    std::string_view negation;
};

constexpr Group ruleGroup{"rule_conditions", "rule_cond_op", "rule_cond_not"};
constexpr Group testGroup{"detection_item_conditions", "detection_item_cond_op", "detection_item_cond_not"};
constexpr Group fieldGroup{"field_name_conditions", "field_name_cond_op", "field_name_cond_not"};

// All of the conditions (or one, with `or`), turned around by `not`; without any it holds.
bool holds(const YamlNode& item, const Group& group, const std::function<bool(const YamlNode&)>& one)
{
    const std::vector<const YamlNode*> conditions = conditionsAt(item, group.conditions);
    if (conditions.empty())
        return true;
    const auto check = [&](const YamlNode* condition) { return one(*condition); };
    const bool result = textAt(item, group.op) == "or" ? std::ranges::any_of(conditions, check)
                                                       : std::ranges::all_of(conditions, check);
    return result != isTrueAt(item, group.negation);
}

bool matchesAtStart(const std::string& pattern, const std::string& text)
{
    RE2::Options options;
    options.set_log_errors(false);
    const RE2 regex(absl::string_view(pattern.data(), pattern.size()), options);
    const absl::string_view input(text.data(), text.size());
    return regex.ok() && regex.Match(input, 0, input.size(), RE2::ANCHOR_START, nullptr, 0);
}

bool hasLogSource(const YamlNode& condition, const rule::LogSource& logSource)
{
    const auto is = [&](std::string_view key, const std::optional<rule::LogSourcePart>& part) {
        const std::string wanted = textAt(condition, key);
        return wanted.empty() || (part && part->text == wanted);
    };
    return is("category", logSource.category) && is("product", logSource.product) && is("service", logSource.service);
}

bool isApplied(const YamlNode& condition, const std::set<std::string>& applied)
{
    return applied.contains(textAt(condition, "processing_item_id"));
}

bool hasState(const YamlNode& condition, const ProcessingState& state)
{
    const auto found = state.values.find(textAt(condition, "key"));
    return found != state.values.end() && found->second == textAt(condition, "val");
}

bool contains(const rule::Rule& rule, const std::function<bool(const rule::Test&)>& is)
{
    bool found = false;
    rule::forEachTest(rule, [&](const rule::Test& test) { found = found || is(test); });
    return found;
}

std::vector<std::string> attribute(const rule::Rule& rule, const std::string& name)
{
    const rule::RuleMetadata& about = rule.metadata;
    const auto one = [](const std::optional<rule::Located>& text) {
        return text ? std::vector{text->text} : std::vector<std::string>();
    };
    const auto all = [](const std::vector<rule::Located>& texts) {
        std::vector<std::string> result;
        for (const rule::Located& text : texts)
            result.push_back(text.text);
        return result;
    };
    if (name == "title")
        return one(about.title);
    if (name == "id")
        return one(about.id);
    if (name == "name")
        return one(about.name);
    if (name == "status")
        return one(about.status);
    if (name == "level")
        return one(about.level);
    if (name == "author")
        return one(about.author);
    if (name == "date")
        return one(about.date);
    if (name == "modified")
        return one(about.modified);
    if (name == "description")
        return one(about.description);
    if (name == "references")
        return all(about.references);
    return name == "falsepositives" ? all(about.falsePositives) : std::vector<std::string>();
}

int rankOf(const std::string& text)
{
    static constexpr std::array<std::string_view, 10> ranks{"unsupported", "deprecated", "experimental", "test",
        "stable", "informational", "low", "medium", "high", "critical"};
    return static_cast<int>(std::ranges::find(ranks, text) - ranks.begin());
}

bool hasAttribute(const YamlNode& condition, const rule::Rule& rule)
{
    const std::string name = textAt(condition, "attribute");
    const std::string wanted = textAt(condition, "value");
    const std::string op = textAt(condition, "op", "eq");
    const std::vector<std::string> values = attribute(rule, name);
    if (op == "in")
        return std::ranges::contains(values, wanted);
    if (op == "not_in")
        return !std::ranges::contains(values, wanted);
    if (values.empty())
        return false;
    const std::string& value = values.front();
    if (op == "eq" || op == "ne")
        return (value == wanted) == (op == "eq");
    // Levels and statuses have an order of their own; dates are in that of their texts.
    const bool isRanked = name == "level" || name == "status";
    const auto order = isRanked ? rankOf(value) <=> rankOf(wanted) : value.compare(wanted) <=> 0;
    if (op == "gt")
        return order > 0;
    if (op == "gte")
        return order >= 0;
    return op == "lt" ? order < 0 : op == "lte" && order <= 0;
}

bool ruleHolds(
    const YamlNode& condition, const rule::Rule& rule, const rule::Document& document, const ProcessingState& state)
{
    const std::string type = textAt(condition, "type");
    const auto* correlation = std::get_if<rule::Correlation>(&rule.body);
    if (type == "logsource" && correlation != nullptr) {
        return std::ranges::any_of(correlation->rules, [&](const rule::Located& reference) {
            const rule::Rule* found = rule::findRule(document, reference.text);
            return found != nullptr && hasLogSource(condition, found->logSource);
        });
    }
    if (type == "logsource")
        return hasLogSource(condition, rule.logSource);
    if (type == "contains_field") {
        const std::string field = textAt(condition, "field");
        return contains(rule, [&](const rule::Test& test) { return test.field.raw == field; });
    }
    if (type == "contains_detection_item") {
        const std::string field = textAt(condition, "field");
        const YamlEntry* value = condition.find("value");
        return value != nullptr && contains(rule, [&](const rule::Test& test) {
            return test.field.raw == field && std::ranges::any_of(test.values, [&](const rule::Value& one) {
                return isSameValue(test, one, value->value);
            });
        });
    }
    if (type == "processing_item_applied")
        return isApplied(condition, state.applied);
    if (type == "processing_state")
        return hasState(condition, state);
    if (type == "is_sigma_rule")
        return correlation == nullptr;
    if (type == "is_sigma_correlation_rule")
        return correlation != nullptr;
    if (type == "rule_attribute")
        return hasAttribute(condition, rule);
    const std::string tag = textAt(condition, "tag");
    return std::ranges::contains(rule.metadata.tags, tag, &rule::Located::text);
}

bool valueHolds(const YamlNode& condition, const std::string& type, const rule::Test& test, const rule::Value& value)
{
    if (type == "is_null")
        return std::holds_alternative<rule::Null>(value.scalar);
    if (type == "match_value") {
        const YamlEntry* wanted = condition.find("value");
        return wanted != nullptr && isSameValue(test, value, wanted->value);
    }
    const bool isText = std::holds_alternative<std::string>(value.scalar);
    const std::optional<rule::Pattern> string = isText ? stringOf(test, value) : std::nullopt;
    if (type == "contains_wildcard")
        return string && string->hasWildcard();
    const bool matches = string && matchesAtStart(textAt(condition, "pattern"), plainText(*string));
    return matches != isTrueAt(condition, "negate");
}

bool testHolds(const YamlNode& condition, const rule::Test& test, const ProcessingState& state)
{
    const std::string type = textAt(condition, "type");
    if (type == "processing_item_applied") {
        const auto found = state.appliedToTest.find(test.field.span.begin);
        return found != state.appliedToTest.end() && isApplied(condition, found->second);
    }
    if (type == "processing_state")
        return hasState(condition, state);
    const auto one = [&](const rule::Value& value) { return valueHolds(condition, type, test, value); };
    return textAt(condition, "cond", "any") == "all" ? std::ranges::all_of(test.values, one)
                                                     : std::ranges::any_of(test.values, one);
}

bool fieldHolds(const YamlNode& condition, const std::string& field, const std::set<std::string>& applied,
    const ProcessingState& state)
{
    const std::string type = textAt(condition, "type");
    if (type == "processing_item_applied")
        return isApplied(condition, applied);
    if (type == "processing_state")
        return hasState(condition, state);
    const bool isRegex = textAt(condition, "mode", "plain") == "re";
    const std::vector<std::string> fields = textsAt(condition, "fields");
    const bool isListed = std::ranges::any_of(
        fields, [&](const std::string& one) { return isRegex ? matchesAtStart(one, field) : one == field; });
    return isListed == (type == "include_fields");
}

bool namesFields(rule::Op op)
{
    return op == rule::Op::FieldRef || op == rule::Op::FieldRefContains || op == rule::Op::FieldRefStartsWith
        || op == rule::Op::FieldRefEndsWith;
}

bool isRegex(const std::string& pattern)
{
    RE2::Options options;
    options.set_log_errors(false);
    return RE2(absl::string_view(pattern.data(), pattern.size()), options).ok();
}

constexpr std::array<std::string_view, 9> ruleTypes{"logsource", "contains_field", "contains_detection_item",
    "processing_item_applied", "processing_state", "is_sigma_rule", "is_sigma_correlation_rule", "rule_attribute",
    "tag"};
constexpr std::array<std::string_view, 6> testTypes{
    "match_string", "match_value", "contains_wildcard", "is_null", "processing_item_applied", "processing_state"};
constexpr std::array<std::string_view, 4> fieldTypes{
    "include_fields", "exclude_fields", "processing_item_applied", "processing_state"};

} // namespace

bool appliesToRule(
    const ProcessingItem& item, const rule::Rule& rule, const rule::Document& document, const ProcessingState& state)
{
    return holds(
        item.node, ruleGroup, [&](const YamlNode& condition) { return ruleHolds(condition, rule, document, state); });
}

bool appliesToTest(const ProcessingItem& item, const rule::Test& test, const ProcessingState& state)
{
    return holds(item.node, testGroup, [&](const YamlNode& condition) { return testHolds(condition, test, state); })
        && (appliesToName(item, test.field.raw, test, state)
            || (namesFields(test.op) && std::ranges::any_of(test.values, [&](const rule::Value& value) {
                   return appliesToName(item, rule::scalarText(value.scalar), test, state);
               })));
}

bool appliesToName(
    const ProcessingItem& item, const std::string& name, const rule::Test& test, const ProcessingState& state)
{
    const auto found = state.appliedToTest.find(test.field.span.begin);
    const std::set<std::string> applied = found != state.appliedToTest.end() ? found->second : std::set<std::string>();
    return holds(
        item.node, fieldGroup, [&](const YamlNode& condition) { return fieldHolds(condition, name, applied, state); });
}

bool appliesToField(const ProcessingItem& item, const std::string& field, const ProcessingState& state)
{
    return holds(item.node, fieldGroup,
        [&](const YamlNode& condition) { return fieldHolds(condition, field, state.applied, state); });
}

std::vector<std::string> unknownConditions(const YamlNode& item)
{
    std::vector<std::string> unknown;
    const auto check = [&](const Group& group, std::span<const std::string_view> known) {
        for (const YamlNode* condition : conditionsAt(item, group.conditions)) {
            const std::string type = textAt(*condition, "type");
            if (!std::ranges::contains(known, type))
                unknown.push_back(type);
            if (type == "match_string" && !isRegex(textAt(*condition, "pattern")))
                unknown.push_back(type + " with " + textAt(*condition, "pattern"));
            for (const std::string& field : textsAt(*condition, "fields")) {
                if (textAt(*condition, "mode") == "re" && !isRegex(field))
                    unknown.push_back(type + " with " + field);
            }
        }
    };
    check(ruleGroup, ruleTypes);
    check(testGroup, testTypes);
    check(fieldGroup, fieldTypes);
    for (const std::string_view key : {"rule_cond_expr", "detection_item_cond_expr", "field_name_cond_expr"}) {
        if (item.find(key) != nullptr)
            unknown.emplace_back(key);
    }
    return unknown;
}

} // namespace rulewright::lang::sigma
