// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/normalise.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

namespace rulewright::corpus {

namespace {

using rule::FieldRef;
using rule::Modifier;
using rule::Op;
using rule::Pattern;
using rule::PatternPart;

bool isMany(const PatternPart& part) { return part.kind == PatternPart::Kind::Many; }

std::string patternText(const Pattern& pattern)
{
    std::string text;
    for (const PatternPart& part : pattern.parts) {
        switch (part.kind) {
        case PatternPart::Kind::Literal:
            text += part.literal;
            break;
        case PatternPart::Kind::One:
            text += '?';
            break;
        case PatternPart::Kind::Many:
            text += '*';
            break;
        }
    }
    return text;
}

/// Strips runs of `*` at both ends: what is left says which operator the pattern is.
std::pair<Op, std::optional<std::string>> rewritten(const Pattern& pattern)
{
    auto begin = pattern.parts.begin();
    auto end = pattern.parts.end();
    while (begin != end && isMany(*begin))
        ++begin;
    if (begin == end)
        return pattern.parts.empty() ? std::pair(Op::Eq, std::optional(std::string()))
                                     : std::pair(Op::Exists, std::optional<std::string>());
    while (isMany(*(end - 1)))
        --end;
    if (std::any_of(begin, end, [](const PatternPart& part) { return part.kind != PatternPart::Kind::Literal; }))
        return {Op::Wildcard, patternText(pattern)};

    const bool isOpenAtStart = begin != pattern.parts.begin();
    const bool isOpenAtEnd = end != pattern.parts.end();
    std::string text;
    for (auto part = begin; part != end; ++part)
        text += part->literal;
    if (isOpenAtStart)
        return {isOpenAtEnd ? Op::Contains : Op::EndsWith, std::move(text)};
    return {isOpenAtEnd ? Op::StartsWith : Op::Eq, std::move(text)};
}

/// The pattern that the operator makes of the value: `contains` stands for a wildcard at each end.
Pattern wholePattern(Op op, const Pattern& value)
{
    Pattern whole;
    if (op == Op::Contains || op == Op::EndsWith)
        whole.append(PatternPart::Kind::Many);
    whole.parts.insert(whole.parts.end(), value.parts.begin(), value.parts.end());
    if (op == Op::Contains || op == Op::StartsWith)
        whole.append(PatternPart::Kind::Many);
    return whole;
}

bool isNetwork(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0)
        return false;
    const std::string_view address = text.substr(0, slash);
    const std::string_view bits = text.substr(slash + 1);
    return address.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos && !bits.empty()
        && bits.size() <= 3 && bits.find_first_not_of("0123456789") == std::string_view::npos;
}

/// (^|[._])(ip|src|dest|address)$|Ip$|IpAddress$|_ip$ (corpora.md, section 5).
bool isAddressName(std::string_view name)
{
    if (name.ends_with("Ip") || name.ends_with("IpAddress"))
        return true;
    static constexpr std::array<std::string_view, 4> words{"ip", "src", "dest", "address"};
    return std::ranges::any_of(words, [&](std::string_view word) {
        if (!name.ends_with(word))
            return false;
        const std::size_t before = name.size() - word.size();
        return before == 0 || name[before - 1] == '.' || name[before - 1] == '_';
    });
}

bool leavesNoTrace(Modifier modifier)
{
    return modifier == Modifier::Windash || modifier == Modifier::RegexIgnoreCase
        || modifier == Modifier::RegexMultiline || modifier == Modifier::RegexDotAll;
}

std::string transformOf(const rule::Test& test)
{
    std::string transform;
    for (const Modifier modifier : test.modifiers) {
        if (leavesNoTrace(modifier))
            continue;
        if (!transform.empty())
            transform += '+';
        transform += modifierName(modifier == Modifier::Utf16le ? Modifier::Wide : modifier);
    }
    return transform;
}

bool isPatternOperator(Op op)
{
    return op == Op::Eq || op == Op::Wildcard || op == Op::Contains || op == Op::StartsWith || op == Op::EndsWith
        || op == Op::Keyword;
}

} // namespace

NormalisedTest normalise(const rule::Test& test, const rule::Value& value)
{
    NormalisedTest result;
    result.transform = transformOf(test);
    const bool isKeyword = test.field.kind == FieldRef::Kind::AnyField;

    if (test.op == Op::Exists) {
        result.op = Op::Exists;
        const bool* wanted = std::get_if<bool>(&value.scalar);
        result.isNegated = wanted != nullptr && !*wanted;
        return result;
    }
    if (std::holds_alternative<rule::Null>(value.scalar) && isPatternOperator(test.op) && !isKeyword) {
        result.op = Op::IsNull;
        return result;
    }
    if (!isPatternOperator(test.op)) {
        result.op = test.op;
        result.value = scalarText(value.scalar);
        return result;
    }

    std::tie(result.op, result.value) = rewritten(wholePattern(test.op, value.pattern));
    if (isKeyword) {
        // A substring of any value, whatever wildcards stand at its ends.
        if (result.op != Op::Wildcard)
            result.op = Op::Keyword;
        if (!result.value)
            result.value = "*";
    } else if (result.op == Op::Eq && isNetwork(*result.value) && isAddressName(test.field.raw)) {
        result.op = Op::Cidr;
    }
    return result;
}

std::string minedField(const FieldRef& field)
{
    return field.kind == FieldRef::Kind::AnyField ? "(keyword)" : field.name.text;
}

} // namespace rulewright::corpus
