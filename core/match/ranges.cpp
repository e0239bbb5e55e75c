// SPDX-License-Identifier: Apache-2.0
#include "core/match/ranges.h"

#include "core/match/field_pairs.h"

#include <algorithm>

namespace rulewright::match {

namespace {

using Ranges = std::vector<ByteRange>;

Ranges whole(std::string_view text)
{
    return text.empty() ? Ranges{} : Ranges{{0, static_cast<std::uint32_t>(text.size())}};
}

void unfold(Ranges& ranges, std::string_view original)
{
    for (ByteRange& range : ranges)
        range = unfoldedRange(original, range);
}

std::optional<Ranges> textRanges(const TextMatcher& matcher, std::string_view text)
{
    const std::string foldedText = matcher.cased ? std::string() : folded(text);
    for (const Glob& glob : matcher.globs) {
        Ranges ranges;
        if (!fits(glob, matcher.cased ? text : std::string_view(foldedText), &ranges))
            continue;
        if (!matcher.cased)
            unfold(ranges, text);
        return ranges;
    }
    return std::nullopt;
}

Glob foldedGlob(Glob glob)
{
    for (GlobChunk& chunk : glob.chunks) {
        for (GlobUnit& unit : chunk)
            unit.literal = folded(unit.literal);
    }
    return glob;
}

} // namespace

std::optional<Ranges> matchedRanges(const Matcher& matcher, std::string_view text)
{
    if (const auto* pattern = std::get_if<TextMatcher>(&matcher))
        return textRanges(*pattern, text);
    if (const auto* regex = std::get_if<RegexMatcher>(&matcher)) {
        const std::optional<ByteRange> found = regex->regex.find(text);
        if (!found)
            return std::nullopt;
        return found->begin == found->end ? Ranges{} : Ranges{*found};
    }
    return matchesValue(matcher, text, folded(text)) ? std::optional(whole(text)) : std::nullopt;
}

std::optional<Ranges> matchedPairRanges(const FieldMatcher& matcher, std::string_view text, std::string_view other)
{
    const std::string value = matcher.cased ? std::string(text) : folded(text);
    const std::string wanted = matcher.cased ? std::string(other) : folded(other);
    if (!pairHolds(matcher.op, value, wanted))
        return std::nullopt;
    if (wanted.empty())
        return Ranges{};
    const std::size_t begin
        = matcher.op == rule::Op::FieldRefEndsWith ? value.size() - wanted.size() : value.find(wanted);
    Ranges ranges{{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + wanted.size())}};
    if (!matcher.cased)
        unfold(ranges, text);
    return ranges;
}

bool matchesInOtherCase(const Matcher& matcher, std::string_view text)
{
    if (const auto* regex = std::get_if<RegexMatcher>(&matcher))
        return regex->regex.matchesInAnyCase(text);
    const auto* pattern = std::get_if<TextMatcher>(&matcher);
    if (pattern == nullptr || !pattern->cased)
        return false;
    return std::ranges::any_of(pattern->globs, [&](const Glob& glob) { return fits(foldedGlob(glob), folded(text)); });
}

} // namespace rulewright::match
