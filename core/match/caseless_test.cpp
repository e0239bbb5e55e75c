// SPDX-License-Identifier: Apache-2.0
#include "core/match/caseless_test.h"

#include "core/rule/like_pattern.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace rulewright::match {

namespace {

using rule::Call;
using rule::Expr;
using rule::Op;
using rule::Scalar;

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::any_of(names, [&](std::string_view one) { return equalsFolded(one, name); });
}

bool hasUpper(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool hasLower(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// A field in to_lower or to_upper, and which.
struct Folded {
    const rule::FieldRef* field = nullptr;
    bool isLower = true;
};

std::optional<Folded> foldedField(const Expr& expr)
{
    const auto* call = std::get_if<Call>(&expr.node);
    if (call == nullptr || call->arguments.size() != 1)
        return std::nullopt;
    const bool isLower = isOneOf(call->function, {"to_lower", "lower"});
    if (!isLower && !isOneOf(call->function, {"to_upper", "upper"}))
        return std::nullopt;
    const auto* field = std::get_if<rule::FieldRef>(&call->arguments.front().node);
    return field == nullptr ? std::nullopt : std::optional(Folded{field, isLower});
}

/// A text of the case that the function makes; of an expression the letters behind a backslash (\S) are none.
bool isOfCase(std::string_view text, bool isLower, bool isRegex)
{
    if (!isAscii(text))
        return false;
    std::string letters;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isRegex && text[i] == '\\')
            ++i;
        else
            letters += text[i];
    }
    return isLower ? !hasUpper(letters) : !hasLower(letters);
}

rule::Test testOf(const Folded& folded, Op op, const rule::Compare& compare)
{
    rule::Test test;
    test.field = *folded.field;
    test.op = op;
    test.caseRule = rule::CaseRule::Insensitive;
    test.span = compare.span;
    return test;
}

bool addValue(rule::Test& test, const Expr& constant, bool isPattern, bool isLower)
{
    const auto* scalar = std::get_if<Scalar>(&constant.node);
    const auto* text = scalar == nullptr ? nullptr : std::get_if<std::string>(scalar);
    if (text == nullptr || !isOfCase(*text, isLower, test.op == Op::Regex))
        return false;
    rule::Value value;
    value.scalar = *text;
    value.pattern = isPattern ? rule::likePattern(*text) : rule::literalPattern(*text);
    value.span = constant.span;
    test.values.push_back(std::move(value));
    return true;
}

/// starts_with(to_lower(f), "a")
std::optional<rule::Test> functionTest(const rule::Compare& compare)
{
    const auto* call = std::get_if<Call>(&compare.left.node);
    const auto* truth = std::get_if<Scalar>(&compare.right.node);
    const bool isTrue = truth != nullptr && std::holds_alternative<bool>(*truth) && std::get<bool>(*truth);
    if (call == nullptr || !isTrue || compare.op != Op::Eq || call->arguments.size() != 2)
        return std::nullopt;
    const std::optional<Folded> folded = foldedField(call->arguments.front());
    if (!folded)
        return std::nullopt;
    const Op op = isOneOf(call->function, {"starts_with"}) ? Op::StartsWith
        : isOneOf(call->function, {"ends_with"})           ? Op::EndsWith
        : isOneOf(call->function, {"contains"})            ? Op::Contains
                                                           : Op::Computed;
    rule::Test test = testOf(*folded, op, compare);
    if (op == Op::Computed || !addValue(test, call->arguments[1], false, folded->isLower))
        return std::nullopt;
    return test;
}

} // namespace

std::optional<rule::Test> caselessTest(const rule::Compare& compare)
{
    const std::optional<Folded> folded = foldedField(compare.left);
    if (!folded)
        return functionTest(compare);
    const bool isText = compare.op == Op::Eq || compare.op == Op::Wildcard || compare.op == Op::Regex;
    if (!isText)
        return std::nullopt;
    const bool isPattern = compare.op == Op::Wildcard;
    rule::Test test = testOf(*folded, isPattern ? Op::Eq : compare.op, compare);
    if (!addValue(test, compare.right, isPattern, folded->isLower))
        return std::nullopt;
    return test;
}

} // namespace rulewright::match
