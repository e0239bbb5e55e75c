// SPDX-License-Identifier: Apache-2.0
#include "core/advise/query_words.h"

#include "core/lang/eql/printer.h"
#include "core/lang/esql/printer.h"
#include "core/lang/kql/printer.h"
#include "core/taxonomy/built_in.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <map>
#include <vector>

namespace rulewright::advise {

namespace {

using rule::Language;
using rule::Op;
using rule::Pattern;
using rule::PatternPart;
using rule::Predicate;

struct VendorName {
    std::string raw;
    std::string part; ///< path, base or none
};

/// The names of ECS for a canonical one: those that mean exactly the same.
const std::multimap<std::string, VendorName, std::less<>>& elasticNames()
{
    static const auto names = [] {
        std::multimap<std::string, VendorName, std::less<>> all;
        const Result<taxonomy::Taxonomy> taxonomy = taxonomy::builtInTaxonomy();
        if (!taxonomy)
            return all;
        for (const taxonomy::FieldNameRow& row : taxonomy->fieldNames()) {
            if (row.vendor == "elastic" && row.fit == "exact" && row.raw != "*")
                all.emplace(row.canonical, VendorName{row.raw, row.part == "path" ? std::string() : row.part});
        }
        return all;
    }();
    return names;
}

/// The vendor's name of the field, and what is left of the value: `\cmd.exe` at an end is the base name cmd.exe.
VendorName vendorName(const corpus::RowKey& row)
{
    const auto [begin, end] = elasticNames().equal_range(row.field);
    const bool isBase = isBaseName(row);
    for (auto it = begin; it != end; ++it) {
        if ((isBase && it->second.part == "base") || (!isBase && it->second.part.empty()))
            return it->second;
    }
    for (auto it = begin; it != end; ++it) {
        if (it->second.part.empty())
            return it->second;
    }
    const bool isEcs = row.field.contains('.');
    return {isEcs ? row.field : "winlog.event_data." + row.field, {}};
}

Pattern rowPattern(Op op, std::string_view value)
{
    Pattern pattern;
    if (op == Op::Contains || op == Op::EndsWith)
        pattern.append(PatternPart::Kind::Many);
    if (op == Op::Wildcard) {
        for (const char c : value) {
            if (c == '*' || c == '?')
                pattern.append(c == '*' ? PatternPart::Kind::Many : PatternPart::Kind::One);
            else
                pattern.append(std::string_view(&c, 1));
        }
    } else {
        pattern.append(value);
    }
    if (op == Op::Contains || op == Op::StartsWith)
        pattern.append(PatternPart::Kind::Many);
    return pattern;
}

/// The pattern with `*` and `?` as wildcards; literal ones behind `escape`, or nothing where there is none.
std::optional<std::string> patternText(const Pattern& pattern, std::string_view escape)
{
    std::string text;
    for (const PatternPart& part : pattern.parts) {
        if (part.kind != PatternPart::Kind::Literal) {
            text += part.kind == PatternPart::Kind::Many ? '*' : '?';
            continue;
        }
        for (const char c : part.literal) {
            const bool isSpecial = c == '*' || c == '?' || (c == '\\' && !escape.empty());
            if (isSpecial && escape.empty())
                return std::nullopt;
            if (isSpecial)
                text += escape;
            text += c;
        }
    }
    return text;
}

rule::Value textValue(std::string text, Pattern pattern)
{
    rule::Value value;
    value.scalar = std::move(text);
    value.pattern = std::move(pattern);
    return value;
}

Predicate leaf(rule::Predicate::Node node) { return {rule::NodeId::None, std::move(node)}; }

rule::Expr call(std::string function, const rule::FieldRef& field)
{
    rule::Call result{std::move(function), {}};
    result.arguments.push_back({field, {}});
    return {std::move(result), {}};
}

/// Text tests: one pattern, letter case ignored where the language can.
std::optional<Predicate> textTest(rule::Test test, const Pattern& pattern, Language language)
{
    const bool isPlain = !pattern.hasWildcard();
    if (language == Language::Kql) {
        if (std::ranges::contains(pattern.parts, PatternPart::Kind::One, &PatternPart::kind))
            return std::nullopt; // KQL has no wildcard for one character
        test.caseRule = rule::CaseRule::Sensitive;
        test.values = {textValue(isPlain ? pattern.literal() : std::string("*"), pattern)};
        return leaf(std::move(test));
    }
    if (language == Language::Eql) {
        test.caseRule = rule::CaseRule::Insensitive;
        if (const std::optional<std::string> text = patternText(pattern, {})) {
            test.values = {textValue(*text, pattern)};
            return leaf(std::move(test));
        }
        // A literal star: a function says what a pattern cannot.
        const bool atStart = pattern.parts.front().kind == PatternPart::Kind::Many;
        const bool atEnd = pattern.parts.back().kind == PatternPart::Kind::Many;
        Pattern inner;
        for (const PatternPart& part : pattern.parts) {
            if (part.kind == PatternPart::Kind::Literal)
                inner.append(part.literal);
        }
        if (pattern.parts.size() != 1 + std::size_t{atStart} + std::size_t{atEnd})
            return std::nullopt;
        test.op = atStart ? (atEnd ? Op::Contains : Op::EndsWith) : atEnd ? Op::StartsWith : Op::Eq;
        test.values = {textValue(inner.literal(), inner)};
        return leaf(std::move(test));
    }
    rule::Compare compare;
    compare.left = call("TO_LOWER", test.field);
    compare.op = isPlain ? Op::Eq : Op::Wildcard;
    compare.right = {rule::Scalar(folded(isPlain ? pattern.literal() : patternText(pattern, "\\").value_or(""))), {}};
    return leaf(std::move(compare));
}

std::optional<Predicate> presenceTest(rule::Test test, bool isNull, Language language)
{
    if (language == Language::Kql) {
        test.op = Op::Exists;
        test.values = {textValue("true", rule::literalPattern("true"))};
        test.values.front().scalar = true;
        Predicate exists = leaf(std::move(test));
        return isNull ? leaf(rule::Not{std::move(exists), {}}) : std::move(exists);
    }
    test.caseRule = rule::CaseRule::Sensitive;
    rule::Value value;
    value.scalar = rule::Null{};
    if (language == Language::Esql && !isNull) {
        test.op = Op::Exists;
        value.scalar = true;
    } else {
        test.negated = !isNull;
    }
    test.values = {std::move(value)};
    return leaf(std::move(test));
}

} // namespace

bool isBaseName(const corpus::RowKey& row)
{
    return row.op == Op::EndsWith && row.value && row.value->size() > 1
        && (row.value->front() == '\\' || row.value->front() == '/')
        && row.value->find_first_of("\\/", 1) == std::string::npos;
}

std::optional<Predicate> queryPredicate(const corpus::RowKey& row, Language language)
{
    const bool isKnown = language == Language::Eql || language == Language::Kql || language == Language::Esql;
    if (!isKnown || !row.transform.empty() || row.op == Op::Computed)
        return std::nullopt;
    const VendorName name = vendorName(row);
    rule::Test test;
    test.field.raw = test.field.name.text = name.raw;
    const std::string value = row.value.value_or("");
    switch (row.op) {
    case Op::Exists:
    case Op::IsNull:
        return presenceTest(std::move(test), row.op == Op::IsNull, language);
    case Op::Eq:
    case Op::Contains:
    case Op::StartsWith:
    case Op::EndsWith:
    case Op::Wildcard:
        if (name.part == "base")
            return textTest(std::move(test), rule::literalPattern(std::string_view(value).substr(1)), language);
        return textTest(std::move(test), rowPattern(row.op, value), language);
    case Op::Keyword:
        if (language != Language::Kql)
            return std::nullopt;
        test.field = {};
        test.field.kind = rule::FieldRef::Kind::AnyField;
        test.op = Op::Keyword;
        test.values = {textValue(value, rule::literalPattern(value))};
        return leaf(std::move(test));
    case Op::Cidr:
        test.caseRule = rule::CaseRule::Sensitive;
        test.op = language == Language::Kql ? Op::Eq : Op::Cidr;
        test.values = {textValue(value, rule::literalPattern(value))};
        return leaf(std::move(test));
    case Op::Gt:
    case Op::Ge:
    case Op::Lt:
    case Op::Le:
        test.caseRule = rule::CaseRule::Sensitive;
        test.op = row.op;
        test.values = {textValue(value, rule::literalPattern(value))};
        if (language != Language::Kql)
            test.values.front().scalar = rule::Number{value};
        return leaf(std::move(test));
    case Op::Regex:
        if (language == Language::Kql)
            return std::nullopt;
        test.caseRule = rule::CaseRule::Sensitive;
        test.op = Op::Regex; // anywhere in the text, as in Sigma
        test.values = {textValue(std::format(".*({}).*", value), rule::literalPattern(value))};
        return leaf(std::move(test));
    case Op::FieldRef:
        if (language == Language::Kql)
            return std::nullopt;
        test.caseRule = rule::CaseRule::Sensitive;
        test.op = Op::FieldRef;
        test.values = {textValue(value, rule::literalPattern(value))};
        return leaf(std::move(test));
    default:
        return std::nullopt;
    }
}

std::optional<std::string> queryText(const Predicate& predicate, Language language)
{
    switch (language) {
    case Language::Eql:
        return lang::eql::print(predicate);
    case Language::Kql:
        return lang::kql::print(predicate);
    case Language::Esql:
        return lang::esql::print(predicate, [](const Predicate& inner) { return lang::kql::print(inner); });
    default:
        return std::nullopt;
    }
}

} // namespace rulewright::advise
