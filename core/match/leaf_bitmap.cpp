// SPDX-License-Identifier: Apache-2.0
#include "core/match/leaf_bitmap.h"

#include "core/match/field_pairs.h"
#include "core/match/gather.h"
#include "core/match/overflow.h"

#include <format>

namespace rulewright::match {

namespace {

using events::Column;
using events::ResolvedColumn;

Bitmap matchingRows(const Matcher& matcher, const Column& column, const Task& task)
{
    return rowsWithValues(column, matchingValues(matcher, column, task));
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
        add(cached(context, std::format("{}\x1F{}", resolved.identity, what),
            [&] { return restricted(rows(*resolved.column), resolved); }));
    }
    if (context.segment->overflow) {
        add(cached(context, std::format("overflow\x1F{}\x1F{}", field, what),
            [&] { return rows(overflowColumn(*context.segment, field)); }));
    }
    return all != nullptr ? all : std::make_shared<const Bitmap>(context.segment->rows);
}

Bitmap keywordRows(const Matcher& matcher, const LeafContext& context)
{
    Bitmap all(context.segment->rows);
    context.segment->forEachColumn([&](const Column& column) {
        if (!context.task.isStopped())
            all = all | matchingRows(matcher, column, context.task);
    });
    if (context.segment->overflow)
        all = all | matchingRows(matcher, overflowValues(*context.segment), context.task);
    return all;
}

} // namespace

BitmapPointer rowsWithValue(std::string_view field, const LeafContext& context)
{
    return overColumns(field, context, "value", [](const Column& column) { return rowsWithAnyValue(column); });
}

BitmapPointer rowsWithField(std::string_view field, const LeafContext& context)
{
    return overColumns(field, context, "present", [](const Column& column) { return presentRows(column); });
}

BitmapPointer leafRows(const Leaf& leaf, const LeafContext& context)
{
    if (leaf.anyField) {
        return cached(context, "keyword\x1F" + leaf.matcherKey, [&] { return keywordRows(leaf.matcher, context); });
    }
    if (const auto* exists = std::get_if<ExistsMatcher>(&leaf.matcher)) {
        BitmapPointer present = rowsWithField(leaf.field, context);
        return exists->wanted ? present : std::make_shared<const Bitmap>(~*present);
    }
    if (std::holds_alternative<NullMatcher>(leaf.matcher))
        return std::make_shared<const Bitmap>(~*rowsWithValue(leaf.field, context));
    if (const auto* other = std::get_if<FieldMatcher>(&leaf.matcher)) {
        return cached(context, std::format("pair\x1F{}\x1F{}", leaf.field, leaf.matcherKey),
            [&] { return fieldPairRows(leaf.field, *other, context); });
    }
    return overColumns(leaf.field, context, leaf.matcherKey,
        [&](const Column& column) { return matchingRows(leaf.matcher, column, context.task); });
}

} // namespace rulewright::match
