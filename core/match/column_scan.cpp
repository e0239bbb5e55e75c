// SPDX-License-Identifier: Apache-2.0
#include "core/match/column_scan.h"

#include "core/match/arena_scan.h"

#include <unordered_map>

namespace rulewright::match {

namespace {

using events::Column;
using events::ValueIndex;

constexpr std::uint32_t pollValues = 4'096;

bool hasTexts(const Column& column)
{
    return column.kind == Column::Kind::Dictionary || column.kind == Column::Kind::Text;
}

const events::Arena& foldedArena(const Column& column)
{
    return column.foldedIsOriginal ? column.original : column.folded;
}

ValueBits fromArena(const TextMatcher& matcher, const events::Arena& arena, const Task& task)
{
    ValueBits bits = noBits(arena.size());
    for (const Glob& glob : matcher.globs)
        addFitting(bits, arena, glob, task);
    return bits;
}

// Only values that contain what the pattern requires are given to RE2.
ValueBits withRequired(const RegexMatcher& matcher, const Column& column, const Task& task)
{
    const std::vector<std::string>& required = matcher.regex.requiredTexts();
    const events::Arena& folded = foldedArena(column);
    std::vector<ValueBits> contained;
    for (const std::string& text : required) {
        contained.push_back(noBits(folded.size()));
        addContaining(contained.back(), folded, text, task);
    }
    ValueBits bits = noBits(folded.size());
    std::unordered_map<std::uint64_t, bool> mayMatch;
    for (std::uint32_t i = 0; i < folded.size(); ++i) {
        if (i % pollValues == 0 && task.isStopped())
            break;
        std::uint64_t set = 0;
        for (std::size_t j = 0; j < contained.size(); ++j)
            set |= std::uint64_t{testBit(contained[j], i)} << j;
        if (set == 0)
            continue;
        const auto [known, isNew] = mayMatch.try_emplace(set, false);
        if (isNew)
            known->second = matcher.regex.mayMatch(set);
        if (known->second && matcher.regex.matches(column.original.at(i)))
            setBit(bits, i);
    }
    return bits;
}

// Without an arena: numbers and times.
ValueBits oneByOne(const Matcher& matcher, const Column& column, const Task& task)
{
    const std::uint32_t count = column.valueCount();
    ValueBits bits = noBits(count);
    const bool needsFolded = std::holds_alternative<TextMatcher>(matcher) && !std::get<TextMatcher>(matcher).cased;
    std::string scratch;
    std::string foldedScratch;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i % pollValues == 0 && task.isStopped())
            break;
        const std::string_view text = column.text(ValueIndex{i}, scratch);
        const std::string_view folded = needsFolded ? column.foldedText(ValueIndex{i}, foldedScratch) : text;
        if (matchesValue(matcher, text, folded))
            setBit(bits, i);
    }
    return bits;
}

// The int64 that alone has this text, where the pattern is one.
std::optional<std::int64_t> canonicalInteger(const TextMatcher& matcher)
{
    if (matcher.globs.size() != 1)
        return std::nullopt;
    const Glob& glob = matcher.globs.front();
    const std::string* literal = glob.plainLiteral();
    if (literal == nullptr || !glob.anchoredStart || !glob.anchoredEnd)
        return std::nullopt;
    const std::optional<Decimal> number = parseDecimal(*literal);
    if (!number || !std::holds_alternative<std::int64_t>(*number))
        return std::nullopt;
    const std::int64_t integer = std::get<std::int64_t>(*number);
    return std::to_string(integer) == *literal ? std::optional(integer) : std::nullopt;
}

template <class Accept> ValueBits fromNumbers(const Column& column, Accept&& accept)
{
    ValueBits bits = noBits(column.valueCount());
    for (std::uint32_t i = 0; i < column.numbers.size(); ++i) {
        if (accept(column.numbers[i]))
            setBit(bits, i);
    }
    return bits;
}

} // namespace

ValueBits matchingValues(const Matcher& matcher, const Column& column, const Task& task)
{
    if (std::holds_alternative<NeverMatcher>(matcher))
        return noBits(column.valueCount());
    if (const auto* text = std::get_if<TextMatcher>(&matcher)) {
        if (hasTexts(column))
            return fromArena(*text, text->cased ? column.original : foldedArena(column), task);
        if (const auto integer = canonicalInteger(*text); integer && column.kind == Column::Kind::Integer)
            return fromNumbers(column, [&](std::int64_t number) { return number == *integer; });
    }
    if (const auto* number = std::get_if<NumberMatcher>(&matcher);
        number != nullptr && column.kind == Column::Kind::Integer) {
        return fromNumbers(
            column, [&](std::int64_t value) { return holds(number->op, compare(Decimal(value), number->wanted)); });
    }
    const auto* regex = std::get_if<RegexMatcher>(&matcher);
    if (regex != nullptr && hasTexts(column) && !regex->regex.requiredTexts().empty())
        return withRequired(*regex, column, task);
    return oneByOne(matcher, column, task);
}

} // namespace rulewright::match
