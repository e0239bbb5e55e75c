// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/expression.h"
#include "core/rule/rule.h"
#include "core/text/diagnostic.h"

#include <format>
#include <string>
#include <variant>

// Rules in print: what a test of a parser writes and expects. A wildcard prints as it is, a literal one as `\*`.
namespace rulewright::tests {

inline std::string printed(const rule::Value& value)
{
    if (std::holds_alternative<rule::Null>(value.scalar))
        return "null";
    std::string text;
    for (const rule::PatternPart& part : value.pattern.parts) {
        if (part.kind != rule::PatternPart::Kind::Literal) {
            text += part.kind == rule::PatternPart::Kind::Many ? '*' : '?';
            continue;
        }
        for (const char c : part.literal)
            text += c == '*' || c == '?' ? std::format("\\{}", c) : std::string(1, c);
    }
    return std::holds_alternative<std::string>(value.scalar) ? std::format("'{}'", text) : text;
}

inline std::string printed(const rule::Predicate& predicate);

inline std::string printedGroup(std::string_view name, const std::vector<rule::Predicate>& children)
{
    std::string text = std::format("({}", name);
    for (const rule::Predicate& child : children)
        text += std::format(" {}", printed(child));
    return text + ")";
}

// `f eq 'a'`, `f~` where letter case does not count, `f !eq`, `f all eq`; `?f` is an optional field. A derived test
// is followed by what made its name and what it means: `{eval: [g eq 'b']}`.
inline std::string printed(const rule::Test& test)
{
    const bool isKeyword = test.field.kind == rule::FieldRef::Kind::AnyField;
    std::string text = std::format("[{}{}{} {}{}{}", test.field.optional ? "?" : "",
        isKeyword ? "(keyword)" : test.field.raw, test.caseRule == rule::CaseRule::Insensitive ? "~" : "",
        test.join == rule::Join::All ? "all " : "", test.negated ? "!" : "", operatorName(test.op));
    for (const rule::Value& value : test.values)
        text += std::format(" {}", printed(value));
    text += "]";
    if (!test.origin.empty())
        text += test.meaning.empty() ? std::format("{{{}}}", test.origin)
                                     : std::format("{{{}: {}}}", test.origin, printed(test.meaning.front()));
    return text;
}

inline std::string printed(const rule::Predicate& predicate)
{
    const auto& node = predicate.node;
    if (const auto* all = std::get_if<rule::And>(&node))
        return printedGroup("and", all->children);
    if (const auto* any = std::get_if<rule::Or>(&node))
        return printedGroup("or", any->children);
    if (const auto* negation = std::get_if<rule::Not>(&node))
        return std::format("(not {})", printed(*negation->child));
    if (const auto* test = std::get_if<rule::Test>(&node))
        return printed(*test);
    if (const auto* nested = std::get_if<rule::Nested>(&node))
        return std::format("{}{{{}}}", nested->array.raw, printed(*nested->inner));
    if (const auto* compare = std::get_if<rule::Compare>(&node))
        return std::format("<{} {}{} {}>{}", corpus::expressionText(compare->left), compare->negated ? "!" : "",
            operatorName(compare->op), corpus::expressionText(compare->right),
            compare->origin.empty() ? std::string() : std::format("{{{}}}", compare->origin));
    if (const auto* constant = std::get_if<rule::Constant>(&node))
        return constant->value ? "true" : "false";
    if (const auto* opaque = std::get_if<rule::Opaque>(&node))
        return std::format("#{}", opaque->reason);
    return "?";
}

inline std::string printedBy(const std::vector<rule::Expr>& by)
{
    std::string text;
    for (const rule::Expr& expr : by)
        text += std::format("{}{}", text.empty() ? " by " : ", ", corpus::expressionText(expr));
    return text;
}

inline std::string printed(const rule::Sequence::Step& step)
{
    std::string text = std::format("{}{{{}}}{}", step.missing ? "!" : "", printed(step.where), printedBy(step.by));
    return step.runs == 1 ? text : std::format("{} x{}", text, step.runs);
}

inline std::string printed(const rule::Sequence& sequence)
{
    std::string text = (sequence.sample ? "sample" : "sequence") + printedBy(sequence.by);
    if (sequence.maxspan)
        text += std::format(" within {}ms", sequence.maxspan->count());
    for (const rule::Sequence::Step& step : sequence.steps)
        text += " " + printed(step);
    return sequence.until ? std::format("{} until {}", text, printed(*sequence.until)) : text;
}

inline std::string printed(const rule::Pipeline& pipeline);

inline std::string printed(const rule::Stage& stage)
{
    std::string text;
    const auto add = [&](const std::string& name) { text += (text.ends_with(' ') ? "" : ", ") + name; };
    if (const auto* filter = std::get_if<rule::Filter>(&stage))
        return printed(filter->predicate);
    if (const auto* sequence = std::get_if<rule::Sequence>(&stage))
        return printed(*sequence);
    if (const auto* let = std::get_if<rule::Let>(&stage)) {
        text = let->command + " ";
        for (const auto& assignment : let->assignments)
            add(assignment.name + (assignment.value ? "=" + corpus::expressionText(*assignment.value) : ""));
    } else if (const auto* select = std::get_if<rule::Select>(&stage)) {
        text = select->command + " ";
        for (const rule::FieldRef& field : select->kept)
            add(field.raw);
        for (const rule::FieldRef& field : select->dropped)
            add("-" + field.raw);
        for (const auto& [field, name] : select->renamed)
            add(field.raw + ">" + name);
    } else if (const auto* aggregate = std::get_if<rule::Aggregate>(&stage)) {
        text = aggregate->keepsEvents ? "inline stats " : "stats ";
        for (const auto& output : aggregate->outputs)
            add(output.name);
        text += printedBy(aggregate->by);
    } else if (const auto* lookup = std::get_if<rule::Lookup>(&stage)) {
        text = std::format("lookup {} ", lookup->table);
        for (const auto& [column, field] : lookup->keys)
            add(std::format("{}={}", field.raw, column));
    } else if (const auto* search = std::get_if<rule::SubPipeline>(&stage)) {
        text = std::format("{} [{}]", search->command, printed(*search->pipeline));
    } else if (const auto* opaque = std::get_if<rule::OpaqueStage>(&stage)) {
        text = "#" + opaque->reason;
    }
    return text;
}

inline std::string printed(const rule::Pipeline& pipeline)
{
    std::string text;
    for (const rule::Stage& stage : pipeline.stages)
        text += (text.empty() ? "" : " | ") + printed(stage);
    return text;
}

// The first problem as `code: message`, else the rule's stages.
inline std::string printed(const Parsed<rule::Document>& parsed)
{
    if (!parsed.diagnostics.empty())
        return std::format("{}: {}", parsed.diagnostics.front().code.text, parsed.diagnostics.front().message);
    if (!parsed.value || parsed.value->rules.empty())
        return "nothing";
    const rule::Body& body = parsed.value->rules.front().body;
    if (const auto* pipeline = std::get_if<rule::Pipeline>(&body))
        return printed(*pipeline);
    if (const auto* none = std::get_if<rule::NoQuery>(&body))
        return std::format("no query: {}", none->reason);
    return "?";
}

} // namespace rulewright::tests
