// SPDX-License-Identifier: Apache-2.0
#include "core/author/facts.h"

#include "core/match/leaf_bitmap.h"
#include "core/match/scope.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace rulewright::author {

namespace {

constexpr std::size_t mostDistinct = 100'000;

using match::Bitmap;

Bitmap rowsInScope(const taxonomy::LogSourceScope& scope, const events::EventSet& events,
    const match::SegmentPointer& segment, const Task& task)
{
    return *match::scopeRows(scope, {events.fields, segment, nullptr, task}).rows;
}

bool isIn(const std::vector<std::uint64_t>& words, events::RowId row)
{
    const auto i = static_cast<std::uint32_t>(row);
    return i / 64 < words.size() && (words[i / 64] >> (i % 64) & 1) != 0;
}

using Counts = std::unordered_map<std::string, std::uint64_t>;

void countColumn(const events::Column& column, const std::vector<std::uint64_t>& scope,
    const std::vector<std::uint64_t>* only, Counts& counts)
{
    // A dictionary's codes are counted first, its texts are touched once each.
    const bool isDictionary = column.kind == events::Column::Kind::Dictionary;
    std::vector<std::uint64_t> byCode(isDictionary ? column.valueCount() : 0);
    std::string scratch;
    column.presence.forEach([&](events::RowId row, std::uint32_t rank) {
        if (!isIn(scope, row) || (only != nullptr && !isIn(*only, row)))
            return;
        const auto [begin, end] = column.elementsOf(rank);
        for (auto element = begin; element != end; ++element) {
            const events::ValueIndex value = column.valueOf(element);
            if (isDictionary) {
                ++byCode[events::index(value)];
                continue;
            }
            const std::string text(column.text(value, scratch));
            if (const auto found = counts.find(text); found != counts.end())
                ++found->second;
            else if (counts.size() < mostDistinct)
                counts.emplace(text, 1);
        }
    });
    for (std::size_t code = 0; code < byCode.size(); ++code) {
        if (byCode[code] == 0 || counts.size() >= mostDistinct)
            continue;
        counts[std::string(column.text(events::ValueIndex{static_cast<std::uint32_t>(code)}, scratch))] += byCode[code];
    }
}

} // namespace

const FieldShare* ScopeFacts::field(std::string_view name) const
{
    const auto found = std::ranges::find(fields, name, &FieldShare::name);
    return found == fields.end() ? nullptr : &*found;
}

ScopeFacts scopeFacts(const rule::LogSource& logSource, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const Task& task)
{
    ScopeFacts facts;
    const taxonomy::LogSourceScope scope = match::scopeOf(logSource, taxonomy);
    std::unordered_map<std::string, std::uint64_t> counts;
    for (const match::SegmentPointer& segment : events.segments) {
        if (task.isStopped())
            return facts;
        const Bitmap rows = rowsInScope(scope, events, segment, task);
        const std::uint64_t inScope = rows.count();
        facts.events += inScope;
        if (inScope == 0)
            continue;
        std::set<std::string> names;
        for (const events::Column& column : segment->columns)
            names.insert(events.fields.name(column.field));
        for (const events::FieldAlias& alias : events.fields.aliases())
            names.insert(alias.name);
        for (const std::string& name : names) {
            const auto with = match::rowsWithField(name, {events.fields, segment, nullptr, task});
            if (const std::uint64_t count = (*with & rows).count(); count > 0)
                counts[name] += count;
        }
    }
    for (auto& [name, count] : counts)
        facts.fields.push_back({name, count});
    std::ranges::sort(facts.fields, [](const FieldShare& a, const FieldShare& b) {
        return a.events != b.events ? a.events > b.events : a.name < b.name;
    });
    return facts;
}

std::vector<ValueCount> topValues(std::string_view field, const rule::LogSource& logSource,
    const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, std::size_t limit, const Task& task)
{
    const taxonomy::LogSourceScope scope = match::scopeOf(logSource, taxonomy);
    Counts counts;
    for (const match::SegmentPointer& segment : events.segments) {
        if (task.isStopped())
            return {};
        const std::vector<std::uint64_t> rows = rowsInScope(scope, events, segment, task).toWords();
        for (const events::ResolvedColumn& resolved : events.fields.resolve(*segment, field))
            countColumn(*resolved.column, rows, resolved.rows.get(), counts);
    }
    std::vector<ValueCount> values;
    values.reserve(counts.size());
    for (auto& [text, count] : counts)
        values.push_back({text, count});
    const auto isBefore = [](const ValueCount& a, const ValueCount& b) {
        return a.events != b.events ? a.events > b.events : a.text < b.text;
    };
    const std::size_t kept = std::min(limit, values.size());
    std::ranges::partial_sort(values, values.begin() + static_cast<std::ptrdiff_t>(kept), isBefore);
    values.resize(kept);
    return values;
}

} // namespace rulewright::author
