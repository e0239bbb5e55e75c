// SPDX-License-Identifier: Apache-2.0
#include "core/advise/exclude.h"

#include "core/advise/row_test.h"
#include "core/advise/sigma_words.h"
#include "core/match/bitmap_builder.h"
#include "core/match/leaf_bitmap.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <bit>
#include <format>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace rulewright::advise {

namespace {

using match::Bitmap;

constexpr std::size_t eventsLookedAt = 20'000; ///< false positives whose values are collected
constexpr std::size_t candidatesTested = 400;
constexpr std::size_t longestValue = 512;
constexpr std::size_t rowsCombined = 40;
constexpr std::size_t stepsAtMost = 8;

using FoldedKey = std::tuple<std::string, rule::Op, std::string>;

struct Candidate {
    corpus::RowKey key;
    std::uint64_t seen = 0; ///< false positives in which it was met
    std::uint32_t rules = 0;
};

/// What names one event, process or logon: an exclusion of it would never exclude anything again.
bool isOfOneRun(std::string_view field)
{
    static constexpr std::array<std::string_view, 4> names{
        "EventRecordID", "UtcTime", "TimeCreated_SystemTime", "Correlation_ActivityID"};
    static constexpr std::array<std::string_view, 7> endings{
        "Guid", "GUID", "ProcessId", "ProcessID", "ThreadId", "ThreadID", "LogonId"};
    return std::ranges::contains(names, field)
        || std::ranges::any_of(endings, [field](std::string_view ending) { return field.ends_with(ending); });
}

class Candidates {
public:
    void add(const corpus::RowKey& key, std::uint32_t rules)
    {
        Candidate& candidate = at(key);
        candidate.rules = std::max(candidate.rules, rules);
    }

    // All that an event says of a field; each once an event.
    void addEvent(const std::vector<events::EventField>& fields)
    {
        std::set<FoldedKey> met;
        const auto meet = [&](const std::string& field, rule::Op op, std::string_view value) {
            if (value.empty() || value.size() > longestValue)
                return;
            const corpus::RowKey key{field, op, std::string(value), {}};
            if (met.insert(foldedKey(key)).second)
                ++at(key).seen;
        };
        for (const events::EventField& field : fields) {
            if (isOfOneRun(field.name))
                continue;
            for (const std::string& value : field.values) {
                meet(field.name, rule::Op::Eq, value);
                const std::size_t separator = value.rfind('\\');
                if (separator == std::string::npos || separator + 1 >= value.size())
                    continue;
                meet(field.name, rule::Op::EndsWith, std::string_view(value).substr(separator));
                meet(field.name, rule::Op::StartsWith, std::string_view(value).substr(0, separator + 1));
            }
        }
    }

    // Those that rules exclude, and of the others the ones that were met most often.
    [[nodiscard]] std::vector<Candidate> best() const
    {
        std::vector<Candidate> all;
        for (const auto& [key, candidate] : m_all)
            all.push_back(candidate);
        std::ranges::stable_sort(all, [](const Candidate& a, const Candidate& b) {
            return (a.rules > 0) != (b.rules > 0) ? a.rules > 0 : a.seen > b.seen;
        });
        const auto learnt = static_cast<std::size_t>(
            std::ranges::count_if(all, [](const Candidate& candidate) { return candidate.rules > 0; }));
        all.resize(std::min(all.size(), learnt + candidatesTested));
        return all;
    }

private:
    static FoldedKey foldedKey(const corpus::RowKey& key)
    {
        return {key.field, key.op, folded(key.value.value_or("")) + '\0' + key.transform};
    }

    Candidate& at(const corpus::RowKey& key)
    {
        Candidate& candidate = m_all[foldedKey(key)];
        if (candidate.key.field.empty())
            candidate.key = key;
        return candidate;
    }

    std::map<FoldedKey, Candidate> m_all;
};

std::optional<Bitmap> labelled(const rule::Rule& rule, const events::EventSet& events, const Bitmap& hits, bool asTrue)
{
    if (!rule.metadata.id)
        return std::nullopt;
    std::vector<std::uint64_t> words((events.size() + 63) / 64);
    hits.forEach([&](std::uint32_t event) {
        const events::Label& label = events.label(events::EventId{event});
        const std::vector<std::string>& ids = asTrue ? label.truePositiveOf : label.falsePositiveOf;
        if (std::ranges::contains(ids, rule.metadata.id->text))
            words[event / 64] |= std::uint64_t{1} << (event % 64);
    });
    return Bitmap::fromWords(events.size(), words);
}

std::string sigmaLine(const corpus::RowKey& key)
{
    const std::optional<SigmaWords> words = sigmaWords(key);
    if (!words)
        return {};
    const std::string value = words->isPlain ? words->value : yamlScalar(words->value, YamlQuotes::Single);
    return words->key.empty() ? "- " + value : std::format("{}: {}", words->key, value);
}

// The false positives that each row removes, as bits of their own.
using Removed = std::vector<std::uint64_t>;

std::uint64_t countOf(const Removed& bits)
{
    std::uint64_t sum = 0;
    for (const std::uint64_t word : bits)
        sum += static_cast<std::uint64_t>(std::popcount(word));
    return sum;
}

Removed united(const Removed& a, const Removed& b)
{
    Removed result = a;
    for (std::size_t i = 0; i < b.size(); ++i)
        result[i] |= b[i];
    return result;
}

class Curve {
public:
    Curve(const std::vector<Removed>& removed, const Task& task)
        : m_removed(removed)
        , m_task(task)
    {
        // Rows that remove the same are one to the curve: the first.
        for (std::size_t i = 0; i < removed.size() && m_rows.size() < rowsCombined; ++i) {
            const bool isNew
                = std::ranges::none_of(m_rows, [&](std::size_t row) { return removed[row] == removed[i]; });
            if (isNew)
                m_rows.push_back(i);
        }
    }

    [[nodiscard]] std::vector<ExclusionStep> steps() const
    {
        std::vector<ExclusionStep> result;
        for (std::size_t count = 1; count <= stepsAtMost && count <= m_rows.size() && !m_task.isStopped(); ++count) {
            ExclusionStep next = count <= 3 ? best(count) : oneMore(result.back());
            const std::uint64_t before = result.empty() ? 0 : result.back().removes;
            if (next.removes <= before)
                break;
            std::ranges::sort(next.rows);
            result.push_back(std::move(next));
        }
        return result;
    }

private:
    [[nodiscard]] ExclusionStep best(std::size_t count) const
    {
        ExclusionStep best;
        std::vector<std::size_t> chosen;
        choose(0, count, chosen, Removed(m_removed.empty() ? 0 : m_removed.front().size()), best);
        return best;
    }

    void choose(std::size_t from, std::size_t left, std::vector<std::size_t>& chosen, const Removed& sofar,
        ExclusionStep& best) const
    {
        if (left == 0) {
            if (const std::uint64_t removes = countOf(sofar); removes > best.removes)
                best = {chosen, removes, {}};
            return;
        }
        for (std::size_t i = from; i + left <= m_rows.size(); ++i) {
            chosen.push_back(m_rows[i]);
            choose(i + 1, left - 1, chosen, united(sofar, m_removed[m_rows[i]]), best);
            chosen.pop_back();
        }
    }

    [[nodiscard]] ExclusionStep oneMore(const ExclusionStep& step) const
    {
        Removed sofar(m_removed.front().size());
        for (const std::size_t row : step.rows)
            sofar = united(sofar, m_removed[row]);
        ExclusionStep best = step;
        for (const std::size_t row : m_rows) {
            if (const std::uint64_t removes = countOf(united(sofar, m_removed[row])); removes > best.removes) {
                best = {step.rows, removes, {}};
                best.rows.push_back(row);
            }
        }
        return best;
    }

    const std::vector<Removed>& m_removed;
    const Task& m_task;
    std::vector<std::size_t> m_rows;
};

class Finder {
public:
    Finder(const ExclusionInput& input, Task& task)
        : m_input(input)
        , m_task(task)
    {
        const Bitmap& hits = input.report.possibleEvents;
        const Bitmap none(input.events.size());
        const Bitmap labelledTrue = labelled(input.rule, input.events, hits, true).value_or(none);
        const Bitmap labelledFalse
            = labelled(input.rule, input.events, hits, false).value_or(none).andNot(labelledTrue);
        m_false = labelledFalse | (hits & input.facts.benign).andNot(labelledTrue);
        m_true = labelledTrue | (hits & input.facts.attack).andNot(labelledFalse);
        m_falseEvents = m_false.members();
    }

    Exclusions run()
    {
        Exclusions result;
        result.hits = m_input.report.possible;
        result.falsePositives = m_false.count();
        result.truePositives = m_true.count();
        result.falsePositiveEvents = m_false;
        result.truePositiveEvents = m_true;
        if (result.falsePositives == 0)
            return result;
        std::vector<std::pair<Exclusion, Removed>> found;
        for (const Candidate& candidate : candidates().best()) {
            if (m_task.isStopped())
                return result;
            if (std::optional<std::pair<Exclusion, Removed>> row = tested(candidate))
                found.push_back(std::move(*row));
        }
        std::ranges::stable_sort(found, [](const auto& one, const auto& other) {
            const auto key = [](const Exclusion& row) {
                return std::tuple(~row.removes, row.rules == 0, folded(row.key.field), rule::operatorName(row.key.op),
                    row.key.value.value_or(""));
            };
            return key(one.first) < key(other.first);
        });
        found.resize(std::min(found.size(), m_input.limit));
        std::vector<Removed> removed;
        for (auto& [row, bits] : found) {
            result.rows.push_back(std::move(row));
            removed.push_back(std::move(bits));
        }
        result.curve = Curve(removed, m_task).steps();
        return result;
    }

private:
    [[nodiscard]] Candidates candidates() const
    {
        Candidates candidates;
        for (const corpus::GuideRow& row : m_input.learnt)
            candidates.add(row.key, static_cast<std::uint32_t>(row.rules.size()));
        for (std::size_t i = 0; i < std::min(m_falseEvents.size(), eventsLookedAt) && !m_task.isStopped(); ++i)
            candidates.addEvent(m_input.events.event(events::EventId{m_falseEvents[i]}));
        return candidates;
    }

    // Nothing where it removes no false positive, or loses a true one.
    [[nodiscard]] std::optional<std::pair<Exclusion, Removed>> tested(const Candidate& candidate) const
    {
        const RowTest test = rowTest(candidate.key);
        if (!test.leaf)
            return std::nullopt;
        match::BitmapBuilder all(m_input.events.size());
        std::uint32_t begin = 0;
        for (const match::SegmentPointer& segment : m_input.events.segments) {
            const match::LeafContext context{m_input.events.fields, segment, m_input.cache, m_task};
            all.add(begin, match::leafRows(*test.leaf, context)->toWords(), segment->rows);
            begin += segment->rows;
        }
        const Bitmap holds = all.build();
        if (countAnd(holds, m_true) > 0)
            return std::nullopt;
        const Bitmap removed = holds & m_false;
        if (removed.isEmpty())
            return std::nullopt;
        Exclusion row{candidate.key, sigmaLine(candidate.key), removed.count(), 0, candidate.rules, {}};
        row.others = countAnd(holds, m_input.report.possibleEvents) - row.removes;
        Removed bits((m_falseEvents.size() + 63) / 64);
        for (std::size_t i = 0; i < m_falseEvents.size(); ++i) {
            if (!removed.contains(m_falseEvents[i]))
                continue;
            bits[i / 64] |= std::uint64_t{1} << (i % 64);
            if (row.events.size() < removedListed)
                row.events.push_back(m_falseEvents[i]);
        }
        return std::pair(std::move(row), std::move(bits));
    }

    const ExclusionInput& m_input;
    Task& m_task;
    Bitmap m_false;
    Bitmap m_true;
    std::vector<std::uint32_t> m_falseEvents;
};

} // namespace

Exclusions exclusions(const ExclusionInput& input, Task& task) { return Finder(input, task).run(); }

} // namespace rulewright::advise
