// SPDX-License-Identifier: Apache-2.0
#include "core/match/grown_literal.h"

#include "core/match/arena_scan.h"
#include "core/match/compile_text.h"
#include "core/match/literal_hits.h"

namespace rulewright::match {

namespace {

using events::Column;

// Hits that are more than this part of the rows are not looked at one by one.
constexpr std::uint64_t worthwhilePart = 16;

bool isAnchored(const Glob& glob) { return glob.anchoredStart || glob.anchoredEnd; }

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

namespace {

// Those of the rows whose value is accepted. Events that follow each other often have the same value.
template <class Accept> Bitmap rowsAmong(const Bitmap& among, const Column& column, Accept&& accept)
{
    ValueBits rows = noBits(among.size());
    among.forEach([&](std::uint32_t row) {
        const std::uint32_t rank = column.presence.isAll() ? row : column.presence.rank(events::RowId{row}).value_or(0);
        if (accept(events::index(column.valueOf(rank))))
            setBit(rows, row);
    });
    return Bitmap::fromWords(among.size(), rows);
}

// By the texts that were found to have the literal.
std::optional<Bitmap> rowsOfKnown(const Leaf& leaf, const events::ResolvedColumn& resolved, const LeafContext& context)
{
    const auto* const matcher = std::get_if<TextMatcher>(&leaf.matcher);
    const Column& column = *resolved.column;
    if (context.known == nullptr || context.cache == nullptr || matcher == nullptr || column.list)
        return std::nullopt;
    TextMatcher shorter = *matcher;
    std::string* const literal = growing(shorter);
    if (literal == nullptr || isAnchored(shorter.globs.front())
        || (shorter.cased && column.written != Column::Written::AsFolded))
        return std::nullopt;
    const auto* const known = context.known->find(column.folded, *literal);
    if (known == nullptr || known->shorter.empty())
        return std::nullopt;
    *literal = known->shorter;
    const BitmapPointer before = context.cache->findQuietly(context.segment, leafKey(resolved, textKey(shorter)));
    if (before == nullptr)
        return std::nullopt;
    if (known->hasAllTexts)
        return *before;
    if (before->count() > context.segment->rows / worthwhilePart)
        return std::nullopt; // to go over all rows is as quick
    ValueBits accepted = noBits(column.valueCount());
    known->hits->forEachText([&](std::uint32_t text) { setBit(accepted, text); });
    return rowsAmong(*before, column, [&](std::uint32_t value) { return testBit(accepted, value); });
}

} // namespace

std::optional<Bitmap> rowsOfGrownLiteral(
    const Leaf& leaf, const events::ResolvedColumn& resolved, const LeafContext& context)
{
    if (auto rows = rowsOfKnown(leaf, resolved, context))
        return rows;
    const BitmapPointer shorter = shorterRows(leaf, resolved, context);
    if (shorter == nullptr)
        return std::nullopt;
    const auto& matcher = std::get<TextMatcher>(leaf.matcher);
    const Column& column = *resolved.column;
    ValueBits looked = noBits(column.valueCount());
    ValueBits accepted = noBits(column.valueCount());
    std::string scratch;
    return rowsAmong(*shorter, column, [&](std::uint32_t value) {
        if (!testBit(looked, value)) {
            setBit(looked, value);
            const events::ValueIndex at{value};
            if (fits(matcher.globs.front(), matcher.cased ? column.text(at, scratch) : column.foldedText(at, scratch)))
                setBit(accepted, value);
        }
        return testBit(accepted, value);
    });
}

} // namespace rulewright::match
