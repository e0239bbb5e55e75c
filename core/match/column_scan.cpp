// SPDX-License-Identifier: Apache-2.0
#include "core/match/column_scan.h"

#include "core/match/arena_scan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

namespace rulewright::match {

namespace {

using events::Column;
using events::ValueIndex;

constexpr std::uint32_t pollValues = 4'096;

// Cased patterns with their ASCII letters lowered. What a pattern fits, the lowered one fits among texts of which
// folding lowers such letters alone.
std::vector<Glob> loweredGlobs(const TextMatcher& matcher)
{
    std::vector<Glob> globs = matcher.globs;
    if (!matcher.cased)
        return globs;
    for (Glob& glob : globs) {
        for (GlobChunk& chunk : glob.chunks) {
            for (GlobUnit& unit : chunk)
                std::ranges::transform(unit.literal, unit.literal.begin(),
                    [](char c) { return static_cast<char>(c + (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0)); });
        }
    }
    return globs;
}

// The five spellings of windash (sigma-semantics.md).
constexpr std::array<std::string_view, 5> dashes{"-", "/", "\u2013", "\u2014", "\u2015"};
// A pattern with more dashes is looked at as it is.
constexpr std::size_t maximumDashes = 2;

std::size_t dashCount(const Glob& glob)
{
    std::size_t count = 0;
    for (const GlobChunk& chunk : glob.chunks)
        count += static_cast<std::size_t>(std::ranges::count(chunk, GlobUnit::Kind::Dash, &GlobUnit::kind));
    return count;
}

// The pattern with its dashes as literals; `spelling` has their numbers, the first as the lowest digit.
Glob spelled(const Glob& glob, std::size_t spelling)
{
    Glob result{glob.anchoredStart, glob.anchoredEnd, {}};
    for (const GlobChunk& chunk : glob.chunks) {
        GlobChunk& written = result.chunks.emplace_back();
        for (GlobUnit unit : chunk) {
            if (unit.kind == GlobUnit::Kind::Dash) {
                unit = {GlobUnit::Kind::Literal, std::string(dashes[spelling % dashes.size()])};
                spelling /= dashes.size();
            }
            const bool joins = unit.kind == GlobUnit::Kind::Literal && !written.empty()
                && written.back().kind == GlobUnit::Kind::Literal;
            if (joins)
                written.back().literal += unit.literal;
            else
                written.push_back(std::move(unit));
        }
    }
    return result;
}

// Patterns that together fit what the given ones fit, with literals in place of dashes: literals are looked for many
// at once, and a dash leaves only short ones.
std::vector<Glob> withoutDashes(std::vector<Glob> globs)
{
    std::vector<Glob> result;
    for (Glob& glob : globs) {
        const std::size_t count = dashCount(glob);
        if (count == 0 || count > maximumDashes) {
            result.push_back(std::move(glob));
            continue;
        }
        const std::size_t spellings = count == 1 ? dashes.size() : dashes.size() * dashes.size();
        for (std::size_t spelling = 0; spelling < spellings; ++spelling)
            result.push_back(spelled(glob, spelling));
    }
    return result;
}

ValueBits fromArena(
    const std::vector<Glob>& globs, const events::Arena& arena, const ContainedLiterals* known, const Task& task)
{
    ValueBits bits = noBits(arena.size());
    for (const Glob& glob : globs)
        addFitting(bits, arena, glob, known, task);
    return bits;
}

// Keeps those of the values that are accepted.
template <class Accept> void keep(ValueBits& bits, const Task& task, Accept&& accept)
{
    std::uint32_t looked = 0;
    for (std::size_t w = 0; w < bits.size(); ++w) {
        for (std::uint64_t word = bits[w]; word != 0; word &= word - 1) {
            if (++looked % pollValues == 0 && task.isStopped())
                return;
            const auto value = static_cast<std::uint32_t>(64 * w) + static_cast<std::uint32_t>(std::countr_zero(word));
            if (!accept(ValueIndex{value}))
                bits[w] &= ~(std::uint64_t{1} << (value % 64));
        }
    }
}

ValueBits fromTexts(const TextMatcher& matcher, const Column& column, const ContainedLiterals* known, const Task& task)
{
    if (!matcher.cased || column.written == Column::Written::AsFolded)
        return fromArena(withoutDashes(matcher.globs), column.folded, known, task);
    if (column.written == Column::Written::Apart)
        return fromArena(withoutDashes(matcher.globs), column.original, nullptr, task);
    ValueBits bits = fromArena(foldedPatterns(matcher), column.folded, known, task);
    std::string scratch;
    keep(bits, task, [&](ValueIndex value) {
        const std::string_view text = column.text(value, scratch);
        return std::ranges::any_of(matcher.globs, [&](const Glob& glob) { return fits(glob, text); });
    });
    return bits;
}

// Only values that contain what the pattern requires are given to RE2.
ValueBits withRequired(
    const RegexMatcher& matcher, const Column& column, const ContainedLiterals* known, const Task& task)
{
    std::vector<ValueBits> contained;
    ValueBits bits = noBits(column.folded.size());
    for (const std::string& text : matcher.regex.requiredTexts()) {
        ValueBits& found = contained.emplace_back(noBits(column.folded.size()));
        const auto* told = known == nullptr ? nullptr : known->find(column.folded, text);
        if (told == nullptr)
            addContaining(found, column.folded, text, task);
        else
            told->hits->forEachText([&](std::uint32_t value) { setBit(found, value); });
        for (std::size_t w = 0; w < bits.size(); ++w)
            bits[w] |= found[w];
    }
    std::unordered_map<std::uint64_t, bool> mayMatch;
    std::string scratch;
    keep(bits, task, [&](ValueIndex value) {
        std::uint64_t set = 0;
        for (std::size_t j = 0; j < contained.size(); ++j)
            set |= std::uint64_t{testBit(contained[j], events::index(value))} << j;
        const auto [found, isNew] = mayMatch.try_emplace(set, false);
        if (isNew)
            found->second = matcher.regex.mayMatch(set);
        return found->second && matcher.regex.matches(column.text(value, scratch));
    });
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

ValueBits matchingValues(const Matcher& matcher, const Column& column, const ContainedLiterals* known, const Task& task)
{
    if (std::holds_alternative<NeverMatcher>(matcher))
        return noBits(column.valueCount());
    if (const auto* text = std::get_if<TextMatcher>(&matcher)) {
        if (column.hasTexts())
            return fromTexts(*text, column, known, task);
        if (const auto integer = canonicalInteger(*text); integer && column.kind == Column::Kind::Integer)
            return fromNumbers(column, [&](std::int64_t number) { return number == *integer; });
    }
    if (const auto* number = std::get_if<NumberMatcher>(&matcher);
        number != nullptr && column.kind == Column::Kind::Integer) {
        return fromNumbers(
            column, [&](std::int64_t value) { return holds(number->op, compare(Decimal(value), number->wanted)); });
    }
    const auto* regex = std::get_if<RegexMatcher>(&matcher);
    if (regex != nullptr && column.hasTexts() && !regex->regex.requiredTexts().empty())
        return withRequired(*regex, column, known, task);
    return oneByOne(matcher, column, task);
}

std::vector<Glob> foldedPatterns(const TextMatcher& matcher) { return withoutDashes(loweredGlobs(matcher)); }

std::vector<std::string> soughtLiterals(const Matcher& matcher, const Column& column)
{
    const auto* text = std::get_if<TextMatcher>(&matcher);
    if (!column.hasTexts() || (text != nullptr && text->cased && column.written == Column::Written::Apart))
        return {};
    std::vector<std::string> sought;
    if (const auto* regex = std::get_if<RegexMatcher>(&matcher)) {
        sought = regex->regex.requiredTexts();
    } else if (text != nullptr) {
        for (const Glob& glob : foldedPatterns(*text))
            sought.push_back(soughtLiteral(glob));
    }
    // One with a NUL could stand across two texts.
    std::erase_if(sought, [](const std::string& literal) { return literal.empty() || literal.contains('\0'); });
    return sought;
}

} // namespace rulewright::match
