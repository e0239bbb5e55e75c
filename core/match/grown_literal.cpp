// SPDX-License-Identifier: Apache-2.0
#include "core/match/grown_literal.h"

#include "core/match/arena_scan.h"
#include "core/match/compile_text.h"

namespace rulewright::match {

namespace {

using events::Column;

// So many bytes may a literal have grown: a pasted word is a new one.
constexpr std::size_t maximumGrowth = 32;
// Hits that are more than this part of the rows are not looked at one by one.
constexpr std::uint64_t worthwhilePart = 16;

// The literal of a pattern that can grow: one that is searched for anywhere, at the start or at the end.
std::string* growing(TextMatcher& matcher)
{
    if (matcher.globs.size() != 1 || matcher.globs.front().plainLiteral() == nullptr)
        return nullptr;
    Glob& glob = matcher.globs.front();
    return glob.anchoredStart && glob.anchoredEnd ? nullptr : &glob.chunks.front().front().literal;
}

// The rows of the longest literal in the cache that the leaf's has grown from, where they are few.
BitmapPointer shorterRows(const Leaf& leaf, const events::ResolvedColumn& resolved, const LeafContext& context)
{
    const auto* const matcher = std::get_if<TextMatcher>(&leaf.matcher);
    const Column& column = *resolved.column;
    if (context.cache == nullptr || matcher == nullptr || column.list || !column.hasTexts())
        return nullptr;
    TextMatcher shorter = *matcher;
    std::string* const literal = growing(shorter);
    if (literal == nullptr)
        return nullptr;
    const std::string whole = *literal;
    const auto find = [&](std::string_view part) {
        literal->assign(part);
        BitmapPointer rows = context.cache->findQuietly(context.segment, leafKey(resolved, textKey(shorter)));
        return rows == nullptr || rows->count() > context.segment->rows / worthwhilePart ? nullptr : rows;
    };
    for (std::size_t grown = 1; grown < std::min(whole.size(), maximumGrowth); ++grown) {
        const std::string_view text = whole;
        if (!matcher->globs.front().anchoredEnd) {
            if (BitmapPointer rows = find(text.substr(0, text.size() - grown)))
                return rows;
        }
        if (!matcher->globs.front().anchoredStart) {
            if (BitmapPointer rows = find(text.substr(grown)))
                return rows;
        }
    }
    return nullptr;
}

} // namespace

bool hasShorterLiteral(const Leaf& leaf, const events::ResolvedColumn& resolved, const LeafContext& context)
{
    return shorterRows(leaf, resolved, context) != nullptr;
}

std::optional<Bitmap> rowsOfGrownLiteral(
    const Leaf& leaf, const events::ResolvedColumn& resolved, const LeafContext& context)
{
    const BitmapPointer shorter = shorterRows(leaf, resolved, context);
    if (shorter == nullptr)
        return std::nullopt;
    const auto& matcher = std::get<TextMatcher>(leaf.matcher);
    const Column& column = *resolved.column;
    // Events that follow each other often have the same value.
    ValueBits rows = noBits(context.segment->rows);
    ValueBits looked = noBits(column.valueCount());
    ValueBits accepted = noBits(column.valueCount());
    std::string scratch;
    shorter->forEach([&](std::uint32_t row) {
        const std::uint32_t value = events::index(column.valueOf(column.presence.rank(events::RowId{row}).value_or(0)));
        if (!testBit(looked, value)) {
            setBit(looked, value);
            const events::ValueIndex at{value};
            if (fits(matcher.globs.front(), matcher.cased ? column.text(at, scratch) : column.foldedText(at, scratch)))
                setBit(accepted, value);
        }
        if (testBit(accepted, value))
            setBit(rows, row);
    });
    return Bitmap::fromWords(context.segment->rows, rows);
}

} // namespace rulewright::match
