// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/printer.h"

#include "core/lang/sigma/modifiers.h"
#include "core/rule/print_groups.h"
#include "core/rule/walk.h"
#include "core/text/fold.h"

#include <format>
#include <string_view>

namespace rulewright::lang::sigma {

using namespace rule;

namespace {

using Text = std::optional<std::string>;

bool isPrintable(char32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF || c == 0x2028 || c == 0x2029)
        return false;
    return c < 0xD800 || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF && c < 0x110000);
}

/// In YAML's double quotes, in which every text can stand.
std::string inQuotes(std::string_view text)
{
    std::string result = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = nextCodePoint(text, at);
        if (c == '"' || c == '\\') {
            result += '\\';
            result += static_cast<char>(c);
        } else if (isPrintable(c)) {
            result += text.substr(begin, at - begin);
        } else {
            result += c <= 0xFF ? std::format("\\x{:02X}", static_cast<std::uint32_t>(c))
                                : std::format("\\u{:04X}", static_cast<std::uint32_t>(c));
        }
    }
    return result + '"';
}

std::string printed(const Scalar& scalar)
{
    const auto* text = std::get_if<std::string>(&scalar);
    return text != nullptr ? inQuotes(*text) : scalarText(scalar);
}

bool isFlag(Modifier modifier)
{
    return modifier == Modifier::RegexIgnoreCase || modifier == Modifier::RegexMultiline
        || modifier == Modifier::RegexDotAll;
}

/// The field and its modifiers, in an order in which Sigma takes them: encodings, then the operator, then the rest.
std::string printedKey(const Test& test)
{
    std::string key = test.field.raw;
    for (const Modifier modifier : test.modifiers) {
        if (!isFlag(modifier))
            key += std::format("|{}", modifierName(modifier));
    }
    key += operatorModifiers(test.op).value_or(std::string_view());
    for (const Modifier modifier : test.modifiers) {
        if (isFlag(modifier))
            key += std::format("|{}", modifierName(modifier));
    }
    if (test.join == Join::All)
        key += "|all";
    if (test.negated)
        key += "|neq";
    if (test.caseRule == CaseRule::Sensitive)
        key += "|cased";
    return key;
}

std::string printedValues(const Test& test, std::string_view indent)
{
    if (test.values.size() == 1)
        return " " + printed(test.values.front().scalar) + "\n";
    std::string text = "\n";
    for (const Value& value : test.values)
        text += std::format("{}    - {}\n", indent, printed(value.scalar));
    return text;
}

/// The keys of a map, each line behind the indent; the first line's begins with `first`.
Text printedMap(const And& map, std::string_view first, std::string_view indent)
{
    std::string text;
    for (const Predicate& child : map.children) {
        const auto* test = std::get_if<Test>(&child.node);
        if (test == nullptr || test->values.empty())
            return std::nullopt;
        text += std::format(
            "{}{}:{}", text.empty() ? first : indent, inQuotes(printedKey(*test)), printedValues(*test, indent));
    }
    return text;
}

std::string printedKeywords(const Test& test, std::string_view indent)
{
    std::string text;
    for (const Value& value : test.values)
        text += std::format("{}- {}\n", indent, printed(value.scalar));
    return text;
}

Text printed(const Selection& selection)
{
    constexpr std::string_view indent = "        ";
    const std::string name = std::format("    {}:\n", inQuotes(selection.name));
    if (const auto* map = std::get_if<And>(&selection.predicate.node)) {
        const Text entries = printedMap(*map, indent, indent);
        return entries ? Text(name + *entries) : std::nullopt;
    }
    if (const auto* keywords = std::get_if<Test>(&selection.predicate.node))
        return name + printedKeywords(*keywords, indent);
    const auto* any = std::get_if<Or>(&selection.predicate.node);
    if (any == nullptr)
        return std::nullopt;
    std::string text = name;
    for (const Predicate& child : any->children) {
        if (const auto* keywords = std::get_if<Test>(&child.node)) {
            text += printedKeywords(*keywords, indent);
            continue;
        }
        const auto* map = std::get_if<And>(&child.node);
        const Text entries = map != nullptr ? printedMap(*map, "        - ", "          ") : std::nullopt;
        if (!entries)
            return std::nullopt;
        text += *entries;
    }
    return text;
}

Text printedCondition(const Predicate& condition, const Rule& rule)
{
    return printGroups(condition, {}, [&](const Predicate& leaf) -> Text {
        if (const auto* name = std::get_if<Ref>(&leaf.node))
            return selectionOf(rule, name->selection).name;
        const auto* of = std::get_if<Of>(&leaf.node);
        if (of == nullptr)
            return std::nullopt;
        return of->quantifier.all ? std::format("all of {}", of->pattern)
                                  : std::format("{} of {}", of->quantifier.count, of->pattern);
    });
}

void add(std::string& text, std::string_view key, const std::optional<Located>& value)
{
    if (value)
        text += std::format("{}: {}\n", key, inQuotes(value->text));
}

void add(std::string& text, std::string_view key, const std::vector<Located>& values)
{
    if (values.empty())
        return;
    text += std::format("{}:\n", key);
    for (const Located& value : values)
        text += std::format("    - {}\n", inQuotes(value.text));
}

void add(std::string& text, std::string_view key, const std::optional<LogSourcePart>& value)
{
    if (value)
        text += std::format("    {}: {}\n", key, inQuotes(value->text));
}

std::string printedHead(const Rule& rule)
{
    const RuleMetadata& metadata = rule.metadata;
    std::string text;
    add(text, "title", metadata.title);
    add(text, "id", metadata.id);
    add(text, "name", metadata.name);
    add(text, "status", metadata.status);
    add(text, "description", metadata.description);
    add(text, "references", metadata.references);
    add(text, "author", metadata.author);
    add(text, "date", metadata.date);
    add(text, "modified", metadata.modified);
    add(text, "tags", metadata.tags);
    add(text, "falsepositives", metadata.falsePositives);
    add(text, "level", metadata.level);
    add(text, "regression_tests_path", metadata.regressionTestsPath);
    if (!rule.logSource.isEmpty() || rule.logSource.definition) {
        text += "logsource:\n";
        add(text, "product", rule.logSource.product);
        add(text, "category", rule.logSource.category);
        add(text, "service", rule.logSource.service);
        add(text, "definition", rule.logSource.definition);
    }
    return text;
}

} // namespace

std::optional<std::string> print(const Rule& rule)
{
    const Predicate* condition = std::holds_alternative<Pipeline>(rule.body) ? rule::condition(rule) : nullptr;
    if (condition == nullptr)
        return std::nullopt;
    std::string text = printedHead(rule) + "detection:\n";
    for (const Selection& selection : rule.selections) {
        const Text part = printed(selection);
        if (!part)
            return std::nullopt;
        text += *part;
    }
    const Text words = printedCondition(*condition, rule);
    if (!words)
        return std::nullopt;
    // A list of one condition is an OR of it alone.
    const auto* any = std::get_if<Or>(&condition->node);
    text += any != nullptr && any->children.size() == 1
        ? std::format("    condition:\n        - {}\n", inQuotes(*words))
        : std::format("    condition: {}\n", inQuotes(*words));
    return text;
}

} // namespace rulewright::lang::sigma
