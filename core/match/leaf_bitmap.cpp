// SPDX-License-Identifier: Apache-2.0
#include "core/match/leaf_bitmap.h"

#include "core/match/column_scan.h"
#include "core/match/field_pairs.h"
#include "core/match/gather.h"
#include "core/match/grown_literal.h"
#include "core/match/overflow.h"

#include <format>

namespace rulewright::match {

namespace {

using events::Column;
using events::ResolvedColumn;

Bitmap matchingRows(const Matcher& matcher, const Column& column, const LeafContext& context)
{
    return rowsWithValues(column, matchingValues(matcher, column, context.known, context.task));
}

// Unites what `rows` returns for each column that stands for the field; a name among the overflow too.
template <class Rows>
BitmapPointer overColumns(std::string_view field, const LeafContext& context, std::string_view what, Rows&& rows)
{
    const std::vector<ResolvedColumn> columns = context.fields.resolve(*context.segment, field);
    BitmapPointer all;
    const auto add = [&](BitmapPointer more) {
        all = all == nullptr ? std::move(more) : std::make_shared<const Bitmap>(*all | *more);
    };
    for (const ResolvedColumn& resolved : columns) {
        add(cached(context, [&] { return leafKey(resolved, what); }, [&] { return rows(resolved); }));
    }
    if (context.segment->overflow) {
        add(cached(
            context, [&] { return std::format("overflow\x1F{}\x1F{}", field, what); },
            [&] {
                const Column column = overflowColumn(*context.segment, field);
                return rows({.column = &column, .rows = nullptr});
            }));
    }
    return all != nullptr ? all : std::make_shared<const Bitmap>(context.segment->rows);
}

Bitmap keywordRows(const Matcher& matcher, const LeafContext& context)
{
    Bitmap all(context.segment->rows);
    context.segment->forEachColumn([&](const Column& column) {
        if (!context.task.isStopped())
            all = all | matchingRows(matcher, column, context);
    });
    if (context.segment->overflow)
        all = all | matchingRows(matcher, overflowValues(*context.segment), context);
    return all;
}

} // namespace

std::string leafKey(const ResolvedColumn& resolved, std::string_view what)
{
    return std::format("{}\x1F{}", resolved.identity, what);
}

std::string keywordKey(const Leaf& leaf) { return "keyword\x1F" + leaf.matcherKey; }

BitmapPointer rowsWithValue(std::string_view field, const LeafContext& context)
{
    return overColumns(field, context, "value",
        [](const ResolvedColumn& resolved) { return restricted(rowsWithAnyValue(*resolved.column), resolved); });
}

BitmapPointer rowsWithField(std::string_view field, const LeafContext& context)
{
    return overColumns(field, context, "present",
        [](const ResolvedColumn& resolved) { return restricted(presentRows(*resolved.column), resolved); });
}

BitmapPointer leafRows(const Leaf& leaf, const LeafContext& context)
{
    if (leaf.anyField) {
        return cached(context, [&] { return keywordKey(leaf); }, [&] { return keywordRows(leaf.matcher, context); });
    }
    if (const auto* exists = std::get_if<ExistsMatcher>(&leaf.matcher)) {
        BitmapPointer present = rowsWithField(leaf.field, context);
        return exists->wanted ? present : std::make_shared<const Bitmap>(~*present);
    }
    if (std::holds_alternative<NullMatcher>(leaf.matcher))
        return std::make_shared<const Bitmap>(~*rowsWithValue(leaf.field, context));
    if (const auto* other = std::get_if<FieldMatcher>(&leaf.matcher)) {
        return cached(
            context, [&] { return std::format("pair\x1F{}\x1F{}", leaf.field, leaf.matcherKey); },
            [&] { return fieldPairRows(leaf.field, *other, context); });
    }
    return overColumns(leaf.field, context, leaf.matcherKey, [&](const ResolvedColumn& resolved) {
        if (auto rows = rowsOfGrownLiteral(leaf, resolved, context))
            return *std::move(rows);
        return restricted(matchingRows(leaf.matcher, *resolved.column, context), resolved);
    });
}

} // namespace rulewright::match
