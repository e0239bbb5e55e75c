// SPDX-License-Identifier: Apache-2.0
#include "core/rule/placeholder.h"

#include <algorithm>

namespace rulewright::rule {

std::vector<Placeholder> placeholders(std::string_view text)
{
    std::vector<Placeholder> found;
    std::size_t at = 0;
    const auto nextPercent = [&](std::size_t from) {
        for (; from < text.size() && text[from] != '%'; ++from) {
            if (text[from] == '\\' && from + 1 < text.size())
                ++from;
        }
        return std::min(from, text.size());
    };
    while (at < text.size()) {
        const std::size_t begin = nextPercent(at);
        const std::size_t end = begin < text.size() ? text.find('%', begin + 1) : std::string_view::npos;
        if (end == std::string_view::npos)
            return found;
        if (end == begin + 1) { // %% is no name
            at = end;
            continue;
        }
        found.push_back({std::string(text.substr(begin + 1, end - begin - 1)), begin, end + 1});
        at = end + 1;
    }
    return found;
}

bool hasPlaceholders(const Test& test)
{
    if (std::ranges::find(test.modifiers, Modifier::Expand) == test.modifiers.end())
        return false;
    return std::ranges::any_of(test.values, [](const Value& value) {
        const auto* text = std::get_if<std::string>(&value.scalar);
        return text != nullptr && !placeholders(*text).empty();
    });
}

} // namespace rulewright::rule
