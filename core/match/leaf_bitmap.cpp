// SPDX-License-Identifier: Apache-2.0
#include "core/match/leaf_bitmap.h"

#include "core/match/arena_scan.h"
#include "core/match/column_scan.h"
#include "core/match/computation.h"
#include "core/match/field_pairs.h"
#include "core/match/gather.h"
#include "core/match/grown_literal.h"
#include "core/match/nested.h"
#include "core/match/overflow.h"
#include "core/match/scope_test.h"

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

// The same for each field whose name fits a pattern of KQL: `process.*`.
template <class Rows>
BitmapPointer overNames(const std::string& pattern, const LeafContext& context, std::string_view what, Rows&& rows)
{
    const Glob glob = namePattern(pattern);
    Bitmap all(context.segment->rows);
    for (const Column& column : context.segment->columns) {
        const std::string& name = context.fields.name(column.field);
        if (fits(glob, name) && !context.task.isStopped())
            all = all | *overColumns(name, context, what, rows);
    }
    return std::make_shared<const Bitmap>(std::move(all));
}

Bitmap valuedRows(const ResolvedColumn& resolved) { return restricted(rowsWithAnyValue(*resolved.column), resolved); }

Bitmap rowsOfOneValue(const Column& column)
{
    if (!column.list)
        return presentRows(column);
    ValueBits bits = noBits(column.presence.rows());
    column.presence.forEach([&](events::RowId row, std::uint32_t rank) {
        const auto [begin, end] = column.elementsOf(rank);
        if (end - begin == 1)
            setBit(bits, events::index(row));
    });
    return Bitmap::fromWords(column.presence.rows(), bits);
}

BitmapPointer rowsWithOneValue(std::string_view field, const LeafContext& context)
{
    return overColumns(field, context, "one value",
        [](const ResolvedColumn& resolved) { return restricted(rowsOfOneValue(*resolved.column), resolved); });
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

Glob namePattern(std::string_view pattern)
{
    GlobBuilder builder;
    for (std::size_t at = 0; at < pattern.size();) {
        const std::size_t star = std::min(pattern.find('*', at), pattern.size());
        builder.literal(pattern.substr(at, star - at));
        if (star < pattern.size())
            builder.many();
        at = star + 1;
    }
    return std::move(builder).build();
}

BitmapPointer rowsWithValue(std::string_view field, const LeafContext& context)
{
    return overColumns(field, context, "value", valuedRows);
}

BitmapPointer rowsWithField(std::string_view field, const LeafContext& context)
{
    return overColumns(field, context, "present",
        [](const ResolvedColumn& resolved) { return restricted(presentRows(*resolved.column), resolved); });
}

namespace {

// What the leaf itself says, whatever stands in `otherwise`.
BitmapPointer ownRows(const Leaf& leaf, const LeafContext& context)
{
    if (leaf.scope)
        return scopeTestRows(*leaf.scope, leaf.isNegative, context);
    if (leaf.computation)
        return computedRows(*leaf.computation, context);
    if (leaf.nested)
        return nestedRows(*leaf.nested, context);
    if (leaf.anyField) {
        return cached(context, [&] { return keywordKey(leaf); }, [&] { return keywordRows(leaf.matcher, context); });
    }
    if (const auto* exists = std::get_if<ExistsMatcher>(&leaf.matcher)) {
        BitmapPointer present = rowsWithField(leaf.field, context);
        return exists->wanted ? present : std::make_shared<const Bitmap>(~*present);
    }
    if (std::holds_alternative<NullMatcher>(leaf.matcher)) {
        const BitmapPointer valued = leaf.isNamePattern ? overNames(leaf.field, context, "value", valuedRows)
                                                        : rowsWithValue(leaf.field, context);
        return std::make_shared<const Bitmap>(~*valued);
    }
    if (const auto* other = std::get_if<FieldMatcher>(&leaf.matcher)) {
        return cached(
            context, [&] { return std::format("pair\x1F{}\x1F{}", leaf.field, leaf.matcherKey); },
            [&] { return fieldPairRows(leaf.field, *other, context); });
    }
    const auto rows = [&](const ResolvedColumn& resolved) {
        if (auto grown = rowsOfGrownLiteral(leaf, resolved, context))
            return *std::move(grown);
        return restricted(matchingRows(leaf.matcher, *resolved.column, context), resolved);
    };
    if (leaf.isNamePattern)
        return overNames(leaf.field, context, leaf.matcherKey, rows);
    BitmapPointer own = overColumns(leaf.field, context, leaf.matcherKey, rows);
    return leaf.needsOneValue ? std::make_shared<const Bitmap>(*own & *rowsWithOneValue(leaf.field, context)) : own;
}

BitmapPointer ownKnownRows(const Leaf& leaf, const LeafContext& context)
{
    if (leaf.scope || leaf.nested || leaf.anyField || leaf.asksForPresence())
        return std::make_shared<const Bitmap>(context.segment->rows, true);
    if (leaf.computation)
        return computedKnownRows(*leaf.computation, context);
    if (leaf.isNamePattern)
        return overNames(leaf.field, context, "value", valuedRows);
    if (const auto* other = std::get_if<FieldMatcher>(&leaf.matcher)) {
        return std::make_shared<const Bitmap>(
            *rowsWithValue(leaf.field, context) & *rowsWithValue(other->other, context));
    }
    return leaf.needsOneValue ? rowsWithOneValue(leaf.field, context) : rowsWithValue(leaf.field, context);
}

// Where the event has a field of the leaf's name, `rows` of the leaf itself; elsewhere those of the next in the chain.
template <class Rows> BitmapPointer overChain(const Leaf& leaf, const LeafContext& context, Rows&& rows)
{
    if (!leaf.otherwise)
        return rows(leaf);
    const BitmapPointer present = rowsWithField(leaf.field, context);
    BitmapPointer rest = overChain(*leaf.otherwise, context, rows);
    if (present->isEmpty())
        return rest;
    return std::make_shared<const Bitmap>((*rows(leaf) & *present) | rest->andNot(*present));
}

} // namespace

BitmapPointer leafRows(const Leaf& leaf, const LeafContext& context)
{
    return overChain(leaf, context, [&](const Leaf& link) {
        BitmapPointer rows = ownRows(link, context);
        const bool isTurned = link.isNegative && !link.scope;
        return isTurned ? std::make_shared<const Bitmap>(~*rows) : rows;
    });
}

BitmapPointer knownRows(const Leaf& leaf, const LeafContext& context)
{
    return overChain(leaf, context, [&](const Leaf& link) { return ownKnownRows(link, context); });
}

BitmapPointer nearRows(const Leaf& leaf, const LeafContext& context)
{
    return overChain(leaf, context, [&](const Leaf& link) {
        return link.isNear ? rowsWithField(link.field, context) : std::make_shared<const Bitmap>(context.segment->rows);
    });
}

BitmapPointer guessedRows(const Leaf& leaf, const LeafContext& context)
{
    return overChain(leaf, context, [&](const Leaf& link) {
        return link.scope ? undecidedRows(*link.scope, context) : std::make_shared<const Bitmap>(context.segment->rows);
    });
}

} // namespace rulewright::match
