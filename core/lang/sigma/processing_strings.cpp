// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/processing_strings.h"

#include "core/lang/sigma/value.h"

#include <algorithm>
#include <utility>

namespace rulewright::lang::sigma {

namespace {

using Kind = rule::PatternPart::Kind;
using rule::Op;
using rule::Pattern;

bool takesStrings(const rule::Test& test)
{
    const bool isPattern = test.op == Op::Eq || test.op == Op::Contains || test.op == Op::StartsWith
        || test.op == Op::EndsWith || test.op == Op::Keyword;
    const auto isPlain = [](rule::Modifier modifier) { return modifier == rule::Modifier::Expand; };
    return isPattern && std::ranges::all_of(test.modifiers, isPlain);
}

bool isOpenBefore(Op op) { return op == Op::Contains || op == Op::EndsWith; }

bool isOpenBehind(Op op) { return op == Op::Contains || op == Op::StartsWith; }

bool isMany(const rule::PatternPart& part) { return part.kind == Kind::Many; }

// Whether the pattern can be written behind the operator again.
bool fits(Op op, const Pattern& pattern)
{
    const std::size_t needed = (isOpenBefore(op) ? 1U : 0U) + (isOpenBehind(op) ? 1U : 0U);
    return pattern.parts.size() >= needed && (!isOpenBefore(op) || isMany(pattern.parts.front()))
        && (!isOpenBehind(op) || isMany(pattern.parts.back()));
}

Pattern within(Op op, Pattern pattern)
{
    if (isOpenBehind(op))
        pattern.parts.pop_back();
    if (isOpenBefore(op))
        pattern.parts.erase(pattern.parts.begin());
    return pattern;
}

rule::Value valueOf(rule::Value value, Pattern pattern)
{
    value.scalar = writtenText(pattern);
    value.pattern = std::move(pattern);
    return value;
}

struct Changed {
    rule::Value value;
    std::optional<Pattern> string;
    bool isNew = false;
};

} // namespace

std::optional<Pattern> stringOf(const rule::Test& test, const rule::Value& value)
{
    const bool isText = std::holds_alternative<std::string>(value.scalar);
    if (!takesStrings(test) || (!isText && !std::holds_alternative<rule::Number>(value.scalar)))
        return std::nullopt;
    Pattern string;
    if (isOpenBefore(test.op) && (value.pattern.parts.empty() || !isMany(value.pattern.parts.front())))
        string.append(Kind::Many);
    for (const rule::PatternPart& part : value.pattern.parts)
        string.parts.push_back(part);
    if (isOpenBehind(test.op) && (value.pattern.parts.empty() || !isMany(value.pattern.parts.back())))
        string.append(Kind::Many);
    return string;
}

std::string plainText(const Pattern& pattern)
{
    std::string text;
    for (const rule::PatternPart& part : pattern.parts) {
        if (part.kind != Kind::Literal) {
            text += part.kind == Kind::One ? '?' : '*';
            continue;
        }
        for (const char c : part.literal) {
            if (c == '*' || c == '?')
                text += '\\';
            text += c;
        }
    }
    return text;
}

std::string writtenText(const Pattern& pattern)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.parts.size(); ++i) {
        const rule::PatternPart& part = pattern.parts[i];
        if (part.kind != Kind::Literal) {
            text += part.kind == Kind::One ? '?' : '*';
            continue;
        }
        for (std::size_t at = 0; at < part.literal.size(); ++at) {
            const char c = part.literal[at];
            const bool isLast = at + 1 == part.literal.size();
            const char next = isLast ? '\0' : part.literal[at + 1];
            const bool wouldEscape = isLast ? i + 1 < pattern.parts.size() : next == '\\' || next == '*' || next == '?';
            if (c == '*' || c == '?' || (c == '\\' && wouldEscape))
                text += '\\';
            text += c;
        }
    }
    return text;
}

bool isSameValue(const rule::Test& test, const rule::Value& value, const YamlNode& wanted)
{
    const rule::Scalar scalar = scalarOf(wanted);
    if (const auto* text = std::get_if<std::string>(&scalar)) {
        const std::optional<Pattern> string = stringOf(test, value);
        return string && std::holds_alternative<std::string>(value.scalar) && *string == decodePattern(*text).pattern;
    }
    return test.op == Op::Eq && value.scalar == scalar;
}

rule::Test withStrings(const rule::Test& test, const StringChange& change)
{
    std::vector<Changed> all;
    bool isChanged = false;
    for (const rule::Value& value : test.values) {
        std::optional<Pattern> string = stringOf(test, value);
        std::optional<std::vector<Pattern>> strings = string ? change(value, *string) : std::nullopt;
        if (!strings) {
            all.push_back({value, std::move(string), false});
            continue;
        }
        isChanged = true;
        for (Pattern& one : *strings)
            all.push_back({value, std::move(one), true});
    }
    if (!isChanged)
        return test;
    rule::Test result = test;
    result.values.clear();
    const bool keeps = std::ranges::all_of(
        all, [&](const Changed& one) { return !one.string || !one.isNew || fits(test.op, *one.string); });
    if (!keeps)
        result.op = Op::Eq;
    for (Changed& one : all) {
        if (!one.string || (keeps && !one.isNew))
            result.values.push_back(std::move(one.value));
        else
            result.values.push_back(valueOf(
                std::move(one.value), keeps ? within(test.op, *std::move(one.string)) : *std::move(one.string)));
    }
    return result;
}

} // namespace rulewright::lang::sigma
