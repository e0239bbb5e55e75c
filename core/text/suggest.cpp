// SPDX-License-Identifier: Apache-2.0
#include "core/text/suggest.h"

#include "core/text/fold.h"

#include <algorithm>
#include <utility>

namespace rulewright {

std::size_t editDistance(std::string_view first, std::string_view second, std::size_t limit)
{
    const std::string a = folded(first.substr(0, 512));
    const std::string b = folded(second.substr(0, 512));
    const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (difference > limit)
        return limit + 1;
    std::vector<std::size_t> beforeLast(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            current[j] = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + cost});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                current[j] = std::min(current[j], beforeLast[j - 2] + 1);
            least = std::min(least, current[j]);
        }
        if (least > limit)
            return limit + 1;
        std::swap(beforeLast, last);
        std::swap(last, current);
    }
    return std::min(last[b.size()], limit + 1);
}

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates)
{
    const std::size_t limit = std::max<std::size_t>(1, word.size() / 3);
    std::optional<std::pair<std::size_t, std::string>> best;
    for (const std::string &candidate : candidates) {
        if (candidate == word)
            continue;
        const std::size_t distance = editDistance(word, candidate, limit);
        if (distance <= limit && (!best || std::pair(distance, candidate) < *best))
            best = std::pair(distance, candidate);
    }
    if (!best)
        return std::nullopt;
    return best->second;
}

std::vector<std::string> nearestFew(std::string_view word, std::span<const std::string> candidates, std::size_t count)
{
    std::vector<std::pair<std::size_t, std::string>> ranked;
    ranked.reserve(candidates.size());
    for (const std::string &candidate : candidates)
        ranked.emplace_back(editDistance(word, candidate, 1024), candidate);
    const auto middle = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(count, ranked.size()));
    std::ranges::partial_sort(ranked, middle);
    std::vector<std::string> result;
    for (auto it = ranked.begin(); it != middle; ++it)
        result.push_back(std::move(it->second));
    return result;
}

} // namespace rulewright
