// SPDX-License-Identifier: Apache-2.0
#include "core/advise/sigma_words.h"

#include "core/lang/sigma/modifiers.h"
#include "core/text/source.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

namespace rulewright::advise {

namespace {

using rule::Modifier;
using rule::Op;
using rule::Pattern;
using rule::PatternPart;

constexpr std::array<Modifier, 17> allModifiers{Modifier::Windash, Modifier::Wide, Modifier::Utf16le, Modifier::Utf16be,
    Modifier::Utf16, Modifier::Base64, Modifier::Base64Offset, Modifier::Expand, Modifier::Minute, Modifier::Hour,
    Modifier::Day, Modifier::Week, Modifier::Month, Modifier::Year, Modifier::RegexIgnoreCase, Modifier::RegexMultiline,
    Modifier::RegexDotAll};

/// "wide+base64offset" as modifiers; nothing where one is unknown.
std::optional<std::vector<Modifier>> modifiersOf(std::string_view transform)
{
    std::vector<Modifier> result;
    while (!transform.empty()) {
        const std::size_t plus = transform.find('+');
        const std::string_view name = transform.substr(0, plus);
        const auto it
            = std::ranges::find(allModifiers, name, [](Modifier modifier) { return rule::modifierName(modifier); });
        if (it == allModifiers.end())
            return std::nullopt;
        result.push_back(*it);
        transform = plus == std::string_view::npos ? std::string_view() : transform.substr(plus + 1);
    }
    return result;
}

/// The pattern of a wildcard row: every * and ? is a wildcard (corpora.md, section 6), a backslash is plain.
Pattern wildcardPattern(std::string_view text)
{
    Pattern pattern;
    for (const char c : text) {
        if (c == '*')
            pattern.append(PatternPart::Kind::Many);
        else if (c == '?')
            pattern.append(PatternPart::Kind::One);
        else
            pattern.append(std::string_view(&c, 1));
    }
    return pattern;
}

/// The pattern in Sigma's writing.
std::string sigmaText(const Pattern& pattern)
{
    std::string result;
    for (const PatternPart& part : pattern.parts) {
        if (part.kind == PatternPart::Kind::Literal) {
            result += escapedLiteral(part.literal);
            continue;
        }
        // Backslashes before a wildcard would escape it: each is written twice.
        const std::size_t run = result.size() - (result.find_last_not_of('\\') + 1);
        const bool isSingle = run == 1;
        if (isSingle)
            result += '\\';
        result += part.kind == PatternPart::Kind::One ? '?' : '*';
    }
    return result;
}

/// A wildcard at an end is the operator's: `*x*y*` is contains `x*y`.
void moveEndsIntoOperator(Pattern& pattern, Op& op)
{
    const auto isMany = [](const PatternPart& part) { return part.kind == PatternPart::Kind::Many; };
    const bool atStart = !pattern.parts.empty() && isMany(pattern.parts.front());
    const bool atEnd = pattern.parts.size() > 1 && isMany(pattern.parts.back());
    op = atStart && atEnd ? Op::Contains : atStart ? Op::EndsWith : atEnd ? Op::StartsWith : Op::Eq;
    while (!pattern.parts.empty() && isMany(pattern.parts.front()))
        pattern.parts.erase(pattern.parts.begin());
    while (!pattern.parts.empty() && isMany(pattern.parts.back()))
        pattern.parts.pop_back();
}

bool isDecimalInteger(std::string_view text)
{
    if (text.starts_with('-'))
        text.remove_prefix(1);
    const bool hasDigits = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    return hasDigits && (text == "0" || text.front() != '0');
}

bool isDecimal(std::string_view text)
{
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos)
        return isDecimalInteger(text);
    const std::string_view fraction = text.substr(dot + 1);
    return isDecimalInteger(text.substr(0, dot)) && !fraction.empty()
        && fraction.find_first_not_of("0123456789") == std::string_view::npos;
}

bool hasControl(std::string_view text)
{
    if (firstInvalidByte(text) != text.size())
        return true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte == 0x7F)
            return true;
        // C1 controls, line and paragraph separators, the byte-order mark: YAML would break or refuse the line.
        const std::string_view rest = text.substr(i);
        if ((byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0)
            || rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9") || rest.starts_with("\xEF\xBB\xBF"))
            return true;
    }
    return false;
}

std::string doubleQuoted(std::string_view text)
{
    std::string result = "\"";
    const std::string valid = toValidUtf8(text);
    for (std::size_t i = 0; i < valid.size(); ++i) {
        const auto byte = static_cast<unsigned char>(valid[i]);
        const std::string_view rest = std::string_view(valid).substr(i);
        if (byte == '"' || byte == '\\') {
            result += '\\';
            result += valid[i];
        } else if (byte == '\n') {
            result += "\\n";
        } else if (byte == '\t') {
            result += "\\t";
        } else if (byte == '\r') {
            result += "\\r";
        } else if (byte < 0x20 || byte == 0x7F) {
            result += std::format("\\x{:02X}", byte);
        } else if (byte == 0xC2 && i + 1 < valid.size() && static_cast<unsigned char>(valid[i + 1]) < 0xA0) {
            result += std::format("\\x{:02X}", static_cast<unsigned char>(valid[++i]));
        } else if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) {
            result += rest[2] == '\xA8' ? "\\L" : "\\P";
            i += 2;
        } else if (rest.starts_with("\xEF\xBB\xBF")) {
            result += "\\uFEFF";
            i += 2;
        } else {
            result += valid[i];
        }
    }
    return result + '"';
}

/// Safe without quotes in block and flow, and surely read as text.
bool isSafePlain(std::string_view text)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (text.empty() || !(isLetter(text.front()) || text.front() == '/' || text.front() == '\\'))
        return false;
    static constexpr std::array<std::string_view, 9> words{"null", "true", "false", "yes", "no", "on", "off", "y", "n"};
    std::string lower(text);
    std::ranges::transform(
        lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (std::ranges::contains(words, std::string_view(lower)))
        return false;
    return std::ranges::all_of(
        text, [&](char c) { return isLetter(c) || (c >= '0' && c <= '9') || std::string_view("_./\\-").contains(c); });
}

} // namespace

std::string escapedLiteral(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '*' || text[i] == '?') {
            result += '\\';
            result += text[i++];
            continue;
        }
        if (text[i] != '\\') {
            result += text[i++];
            continue;
        }
        const std::size_t end = std::min(text.find_first_not_of('\\', i), text.size());
        const std::size_t count = end - i;
        const bool isBeforeWildcard = end < text.size() && (text[end] == '*' || text[end] == '?');
        // One backslash is plain unless the next character makes an escape of it.
        result.append(count > 1 || isBeforeWildcard ? 2 * count : count, '\\');
        i = end;
    }
    return result;
}

std::optional<SigmaWords> sigmaWords(const corpus::RowKey& row)
{
    std::optional<std::vector<Modifier>> modifiers = modifiersOf(row.transform);
    if (!modifiers || !lang::sigma::operatorModifiers(row.op))
        return std::nullopt;
    SigmaWords words;
    words.op = row.op;
    words.modifiers = std::move(*modifiers);
    const bool isKeyword = row.field == "(keyword)";
    const std::string value = row.value.value_or("");
    const bool isExpanded = std::ranges::contains(words.modifiers, Modifier::Expand);

    switch (row.op) {
    case Op::Exists:
        words.value = "true";
        words.isPlain = true;
        break;
    case Op::IsNull:
        words.op = Op::Eq;
        words.value = "null";
        words.isPlain = true;
        break;
    case Op::Wildcard:
        words.pattern = wildcardPattern(value);
        if (isKeyword)
            words.op = Op::Keyword;
        else
            moveEndsIntoOperator(words.pattern, words.op);
        words.value = sigmaText(words.pattern);
        words.isPattern = true;
        break;
    case Op::Eq:
    case Op::Contains:
    case Op::StartsWith:
    case Op::EndsWith:
    case Op::Keyword:
        words.pattern = rule::literalPattern(value);
        words.value = isExpanded ? value : escapedLiteral(value);
        words.isPattern = true;
        words.isPlain = row.op == Op::Eq && isDecimalInteger(value);
        break;
    case Op::Gt:
    case Op::Ge:
    case Op::Lt:
    case Op::Le:
        words.value = value;
        words.isPlain = isDecimal(value);
        words.pattern = rule::literalPattern(value);
        break;
    default:
        words.value = value;
        words.pattern = rule::literalPattern(value);
        break;
    }
    if (isKeyword) {
        const bool hasKey = row.op == Op::Regex || !words.modifiers.empty();
        return hasKey ? std::nullopt : std::optional(std::move(words));
    }
    words.field = row.field;
    words.key = row.field;
    for (const Modifier modifier : words.modifiers) {
        if (modifier != Modifier::Expand)
            words.key += std::format("|{}", rule::modifierName(modifier));
    }
    words.key += *lang::sigma::operatorModifiers(words.op);
    if (isExpanded)
        words.key += "|expand";
    return words;
}

std::string yamlScalar(std::string_view text, YamlQuotes quotes)
{
    if (hasControl(text))
        return doubleQuoted(text);
    if (quotes == YamlQuotes::Plain && isSafePlain(text))
        return std::string(text);
    std::string result = "'";
    for (const char c : text) {
        result += c;
        if (c == '\'')
            result += c;
    }
    return result + '\'';
}

} // namespace rulewright::advise
