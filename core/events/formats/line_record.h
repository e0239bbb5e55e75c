// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/input/slices.h"
#include "core/events/record_names.h"
#include "core/text/source.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace rulewright::events {

/// What a line says that is no record and nothing is lost by (a comment).
inline constexpr std::string_view passedOver = "passed over";

/// A reader of lines that are one record each. `add` adds the fields of a line; what it returns, half a sentence, is
/// why the line is no record ("" where it is one).
template <class Add> SliceReader readerOfLines(ReadContext& context, Add add)
{
    return [&context, add = std::move(add)](const Slice& slice) mutable {
        return forEachLine(slice, context.task, [&](std::string_view line, std::uint64_t offset, std::uint32_t number) {
            if (line.find_first_not_of(" \t") == std::string_view::npos)
                return;
            std::string repaired;
            const std::string_view whole = line;
            if (std::string valid = isAscii(line) ? std::string() : toValidUtf8(line);
                !valid.empty() && valid != line) {
                repaired = std::move(valid);
                line = repaired;
            }
            context.begin(offset, whole.size());
            RecordNames names(context.builder);
            const std::string_view problem = add(line, names);
            if (!problem.empty()) {
                context.builder.dropEvent();
                if (problem != passedOver)
                    context.log.skip(problem, number);
                return;
            }
            if (!repaired.empty())
                context.log.note("bytes that are no UTF-8 were replaced by U+FFFD", number);
            names.finish();
            context.end();
        });
    };
}

/// The first lines of a head that are not empty, without the last where it may be cut.
template <class Visit> void forFirstLines(std::string_view head, bool isWhole, std::size_t count, Visit&& visit)
{
    while (count > 0 && !head.empty()) {
        const std::size_t end = head.find('\n');
        if (end == std::string_view::npos && !isWhole)
            return;
        std::string_view line = head.substr(0, end);
        head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            continue;
        visit(line);
        --count;
    }
}

/// Whether there is a first line, and most of the first ones are as asked.
template <class Is> bool areMostLines(std::string_view head, bool isWhole, Is&& is)
{
    int yes = 0;
    int all = 0;
    bool isFirst = false;
    forFirstLines(head, isWhole, 8, [&](std::string_view line) {
        const bool fits = is(line);
        isFirst |= all == 0 && fits;
        yes += fits ? 1 : 0;
        ++all;
    });
    return yes > 0 && 2 * yes > all && (isFirst || all > 2);
}

} // namespace rulewright::events
