// SPDX-License-Identifier: Apache-2.0
#include "core/text/fixes.h"

#include <algorithm>
#include <iterator>

namespace rulewright {

namespace {

bool overlaps(Span a, Span b)
{
    // Two insertions at one place would come in an order that nobody chose.
    return a == b || (a.begin < b.end && b.begin < a.end);
}

} // namespace

std::vector<TextEdit> safeEdits(const Diagnostics& diagnostics)
{
    std::vector<TextEdit> edits;
    for (const Diagnostic& diagnostic : diagnostics) {
        const auto fix = std::ranges::find_if(diagnostic.fixes, &Fix::isSafe);
        if (fix == diagnostic.fixes.end())
            continue;
        const bool isFree = std::ranges::none_of(fix->edits, [&](const TextEdit& edit) {
            return std::ranges::any_of(edits, [&](const TextEdit& other) { return overlaps(edit.span, other.span); });
        });
        if (isFree)
            std::ranges::copy(fix->edits, std::back_inserter(edits));
    }
    return edits;
}

} // namespace rulewright
