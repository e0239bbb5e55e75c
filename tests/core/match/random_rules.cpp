// SPDX-License-Identifier: Apache-2.0
#include "tests/core/match/random_rules.h"

#include "core/events/builder.h"
#include "core/rule/numbering.h"

#include <array>
#include <format>

namespace rulewright::tests {

namespace {

using namespace rule;

constexpr std::array<std::string_view, 5> fields{"f0", "f1", "f2", "f3", "sparse"};

constexpr std::array<std::string_view, 22> texts{"", "a", "A", "ab", "abAB", "b", "\u00e9", "\u00c9a", "-a", " -a",
    "/A", "\u2013a b", "a-b", "10", "9", "9.5", "-3", "10.1.2.3", "::ffff:10.1.2.3", "2026-02-03T04:05:06Z", "true",
    "YWI="};

Predicate leaf(Test test) { return {NodeId::None, std::move(test)}; }

} // namespace

std::string RandomRules::text()
{
    std::string result(texts[below(texts.size())]);
    if (chance(30))
        result += texts[below(texts.size())];
    return result;
}

Value RandomRules::textValue(bool wildcards)
{
    Value value;
    const std::string plain = text();
    value.scalar = plain;
    if (wildcards && chance(50)) {
        const int parts = 1 + static_cast<int>(below(4));
        for (int i = 0; i < parts; ++i) {
            switch (below(3)) {
            case 0:
                value.pattern.append(texts[1 + below(8)]);
                break;
            case 1:
                value.pattern.append(PatternPart::Kind::One);
                break;
            default:
                value.pattern.append(PatternPart::Kind::Many);
                break;
            }
        }
    } else {
        value.pattern = literalPattern(plain);
    }
    return value;
}

Value RandomRules::valueFor(Test& test)
{
    constexpr std::array<std::string_view, 6> regexes{"a", "^a.*b$", "[0-9]+", "(ab|10)", "a?b\\b", "^-?\\d"};
    constexpr std::array<std::string_view, 4> networks{"10.0.0.0/8", "10.1.2.0/24", "::/0", "::ffff:10.1.0.0/112"};
    constexpr std::array<std::string_view, 5> numbers{"9", "10", "9.5", "-3", "4"};
    const auto textOf = [](std::string_view text) {
        Value value;
        value.scalar = std::string(text);
        value.pattern = literalPattern(text);
        return value;
    };
    switch (test.op) {
    case Op::Regex:
        return textOf(regexes[below(regexes.size())]);
    case Op::Cidr:
        return textOf(networks[below(networks.size())]);
    case Op::Gt:
    case Op::Ge:
    case Op::Lt:
    case Op::Le: {
        Value value = textOf(numbers[below(numbers.size())]);
        value.scalar = Number{std::get<std::string>(value.scalar)};
        return value;
    }
    case Op::Exists: {
        Value value = textOf("true");
        value.scalar = chance(50);
        return value;
    }
    case Op::FieldRef:
    case Op::FieldRefContains:
    case Op::FieldRefStartsWith:
    case Op::FieldRefEndsWith:
        return textOf(fields[below(fields.size())]);
    default:
        break;
    }
    if (test.op == Op::Eq && chance(8)) {
        Value value;
        value.scalar = Null{};
        return value;
    }
    if (test.op == Op::Eq && chance(8)) {
        Value value = textOf("true");
        value.scalar = true;
        return value;
    }
    return textValue(test.modifiers.empty() || test.modifiers.front() == Modifier::Windash);
}

Predicate RandomRules::test()
{
    constexpr std::array<Op, 18> ops{Op::Eq, Op::Eq, Op::Contains, Op::Contains, Op::StartsWith, Op::EndsWith,
        Op::Regex, Op::Cidr, Op::Gt, Op::Ge, Op::Lt, Op::Le, Op::Exists, Op::FieldRef, Op::FieldRefContains,
        Op::FieldRefEndsWith, Op::Keyword, Op::Keyword};
    Test test;
    test.op = ops[below(ops.size())];
    test.field.raw = fields[below(fields.size())];
    test.field.name.text = test.field.raw;
    if (test.op == Op::Keyword) {
        test.field = {};
        test.field.kind = FieldRef::Kind::AnyField;
    }
    const bool isText = test.op == Op::Eq || test.op == Op::Contains || test.op == Op::StartsWith
        || test.op == Op::EndsWith || test.op == Op::Keyword;
    if (chance(15))
        test.caseRule = CaseRule::Sensitive;
    if (isText && chance(20))
        test.modifiers = {Modifier::Windash};
    else if (test.op == Op::Contains && chance(15))
        test.modifiers = {chance(50) ? Modifier::Base64Offset : Modifier::Base64};
    else if ((test.op == Op::Gt || test.op == Op::Le) && chance(50))
        test.modifiers = {chance(50) ? Modifier::Hour : Modifier::Week};
    else if (test.op == Op::Regex && chance(40))
        test.modifiers = {chance(50) ? Modifier::RegexIgnoreCase : Modifier::RegexDotAll};
    test.negated = chance(10);
    test.join = chance(25) ? Join::All : Join::Any;
    const std::uint32_t count = test.op == Op::Exists || chance(50) ? 1 : 1 + below(4);
    for (std::uint32_t i = 0; i < count; ++i)
        test.values.push_back(valueFor(test));
    return leaf(std::move(test));
}

Predicate RandomRules::selectionPredicate()
{
    const auto map = [&] {
        And conjunction;
        for (std::uint32_t i = 0, count = 1 + below(3); i < count; ++i)
            conjunction.children.push_back(test());
        return conjunction.children.size() == 1 && chance(50) ? conjunction.children.front()
                                                              : Predicate{NodeId::None, std::move(conjunction)};
    };
    if (chance(75))
        return map();
    Or list;
    for (std::uint32_t i = 0, count = 1 + below(3); i < count; ++i)
        list.children.push_back(map());
    return {NodeId::None, std::move(list)};
}

Predicate RandomRules::condition(const Rule& rule, int depth)
{
    const auto count = static_cast<std::uint32_t>(rule.selections.size());
    if (depth == 0 || chance(25)) {
        if (chance(3))
            return {NodeId::None, Opaque{"unread", {}}};
        if (chance(3))
            return {NodeId::None, Constant{chance(50), {}}};
        if (chance(60))
            return {NodeId::None, Ref{static_cast<SelectionId>(below(count)), {}}};
        Of of;
        of.quantifier = {chance(40), 1 + below(3)};
        of.pattern = "them";
        for (std::uint32_t i = 0; i < count; ++i) {
            if (chance(60))
                of.members.push_back(static_cast<SelectionId>(i));
        }
        if (of.members.empty())
            of.members.push_back(SelectionId{0});
        if (of.members.size() == 1 && chance(50))
            of.pattern = rule.selections[static_cast<std::size_t>(of.members[0])].name;
        return {NodeId::None, std::move(of)};
    }
    const std::uint32_t kind = below(5);
    if (kind == 0)
        return {NodeId::None, Not{condition(rule, depth - 1), {}}};
    std::vector<Predicate> children;
    for (std::uint32_t i = 0, operands = 1 + below(3); i < operands; ++i)
        children.push_back(condition(rule, depth - 1));
    if (kind < 3)
        return {NodeId::None, And{std::move(children), {}}};
    return {NodeId::None, Or{std::move(children), {}}};
}

Rule RandomRules::rule()
{
    Rule result;
    for (std::uint32_t i = 0, count = 1 + below(4); i < count; ++i)
        result.selections.push_back({std::format("selection_{}", i), {}, selectionPredicate(), {}});
    Predicate root = condition(result, static_cast<int>(below(4)));
    result.body = Pipeline{{Filter{std::move(root), {}}}};
    numberNodes(result);
    return result;
}

std::vector<ReferenceEvent> RandomRules::events(std::size_t count)
{
    std::vector<ReferenceEvent> result;
    for (std::size_t i = 0; i < count; ++i) {
        ReferenceEvent event;
        for (const std::string_view field : fields) {
            if (chance(field == "sparse" ? 95 : 25))
                continue;
            std::vector<std::string>& values = event[std::string(field)];
            const std::uint32_t number = chance(8) ? 0 : chance(80) ? 1 : 2 + below(2);
            for (std::uint32_t v = 0; v < number; ++v)
                values.push_back(text());
        }
        result.push_back(std::move(event));
    }
    return result;
}

events::EventSet eventSet(const std::vector<ReferenceEvent>& events)
{
    events::EventSetBuilder builder;
    builder.addSource({.path = "events.json"});
    std::uint32_t number = 0;
    for (const ReferenceEvent& event : events) {
        builder.beginEvent({.source = events::SourceId{0}, .record = ++number}, events::SourceKind::Other);
        for (const auto& [field, values] : event) {
            if (values.empty())
                builder.addNull(field);
            for (const std::string& value : values)
                builder.add(field, value);
        }
        builder.endEvent();
    }
    return std::move(builder).build();
}

Rule ruleOf(std::vector<std::pair<std::string, Predicate>> selections, Predicate condition)
{
    Rule result;
    for (auto& [name, predicate] : selections)
        result.selections.push_back({name, {}, std::move(predicate), {}});
    result.body = Pipeline{{Filter{std::move(condition), {}}}};
    numberNodes(result);
    return result;
}

Predicate testOf(const std::string& field, Op op, const std::vector<std::string>& values)
{
    Test test;
    test.op = op;
    test.field.raw = field;
    test.field.name.text = field;
    if (field.empty())
        test.field.kind = FieldRef::Kind::AnyField;
    for (const std::string& text : values) {
        Value value;
        value.scalar = text;
        value.pattern = literalPattern(text);
        test.values.push_back(std::move(value));
    }
    return {NodeId::None, std::move(test)};
}

} // namespace rulewright::tests
