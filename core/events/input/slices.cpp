// SPDX-License-Identifier: Apache-2.0
#include "core/events/input/slices.h"

#include <algorithm>
#include <cstring>

namespace rulewright::events {

namespace {

constexpr std::size_t sliceLength = std::size_t{2} << 20;

// find() goes by whole vectors, a count of bytes does not.
std::uint32_t lineEndsIn(std::string_view text)
{
    std::uint32_t count = 0;
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        ++count;
    return count;
}

} // namespace

std::optional<std::string> readSlices(
    ByteSource& source, const SliceReader& read, ReadContext& context, std::uint64_t maximumLength, bool advancesTask)
{
    PaddedText buffer(sliceLength);
    std::size_t filled = 0;
    Slice slice;
    std::optional<std::string> problem;
    while (!context.task.isStopped()) {
        while (!slice.isLast && filled < buffer.size() && !context.task.isStopped()) {
            const auto count = source(buffer.data() + filled, std::min(buffer.size() - filled, sliceLength));
            if (!count)
                problem = count.error();
            slice.isLast = !count || *count == 0;
            filled += count ? *count : 0;
        }
        if (context.task.isStopped())
            break;
        std::memset(buffer.data() + filled, 0, PaddedText::padding);
        slice.text = std::string_view(buffer.data(), filled);
        std::size_t used = filled > 0 ? read(slice) : 0;
        if (used == 0 && !slice.isLast && filled < maximumLength) {
            PaddedText larger(filled * 2);
            std::memcpy(larger.data(), buffer.data(), filled);
            buffer = std::move(larger);
            continue;
        }
        if (used == 0 && !slice.isLast) {
            context.log.skip("a record that is too long", slice.line);
            const std::size_t lineEnd = slice.text.rfind('\n');
            used = lineEnd == std::string_view::npos ? filled : lineEnd + 1;
        }
        if (slice.isLast)
            used = filled;
        if (advancesTask)
            context.task.advance(used);
        slice.line += lineEndsIn(slice.text.substr(0, used));
        slice.offset += used;
        filled -= used;
        std::memmove(buffer.data(), buffer.data() + used, filled);
        if (slice.isLast)
            break;
    }
    return problem;
}

bool isAscii(std::string_view text)
{
    constexpr std::uint64_t highBits = 0x8080808080808080ULL;
    std::uint64_t seen = 0;
    std::size_t at = 0;
    for (; at + sizeof seen <= text.size(); at += sizeof seen) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        seen |= word;
    }
    for (; at < text.size(); ++at)
        seen |= static_cast<unsigned char>(text[at]);
    return (seen & highBits) == 0;
}

std::size_t forEachLine(const Slice& slice, const Task& task,
    const std::function<void(std::string_view line, std::uint64_t offset, std::uint32_t number)>& visit)
{
    std::size_t at = 0;
    std::uint32_t number = slice.line;
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (slice.offset == 0 && slice.text.starts_with(byteOrderMark))
        at = byteOrderMark.size();
    while (at < slice.text.size()) {
        const std::size_t end = slice.text.find('\n', at);
        if (end == std::string_view::npos && !slice.isLast)
            return at;
        std::string_view line = slice.text.substr(at, end == std::string_view::npos ? end : end - at);
        const std::size_t next = end == std::string_view::npos ? slice.text.size() : end + 1;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!line.empty())
            visit(line, slice.offset + at, number);
        at = next;
        if (number++ % 1'024 == 0 && task.isStopped())
            return at;
    }
    return at;
}

} // namespace rulewright::events
