// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/processing_transform.h"

#include "core/lang/sigma/processing_node.h"
#include "core/lang/sigma/value.h"
#include "core/text/fold.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
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

Value textValue(const Value& original, const std::string& text)
{
    Value value = original;
    value.scalar = text;
    value.pattern = decodePattern(text).pattern;
    return value;
}

void rename(rule::FieldRef& field, const std::string& name)
{
    field.raw = name;
    field.name.text = name;
    field.kind = name.empty() ? rule::FieldRef::Kind::AnyField : rule::FieldRef::Kind::Named;
}

Predicate leaf(Test test) { return {rule::NodeId::None, std::move(test)}; }

// One test for each name: any of them may hold.
Predicate renamed(const ProcessingItem& item, const Test& test, const std::vector<std::string>& names)
{
    rule::Or any;
    any.span = test.span;
    for (const std::string& name : names) {
        Test copy = test;
        rename(copy.field, name);
        if (!name.empty() && copy.op == rule::Op::Keyword)
            copy.op = rule::Op::Contains;
        if (isFieldRef(copy.op)) {
            for (Value& value : copy.values) {
                if (const auto other = mappedNames(item, rule::scalarText(value.scalar)); other && !other->empty())
                    value.scalar = other->front();
            }
        }
        any.children.push_back(leaf(std::move(copy)));
    }
    return any.children.size() == 1 ? std::move(any.children.front()) : Predicate{rule::NodeId::None, std::move(any)};
}

// Each text value through a function that gives the texts in its place; nothing leaves it.
template <class Change> Predicate withTexts(const Test& test, Change&& change)
{
    Test copy = test;
    copy.values.clear();
    for (const Value& value : test.values) {
        const auto* text = std::get_if<std::string>(&value.scalar);
        const auto* number = std::get_if<rule::Number>(&value.scalar);
        const std::string written = text != nullptr ? *text : number != nullptr ? number->text : std::string();
        std::optional<std::vector<std::string>> texts;
        if (text != nullptr || number != nullptr)
            texts = change(written, number != nullptr);
        if (!texts) {
            copy.values.push_back(value);
            continue;
        }
        for (const std::string& one : *texts)
            copy.values.push_back(textValue(value, one));
    }
    return leaf(std::move(copy));
}

Predicate replaceString(const YamlNode& item, const Test& test)
{
    RE2::Options options;
    options.set_log_errors(false);
    const std::string pattern = textAt(item, "regex");
    const RE2 regex(absl::string_view(pattern.data(), pattern.size()), options);
    const std::string replacement = textAt(item, "replacement");
    if (!regex.ok())
        return leaf(test);
    if (!isTrueAt(item, "skip_special")) {
        return withTexts(test, [&](std::string text, bool) {
            RE2::GlobalReplace(&text, regex, absl::string_view(replacement.data(), replacement.size()));
            return std::optional(std::vector{std::move(text)});
        });
    }
    Test copy = test;
    for (Value& value : copy.values) {
        if (!std::holds_alternative<std::string>(value.scalar))
            continue;
        rule::Pattern changed;
        std::string shown;
        for (const rule::PatternPart& part : value.pattern.parts) {
            if (part.kind != rule::PatternPart::Kind::Literal) {
                changed.append(part.kind);
                shown += part.kind == rule::PatternPart::Kind::One ? '?' : '*';
                continue;
            }
            std::string text = part.literal;
            RE2::GlobalReplace(&text, regex, absl::string_view(replacement.data(), replacement.size()));
            changed.append(text);
            shown += text;
        }
        value.pattern = std::move(changed);
        value.scalar = std::move(shown);
    }
    return leaf(std::move(copy));
}

Predicate mapString(const YamlNode& item, const Test& test)
{
    const YamlEntry* mapping = item.find("mapping");
    if (mapping == nullptr)
        return leaf(test);
    return withTexts(test, [&](const std::string& text, bool isNumber) -> std::optional<std::vector<std::string>> {
        const YamlEntry* found = isNumber ? nullptr : mapping->value.find(text);
        return found == nullptr ? std::nullopt : std::optional(textsOf(found->value));
    });
}

Predicate setValue(const YamlNode& item, const Test& test)
{
    Test copy = test;
    const YamlEntry* entry = item.find("value");
    if (entry == nullptr || !entry->value.isScalar())
        return leaf(std::move(copy));
    for (Value& value : copy.values) {
        const std::string force = textAt(item, "force_type");
        value.scalar = force == "str" ? rule::Scalar(entry->value.text)
            : force == "num"          ? rule::Scalar(rule::Number{entry->value.text})
                                      : scalarOf(entry->value);
        const auto* text = std::get_if<std::string>(&value.scalar);
        value.pattern = text != nullptr                        ? decodePattern(*text).pattern
            : std::holds_alternative<rule::Null>(value.scalar) ? rule::Pattern()
                                                               : rule::literalPattern(rule::scalarText(value.scalar));
    }
    return leaf(std::move(copy));
}

Predicate convertType(const YamlNode& item, const Test& test)
{
    Test copy = test;
    const bool toNumber = textAt(item, "target_type") == "num";
    for (Value& value : copy.values) {
        if (std::holds_alternative<rule::Null>(value.scalar))
            continue;
        const std::string text = rule::scalarText(value.scalar);
        if (toNumber && isNumberText(text))
            value.scalar = rule::Number{text};
        else if (!toNumber)
            value.scalar = text;
    }
    return leaf(std::move(copy));
}

std::string snakeCase(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isUpper = text[i] >= 'A' && text[i] <= 'Z';
        const bool afterLower = i > 0 && !(text[i - 1] >= 'A' && text[i - 1] <= 'Z') && text[i - 1] != '_';
        if (isUpper && afterLower)
            result += '_';
        result += isUpper ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    }
    return result;
}

// Letter case counts only under `cased`; elsewhere this changes nothing but what is shown.
Predicate changeCase(const YamlNode& item, const Test& test)
{
    const std::string method = textAt(item, "method", "lower");
    return withTexts(test, [&](std::string text, bool isNumber) -> std::optional<std::vector<std::string>> {
        if (isNumber)
            return std::nullopt;
        if (method == "snake_case")
            return std::vector{snakeCase(text)};
        for (char& c : text) {
            const bool isLower = c >= 'a' && c <= 'z';
            const bool isUpper = c >= 'A' && c <= 'Z';
            if (method == "upper" ? isLower : isUpper)
                c = static_cast<char>(c ^ 0x20);
        }
        return std::vector{std::move(text)};
    });
}

std::string hashNameByLength(std::size_t length)
{
    switch (length) {
    case 32:
        return "MD5";
    case 40:
        return "SHA1";
    case 64:
        return "SHA256";
    case 128:
        return "SHA512";
    default:
        return {};
    }
}

// `Hashes: SHA1=…` becomes a test of a field of its own for each algorithm.
Predicate splitHashes(const YamlNode& item, const Test& test)
{
    const std::vector<std::string> valid = textsAt(item, "valid_hash_algos");
    const std::string prefix = textAt(item, "field_prefix");
    std::map<std::string, std::vector<Value>> byField;
    for (const Value& value : test.values) {
        const std::string text = rule::scalarText(value.scalar);
        const std::size_t cut = text.find(text.contains('|') ? '|' : '=');
        std::string name = cut == std::string::npos ? std::string() : text.substr(0, cut);
        const std::string hash = cut == std::string::npos ? text : text.substr(cut + 1);
        name.erase(0, std::min(name.find_first_not_of('*'), name.size()));
        std::ranges::transform(
            name, name.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c ^ 0x20) : c; });
        if (name.empty())
            name = hashNameByLength(hash.size());
        if (std::ranges::contains(valid, name))
            byField[prefix + (isTrueAt(item, "drop_algo_prefix") ? std::string() : name)].push_back(
                textValue(value, hash));
    }
    if (byField.empty())
        return leaf(test);
    rule::Or any;
    any.span = test.span;
    for (auto& [field, values] : byField) {
        Test one = test;
        rename(one.field, field);
        one.op = rule::Op::Eq;
        one.join = rule::Join::Any;
        one.modifiers.clear();
        one.values = std::move(values);
        any.children.push_back(leaf(std::move(one)));
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

std::optional<Predicate> transformTest(const ProcessingItem& item, const Test& test, const PlaceholderValues& vars)
{
    const std::string& type = item.type;
    if (type.starts_with("field_name_")) {
        const auto names = mappedNames(item, test.field.raw);
        return names && !names->empty() ? renamed(item, test, *names) : leaf(test);
    }
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
