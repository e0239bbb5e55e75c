// SPDX-License-Identifier: Apache-2.0
#include "core/text/diagnostic.h"

namespace rulewright {

std::string_view severityName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Information:
        return "information";
    case Severity::Hint:
        return "hint";
    }
    return "error";
}

std::string applyEdits(std::string_view text, std::vector<TextEdit> edits)
{
    std::ranges::stable_sort(edits, {}, [](const TextEdit &edit) { return edit.span.begin; });
    std::string result;
    std::size_t done = 0;
    for (const TextEdit &edit : edits) {
        const std::size_t begin = std::clamp<std::size_t>(edit.span.begin, done, text.size());
        const std::size_t end = std::clamp<std::size_t>(edit.span.end, begin, text.size());
        result += text.substr(done, begin - done);
        result += edit.replacement;
        done = end;
    }
    result += text.substr(done);
    return result;
}

} // namespace rulewright
