// SPDX-License-Identifier: Apache-2.0
#include "core/match/unknown_fields.h"

#include "core/match/computation.h"
#include "core/match/gather.h"
#include "core/match/leaf_bitmap.h"
#include "core/text/suggest.h"

#include <algorithm>
#include <set>

namespace rulewright::match {

namespace {

// A field of the rule, and the names under which events may have it.
struct ReadField {
    std::string name;
    std::vector<std::string> names;
};

// Each field once, in text order; the other field of a fieldref too. A log source's fields are none of them.
std::vector<ReadField> fieldsOf(const Program& program)
{
    std::vector<ReadField> fields;
    const auto add = [&](const std::string& name, std::vector<std::string> names) {
        if (!name.empty() && std::ranges::find(fields, name, &ReadField::name) == fields.end())
            fields.push_back({name, std::move(names)});
    };
    for (const TestUse& test : program.tests) {
        for (const ValueUse& value : test.values) {
            const Leaf& leaf = program.leaves[index(value.leaf)];
            std::vector<std::string> names;
            const Leaf* last = &leaf;
            for (const Leaf* link = &leaf; link != nullptr; link = link->otherwise.get()) {
                names.push_back(link->field);
                last = link;
            }
            if (!leaf.anyField && !leaf.isNamePattern && !last->scope)
                add(leaf.field, std::move(names));
            if (const auto* other = std::get_if<FieldMatcher>(&leaf.matcher))
                add(other->other, {other->other});
            if (!leaf.computation)
                continue;
            for (const ComputedField& field : leaf.computation->fields) {
                std::vector<std::string> read{field.raw};
                for (const FieldReading& reading : field.otherwise)
                    read.push_back(reading.name);
                add(field.raw, std::move(read));
            }
        }
    }
    return fields;
}

// A segment, and which of its rows are in scope.
struct ScopedSegment {
    SegmentPointer segment;
    Bitmap scope;
};

std::vector<ScopedSegment> scopedSegments(const events::EventSet& events, const Bitmap& scope)
{
    std::vector<ScopedSegment> result;
    std::uint32_t begin = 0;
    for (const SegmentPointer& segment : events.segments) {
        result.push_back({segment, slice(scope, begin, segment->rows)});
        begin += segment->rows;
    }
    return result;
}

bool meets(const Bitmap& rows, const Bitmap& scope) { return !rows.isEmpty() && countAnd(rows, scope) > 0; }

// Whether some row of `rows(segment)` is in scope.
template <class Rows> bool meetsAnywhere(const std::vector<ScopedSegment>& segments, Rows&& rows)
{
    return std::ranges::any_of(
        segments, [&](const ScopedSegment& scoped) { return meets(*rows(scoped.segment), scoped.scope); });
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
    const std::vector<ScopedSegment> segments = scopedSegments(events, scope);
    for (const ReadField& field : fieldsOf(program)) {
        const bool isKnown = std::ranges::any_of(field.names, [&](const std::string& name) {
            return meetsAnywhere(segments, [&](const SegmentPointer& segment) {
                return rowsWithField(name, {events.fields, segment, cache, task});
            });
        });
        if (!isKnown)
            result.push_back({field.name, std::nullopt});
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

std::vector<std::string> nearFields(
    const Program& program, const events::EventSet& events, const Bitmap& scope, LeafCache* cache, const Task& task)
{
    std::vector<std::string> result;
    const std::vector<ScopedSegment> segments = scopedSegments(events, scope);
    for (const ReadField& field : fieldsOf(program)) {
        bool isNear = false;
        for (const ScopedSegment& scoped : segments) {
            for (const std::string& name : field.names) {
                for (const events::ResolvedColumn& resolved : events.fields.resolve(*scoped.segment, name))
                    isNear = isNear
                        || (resolved.isNear
                            && meets(restricted(presentRows(*resolved.column), resolved), scoped.scope));
            }
        }
        if (isNear)
            result.push_back(field.name);
    }
    for (const Leaf& leaf : program.leaves) {
        if (!leaf.otherwise || std::ranges::contains(result, leaf.field))
            continue;
        const bool isNear = meetsAnywhere(segments,
            [&](const SegmentPointer& segment) { return nearRows(leaf, {events.fields, segment, cache, task}); });
        if (isNear)
            result.push_back(leaf.field);
    }
    return result;
}

std::vector<std::string> guessedFields(
    const Program& program, const events::EventSet& events, const Bitmap& scope, LeafCache* cache, const Task& task)
{
    std::vector<std::string> result;
    const std::vector<ScopedSegment> segments = scopedSegments(events, scope);
    for (const auto* tests : {&program.scopeTests, &program.tests}) {
        for (const TestUse& test : *tests) {
            for (const ValueUse& value : test.values) {
                const Leaf& leaf = program.leaves[index(value.leaf)];
                if (!value.negativeLeaf || std::ranges::contains(result, leaf.field))
                    continue;
                if (meetsAnywhere(segments, [&](const SegmentPointer& segment) {
                        return guessedRows(leaf, {events.fields, segment, cache, task});
                    }))
                    result.push_back(leaf.field);
            }
        }
    }
    return result;
}

} // namespace rulewright::match
