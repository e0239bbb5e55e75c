// SPDX-License-Identifier: Apache-2.0
#include "core/rule/like_pattern.h"

namespace rulewright::rule {

Pattern likePattern(std::string_view text)
{
    Pattern pattern;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && std::string_view("*?\\").contains(text[i + 1]))
            pattern.append(text.substr(++i, 1));
        else if (text[i] == '*' || text[i] == '?')
            pattern.append(text[i] == '*' ? PatternPart::Kind::Many : PatternPart::Kind::One);
        else
            pattern.append(text.substr(i, 1));
    }
    return pattern;
}

} // namespace rulewright::rule
