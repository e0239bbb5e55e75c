// SPDX-License-Identifier: Apache-2.0
#include "core/match/unknown_fields.h"

#include "core/match/bitmap_builder.h"
#include "core/match/leaf_bitmap.h"
#include "core/match/gather.h"
#include "core/text/suggest.h"

#include <algorithm>
#include <set>

namespace rulewright::match {

namespace {

// Each field once, in text order; the other field of a fieldref too.
std::vector<std::string> fieldsOf(const Program& program)
{
    std::vector<std::string> fields;
    const auto add = [&](const std::string& name) {
        if (!name.empty() && !std::ranges::contains(fields, name))
            fields.push_back(name);
    };
    for (const TestUse& test : program.tests) {
        for (const ValueUse& value : test.values) {
            const Leaf& leaf = program.leaves[index(value.leaf)];
            if (!leaf.anyField)
                add(leaf.field);
            if (const auto* other = std::get_if<FieldMatcher>(&leaf.matcher))
                add(other->other);
        }
    }
    return fields;
}

// Calls visit(segment, the event number of its first row).
template <class Visit> void forEachSegment(const events::EventSet& events, Visit&& visit)
{
    std::uint32_t begin = 0;
    for (const SegmentPointer& segment : events.segments) {
        visit(segment, begin);
        begin += segment->rows;
    }
}

bool meets(const Bitmap& rows, std::uint32_t begin, const Bitmap& scope)
{
    if (rows.isEmpty())
        return false;
    BitmapBuilder placed(scope.size());
    placed.add(begin, rows.toWords(), rows.size());
    return !(placed.build() & scope).isEmpty();
}

std::vector<std::string> namesInUse(const events::EventSet& events)
{
    std::set<std::string> names;
    for (const SegmentPointer& segment : events.segments) {
        for (const events::Column& column : segment->columns)
            names.insert(events.fields.name(column.field));
    }
    for (const events::FieldAlias& alias : events.fields.aliases()) {
        const bool isUsed = std::ranges::any_of(events.segments,
            [&](const SegmentPointer& segment) { return !events.fields.resolve(*segment, alias.name).empty(); });
        if (isUsed)
            names.insert(alias.name);
    }
    return {names.begin(), names.end()};
}

} // namespace

std::vector<UnknownField> unknownFields(
    const Program& program, const events::EventSet& events, const Bitmap& scope, LeafCache* cache, const Task& task)
{
    std::vector<UnknownField> result;
    for (const std::string& field : fieldsOf(program)) {
        bool isKnown = false;
        forEachSegment(events, [&](const SegmentPointer& segment, std::uint32_t begin) {
            isKnown = isKnown || meets(*rowsWithField(field, {events.fields, segment, cache, task}), begin, scope);
        });
        if (!isKnown)
            result.push_back({field, std::nullopt});
    }
    if (result.empty())
        return result;
    const std::vector<std::string> names = namesInUse(events);
    for (UnknownField& unknown : result) {
        if (!std::ranges::contains(names, unknown.field))
            unknown.nearest = nearest(unknown.field, names);
    }
    return result;
}

std::vector<std::string> nearFields(const Program& program, const events::EventSet& events, const Bitmap& scope)
{
    std::vector<std::string> result;
    for (const std::string& field : fieldsOf(program)) {
        bool isNear = false;
        forEachSegment(events, [&](const SegmentPointer& segment, std::uint32_t begin) {
            for (const events::ResolvedColumn& resolved : events.fields.resolve(*segment, field))
                isNear = isNear
                    || (resolved.isNear && meets(restricted(presentRows(*resolved.column), resolved), begin, scope));
        });
        if (isNear)
            result.push_back(field);
    }
    return result;
}

} // namespace rulewright::match
