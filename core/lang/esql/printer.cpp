// SPDX-License-Identifier: Apache-2.0
#include "core/lang/esql/printer.h"

#include "core/rule/like_pattern.h"
#include "core/rule/operand.h"
#include "core/rule/print_groups.h"
#include "core/text/fold.h"
#include "core/text/quotes.h"

#include <algorithm>
#include <array>
#include <format>
#include <string_view>

namespace rulewright::lang::esql {

using namespace rule;

namespace {

using Text = std::optional<std::string>;

constexpr GroupWords words{" AND ", " OR ", "NOT "};

std::string inQuotes(std::string_view text) { return rulewright::inQuotes(text, Escapes::Breaks); }

bool isOperatorWord(std::string_view word)
{
    static constexpr std::array<std::string_view, 10> all{
        "and", "or", "not", "in", "like", "rlike", "is", "true", "false", "null"};
    return std::ranges::any_of(all, [&](std::string_view one) { return equalsFolded(one, word); });
}

bool isWordStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@'; }

bool isPlainName(std::string_view name)
{
    if (name.empty() || !isWordStart(name.front()) || isOperatorWord(name))
        return false;
    for (std::size_t i = 1; i < name.size(); ++i) {
        const bool isPart = isWordStart(name[i]) || (name[i] >= '0' && name[i] <= '9');
        const bool isDot = name[i] == '.' && i + 1 < name.size() && isWordStart(name[i + 1]);
        if (!isPart && !isDot)
            return false;
    }
    return true;
}

std::string printed(const FieldRef& field)
{
    return isPlainName(field.raw) ? field.raw : std::format("`{}`", field.raw);
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

Text printed(const Expr& expr, bool isOperand = false);

Text printedArguments(const Call& call, std::string_view open, std::string_view close, bool isMap = false)
{
    std::string text(open);
    for (std::size_t i = 0; i < call.arguments.size(); ++i) {
        const Text argument = printed(call.arguments[i]);
        if (!argument)
            return std::nullopt;
        text += (i == 0 ? "" : isMap && i % 2 == 1 ? ": " : ", ") + *argument;
    }
    return text + std::string(close);
}

Text printed(const Expr& expr, bool isOperand)
{
    if (const auto* field = std::get_if<FieldRef>(&expr.node))
        return printed(*field);
    if (const auto* scalar = std::get_if<Scalar>(&expr.node))
        return printed(*scalar);
    const Call& call = std::get<Call>(expr.node);
    if (call.function == "?") // a condition as a value: what it asks is not kept
        return std::nullopt;
    if (call.function == "[]")
        return printedArguments(call, "[", "]");
    if (call.function == "{}")
        return printedArguments(call, "{", "}", true);
    if (call.function.starts_with('?'))
        return call.function;
    if (isSymbol(call.function) && call.arguments.size() == 2) {
        const Text left = printed(call.arguments[0], true);
        const Text right = printed(call.arguments[1], true);
        if (!left || !right)
            return std::nullopt;
        const std::string text = std::format("{} {} {}", *left, call.function, *right);
        return isOperand ? std::format("({})", text) : text;
    }
    if (isSymbol(call.function) && call.arguments.size() == 1) {
        const Text only = printed(call.arguments[0], true);
        return only ? Text(call.function + *only) : std::nullopt;
    }
    return printedArguments(call, call.function + "(", ")");
}

std::string printedList(const std::vector<Value>& values)
{
    std::string text = "(";
    for (std::size_t i = 0; i < values.size(); ++i)
        text += (i == 0 ? "" : ", ") + printed(values[i].scalar);
    return text + ")";
}

std::string function(std::string_view name, const Test& test)
{
    std::string text = std::format("{}({}", name, printed(test.field));
    for (const Value& value : test.values)
        text += ", " + printed(value.scalar);
    return text + ")";
}

bool isLiteral(const Value& value)
{
    return std::holds_alternative<Null>(value.scalar) || value.pattern == literalPattern(scalarText(value.scalar));
}

Text equality(const Test& test)
{
    const std::string field = printed(test.field);
    const bool isSingle = test.values.size() == 1;
    const std::string_view negation = test.negated ? "NOT " : "";
    if (!std::ranges::all_of(test.values, isLiteral)) {
        return isSingle ? std::format("{} {}LIKE {}", field, negation, printed(test.values[0].scalar))
                        : std::format("{} {}LIKE {}", field, negation, printedList(test.values));
    }
    if (isSingle && std::holds_alternative<Null>(test.values[0].scalar))
        return field + " IS NULL";
    if (!isSingle)
        return std::format("{} {}IN {}", field, negation, printedList(test.values));
    const std::string_view mark = test.caseRule == CaseRule::Insensitive ? "=~" : test.negated ? "!=" : "==";
    return std::format("{} {} {}", field, mark, printed(test.values[0].scalar));
}

Text printed(const Test& test)
{
    switch (test.op) {
    case Op::Eq:
        return equality(test);
    case Op::Exists:
        return printed(test.field) + " IS NOT NULL";
    case Op::Regex: {
        const std::string_view negation = test.negated ? "NOT " : "";
        return test.values.size() == 1
            ? std::format("{} {}RLIKE {}", printed(test.field), negation, printed(test.values[0].scalar))
            : std::format("{} {}RLIKE {}", printed(test.field), negation, printedList(test.values));
    }
    case Op::StartsWith:
        return function("STARTS_WITH", test);
    case Op::EndsWith:
        return function("ENDS_WITH", test);
    case Op::Contains:
        return function("CONTAINS", test);
    case Op::Cidr:
        return function("CIDR_MATCH", test);
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
        return std::nullopt;
    }
}

Text printed(const Compare& compare)
{
    const Text left = printed(compare.left);
    if (!left)
        return std::nullopt;
    if (compare.op == Op::IsNull)
        return *left + (compare.negated ? " IS NOT NULL" : " IS NULL");
    const Text right = printed(compare.right);
    if (!right)
        return std::nullopt;
    switch (compare.op) {
    case Op::Eq:
        // Only a list keeps a constant at its left: true IN (starts_with(f, "a")).
        if (std::holds_alternative<rule::Scalar>(compare.left.node))
            return compare.negated ? std::nullopt : Text(std::format("{} IN ({})", *left, *right));
        return std::format("{} {} {}", *left, compare.negated ? "!=" : "==", *right);
    case Op::Wildcard:
        return std::format("{} LIKE {}", *left, *right);
    case Op::Regex:
        return std::format("{} RLIKE {}", *left, *right);
    case Op::Gt:
    case Op::Ge:
    case Op::Lt:
    case Op::Le:
        return std::format("{} {} {}", *left, orderMark(compare.op), *right);
    default:
        return std::nullopt;
    }
}

/// MATCH, MV_CONTAINS and KQL("…") read a missing field in a way of their own.
Text printedSearch(const Predicate& predicate, const Test& test, const EmbeddedPrinter& embedded)
{
    if (test.op == Op::Contains && test.caseRule == CaseRule::Insensitive)
        return function("MATCH", test);
    const bool isPlain = test.op == Op::Eq && test.field.kind == FieldRef::Kind::Named
        && std::ranges::all_of(test.values, isLiteral) && test.join == Join::Any;
    if (isPlain)
        return function("MV_CONTAINS", test);
    const Text query = embedded ? embedded(predicate) : std::nullopt;
    return query ? Text(std::format("KQL({})", inQuotes(*query))) : std::nullopt;
}

} // namespace

std::optional<std::string> print(const Predicate& predicate, const EmbeddedPrinter& embedded)
{
    return printGroups(predicate, words, [&](const Predicate& leaf) -> Text {
        if (const auto* test = std::get_if<Test>(&leaf.node))
            return test->missingRule ? printedSearch(leaf, *test, embedded) : printed(*test);
        if (const auto* compare = std::get_if<Compare>(&leaf.node))
            return printed(*compare);
        if (const auto* constant = std::get_if<Constant>(&leaf.node))
            return constant->value ? "true" : "false";
        return std::nullopt;
    });
}

} // namespace rulewright::lang::esql
