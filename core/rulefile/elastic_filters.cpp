// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/elastic_filters.h"

#include <algorithm>
#include <format>

namespace rulewright::rulefile {

using namespace rule;

namespace {

constexpr int maximumDepth = 50;

Predicate unnumbered(Predicate::Node node) { return {NodeId::None, std::move(node)}; }

/// `*` and `?`, and `\` before one of them or before itself, as Elasticsearch's wildcard query reads them.
Pattern wildcardPattern(std::string_view text)
{
    Pattern pattern;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size())
            pattern.append(text.substr(++i, 1));
        else if (text[i] == '*' || text[i] == '?')
            pattern.append(text[i] == '*' ? PatternPart::Kind::Many : PatternPart::Kind::One);
        else
            pattern.append(text.substr(i, 1));
    }
    return pattern;
}

Value valueOf(const TomlNode& node, bool hasWildcards)
{
    Value value;
    value.source = node.text;
    value.span = node.span;
    value.pattern = hasWildcards ? wildcardPattern(node.text) : literalPattern(node.text);
    if (node.kind == TomlNode::Kind::Boolean)
        value.scalar = node.text == "true";
    else if (node.kind == TomlNode::Kind::Number)
        value.scalar = Number{node.text};
    else
        value.scalar = node.text;
    return value;
}

Test testOf(std::string_view field, const TomlNode& place)
{
    Test test;
    test.field.name.text = test.field.raw = std::string(field);
    test.field.span = test.span = place.span;
    test.caseRule = CaseRule::Sensitive;
    return test;
}

Predicate opaque(std::string_view kind, const TomlNode& place)
{
    return unnumbered(Opaque{std::format("the filter \"{}\" is not read", kind), place.span});
}

Predicate query(const TomlNode& node, int depth);

Predicate fieldQuery(std::string_view kind, std::string_view field, const TomlNode& body)
{
    Test test = testOf(field, body);
    const bool isTable = body.kind == TomlNode::Kind::Table;
    if (kind == "range") {
        And both;
        both.span = body.span;
        static constexpr std::pair<std::string_view, Op> bounds[]
            = {{"gt", Op::Gt}, {"gte", Op::Ge}, {"lt", Op::Lt}, {"lte", Op::Le}};
        for (const auto& [name, op] : bounds) {
            if (const TomlNode* bound = body.find(name)) {
                test.op = op;
                test.values = {valueOf(*bound, false)};
                both.children.push_back(unnumbered(test));
            }
        }
        if (both.children.empty())
            return opaque(kind, body);
        return both.children.size() == 1 ? std::move(both.children.front()) : unnumbered(std::move(both));
    }
    if (isTable && body.textOf("case_insensitive") == "true")
        test.caseRule = CaseRule::Insensitive;
    const TomlNode* value = &body;
    if (isTable) {
        for (const std::string_view name : {"value", "query", "wildcard"}) {
            if (const TomlNode* found = body.find(name))
                value = found;
        }
        if (value == &body)
            return opaque(kind, body);
    }
    if (value->kind == TomlNode::Kind::List) {
        for (const TomlNode& item : value->items)
            test.values.push_back(valueOf(item, kind == "wildcard"));
    } else {
        test.values.push_back(valueOf(*value, kind == "wildcard"));
    }
    if (kind == "prefix")
        test.op = Op::StartsWith;
    if (test.values.empty())
        return opaque(kind, body);
    return unnumbered(std::move(test));
}

std::vector<Predicate> clauses(const TomlNode& node, int depth)
{
    std::vector<Predicate> result;
    if (node.kind == TomlNode::Kind::List) {
        for (const TomlNode& item : node.items)
            result.push_back(query(item, depth));
    } else {
        result.push_back(query(node, depth));
    }
    return result;
}

Predicate boolQuery(const TomlNode& node, int depth)
{
    And all;
    all.span = node.span;
    for (const std::string_view name : {"must", "filter"}) {
        if (const TomlNode* found = node.find(name))
            std::ranges::move(clauses(*found, depth), std::back_inserter(all.children));
    }
    const TomlNode* should = node.find("should");
    if (should && (all.children.empty() || node.find("minimum_should_match"))) {
        Or any{clauses(*should, depth), should->span};
        if (!any.children.empty())
            all.children.push_back(
                any.children.size() == 1 ? std::move(any.children.front()) : unnumbered(std::move(any)));
    }
    if (const TomlNode* never = node.find("must_not")) {
        for (Predicate& clause : clauses(*never, depth)) {
            const Span span = spanOf(clause);
            all.children.push_back(unnumbered(Not{std::move(clause), span}));
        }
    }
    if (all.children.empty())
        return opaque("bool", node);
    return all.children.size() == 1 ? std::move(all.children.front()) : unnumbered(std::move(all));
}

Predicate query(const TomlNode& node, int depth)
{
    if (depth > maximumDepth || node.entries.size() != 1)
        return opaque("query", node);
    const auto& [kind, body] = node.entries.front();
    if (kind == "bool")
        return boolQuery(body, depth + 1);
    if (kind == "exists") {
        Test test = testOf(body.textOf("field"), body);
        test.op = Op::Exists;
        Value value;
        value.scalar = true;
        value.pattern = literalPattern("true");
        value.span = body.span;
        test.values.push_back(std::move(value));
        return unnumbered(std::move(test));
    }
    static constexpr std::string_view kinds[]
        = {"wildcard", "term", "terms", "match", "match_phrase", "prefix", "range"};
    if (!std::ranges::contains(kinds, kind) || body.entries.size() != 1)
        return opaque(kind, node);
    return fieldQuery(kind, body.entries.front().key, body.entries.front().value);
}

} // namespace

std::vector<Predicate> readFilters(const TomlNode& filters)
{
    std::vector<Predicate> result;
    for (const TomlNode& filter : filters.items) {
        const TomlNode* meta = filter.find("meta");
        if (meta && meta->textOf("disabled") == "true")
            continue;
        const TomlNode* body = filter.find("query");
        Predicate predicate = body ? query(*body, 0) : opaque("filter", filter);
        if (meta && meta->textOf("negate") == "true") {
            const Span span = spanOf(predicate);
            predicate = unnumbered(Not{std::move(predicate), span});
        }
        result.push_back(std::move(predicate));
    }
    return result;
}

} // namespace rulewright::rulefile
