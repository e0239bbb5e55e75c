// SPDX-License-Identifier: Apache-2.0
#include "core/match/near_miss.h"

#include "core/match/bitmap_builder.h"
#include "core/match/compile.h"
#include "core/match/near_miss_gates.h"
#include "core/match/program_rows.h"
#include "core/rule/filters.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <optional>
#include <unordered_map>

namespace rulewright::match {

namespace {

// Events by distance, those alone that may be listed: a bucket is kept while nearer ones do not fill the list.
class Nearest {
public:
    explicit Nearest(std::size_t limit)
        : m_limit(limit)
    {
    }

    void add(std::uint32_t distance, const BlockWords& events, std::uint32_t begin)
    {
        const std::uint64_t count = countWords(events);
        m_counts[distance] += count;
        std::uint64_t nearer = 0;
        for (auto it = m_counts.begin(); it != m_counts.end() && it->first < distance; ++it)
            nearer += it->second;
        if (nearer >= m_limit)
            return;
        std::vector<std::uint32_t>& bucket = m_buckets[distance];
        bucket.reserve(bucket.size() + count);
        for (std::uint32_t w = 0; w < wordsPerBlock; ++w) {
            for (std::uint64_t word = events[w]; word != 0; word &= word - 1)
                bucket.push_back(begin + w * 64 + static_cast<std::uint32_t>(std::countr_zero(word)));
        }
    }

    [[nodiscard]] std::vector<DistanceCount> distances() const
    {
        std::vector<DistanceCount> result;
        for (const auto& [distance, count] : m_counts)
            result.push_back({distance, count});
        return result;
    }

    [[nodiscard]] std::vector<NearMiss> ordered(const events::EventSet& events)
    {
        const std::vector<std::uint32_t> fileOrder = fileRanks(events);
        std::vector<NearMiss> result;
        for (auto& [distance, bucket] : m_buckets) {
            if (result.size() >= m_limit)
                break;
            const std::size_t wanted = std::min(bucket.size(), m_limit - result.size());
            for (const std::uint32_t event : sorted(bucket, wanted, events, fileOrder))
                result.push_back({events::EventId{event}, distance});
        }
        return result;
    }

private:
    struct Key {
        std::uint64_t time = 0;
        std::uint32_t file = 0;
        std::uint32_t record = 0;
        std::uint32_t event = 0;
        auto operator<=>(const Key&) const = default;
    };

    // Files by their path, whatever the order in which they were loaded.
    static std::vector<std::uint32_t> fileRanks(const events::EventSet& events)
    {
        std::vector<std::uint32_t> order(events.sources.size());
        std::iota(order.begin(), order.end(), 0U);
        std::ranges::stable_sort(
            order, {}, [&](std::uint32_t i) -> const std::string& { return events.sources[i].path; });
        std::vector<std::uint32_t> ranks(order.size());
        for (std::uint32_t i = 0; i < order.size(); ++i)
            ranks[order[i]] = i;
        return ranks;
    }

    static std::vector<std::uint32_t> sorted(const std::vector<std::uint32_t>& bucket, std::size_t wanted,
        const events::EventSet& events, const std::vector<std::uint32_t>& fileOrder)
    {
        std::vector<Key> keys;
        keys.reserve(bucket.size());
        std::uint32_t begin = 0;
        std::size_t at = 0;
        for (const SegmentPointer& segment : events.segments) {
            for (; at < bucket.size() && bucket[at] < begin + segment->rows; ++at) {
                const std::uint32_t row = bucket[at] - begin;
                const events::SourceRef& source = segment->source[row];
                const std::int64_t time = segment->time[row];
                // Events without a time come last.
                const std::uint64_t order = time == events::Segment::noTime
                    ? UINT64_MAX
                    : static_cast<std::uint64_t>(time) ^ (std::uint64_t{1} << 63);
                keys.push_back({order, fileOrder[events::index(source.source)], source.record, bucket[at]});
            }
            begin += segment->rows;
        }
        std::ranges::partial_sort(keys, keys.begin() + static_cast<std::ptrdiff_t>(wanted));
        std::vector<std::uint32_t> result;
        for (std::size_t i = 0; i < wanted; ++i)
            result.push_back(keys[i].event);
        return result;
    }

    std::size_t m_limit;
    std::map<std::uint32_t, std::uint64_t> m_counts;
    std::map<std::uint32_t, std::vector<std::uint32_t>> m_buckets;
};

const rule::Selection* selectionWith(const rule::Rule& rule, Span span)
{
    const auto found = std::ranges::find_if(rule.selections, [&](const rule::Selection& selection) {
        return selection.span.begin <= span.begin && span.end <= selection.span.end;
    });
    return found == rule.selections.end() ? nullptr : &*found;
}

NearMissGroup groupOf(const rule::Rule& rule, const FailingLeaf& leaf)
{
    const rule::Test& test = *leaf.test->test;
    NearMissGroup group;
    const bool isKeyword = test.op == rule::Op::Keyword || test.field.kind == rule::FieldRef::Kind::AnyField;
    group.test = leaf.test->node;
    group.field = isKeyword ? "(keyword)" : lookupName(test.field);
    group.op = test.op;
    group.span = test.field.span.isEmpty() ? test.span : test.field.span;
    group.isExclusion = leaf.isExclusion;
    if (const rule::Selection* selection = selectionWith(rule, test.span))
        group.selection = selection->name;
    if (leaf.value != nullptr) {
        group.value = leaf.value->value->id;
        group.span = leaf.value->value->span;
        group.op = rule::valueOperator(test, *leaf.value->value);
        group.wanted = {rule::scalarText(leaf.value->value->scalar)};
        return group;
    }
    for (const ValueUse& value : leaf.test->values)
        group.wanted.push_back(rule::scalarText(value.value->scalar));
    // A list's operator is what its values have in common, else the test's own.
    if (!leaf.test->values.empty()) {
        const rule::Op first = rule::valueOperator(test, *leaf.test->values.front().value);
        const bool isCommon = std::ranges::all_of(
            leaf.test->values, [&](const ValueUse& value) { return rule::valueOperator(test, *value.value) == first; });
        group.op = isCommon ? first : test.op;
    }
    return group;
}

class Finder {
public:
    Finder(const rule::Rule& rule, const Program& program, const events::EventSet& events, std::size_t limit)
        : m_rule(rule)
        , m_program(program)
        , m_events(events)
        , m_gates(program)
        , m_nearest(limit)
        , m_counts(m_gates.leaves().size())
        , m_members(m_gates.leaves().size())
    {
    }

    NearMisses run(const Bitmap& missing, LeafCache* cache, const Task& task)
    {
        NearMisses result;
        result.total = missing.count();
        if (!m_program.root || !m_gates.isReachable()) {
            result.unreachable = result.total;
            return result;
        }
        std::uint32_t begin = 0;
        for (const SegmentPointer& segment : m_events.segments) {
            const Bitmap wanted = slice(missing, begin, segment->rows);
            if (!wanted.isEmpty() && !look(segment, begin, wanted, cache, task)) {
                result.isCancelled = true;
                return result;
            }
            begin += segment->rows;
        }
        result.distances = m_nearest.distances();
        result.events = m_nearest.ordered(m_events);
        result.groups = groups();
        return result;
    }

private:
    bool look(
        const SegmentPointer& segment, std::uint32_t begin, const Bitmap& missing, LeafCache* cache, const Task& task)
    {
        const LeafContext context{m_events.fields, segment, cache, task};
        const std::optional<ProgramRows> rows = programRows(m_program, taxonomy::LogSourceScope{}, context);
        if (!rows)
            return false;
        GateValues values(m_program);
        for (std::uint32_t block = 0; block < missing.blockCount(); ++block) {
            if (task.isStopped())
                return false;
            const Operand wanted = operandOf(missing.block(block));
            if (wanted.isEmpty())
                continue;
            BlockWords events;
            expand(events, wanted);
            const std::uint32_t first = block * Bitmap::blockSize;
            const std::uint32_t length = std::min(Bitmap::blockSize, segment->rows - first);
            clearBeyond(events, length);
            values.compute(rows->operands(block), true);
            BlockWords deciding;
            deciding.fill(0);
            m_gates.distances(values).forEachNumber(events, [&](std::uint64_t distance, const BlockWords& found) {
                m_nearest.add(static_cast<std::uint32_t>(distance), found, begin + first);
                if (distance == 1)
                    deciding = found;
            });
            if (isZero(deciding))
                continue;
            m_gates.forEachDecider(values, deciding, [&](std::size_t leaf, const BlockWords& decided) {
                m_counts[leaf] += countWords(decided);
                keep(leaf, begin + first, decided, length);
            });
        }
        return true;
    }

    void keep(std::size_t leaf, std::uint32_t begin, const BlockWords& events, std::uint32_t length)
    {
        std::optional<BitmapBuilder>& members = m_members[leaf];
        if (!members) {
            if (m_kept == NearMisses::membersKept)
                return;
            ++m_kept;
            members.emplace(m_events.size());
        }
        members->add(begin, events, length);
    }

    [[nodiscard]] std::vector<NearMissGroup> groups() const
    {
        std::vector<NearMissGroup> result;
        for (std::size_t leaf = 0; leaf < m_counts.size(); ++leaf) {
            if (m_counts[leaf] == 0)
                continue;
            NearMissGroup& group = result.emplace_back(groupOf(m_rule, m_gates.leaves()[leaf]));
            group.events = m_counts[leaf];
            if (m_members[leaf])
                group.members = m_members[leaf]->build();
        }
        std::ranges::stable_sort(result, [](const NearMissGroup& a, const NearMissGroup& b) {
            return a.events != b.events ? a.events > b.events : a.span.begin < b.span.begin;
        });
        return result;
    }

    const rule::Rule& m_rule;
    const Program& m_program;
    const events::EventSet& m_events;
    NearMissGates m_gates;
    Nearest m_nearest;
    std::vector<std::uint64_t> m_counts; ///< of each leaf
    std::vector<std::optional<BitmapBuilder>> m_members;
    std::size_t m_kept = 0;
};

} // namespace

std::uint64_t NearMisses::atDistance(std::uint32_t distance) const
{
    const auto found = std::ranges::find(distances, distance, &DistanceCount::distance);
    return found == distances.end() ? 0 : found->events;
}

Result<NearMisses> nearMisses(const rule::Rule& rule, const events::EventSet& events, const MatchReport& report,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, std::size_t limit, LeafCache* cache,
    const Task& task)
{
    if (report.timeline != nullptr || std::holds_alternative<rule::Correlation>(rule.body)) {
        return std::unexpected(Diagnostics{{Severity::Error, codes::matchNotEvaluated, rule.span,
            "A rule over time has no near misses of its own: look at those of the rules that it names.", {}}});
    }
    const std::vector<rule::RuleInDocument> filters = rule::filtersOf(rule, {options.document, options.rules});
    std::optional<rule::JoinedRule> joined;
    if (!filters.empty())
        joined = rule::joined(rule, filters);
    const rule::Rule& whole = joined ? joined->rule : rule;
    const Result<Program> program = compile(whole, taxonomy);
    if (!program)
        return std::unexpected(program.error());
    const Bitmap missing = report.scope.andNot(report.possibleEvents);
    return Finder(whole, *program, events, limit).run(missing, cache, task);
}

std::vector<ActualValue> actualValues(
    const events::EventSet& events, const Bitmap& members, std::string_view field, const Task& task)
{
    std::unordered_map<std::string, ActualValue> found;
    ActualValue without;
    const auto add = [](ActualValue& value, std::uint32_t event) {
        if (value.events++ == 0)
            value.first = events::EventId{event};
    };
    members.forEach([&](std::uint32_t event) {
        if (task.isStopped())
            return;
        std::vector<std::string> values = events.values(events::EventId{event}, field);
        if (values.empty())
            add(without, event);
        std::ranges::sort(values);
        const auto repeated = std::ranges::unique(values);
        values.erase(repeated.begin(), repeated.end());
        for (std::string& value : values)
            add(found[std::move(value)], event);
    });
    std::vector<ActualValue> result;
    if (without.events > 0)
        result.push_back(without);
    for (auto& [text, value] : found) {
        value.text = text;
        result.push_back(std::move(value));
    }
    std::ranges::sort(result, [](const ActualValue& a, const ActualValue& b) {
        return a.events != b.events ? a.events > b.events : a.text < b.text;
    });
    return result;
}

} // namespace rulewright::match
