// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/processing_transform.h"

#include "core/lang/sigma/processing_node.h"
#include "core/lang/sigma/processing_values.h"

#include <algorithm>
#include <array>
#include <utility>

namespace rulewright::lang::sigma {

namespace {

using rule::Predicate;
using rule::Test;
using rule::Value;

bool isFieldRef(rule::Op op)
{
    return op == rule::Op::FieldRef || op == rule::Op::FieldRefContains || op == rule::Op::FieldRefStartsWith
        || op == rule::Op::FieldRefEndsWith;
}

void rename(rule::FieldRef& field, const std::string& name)
{
    field.raw = name;
    field.name.text = name;
    field.kind = name.empty() ? rule::FieldRef::Kind::AnyField : rule::FieldRef::Kind::Named;
}

Predicate leaf(Test test) { return {rule::NodeId::None, std::move(test)}; }

// The names that fields have which values name, where the item applies to them.
Test withMappedValues(const ProcessingItem& item, const Test& test, const NameFilter& applies)
{
    if (!isFieldRef(test.op))
        return test;
    Test copy = test;
    copy.values.clear();
    for (const Value& value : test.values) {
        const std::string name = rule::scalarText(value.scalar);
        const auto names = applies(name) ? mappedNames(item, name) : std::nullopt;
        if (!names || names->empty()) {
            copy.values.push_back(value);
            continue;
        }
        for (const std::string& one : *names) {
            Value other = value;
            other.scalar = one;
            other.pattern = rule::literalPattern(one);
            copy.values.push_back(std::move(other));
        }
    }
    return copy;
}

// One test for each name: any of them may hold.
Predicate renamed(const ProcessingItem& item, const Test& test, const NameFilter& applies)
{
    Test mapped = withMappedValues(item, test, applies);
    const auto names = applies(test.field.raw) ? mappedNames(item, test.field.raw) : std::nullopt;
    if (!names || names->empty())
        return leaf(std::move(mapped));
    rule::Or any;
    any.span = test.span;
    for (const std::string& name : *names) {
        Test copy = mapped;
        rename(copy.field, name);
        if (!name.empty() && copy.op == rule::Op::Keyword)
            copy.op = rule::Op::Contains;
        any.children.push_back(leaf(std::move(copy)));
    }
    return any.children.size() == 1 ? std::move(any.children.front()) : Predicate{rule::NodeId::None, std::move(any)};
}

std::optional<Predicate> replacePlaceholders(
    const YamlNode& item, const Test& test, const PlaceholderValues& vars, bool byWildcard)
{
    const std::vector<std::string> include = textsAt(item, "include");
    const std::vector<std::string> exclude = textsAt(item, "exclude");
    std::optional<Predicate> result
        = expanded(test, [&](std::string_view name) -> std::optional<std::vector<std::string>> {
              if (!include.empty() && !std::ranges::contains(include, name))
                  return std::nullopt;
              if (std::ranges::contains(exclude, name))
                  return std::nullopt;
              if (byWildcard)
                  return std::vector<std::string>{"*"};
              const auto found = vars.find(name);
              return found == vars.end() ? std::nullopt : std::optional(found->second);
          });
    return result ? std::move(result) : std::optional(leaf(test));
}

constexpr std::array<std::string_view, 14> testTransformations{"field_name_mapping", "field_name_prefix_mapping",
    "field_name_prefix", "field_name_suffix", "drop_detection_item", "replace_string", "map_string", "set_value",
    "convert_type", "case", "hashes_fields", "value_placeholders", "wildcard_placeholders", "detection_item_failure"};

} // namespace

bool isTestTransformation(std::string_view type) { return std::ranges::contains(testTransformations, type); }

std::optional<std::vector<std::string>> mappedNames(const ProcessingItem& item, const std::string& field)
{
    const YamlEntry* mapping = item.node.find("mapping");
    if (item.type == "field_name_mapping" && mapping != nullptr) {
        for (const YamlEntry& entry : mapping->value.entries) {
            const bool isKey = field.empty() ? entry.key.isNull() : !entry.key.isNull() && entry.key.text == field;
            if (isKey)
                return textsOf(entry.value);
        }
    } else if (item.type == "field_name_prefix_mapping" && mapping != nullptr && !field.empty()) {
        for (const YamlEntry& entry : mapping->value.entries) {
            if (!field.starts_with(entry.key.text))
                continue;
            std::vector<std::string> names = textsOf(entry.value);
            for (std::string& name : names)
                name += field.substr(entry.key.text.size());
            return names;
        }
    } else if (item.type == "field_name_prefix" && !field.empty()) {
        return std::vector{textAt(item.node, "prefix") + field};
    } else if (item.type == "field_name_suffix" && !field.empty()) {
        return std::vector{field + textAt(item.node, "suffix")};
    }
    return std::nullopt;
}

std::optional<Predicate> transformTest(
    const ProcessingItem& item, const Test& test, const PlaceholderValues& vars, const NameFilter& applies)
{
    const std::string& type = item.type;
    if (type.starts_with("field_name_"))
        return renamed(item, test, applies);
    if (type == "drop_detection_item")
        return std::nullopt;
    if (type == "replace_string")
        return replaceString(item.node, test);
    if (type == "map_string")
        return mapString(item.node, test);
    if (type == "set_value")
        return setValue(item.node, test);
    if (type == "convert_type")
        return convertType(item.node, test);
    if (type == "case")
        return changeCase(item.node, test);
    if (type == "hashes_fields")
        return splitHashes(item.node, test);
    if (type == "value_placeholders" || type == "wildcard_placeholders")
        return replacePlaceholders(item.node, test, vars, type == "wildcard_placeholders");
    return leaf(test);
}

} // namespace rulewright::lang::sigma
