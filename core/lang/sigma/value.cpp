// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/value.h"

namespace rulewright::lang::sigma {

namespace {

std::size_t skipDigits(std::string_view text, std::size_t at)
{
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
        ++at;
    return at;
}

} // namespace

bool isNumberText(std::string_view text)
{
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = at;
    at = skipDigits(text, at);
    if (at == whole || (text[whole] == '0' && at > whole + 1))
        return false;
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = at + 1;
        at = skipDigits(text, fraction);
        if (at == fraction)
            return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        const std::size_t exponent = at;
        at = skipDigits(text, exponent);
        if (at == exponent)
            return false;
    }
    return at == text.size();
}

rule::Scalar scalarOf(const YamlNode& node)
{
    if (node.style != YamlStyle::Plain || node.isTaggedString)
        return node.text;
    if (node.isNull())
        return rule::Null{};
    if (node.text == "true" || node.text == "True" || node.text == "TRUE")
        return true;
    if (node.text == "false" || node.text == "False" || node.text == "FALSE")
        return false;
    if (isNumberText(node.text))
        return rule::Number{node.text};
    return node.text;
}

DecodedPattern decodePattern(std::string_view text, bool hasPlaceholders)
{
    using Kind = rule::PatternPart::Kind;
    DecodedPattern result;
    std::string literal;
    const auto flush = [&] {
        result.pattern.append(literal);
        literal.clear();
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\\' && at + 1 < text.size()) {
            const char next = text[at + 1];
            if (next == '*' || next == '?' || next == '\\' || (next == '%' && hasPlaceholders)) {
                literal += next;
                ++at;
                continue;
            }
        }
        if (c == '*' || c == '?') {
            flush();
            result.pattern.append(c == '*' ? Kind::Many : Kind::One);
            result.wildcards.push_back(at);
        } else {
            literal += c;
        }
    }
    flush();
    return result;
}

} // namespace rulewright::lang::sigma
