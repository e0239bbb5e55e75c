// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/processing_values.h"

#include "core/lang/sigma/processing_node.h"
#include "core/lang/sigma/processing_strings.h"
#include "core/lang/sigma/value.h"

#include <algorithm>
#include <map>
#include <utility>

namespace rulewright::lang::sigma {

namespace {

using rule::Pattern;
using rule::Predicate;
using rule::Test;
using rule::Value;

Predicate leaf(Test test) { return {rule::NodeId::None, std::move(test)}; }

bool isNumber(const Value& value) { return std::holds_alternative<rule::Number>(value.scalar); }

std::string snakeCase(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isUpper = text[i] >= 'A' && text[i] <= 'Z';
        if (isUpper && i > 0)
            result += '_';
        result += isUpper ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    }
    return result;
}

std::string inCase(const std::string& method, std::string text)
{
    if (method == "snake_case")
        return snakeCase(text);
    for (char& c : text) {
        const bool isLower = c >= 'a' && c <= 'z';
        const bool isUpper = c >= 'A' && c <= 'Z';
        if (method == "upper" ? isLower : isUpper)
            c = static_cast<char>(c ^ 0x20);
    }
    return text;
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

// The algorithm, which may be empty, and the hash without the wildcards around it.
std::pair<std::string, std::string> hashOf(const std::string& text)
{
    const char separator = text.contains('|') ? '|' : '=';
    const std::size_t cut = text.find(separator);
    const bool hasName = cut != std::string::npos && text.find(separator, cut + 1) == std::string::npos;
    std::string name = hasName ? text.substr(0, cut) : std::string();
    std::string hash = hasName ? text.substr(cut + 1) : text.substr(0, cut);
    const auto isWild = [](char c) { return c == '*' || c == '?'; };
    hash.erase(0, static_cast<std::size_t>(std::ranges::find_if_not(hash, isWild) - hash.begin()));
    while (!hash.empty() && isWild(hash.back()))
        hash.pop_back();
    name.erase(0, std::min(name.find_first_not_of('*'), name.size()));
    name = hasName ? inCase("upper", std::move(name)) : hashNameByLength(hash.size());
    return {std::move(name), std::move(hash)};
}

Test ofField(const Test& test, const std::string& field, std::vector<Value> values)
{
    Test one = test;
    one.field.raw = field;
    one.field.name.text = field;
    one.field.kind = rule::FieldRef::Kind::Named;
    one.op = rule::Op::Eq;
    one.join = rule::Join::Any;
    one.modifiers.clear();
    one.values = std::move(values);
    return one;
}

} // namespace

Predicate mapString(const YamlNode& item, const Test& test)
{
    const YamlEntry* mapping = item.find("mapping");
    if (mapping == nullptr)
        return leaf(test);
    return leaf(withStrings(test, [&](const Value& value, const Pattern& string) {
        const YamlEntry* found = isNumber(value) ? nullptr : mapping->value.find(plainText(string));
        if (found == nullptr)
            return std::optional<std::vector<Pattern>>();
        std::vector<Pattern> patterns;
        for (const std::string& text : textsOf(found->value))
            patterns.push_back(decodePattern(text).pattern);
        return std::optional(std::move(patterns));
    }));
}

Predicate setValue(const YamlNode& item, const Test& test)
{
    Test copy = test;
    const YamlEntry* entry = item.find("value");
    if (entry == nullptr || !entry->value.isScalar())
        return leaf(std::move(copy));
    const bool isKeyword = test.field.kind == rule::FieldRef::Kind::AnyField;
    copy.op = isKeyword ? rule::Op::Keyword : rule::Op::Eq;
    copy.caseRule = rule::CaseRule::Insensitive;
    copy.modifiers.clear();
    for (Value& value : copy.values) {
        const std::string force = textAt(item, "force_type");
        value.scalar = force == "str" ? rule::Scalar(entry->value.text)
            : force == "num"          ? rule::Scalar(rule::Number{entry->value.text})
                                      : scalarOf(entry->value);
        const auto* text = std::get_if<std::string>(&value.scalar);
        value.pattern = text != nullptr                        ? decodePattern(*text).pattern
            : std::holds_alternative<rule::Null>(value.scalar) ? Pattern()
                                                               : rule::literalPattern(rule::scalarText(value.scalar));
    }
    return leaf(std::move(copy));
}

Predicate convertType(const YamlNode& item, const Test& test)
{
    Test copy = test;
    const bool toNumber = textAt(item, "target_type") == "num";
    for (Value& value : copy.values) {
        const std::string text = rule::scalarText(value.scalar);
        if (toNumber && stringOf(test, value) && isNumberText(text))
            value.scalar = rule::Number{text};
        else if (!toNumber && isNumber(value))
            value.scalar = text;
    }
    return leaf(std::move(copy));
}

Predicate changeCase(const YamlNode& item, const Test& test)
{
    const std::string method = textAt(item, "method", "lower");
    return leaf(withStrings(test, [&](const Value& value, const Pattern& string) {
        if (isNumber(value))
            return std::optional<std::vector<Pattern>>();
        Pattern changed = string;
        for (rule::PatternPart& part : changed.parts)
            part.literal = inCase(method, std::move(part.literal));
        return std::optional(std::vector{std::move(changed)});
    }));
}

Predicate splitHashes(const YamlNode& item, const Test& test)
{
    const std::vector<std::string> parsed = textsAt(item, "field_to_parse");
    const bool isHashes = parsed.empty() ? test.field.raw == "Hashes" || test.field.raw == "Hash"
                                         : std::ranges::contains(parsed, test.field.raw);
    const std::vector<std::string> valid = textsAt(item, "valid_hash_algos");
    const std::string prefix = textAt(item, "field_prefix");
    std::map<std::string, std::vector<Value>> byField;
    for (const Value& value : isHashes ? test.values : std::vector<Value>()) {
        const std::optional<Pattern> string = stringOf(test, value);
        if (!string || isNumber(value))
            return leaf(test);
        const auto [name, hash] = hashOf(plainText(*string));
        if (!std::ranges::contains(valid, name))
            continue;
        Value one = value;
        one.pattern = decodePattern(hash).pattern;
        one.scalar = hash;
        byField[prefix + (isTrueAt(item, "drop_algo_prefix") ? std::string() : name)].push_back(std::move(one));
    }
    if (byField.empty())
        return leaf(test);
    std::vector<Predicate> fields;
    for (auto& [field, values] : byField)
        fields.push_back(leaf(ofField(test, field, std::move(values))));
    if (fields.size() == 1)
        return std::move(fields.front());
    // Not one of the hashes is none of each algorithm's.
    if (test.negated)
        return {rule::NodeId::None, rule::And{std::move(fields), test.span}};
    return {rule::NodeId::None, rule::Or{std::move(fields), test.span}};
}

} // namespace rulewright::lang::sigma
