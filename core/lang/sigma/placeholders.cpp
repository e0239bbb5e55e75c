// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/placeholders.h"

#include "core/lang/sigma/value.h"
#include "core/rule/placeholder.h"

#include <algorithm>
#include <utility>

namespace rulewright::lang::sigma {

namespace {

// More values than these of one value make no rule that anyone reads.
constexpr std::size_t mostValues = 100'000;

bool takesPattern(rule::Op op)
{
    return op == rule::Op::Eq || op == rule::Op::Contains || op == rule::Op::StartsWith || op == rule::Op::EndsWith
        || op == rule::Op::Keyword;
}

// A percent sign of a value begins no placeholder.
std::string withPlainPercents(const std::string& value)
{
    std::string result;
    for (const char c : value) {
        if (c == '%')
            result += '\\';
        result += c;
    }
    return result;
}

// The texts of a value, each placeholder that is known replaced; empty where none is.
std::vector<std::string> expandedTexts(const std::string& text, const PlaceholderLookup& lookup, bool hasPattern)
{
    std::vector<std::string> texts{std::string()};
    bool isChanged = false;
    std::size_t at = 0;
    for (const rule::Placeholder& placeholder : rule::placeholders(text)) {
        const std::optional<std::vector<std::string>> values = lookup(placeholder.name);
        if (!values || values->empty())
            continue;
        isChanged = true;
        const std::string before = text.substr(at, placeholder.begin - at);
        at = placeholder.end;
        std::vector<std::string> longer;
        for (const std::string& one : texts) {
            for (const std::string& value : *values) {
                if (longer.size() < mostValues)
                    longer.push_back(one + before + (hasPattern ? withPlainPercents(value) : value));
            }
        }
        texts = std::move(longer);
    }
    if (!isChanged)
        return {};
    for (std::string& one : texts)
        one += text.substr(at);
    return texts;
}

rule::Value valueOf(const rule::Value& original, const std::string& text, bool hasPattern)
{
    rule::Value value = original;
    value.scalar = text;
    value.pattern = hasPattern ? decodePattern(text, true).pattern : rule::literalPattern(text);
    return value;
}

} // namespace

std::optional<rule::Predicate> expanded(const rule::Test& test, const PlaceholderLookup& lookup)
{
    if (!rule::hasPlaceholders(test))
        return std::nullopt;
    rule::Test plain = test;
    plain.values.clear();
    std::vector<rule::Predicate> alternatives; // under `all`
    bool isChanged = false;
    for (const rule::Value& value : test.values) {
        const auto* text = std::get_if<std::string>(&value.scalar);
        const std::vector<std::string> texts
            = text != nullptr
            ? expandedTexts(*text, lookup, takesPattern(test.op))
            : std::vector<std::string>();
        if (texts.empty()) {
            plain.values.push_back(value);
            continue;
        }
        isChanged = true;
        rule::Test list = test;
        list.values.clear();
        list.join = rule::Join::Any;
        for (const std::string& one : texts)
            list.values.push_back(valueOf(value, one, takesPattern(test.op)));
        if (test.join == rule::Join::All && list.values.size() > 1 && test.values.size() > 1) {
            list.negated = false;
            alternatives.push_back({rule::NodeId::None, std::move(list)});
        } else {
            if (test.values.size() == 1)
                plain.join = rule::Join::Any;
            std::ranges::move(list.values, std::back_inserter(plain.values));
        }
    }
    if (!isChanged)
        return std::nullopt;
    if (alternatives.empty())
        return rule::Predicate{rule::NodeId::None, std::move(plain)};
    const bool isNegated = plain.negated;
    plain.negated = false;
    if (!plain.values.empty())
        alternatives.insert(alternatives.begin(), {rule::NodeId::None, std::move(plain)});
    rule::Predicate all{rule::NodeId::None, rule::And{std::move(alternatives), test.span}};
    if (!isNegated)
        return all;
    return rule::Predicate{rule::NodeId::None, rule::Not{std::move(all), test.span}};
}

} // namespace rulewright::lang::sigma
