// SPDX-License-Identifier: Apache-2.0
#include "core/lang/eql/printer.h"

#include "core/lang/eql/tests.h"
#include "core/rule/operand.h"
#include "core/rule/print_groups.h"
#include "core/text/fold.h"
#include "core/text/quotes.h"

#include <algorithm>
#include <array>
#include <format>
#include <string_view>

namespace rulewright::lang::eql {

using namespace rule;

namespace {

using Text = std::optional<std::string>;

std::string inQuotes(std::string_view text) { return rulewright::inQuotes(text, Escapes::Breaks); }

bool isKeyword(std::string_view word)
{
    static constexpr std::array<std::string_view, 13> words{
        "and", "or", "not", "in", "like", "regex", "where", "by", "with", "until", "true", "false", "null"};
    return std::ranges::any_of(words, [&](std::string_view one) { return equalsFolded(one, word); });
}

bool isWordStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' || static_cast<signed char>(c) < 0;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Whether the name stands in a query as it is: words, dots between them, and indexes.
bool isPlainName(std::string_view name)
{
    if (name.empty() || !isWordStart(name.front()) || isKeyword(name))
        return false;
    for (std::size_t i = 1; i < name.size(); ++i) {
        const char c = name[i];
        const bool isBeforeWord = i + 1 < name.size() && (isWordStart(name[i + 1]) || isDigit(name[i + 1]));
        if (isWordStart(c) || isDigit(c) || (c == '.' && isBeforeWord))
            continue;
        if (c != '[')
            return false;
        const std::size_t close = name.find(']', i);
        if (close == std::string_view::npos || close == i + 1
            || !std::ranges::all_of(name.substr(i + 1, close - i - 1), isDigit))
            return false;
        i = close;
    }
    return true;
}

std::string printed(const FieldRef& field)
{
    return (field.optional ? "?" : "") + (isPlainName(field.raw) ? field.raw : std::format("`{}`", field.raw));
}

std::string printed(const Scalar& scalar)
{
    const auto* text = std::get_if<std::string>(&scalar);
    return text != nullptr ? inQuotes(*text) : scalarText(scalar);
}

bool isSymbol(std::string_view function)
{
    return function.size() == 1 && std::string_view("+-*/%").contains(function.front());
}

std::string printed(const Expr& expr, bool isOperand = false)
{
    if (const auto* field = std::get_if<FieldRef>(&expr.node))
        return printed(*field);
    if (const auto* scalar = std::get_if<Scalar>(&expr.node))
        return printed(*scalar);
    const Call& call = std::get<Call>(expr.node);
    if (isSymbol(call.function) && call.arguments.size() == 2) {
        const std::string text = std::format(
            "{} {} {}", printed(call.arguments[0], true), call.function, printed(call.arguments[1], true));
        return isOperand ? std::format("({})", text) : text;
    }
    if (isSymbol(call.function) && call.arguments.size() == 1)
        return call.function + printed(call.arguments[0], true);
    std::string text = call.function + "(";
    for (std::size_t i = 0; i < call.arguments.size(); ++i)
        text += (i == 0 ? "" : ", ") + printed(call.arguments[i]);
    return text + ")";
}

std::string printedList(const std::vector<Value>& values)
{
    std::string text = "(";
    for (std::size_t i = 0; i < values.size(); ++i)
        text += (i == 0 ? "" : ", ") + printed(values[i].scalar);
    return text + ")";
}

std::string_view functionName(Op op)
{
    switch (op) {
    case Op::StartsWith:
    case Op::FieldRefStartsWith:
        return "startsWith";
    case Op::EndsWith:
    case Op::FieldRefEndsWith:
        return "endsWith";
    case Op::Contains:
    case Op::FieldRefContains:
        return "stringContains";
    case Op::Cidr:
        return "cidrMatch";
    default:
        return {};
    }
}

std::string functionCall(const Test& test)
{
    const bool isFieldTest = test.op != Op::Cidr && test.op >= Op::FieldRef;
    std::string text = std::format("{}{}({}", functionName(test.op),
        test.caseRule == CaseRule::Insensitive && test.op != Op::Cidr ? "~" : "", printed(test.field));
    for (const Value& value : test.values) {
        FieldRef other;
        other.raw = scalarText(value.scalar);
        text += ", " + (isFieldTest ? printed(other) : printed(value.scalar));
    }
    return text + ")";
}

/// field == v, field : v, field like~ (…), field in (…): by what the values are and whether letter case counts.
std::string equality(const Test& test)
{
    const bool isInsensitive = test.caseRule == CaseRule::Insensitive;
    const bool hasWildcards
        = std::ranges::any_of(test.values, [](const Value& value) { return value.pattern.hasWildcard(); });
    const bool isSingle = test.values.size() == 1;
    const std::string field = printed(test.field);
    const std::string_view negation = test.negated ? "not " : "";
    if (hasWildcards) {
        return isInsensitive && !test.negated
            ? std::format("{} : {}", field, isSingle ? printed(test.values[0].scalar) : printedList(test.values))
            : std::format("{} {}like{} {}", field, negation, isInsensitive ? "~" : "", printedList(test.values));
    }
    if (isSingle && !isInsensitive)
        return std::format("{} {} {}", field, test.negated ? "!=" : "==", printed(test.values[0].scalar));
    return std::format("{} {}in{} {}", field, negation, isInsensitive ? "~" : "", printedList(test.values));
}

Text printed(const Test& test)
{
    switch (test.op) {
    case Op::Eq:
        return equality(test);
    case Op::Regex:
        return std::format("{} {}regex{} {}", printed(test.field), test.negated ? "not " : "",
            test.caseRule == CaseRule::Insensitive ? "~" : "", printedList(test.values));
    case Op::Gt:
    case Op::Ge:
    case Op::Lt:
    case Op::Le:
        return std::format("{} {} {}", printed(test.field), orderMark(test.op), printed(test.values.front().scalar));
    case Op::FieldRef: {
        FieldRef other;
        other.raw = scalarText(test.values.front().scalar);
        return std::format("{} {} {}", printed(test.field), test.negated ? "!=" : "==", printed(other));
    }
    default:
        return functionName(test.op).empty() ? std::nullopt : Text(functionCall(test));
    }
}

Text printed(const Compare& compare)
{
    const std::string left = printed(compare.left);
    const std::string right = printed(compare.right);
    const bool isInsensitive = compare.caseRule == CaseRule::Insensitive;
    switch (compare.op) {
    case Op::Eq:
        if (isInsensitive)
            return std::format("{} : {}", left, right);
        return std::format("{} {} {}", left, compare.negated ? "!=" : "==", right);
    case Op::Wildcard:
        return std::format("{} like{} {}", left, isInsensitive ? "~" : "", right);
    case Op::Regex:
        return std::format("{} regex{} {}", left, isInsensitive ? "~" : "", right);
    case Op::Gt:
    case Op::Ge:
    case Op::Lt:
    case Op::Le:
        return std::format("{} {} {}", left, orderMark(compare.op), right);
    default:
        return std::nullopt;
    }
}

Text leaf(const Predicate& predicate)
{
    if (const auto* test = std::get_if<Test>(&predicate.node))
        return printed(*test);
    if (const auto* compare = std::get_if<Compare>(&predicate.node))
        return printed(*compare);
    if (const auto* constant = std::get_if<Constant>(&predicate.node))
        return constant->value ? "true" : "false";
    return std::nullopt;
}

/// The category's name where the predicate begins with its test, as every event query but `any where …` does.
const std::string* categoryOf(const Predicate& predicate)
{
    const auto* both = std::get_if<And>(&predicate.node);
    const auto* test
        = both != nullptr && both->children.size() == 2 ? std::get_if<Test>(&both->children[0].node) : nullptr;
    const bool isCategory = test != nullptr && test->field.raw == "event.category" && !test->field.optional
        && test->op == Op::Eq && test->values.size() == 1 && !test->negated && test->caseRule == CaseRule::Insensitive
        && !test->values[0].pattern.hasWildcard();
    return isCategory ? std::get_if<std::string>(&test->values[0].scalar) : nullptr;
}

Text printedEvent(const Predicate& predicate)
{
    if (const std::string* category = categoryOf(predicate)) {
        const Text condition = print(std::get<And>(predicate.node).children[1]);
        const bool isWord = isPlainName(*category) && !equalsFolded(*category, "any");
        return condition ? Text(std::format("{} where {}", isWord ? *category : inQuotes(*category), *condition))
                         : std::nullopt;
    }
    const Text condition = print(predicate);
    return condition ? Text("any where " + *condition) : std::nullopt;
}

std::string printedBy(const std::vector<Expr>& by)
{
    std::string text;
    for (const Expr& expr : by)
        text += (text.empty() ? " by " : ", ") + printed(expr);
    return text;
}

Text printed(const Sequence::Step& step)
{
    const Text event = printedEvent(step.where);
    if (!event)
        return std::nullopt;
    return std::format("{}[{}]{}{}", step.missing ? "!" : "", *event, printedBy(step.by),
        step.runs != 1 ? std::format(" with runs={}", step.runs) : std::string());
}

Text printed(const Sequence& sequence)
{
    std::string text = (sequence.sample ? "sample" : "sequence") + printedBy(sequence.by);
    if (sequence.maxspan)
        text += std::format(" with maxspan={}ms", sequence.maxspan->count());
    for (const Sequence::Step& step : sequence.steps) {
        const Text one = printed(step);
        if (!one)
            return std::nullopt;
        text += "\n  " + *one;
    }
    if (sequence.until) {
        const Text until = printed(*sequence.until);
        if (!until)
            return std::nullopt;
        text += "\nuntil " + *until;
    }
    return text;
}

} // namespace

std::optional<std::string> print(const Predicate& condition) { return printGroups(condition, {}, leaf); }

std::optional<std::string> print(const Pipeline& pipeline)
{
    if (pipeline.stages.size() != 1)
        return std::nullopt;
    if (const auto* filter = std::get_if<Filter>(&pipeline.stages.front()))
        return printedEvent(filter->predicate);
    const auto* sequence = std::get_if<Sequence>(&pipeline.stages.front());
    return sequence != nullptr ? printed(*sequence) : std::nullopt;
}

} // namespace rulewright::lang::eql
