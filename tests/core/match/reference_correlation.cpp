// SPDX-License-Identifier: Apache-2.0
#include "tests/core/match/reference_correlation.h"

#include "core/match/number.h"
#include "core/text/fold.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace rulewright::tests {

namespace {

using rule::CorrelationType;

const std::vector<std::string>& valuesOf(const TimedEvent& event, const std::string& field)
{
    static const std::vector<std::string> none;
    const auto found = event.fields.find(field);
    return found == event.fields.end() ? none : found->second;
}

// Every choice of one value of each field, folded.
std::set<std::vector<std::string>> tuplesOf(const TimedEvent& event, const std::vector<rule::Located>& fields)
{
    std::set<std::vector<std::string>> tuples{{}};
    for (const rule::Located& field : fields) {
        std::set<std::vector<std::string>> longer;
        for (const std::vector<std::string>& tuple : tuples) {
            for (const std::string& value : valuesOf(event, field.text)) {
                std::vector<std::string> one = tuple;
                one.push_back(folded(value));
                longer.insert(std::move(one));
            }
        }
        tuples = std::move(longer);
    }
    return tuples;
}

class Reader {
public:
    Reader(const rule::Correlation& correlation, const std::vector<TimedEvent>& events,
        const std::vector<std::vector<bool>>& matched)
        : m_correlation(correlation)
        , m_events(events)
        , m_matched(matched)
    {
    }

    std::vector<ReferenceFiring> read() const
    {
        std::set<std::vector<std::string>> groups;
        for (std::size_t event = 0; event < m_events.size(); ++event) {
            if (isMatched(event) && m_events[event].time)
                groups.merge(tuplesOf(m_events[event], m_correlation.groupBy));
        }
        std::vector<ReferenceFiring> firings;
        for (const std::vector<std::string>& group : groups)
            readGroup(group, firings);
        std::ranges::sort(firings, {},
            [&](const ReferenceFiring& firing) { return std::pair(*m_events[firing.event].time, firing); });
        return firings;
    }

private:
    bool isMatched(std::size_t event) const
    {
        return std::ranges::any_of(m_matched, [&](const std::vector<bool>& rule) { return rule[event]; });
    }

    void readGroup(const std::vector<std::string>& group, std::vector<ReferenceFiring>& firings) const
    {
        std::vector<std::size_t> members;
        for (std::size_t event = 0; event < m_events.size(); ++event) {
            if (isMatched(event) && m_events[event].time
                && tuplesOf(m_events[event], m_correlation.groupBy).contains(group))
                members.push_back(event);
        }
        std::ranges::stable_sort(members, {}, [&](std::size_t event) { return *m_events[event].time; });
        bool was = false;
        for (const std::size_t event : members) {
            const std::int64_t until = *m_events[event].time;
            const std::int64_t from = until - m_correlation.timespan->count() * 10'000;
            std::vector<std::size_t> window;
            for (const std::size_t other : members) {
                if (*m_events[other].time >= from && *m_events[other].time <= until)
                    window.push_back(other);
            }
            const bool is = satisfies(window);
            if (is && !was)
                firings.push_back({event, window});
            was = is;
        }
    }

    bool satisfies(const std::vector<std::size_t>& window) const
    {
        const std::optional<double> value = measure(window);
        if (!value)
            return false;
        if (m_correlation.condition.empty())
            return *value >= static_cast<double>(m_matched.size());
        return std::ranges::all_of(m_correlation.condition, [&](const rule::Correlation::Comparison& comparison) {
            const double wanted = std::stod(comparison.value.text);
            switch (comparison.op) {
            case rule::Op::Gt:
                return *value > wanted;
            case rule::Op::Ge:
                return *value >= wanted;
            case rule::Op::Lt:
                return *value < wanted;
            case rule::Op::Le:
                return *value <= wanted;
            default:
                return (*value == wanted) != comparison.negated;
            }
        });
    }

    std::vector<double> numbers(const std::vector<std::size_t>& window) const
    {
        std::vector<double> result;
        for (const std::size_t event : window) {
            for (const rule::Located& field : m_correlation.fields) {
                for (const std::string& text : valuesOf(m_events[event], field.text)) {
                    if (match::parseDecimal(text))
                        result.push_back(std::stod(text));
                }
            }
        }
        std::ranges::sort(result);
        return result;
    }

    std::optional<double> measure(const std::vector<std::size_t>& window) const
    {
        const CorrelationType type = m_correlation.type;
        if (type == CorrelationType::EventCount)
            return static_cast<double>(window.size());
        if (type == CorrelationType::ValueCount) {
            std::set<std::vector<std::string>> tuples;
            for (const std::size_t event : window)
                tuples.merge(tuplesOf(m_events[event], m_correlation.fields));
            return static_cast<double>(tuples.size());
        }
        if (type == CorrelationType::Temporal) {
            return static_cast<double>(std::ranges::count_if(m_matched, [&](const std::vector<bool>& rule) {
                return std::ranges::any_of(window, [&](std::size_t event) { return rule[event]; });
            }));
        }
        if (type == CorrelationType::TemporalOrdered)
            return static_cast<double>(chain(window, 0, std::nullopt));
        const std::vector<double> sorted = numbers(window);
        if (sorted.empty())
            return std::nullopt;
        double sum = 0;
        for (const double number : sorted)
            sum += number;
        const std::size_t middle = sorted.size() / 2;
        if (type == CorrelationType::ValueSum)
            return sum;
        if (type == CorrelationType::ValueAvg)
            return sum / static_cast<double>(sorted.size());
        if (type == CorrelationType::ValueMedian)
            return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        const double share = m_correlation.percentile ? std::stod(m_correlation.percentile->text) : 50;
        const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size()) / 100));
        return sorted[std::max<std::size_t>(rank, 1) - 1];
    }

    // The most rules, from this place of the list on, whose events follow each other.
    std::size_t chain(
        const std::vector<std::size_t>& window, std::size_t place, std::optional<std::int64_t> after) const
    {
        if (place == m_matched.size())
            return 0;
        std::size_t best = chain(window, place + 1, after);
        for (const std::size_t event : window) {
            if (m_matched[place][event] && (!after || *m_events[event].time >= *after))
                best = std::max(best, 1 + chain(window, place + 1, m_events[event].time));
        }
        return best;
    }

    const rule::Correlation& m_correlation;
    const std::vector<TimedEvent>& m_events;
    const std::vector<std::vector<bool>>& m_matched;
};

} // namespace

std::vector<ReferenceFiring> referenceFirings(const rule::Correlation& correlation,
    const std::vector<TimedEvent>& events, const std::vector<std::vector<bool>>& matched)
{
    return Reader(correlation, events, matched).read();
}

} // namespace rulewright::tests
