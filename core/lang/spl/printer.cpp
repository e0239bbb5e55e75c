// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/printer.h"

#include "core/rule/operand.h"
#include "core/rule/walk.h"
#include "core/text/fold.h"
#include "core/text/quotes.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <variant>
#include <vector>

namespace rulewright::lang::spl {

using namespace rule;

namespace {

using Text = std::optional<std::string>;

bool isPlainName(std::string_view name)
{
    static constexpr std::array<std::string_view, 11> words{
        "and", "or", "not", "xor", "in", "like", "true", "false", "null", "term", "case"};
    const auto isPart
        = [](char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !name.empty() && !(name.front() >= '0' && name.front() <= '9') && std::ranges::all_of(name, isPart)
        && !std::ranges::contains(words, folded(name));
}

std::string_view comparisonMark(Op op, bool isNegated, std::string_view equal)
{
    const std::string_view order = orderMark(op);
    return !order.empty() ? order : isNegated ? "!=" : equal;
}

/// Joins what `print` makes of the children; groups within get brackets.
template <class Print> Text joined(const std::vector<Predicate>& children, std::string_view between, Print&& print)
{
    std::string text;
    for (const Predicate& child : children) {
        const Text part = print(child);
        if (!part)
            return std::nullopt;
        const bool isGroup = std::holds_alternative<And>(child.node) || std::holds_alternative<Or>(child.node);
        text += std::format("{}{}", text.empty() ? "" : between, isGroup ? std::format("({})", *part) : *part);
    }
    return text.empty() ? std::nullopt : Text(text);
}

/// The language of `search` and of tstats' `where`.
class SearchPrinter {
public:
    Text print(const Predicate& predicate) const
    {
        return std::visit([this](const auto& node) { return of(node); }, predicate.node);
    }

private:
    Text of(const And& node) const
    {
        return joined(node.children, " ", [this](const Predicate& child) { return print(child); });
    }

    Text of(const Or& node) const
    {
        return joined(node.children, " OR ", [this](const Predicate& child) { return print(child); });
    }

    Text of(const Not& node) const
    {
        const Text inner = print(*node.child);
        return inner ? Text(std::format("NOT ({})", *inner)) : std::nullopt;
    }

    Text of(const Constant& node) const { return node.value ? Text("*") : std::nullopt; }

    Text of(const Test& test) const
    {
        if (test.missingRule || test.values.empty())
            return std::nullopt;
        if (test.op == Op::Keyword)
            return valueText(test.values.front());
        if (test.op != Op::Eq && test.op != Op::Gt && test.op != Op::Ge && test.op != Op::Lt && test.op != Op::Le)
            return std::nullopt;
        // The rows of a table that the search was read with are no text of it.
        if (scalarText(test.values.front().scalar).starts_with("[inputlookup "))
            return std::nullopt;
        std::string values;
        for (const Value& value : test.values)
            values += (values.empty() ? "" : ", ") + valueText(value);
        if (test.values.size() > 1)
            values = std::format("({})", values);
        return nameText(test.field.raw) + std::string(comparisonMark(test.op, test.negated, "=")) + values;
    }

    template <class Node> Text of(const Node&) const { return std::nullopt; }

    static std::string valueText(const Value& value)
    {
        return value.source.empty() ? inQuotes(scalarText(value.scalar)) : value.source;
    }

    static std::string nameText(const std::string& name)
    {
        static constexpr std::string_view others = ".{}@:$-_";
        std::string plain;
        std::ranges::copy_if(name, std::back_inserter(plain), [](char c) { return !others.contains(c); });
        return isPlainName(plain) || isPlainName(name) ? name : std::format("\"{}\"", name);
    }
};

/// The language of `where` and `eval`.
class ConditionPrinter {
public:
    Text print(const Predicate& predicate) const
    {
        return std::visit([this](const auto& node) { return of(node); }, predicate.node);
    }

private:
    Text of(const And& node) const
    {
        return joined(node.children, " AND ", [this](const Predicate& child) { return print(child); });
    }

    Text of(const Or& node) const
    {
        return joined(node.children, " OR ", [this](const Predicate& child) { return print(child); });
    }

    Text of(const Not& node) const
    {
        const Text inner = print(*node.child);
        return inner ? Text(std::format("NOT ({})", *inner)) : std::nullopt;
    }

    Text of(const Constant& node) const { return node.value ? "true()" : "false()"; }

    Text of(const Test& test) const
    {
        if (!test.missingRule || test.values.empty())
            return std::nullopt;
        const Text name = nameText(test.field.raw);
        if (!name)
            return std::nullopt;
        if (*test.missingRule == MissingRule::IsFalse)
            return std::format("{}({})", test.op == Op::Exists ? "isnotnull" : "isnull", *name);
        const std::string field = test.caseRule == CaseRule::Insensitive ? std::format("lower({})", *name) : *name;
        const Value& value = test.values.front();
        switch (test.op) {
        case Op::Eq:
        case Op::Gt:
        case Op::Ge:
        case Op::Lt:
        case Op::Le:
            if (test.values.size() > 1)
                return test.op == Op::Eq && !test.negated ? Text(listText(field, test.values)) : std::nullopt;
            if (test.op == Op::Eq && !test.negated && value.pattern != literalPattern(scalarText(value.scalar))
                && !std::holds_alternative<Null>(value.scalar))
                return std::format("like({}, {})", field, scalar(value.scalar));
            return std::format("{} {} {}", field, comparisonMark(test.op, test.negated, "=="), scalar(value.scalar));
        case Op::Regex:
            return std::format("match({}, {})", field, scalar(value.scalar));
        case Op::Cidr:
            return std::format("cidrmatch({}, {})", scalar(value.scalar), field);
        case Op::FieldRef: {
            const Text other = nameText(scalarText(value.scalar));
            return other ? Text(std::format("{} {} {}", field, test.negated ? "!=" : "==", *other)) : std::nullopt;
        }
        default:
            return std::nullopt;
        }
    }

    Text of(const Compare& node) const
    {
        const Text left = expression(node.left);
        const Text right = expression(node.right);
        if (!left || !right)
            return std::nullopt;
        if (node.op == Op::IsNull)
            return std::format("{}({})", node.negated ? "isnotnull" : "isnull", *left);
        const auto* constant = std::get_if<Scalar>(&node.right.node);
        const bool* truth = constant == nullptr ? nullptr : std::get_if<bool>(constant);
        if (node.op == Op::Eq && !node.negated && truth != nullptr && *truth)
            return left;
        return std::format("{} {} {}", *left, comparisonMark(node.op, node.negated, "=="), *right);
    }

    template <class Node> Text of(const Node&) const { return std::nullopt; }

    static std::string listText(const std::string& field, const std::vector<Value>& values)
    {
        std::string list;
        for (const Value& value : values)
            list += (list.empty() ? "" : ", ") + scalar(value.scalar);
        return std::format("{} IN ({})", field, list);
    }

    static Text nameText(const std::string& name)
    {
        if (name.contains('\''))
            return std::nullopt;
        return isPlainName(name) ? name : std::format("'{}'", name);
    }

    static std::string scalar(const Scalar& value)
    {
        const auto* text = std::get_if<std::string>(&value);
        return text != nullptr ? inQuotes(*text) : scalarText(value);
    }

    Text expression(const Expr& expr) const
    {
        if (const auto* field = std::get_if<FieldRef>(&expr.node))
            return nameText(field->raw);
        if (const auto* value = std::get_if<Scalar>(&expr.node))
            return scalar(*value);
        return call(std::get<Call>(expr.node));
    }

    Text call(const Call& node) const
    {
        static constexpr std::array<std::string_view, 15> operators{
            "AND", "OR", "==", "!=", "<=", ">=", "<", ">", "LIKE", "+", "-", "*", "/", "%", "."};
        std::vector<std::string> arguments;
        for (const Expr& argument : node.arguments) {
            const Text text = expression(argument);
            if (!text)
                return std::nullopt;
            arguments.push_back(*text);
        }
        if (std::ranges::contains(operators, node.function) && arguments.size() == 2)
            return std::format("({} {} {})", arguments[0], node.function, arguments[1]);
        if (node.function == "NOT" && arguments.size() == 1)
            return std::format("(NOT {})", arguments[0]);
        const bool isList = node.function == "IN" && !arguments.empty();
        std::string list;
        for (std::size_t i = isList ? 1 : 0; i < arguments.size(); ++i)
            list += (list.empty() ? "" : ", ") + arguments[i];
        if (isList)
            return std::format("({} IN ({}))", arguments[0], list);
        if (!isPlainName(node.function) && node.function != "true" && node.function != "false"
            && node.function != "case" && node.function != "null" && node.function != "like" && node.function != "in")
            return std::nullopt;
        return std::format("{}({})", node.function, list);
    }
};

/// `regex field="…"`: letter case counts, and a missing field reads as in `search`.
const Test* regexTest(const Predicate& predicate)
{
    const auto* test = std::get_if<Test>(&predicate.node);
    return test != nullptr && test->op == Op::Regex && !test->missingRule && test->values.size() == 1 ? test : nullptr;
}

} // namespace

std::string inQuotes(std::string_view text) { return rulewright::inQuotes(text, Escapes::Quotes); }

bool isCondition(const Predicate& predicate)
{
    bool found = false;
    walk(predicate, [&found](const Predicate& node) {
        const auto* test = std::get_if<Test>(&node.node);
        found = found || std::holds_alternative<Compare>(node.node) || (test != nullptr && test->missingRule);
    });
    return found;
}

std::optional<std::string> printStage(const Predicate& predicate)
{
    if (const Test* test = regexTest(predicate)) {
        const Value& value = test->values.front();
        return std::format("regex {}{}{}", test->field.raw, test->negated ? "!=" : "=",
            value.source.empty() ? inQuotes(scalarText(value.scalar)) : value.source);
    }
    const bool isWhere = isCondition(predicate);
    const Text text = isWhere ? ConditionPrinter().print(predicate) : SearchPrinter().print(predicate);
    return text ? Text(std::format("{} {}", isWhere ? "where" : "search", *text)) : std::nullopt;
}

} // namespace rulewright::lang::spl
