// SPDX-License-Identifier: Apache-2.0
#include "core/rule/pattern.h"

#include <algorithm>

namespace rulewright::rule {

bool Pattern::hasWildcard() const
{
    return std::ranges::any_of(parts, [](const PatternPart &part) { return part.kind != PatternPart::Kind::Literal; });
}

std::string Pattern::literal() const
{
    std::string text;
    for (const PatternPart &part : parts)
        text += part.literal;
    return text;
}

void Pattern::append(std::string_view text)
{
    if (text.empty())
        return;
    if (!parts.empty() && parts.back().kind == PatternPart::Kind::Literal)
        parts.back().literal += text;
    else
        parts.push_back({PatternPart::Kind::Literal, std::string(text)});
}

void Pattern::append(PatternPart::Kind wildcard) { parts.push_back({wildcard, {}}); }

Pattern literalPattern(std::string_view text)
{
    Pattern pattern;
    pattern.append(text);
    return pattern;
}

} // namespace rulewright::rule
