// SPDX-License-Identifier: Apache-2.0
#include "core/match/compile_value.h"

#include "core/match/compile_text.h"
#include "core/rule/placeholder.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <format>

namespace rulewright::match {

namespace {

std::unexpected<Diagnostics> error(DiagnosticCode code, Span span, std::string message)
{
    return std::unexpected(Diagnostics{{Severity::Error, code, span, std::move(message), {}}});
}

bool has(const rule::Test& test, rule::Modifier modifier) { return std::ranges::contains(test.modifiers, modifier); }

Result<Leaf> regexLeaf(const rule::Test& test, const rule::Value& value)
{
    const RegexFlags flags{has(test, rule::Modifier::RegexIgnoreCase), has(test, rule::Modifier::RegexMultiline),
        has(test, rule::Modifier::RegexDotAll)};
    const std::string pattern = rule::scalarText(value.scalar);
    std::expected<Regex, std::string> regex = Regex::compile(pattern, flags);
    if (!regex) {
        return error(codes::matchRegexInvalid, value.span,
            std::format("The regular expression \"{}\" cannot be used ({}): write it in RE2's syntax.", pattern,
                regex.error()));
    }
    Leaf leaf;
    leaf.matcher = RegexMatcher{*std::move(regex)};
    leaf.matcherKey = std::format("r{}{}{}{}", flags.ignoreCase, flags.multiLine, flags.dotAll, pattern);
    return leaf;
}

Result<Leaf> cidrLeaf(const rule::Value& value)
{
    const std::string text = rule::scalarText(value.scalar);
    const std::optional<Network> network = parseNetwork(text);
    if (!network) {
        return error(codes::matchCidrInvalid, value.span,
            std::format("\"{}\" is no network: write an address and the number of its bits, as in 10.0.0.0/8.", text));
    }
    Leaf leaf;
    leaf.matcher = CidrMatcher{*network};
    leaf.matcherKey = "c" + text;
    return leaf;
}

std::optional<TimePart> timePartOf(const rule::Test& test)
{
    using enum rule::Modifier;
    for (const rule::Modifier modifier : test.modifiers) {
        switch (modifier) {
        case Minute:
            return TimePart::Minute;
        case Hour:
            return TimePart::Hour;
        case Day:
            return TimePart::Day;
        case Week:
            return TimePart::Week;
        case Month:
            return TimePart::Month;
        case Year:
            return TimePart::Year;
        default:
            break;
        }
    }
    return std::nullopt;
}

Leaf numberLeaf(const rule::Test& test, const rule::Value& value, std::optional<TimePart> part)
{
    const std::string text = rule::scalarText(value.scalar);
    const std::optional<Decimal> number = parseDecimal(text);
    Leaf leaf;
    leaf.matcherKey = std::format("{}{}{}", part ? 't' : 'n', rule::operatorName(test.op), text);
    if (part)
        leaf.matcherKey += std::format("\x1F{}", static_cast<int>(*part));
    if (!number)
        leaf.matcher = NeverMatcher{};
    else if (part)
        leaf.matcher = TimeMatcher{*part, test.op, *number};
    else
        leaf.matcher = NumberMatcher{test.op, *number};
    return leaf;
}

Leaf fieldLeaf(const rule::Test& test, const rule::Value& value)
{
    const bool cased = test.caseRule == rule::CaseRule::Sensitive;
    Leaf leaf;
    leaf.matcher = FieldMatcher{rule::scalarText(value.scalar), test.op, cased};
    leaf.matcherKey = std::format("{}{}{}", rule::operatorName(test.op), cased, rule::scalarText(value.scalar));
    return leaf;
}

Leaf existsLeaf(const rule::Value& value)
{
    const bool wanted = equalsFolded(rule::scalarText(value.scalar), "true");
    return {{}, false, ExistsMatcher{wanted}, wanted ? "e1" : "e0"};
}

Result<Leaf> textLeaf(const rule::Test& test, const rule::Value& value)
{
    Result<TextMatcher> matcher = compileText(test, value);
    if (!matcher)
        return std::unexpected(std::move(matcher.error()));
    Leaf leaf;
    leaf.matcherKey = textKey(*matcher);
    leaf.matcher = *std::move(matcher);
    return leaf;
}

bool isNull(const rule::Value& value) { return std::holds_alternative<rule::Null>(value.scalar); }

Result<Leaf> compileMatcher(const rule::Test& test, const rule::Value& value)
{
    using enum rule::Op;
    switch (test.op) {
    case Exists:
        return existsLeaf(value);
    case Regex:
        return regexLeaf(test, value);
    case Cidr:
        return cidrLeaf(value);
    case FieldRef:
    case FieldRefContains:
    case FieldRefStartsWith:
    case FieldRefEndsWith:
        return fieldLeaf(test, value);
    case IsNull:
        return Leaf{{}, false, NullMatcher{}, "0"};
    default:
        break;
    }
    if (isNull(value) && test.op != Keyword)
        return Leaf{{}, false, NullMatcher{}, "0"};
    const std::optional<TimePart> part = timePartOf(test);
    if (part || test.op == Gt || test.op == Ge || test.op == Lt || test.op == Le)
        return numberLeaf(test, value, part);
    return textLeaf(test, value);
}

} // namespace

Result<Leaf> compileValue(const rule::Test& test, const rule::Value& value)
{
    if (has(test, rule::Modifier::Expand) && !rule::placeholders(rule::scalarText(value.scalar)).empty()) {
        return error(codes::matchPlaceholder, value.span,
            std::format("The placeholder in \"{}\" has no values: give them, or write the values themselves.",
                rule::scalarText(value.scalar)));
    }
    Result<Leaf> leaf = compileMatcher(test, value);
    if (leaf) {
        leaf->anyField = test.op == rule::Op::Keyword || test.field.kind == rule::FieldRef::Kind::AnyField;
        if (!leaf->anyField)
            leaf->field = lookupName(test.field);
    }
    return leaf;
}

} // namespace rulewright::match
