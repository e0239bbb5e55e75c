// SPDX-License-Identifier: Apache-2.0
// Whether a constant passes a test: a cell of a table, a value that case() gives.
#include "core/lang/spl/names.h"

#include "core/text/fold.h"

#include <algorithm>
#include <charconv>
#include <span>

namespace rulewright::lang::spl {

using namespace rule;

namespace {

/// Backtracks to the last `*` alone, so that time is bounded by the product of the lengths.
bool matches(std::span<const PatternPart> parts, std::string_view text)
{
    std::size_t part = 0;
    std::size_t at = 0;
    std::optional<std::pair<std::size_t, std::size_t>> star; // the part behind it, and where it ends
    for (;;) {
        if (part < parts.size() && parts[part].kind == PatternPart::Kind::Many) {
            star = std::pair(++part, at);
            continue;
        }
        if (part < parts.size() && parts[part].kind == PatternPart::Kind::Literal
            && text.substr(at).starts_with(parts[part].literal)) {
            at += parts[part++].literal.size();
            continue;
        }
        if (part < parts.size() && parts[part].kind == PatternPart::Kind::One && at < text.size()) {
            (void)nextCodePoint(text, at);
            ++part;
            continue;
        }
        if (part == parts.size() && at == text.size())
            return true;
        if (!star || star->second >= text.size())
            return false;
        part = star->first;
        at = ++star->second;
    }
}

std::optional<double> numberOf(std::string_view text)
{
    double number = 0;
    const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || last != text.data() + text.size())
        return std::nullopt;
    return number;
}

bool equals(const Test& test, const Value& value, std::string_view text)
{
    if (const auto a = numberOf(text), b = numberOf(value.pattern.literal()); a && b && !value.pattern.hasWildcard())
        return *a == *b;
    Pattern pattern = value.pattern;
    if (test.caseRule == CaseRule::Sensitive)
        return matches(pattern.parts, text);
    for (PatternPart& part : pattern.parts)
        part.literal = folded(part.literal);
    return matches(pattern.parts, folded(text));
}

std::optional<bool> passesValue(const Test& test, const Value& value, std::string_view text)
{
    if (std::holds_alternative<Null>(value.scalar))
        return false;
    if (test.op == Op::Eq)
        return equals(test, value, text);
    if (test.op == Op::Exists)
        return true;
    const auto a = numberOf(text);
    const auto b = numberOf(scalarText(value.scalar));
    if (!a || !b)
        return std::nullopt;
    switch (test.op) {
    case Op::Gt:
        return *a > *b;
    case Op::Ge:
        return *a >= *b;
    case Op::Lt:
        return *a < *b;
    case Op::Le:
        return *a <= *b;
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<bool> passes(const rule::Test& test, const std::optional<std::string>& text)
{
    if (!text) {
        const bool wantsNull = std::ranges::any_of(
            test.values, [](const Value& value) { return std::holds_alternative<Null>(value.scalar); });
        return wantsNull != test.negated;
    }
    bool any = false;
    for (const Value& value : test.values) {
        const std::optional<bool> one = passesValue(test, value, *text);
        if (!one)
            return std::nullopt;
        any = any || *one;
    }
    return any != test.negated;
}

rule::Value cellValue(std::string_view cell, CellMatch match, Span span)
{
    Value value;
    value.scalar = std::string(cell);
    value.source = cell;
    value.span = span;
    for (const char& c : cell) {
        if (c == '*' && match == CellMatch::Wildcard)
            value.pattern.append(PatternPart::Kind::Many);
        else
            value.pattern.append(std::string_view(&c, 1));
    }
    return value;
}

} // namespace rulewright::lang::spl
