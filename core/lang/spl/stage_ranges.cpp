// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/stage_ranges.h"

#include <algorithm>

namespace rulewright::lang::spl {

std::vector<TextRange> stageRanges(Context& context, TextRange range)
{
    std::vector<TextRange> stages;
    Cursor cursor(context, range.begin, range.end);
    std::size_t begin = range.begin;
    while (!cursor.isAtEnd() && !context.failed) {
        const char c = cursor.peek();
        if (c == '"') {
            (void)cursor.takeQuoted();
        } else if (c == '[') {
            (void)cursor.takeBracket();
        } else if (c == '|') {
            stages.push_back({begin, cursor.at()});
            cursor.moveTo(cursor.at() + 1);
            begin = cursor.at();
        } else {
            cursor.moveTo(std::min(cursor.at() + (c == '\\' ? 2 : 1), range.end));
        }
    }
    stages.push_back({begin, range.end});
    return stages;
}

} // namespace rulewright::lang::spl
