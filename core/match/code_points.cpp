// SPDX-License-Identifier: Apache-2.0
#include "core/match/code_points.h"

#include "core/text/fold.h"

#include <algorithm>

namespace rulewright::match {

std::vector<std::size_t> codePoints(std::string_view text)
{
    std::vector<std::size_t> offsets;
    for (std::size_t at = 0; at < text.size();) {
        offsets.push_back(at);
        static_cast<void>(nextCodePoint(text, at));
    }
    offsets.push_back(text.size());
    return offsets;
}

std::int64_t codePointCount(std::string_view text) { return static_cast<std::int64_t>(codePoints(text).size()) - 1; }

std::string slice(std::string_view text, std::int64_t begin, std::int64_t end)
{
    const std::vector<std::size_t> offsets = codePoints(text);
    const auto last = static_cast<std::int64_t>(offsets.size()) - 1;
    begin = std::clamp<std::int64_t>(begin, 0, last);
    end = std::clamp<std::int64_t>(end, begin, last);
    return std::string(text.substr(offsets[static_cast<std::size_t>(begin)],
        offsets[static_cast<std::size_t>(end)] - offsets[static_cast<std::size_t>(begin)]));
}

} // namespace rulewright::match
