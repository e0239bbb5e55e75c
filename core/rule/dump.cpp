// SPDX-License-Identifier: Apache-2.0
#include "core/rule/dump.h"

#include <format>
#include <string_view>
#include <utility>

namespace rulewright::rule {

namespace {

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '\\' || c == '\'' || c == '*' || c == '?')
            result += '\\';
        result += c;
    }
    return result;
}

std::string dumpPattern(const Pattern& pattern)
{
    std::string text;
    for (const PatternPart& part : pattern.parts) {
        switch (part.kind) {
        case PatternPart::Kind::Literal:
            text += escaped(part.literal);
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

std::string dumpScalar(const Scalar& scalar)
{
    const auto* text = std::get_if<std::string>(&scalar);
    return text != nullptr ? std::format("'{}'", escaped(*text)) : scalarText(scalar);
}

std::string dumpValue(const Value& value)
{
    if (!std::holds_alternative<std::string>(value.scalar))
        return scalarText(value.scalar);
    return std::format("'{}'", dumpPattern(value.pattern));
}

// Texts of these are used as they are, without wildcards.
bool usesScalar(Op op)
{
    return op == Op::Regex || op == Op::Cidr || op == Op::Gt || op == Op::Ge || op == Op::Lt || op == Op::Le
        || op == Op::FieldRef || op == Op::FieldRefContains || op == Op::FieldRefStartsWith
        || op == Op::FieldRefEndsWith || op == Op::Exists;
}

std::string dumpField(const FieldRef& field)
{
    static constexpr std::string_view kinds[] = {"", "pattern:", "", "derived:"};
    if (field.kind == FieldRef::Kind::AnyField)
        return "(keyword)";
    std::string text = field.optional ? "?" : "";
    text += kinds[static_cast<std::size_t>(field.kind)];
    text += field.raw;
    if (!field.name.text.empty() && field.name.text != field.raw)
        text += std::format("={}", field.name.text);
    return text;
}

std::string dumpExpr(const Expr& expr)
{
    if (const auto* field = std::get_if<FieldRef>(&expr.node))
        return dumpField(*field);
    if (const auto* scalar = std::get_if<Scalar>(&expr.node))
        return dumpScalar(*scalar);
    const Call& call = std::get<Call>(expr.node);
    std::string text = call.function + '(';
    for (const Expr& argument : call.arguments)
        text += std::format("{}{}", text.ends_with('(') ? "" : ", ", dumpExpr(argument));
    return text + ')';
}

std::string dumpExprs(const std::vector<Expr>& exprs)
{
    std::string text;
    for (const Expr& expr : exprs)
        text += std::format("{}{}", text.empty() ? "" : ", ", dumpExpr(expr));
    return text;
}

struct Dumper {
    const Rule* rule = nullptr; ///< whose selections have names; null: their numbers are shown

    std::string operator()(const And& node) const { return group("and", node.children); }

    std::string operator()(const Or& node) const { return group("or", node.children); }

    std::string operator()(const Not& node) const { return std::format("(not {})", of(*node.child)); }

    std::string operator()(const Ref& node) const { return std::format("sel:{}", nameOf(node.selection)); }

    std::string operator()(const Of& node) const
    {
        const std::string asked = node.quantifier.all ? "all" : std::format("{}", node.quantifier.count);
        std::string text = std::format("({} of", asked);
        for (const SelectionId member : node.members)
            text += std::format(" sel:{}", nameOf(member));
        // Of one list of keywords by its own name `all of` asks for each: the pattern matters.
        return text + std::format(" as {})", node.pattern);
    }

    std::string operator()(const Test& node) const
    {
        std::string text
            = std::format("[{}{} {}{}{}", dumpField(node.field), node.caseRule == CaseRule::Sensitive ? " cased" : "",
                node.negated ? "!" : "", node.join == Join::All ? "all " : "", operatorName(node.op));
        for (const Modifier modifier : node.modifiers)
            text += std::format("|{}", modifierName(modifier));
        for (const Value& value : node.values) {
            const bool isText = std::holds_alternative<std::string>(value.scalar);
            text += ' ' + (isText && usesScalar(node.op) ? dumpScalar(value.scalar) : dumpValue(value));
        }
        return text + ']';
    }

    std::string operator()(const Compare& node) const
    {
        return std::format(
            "<{} {}{} {}>", dumpExpr(node.left), node.negated ? "!" : "", operatorName(node.op), dumpExpr(node.right));
    }

    std::string operator()(const Nested& node) const
    {
        return std::format("{}{{{}}}", dumpField(node.array), of(*node.inner));
    }

    std::string operator()(const Constant& node) const { return node.value ? "true" : "false"; }

    std::string operator()(const Opaque& node) const { return std::format("#{}#", node.reason); }

    [[nodiscard]] std::string of(const Predicate& predicate) const { return std::visit(*this, predicate.node); }

private:
    [[nodiscard]] std::string group(std::string_view name, const std::vector<Predicate>& children) const
    {
        std::string text = std::format("({}", name);
        for (const Predicate& child : children)
            text += ' ' + of(child);
        return text + ')';
    }

    [[nodiscard]] std::string nameOf(SelectionId id) const
    {
        const auto at = static_cast<std::size_t>(id);
        return rule != nullptr && at < rule->selections.size() ? rule->selections[at].name : std::format("{}", at);
    }
};

std::string dumpStep(const Sequence::Step& step, const Dumper& dumper)
{
    std::string text = std::format("{}{}", step.missing ? "!" : "", dumper.of(step.where));
    if (!step.by.empty())
        text += std::format(" by {}", dumpExprs(step.by));
    if (step.runs > 1)
        text += std::format(" with runs={}", step.runs);
    return text;
}

std::string dumpStage(const Stage& stage, const Dumper& dumper)
{
    if (const auto* filter = std::get_if<Filter>(&stage))
        return "where " + dumper.of(filter->predicate);
    if (const auto* let = std::get_if<Let>(&stage)) {
        std::string text = let->command;
        for (const Let::Assignment& one : let->assignments)
            text += std::format(" {} = {}", one.name, one.value ? dumpExpr(*one.value) : "?");
        return text;
    }
    if (const auto* aggregate = std::get_if<Aggregate>(&stage)) {
        std::string text = aggregate->keepsEvents ? "inline stats" : "stats";
        for (const Aggregate::Output& output : aggregate->outputs)
            text += std::format(" {} = {}({})", output.name, output.call.function, dumpExprs(output.call.arguments));
        return aggregate->by.empty() ? text : text + std::format(" by {}", dumpExprs(aggregate->by));
    }
    if (const auto* sequence = std::get_if<Sequence>(&stage)) {
        std::string text = sequence->sample ? "sample" : "sequence";
        if (!sequence->by.empty())
            text += std::format(" by {}", dumpExprs(sequence->by));
        if (sequence->maxspan)
            text += std::format(" with maxspan={}ms", sequence->maxspan->count());
        for (const Sequence::Step& step : sequence->steps)
            text += std::format("\n  {}", dumpStep(step, dumper));
        if (sequence->until)
            text += std::format("\n  until {}", dumpStep(*sequence->until, dumper));
        return text;
    }
    if (const auto* select = std::get_if<Select>(&stage))
        return select->command;
    if (const auto* sub = std::get_if<SubPipeline>(&stage))
        return std::format("{} [{} stages]", sub->command, sub->pipeline->stages.size());
    if (const auto* lookup = std::get_if<Lookup>(&stage))
        return std::format("lookup {}", lookup->table);
    const auto& opaque = std::get<OpaqueStage>(stage);
    return std::format("#{}: {}#", opaque.command, opaque.reason);
}

std::string dumpCorrelation(const Correlation& correlation)
{
    std::string text = std::format("correlation {}", static_cast<int>(correlation.type));
    for (const Located& rule : correlation.rules)
        text += std::format(" {}", rule.text);
    for (const Located& field : correlation.groupBy)
        text += std::format(" by {}", field.text);
    for (const Correlation::Comparison& comparison : correlation.condition)
        text += std::format(
            " {}{} {}", comparison.negated ? "!" : "", operatorName(comparison.op), comparison.value.text);
    return text + '\n';
}

} // namespace

std::string dump(const Predicate& predicate) { return Dumper{}.of(predicate); }

std::string dump(const Rule& rule)
{
    const Dumper dumper{&rule};
    std::string text;
    const auto part = [&](std::string_view name, const std::optional<LogSourcePart>& value) {
        if (value)
            text += std::format("{}: {}\n", name, value->text);
    };
    part("product", rule.logSource.product);
    part("category", rule.logSource.category);
    part("service", rule.logSource.service);
    for (const Selection& selection : rule.selections)
        text += std::format("{}: {}\n", selection.name, dumper.of(selection.predicate));
    if (const auto* pipeline = std::get_if<Pipeline>(&rule.body)) {
        for (const Stage& stage : pipeline->stages)
            text += dumpStage(stage, dumper) + '\n';
    } else if (const auto* correlation = std::get_if<Correlation>(&rule.body)) {
        text += dumpCorrelation(*correlation);
    } else if (const auto* filter = std::get_if<FilterDocument>(&rule.body)) {
        text += std::format("filter {}\n", dumper.of(filter->predicate));
    } else {
        text += std::format("no query: {}\n", std::get<NoQuery>(rule.body).reason);
    }
    return text;
}

} // namespace rulewright::rule
