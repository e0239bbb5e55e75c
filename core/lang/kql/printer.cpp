// SPDX-License-Identifier: Apache-2.0
#include "core/lang/kql/printer.h"

#include "core/rule/print_groups.h"
#include "core/text/fold.h"
#include "core/text/quotes.h"

#include <algorithm>
#include <array>
#include <format>
#include <string_view>

namespace rulewright::lang::kql {

using namespace rule;

namespace {

using Text = std::optional<std::string>;

bool isKeyword(std::string_view word)
{
    static constexpr std::array<std::string_view, 3> words{"and", "or", "not"};
    return std::ranges::any_of(words, [&](std::string_view one) { return equalsFolded(one, word); });
}

std::string inQuotes(std::string_view text) { return rulewright::inQuotes(text, Escapes::Quotes); }

void appendEscaped(std::string& result, std::string_view text)
{
    for (const char c : text) {
        if (std::string_view("\\():<>\"{}* \t\r\n").contains(c))
            result += '\\';
        result += c;
    }
}

/// A text outside quotes, where `*` is a wildcard.
std::string unquoted(const Pattern& pattern)
{
    std::string result;
    for (const PatternPart& part : pattern.parts) {
        if (part.kind == PatternPart::Kind::Literal)
            appendEscaped(result, part.literal);
        else
            result += '*';
    }
    return result;
}

std::string printed(const FieldRef& field)
{
    if (field.kind == FieldRef::Kind::NamePattern) {
        std::string name;
        for (std::size_t at = 0; at < field.raw.size();) {
            const std::size_t star = std::min(field.raw.find('*', at), field.raw.size());
            appendEscaped(name, std::string_view(field.raw).substr(at, star - at));
            if (star < field.raw.size())
                name += '*';
            at = star + 1;
        }
        return name;
    }
    std::string name;
    appendEscaped(name, field.raw);
    return isKeyword(name) ? '\\' + name : name;
}

std::string printed(const Value& value)
{
    if (const bool* truth = std::get_if<bool>(&value.scalar))
        return *truth ? "true" : "false";
    return value.pattern.hasWildcard() ? unquoted(value.pattern) : inQuotes(scalarText(value.scalar));
}

std::string printedList(const Test& test)
{
    std::string text;
    for (const Value& value : test.values)
        text += (text.empty() ? "" : test.join == Join::All ? " and " : " or ") + printed(value);
    return test.values.size() == 1 ? text : std::format("({})", text);
}

Text printed(const Test& test)
{
    if (test.negated || test.values.empty())
        return std::nullopt;
    const std::string field = printed(test.field);
    switch (test.op) {
    case Op::Eq:
        return std::format("{}:{}", field, printedList(test));
    case Op::Exists:
        return field + ":*";
    case Op::Keyword:
        return printed(test.values.front());
    case Op::Gt:
        return std::format("{} > {}", field, inQuotes(scalarText(test.values.front().scalar)));
    case Op::Ge:
        return std::format("{} >= {}", field, inQuotes(scalarText(test.values.front().scalar)));
    case Op::Lt:
        return std::format("{} < {}", field, inQuotes(scalarText(test.values.front().scalar)));
    case Op::Le:
        return std::format("{} <= {}", field, inQuotes(scalarText(test.values.front().scalar)));
    default:
        return std::nullopt;
    }
}

Text leaf(const Predicate& predicate)
{
    if (const auto* test = std::get_if<Test>(&predicate.node))
        return printed(*test);
    if (const auto* nested = std::get_if<Nested>(&predicate.node)) {
        const Text inner = print(*nested->inner);
        return inner ? Text(std::format("{}:{{ {} }}", printed(nested->array), *inner)) : std::nullopt;
    }
    if (const auto* constant = std::get_if<Constant>(&predicate.node); constant != nullptr && constant->value)
        return std::string();
    return std::nullopt;
}

} // namespace

std::optional<std::string> print(const Predicate& predicate) { return printGroups(predicate, {}, leaf); }

} // namespace rulewright::lang::kql
