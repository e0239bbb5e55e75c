// SPDX-License-Identifier: Apache-2.0
#include "core/author/ranking.h"

#include "core/text/fold.h"

#include <string>

namespace rulewright::author {

namespace {

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }

bool beginsWord(std::string_view text, std::size_t at)
{
    constexpr std::string_view separators = "._-/\\|: ";
    return at == 0 || separators.contains(text[at - 1]) || (isUpper(text[at]) && !isUpper(text[at - 1]));
}

} // namespace

int fit(std::string_view candidate, std::string_view typed)
{
    if (typed.empty())
        return 4;
    const std::string text = folded(candidate);
    const std::string word = folded(typed);
    if (text == word)
        return 5;
    if (text.starts_with(word))
        return 4;
    bool contains = false;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        // Folding may change lengths; then only what contains the word is known.
        if (text.size() == candidate.size() && beginsWord(candidate, at))
            return 3;
        contains = true;
    }
    if (contains)
        return 2;
    std::size_t next = 0;
    for (const char c : text) {
        if (next < word.size() && c == word[next])
            ++next;
    }
    return next == word.size() ? 1 : 0;
}

} // namespace rulewright::author
