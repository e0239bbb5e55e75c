// SPDX-License-Identifier: Apache-2.0
#include "core/match/unknown_fields.h"

#include "core/match/bitmap_builder.h"
#include "core/match/block_words.h"
#include "core/match/computation.h"
#include "core/match/leaf_bitmap.h"
#include "core/match/gather.h"
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
    if (begin % Bitmap::blockSize == 0) {
        BlockWords words;
        for (std::uint32_t block = 0; block < rows.blockCount(); ++block) {
            expand(words, operandOf(scope.block(begin / Bitmap::blockSize + block)));
            // A block of the scope may go on with the next segment's events.
            const std::uint32_t length = std::min(Bitmap::blockSize, rows.size() - block * Bitmap::blockSize);
            clearBeyond(words, length);
            if (countAnd(words, operandOf(rows.block(block))) > 0)
                return true;
        }
        return false;
    }
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
    for (const ReadField& field : fieldsOf(program)) {
        bool isKnown = false;
        forEachSegment(events, [&](const SegmentPointer& segment, std::uint32_t begin) {
            for (const std::string& name : field.names)
                isKnown = isKnown || meets(*rowsWithField(name, {events.fields, segment, cache, task}), begin, scope);
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

namespace {

// Whether some row of `rows(segment)` is in scope.
template <class Rows> bool meetsAnywhere(const events::EventSet& events, const Bitmap& scope, Rows&& rows)
{
    bool found = false;
    forEachSegment(events, [&](const SegmentPointer& segment, std::uint32_t begin) {
        found = found || meets(*rows(segment), begin, scope);
    });
    return found;
}

} // namespace

std::vector<std::string> nearFields(
    const Program& program, const events::EventSet& events, const Bitmap& scope, LeafCache* cache, const Task& task)
{
    std::vector<std::string> result;
    for (const ReadField& field : fieldsOf(program)) {
        bool isNear = false;
        forEachSegment(events, [&](const SegmentPointer& segment, std::uint32_t begin) {
            for (const std::string& name : field.names) {
                for (const events::ResolvedColumn& resolved : events.fields.resolve(*segment, name))
                    isNear = isNear
                        || (resolved.isNear
                            && meets(restricted(presentRows(*resolved.column), resolved), begin, scope));
            }
        });
        if (isNear)
            result.push_back(field.name);
    }
    for (const Leaf& leaf : program.leaves) {
        if (!leaf.otherwise || std::ranges::contains(result, leaf.field))
            continue;
        const bool isNear = meetsAnywhere(events, scope,
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
    for (const auto* tests : {&program.scopeTests, &program.tests}) {
        for (const TestUse& test : *tests) {
            for (const ValueUse& value : test.values) {
                const Leaf& leaf = program.leaves[index(value.leaf)];
                if (!value.negativeLeaf || std::ranges::contains(result, leaf.field))
                    continue;
                if (meetsAnywhere(events, scope, [&](const SegmentPointer& segment) {
                        return guessedRows(leaf, {events.fields, segment, cache, task});
                    }))
                    result.push_back(leaf.field);
            }
        }
    }
    return result;
}

} // namespace rulewright::match
