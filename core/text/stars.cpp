// SPDX-License-Identifier: Apache-2.0
#include "core/text/stars.h"

#include <cstddef>

namespace rulewright {

bool fitsStars(std::string_view text, std::string_view pattern)
{
    // Greedy match with one point to return to: the last star.
    std::size_t at = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (at < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = at;
        } else if (p < pattern.size() && pattern[p] == text[at]) {
            ++p;
            ++at;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            at = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

} // namespace rulewright
