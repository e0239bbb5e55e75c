// SPDX-License-Identifier: Apache-2.0
#include "core/match/timeline_sequence.h"

#include "core/events/text_table.h"
#include "core/match/timeline_groups.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace rulewright::match {

namespace {

constexpr std::uint64_t seed = 0x53;

// An event as one step's candidate.
struct Candidate {
    std::int64_t time = 0;
    std::uint32_t event = 0;
    std::uint32_t step = 0; ///< of SequencePlan::steps, or their number for until
    std::uint32_t group = 0;

    [[nodiscard]] auto order() const { return std::tuple(time, event); }
};

// Sequences that have got as far as a step, of one group: only the newest is kept.
using Partial = std::vector<Candidate>;

class Finder {
public:
    Finder(const SequencePlan& plan, const events::EventSet& events, Task& task)
        : m_plan(plan)
        , m_events(events)
        , m_task(task)
    {
        for (std::uint32_t step = 0; step < plan.steps.size(); ++step) {
            if (plan.steps[step].missing)
                continue;
            for (std::uint32_t run = 0; run < std::max(plan.steps[step].runs, 1U); ++run)
                m_positive.push_back(step);
        }
    }

    std::optional<Timeline> run()
    {
        for (std::uint32_t step = 0; step < m_plan.steps.size(); ++step) {
            if (!addCandidates(m_plan.steps[step], step))
                return std::nullopt;
        }
        const auto untilStep = static_cast<std::uint32_t>(m_plan.steps.size());
        if (m_plan.until && !addCandidates(*m_plan.until, untilStep))
            return std::nullopt;
        m_timeline.groups = m_keys.texts().size();
        if (m_positive.empty())
            return std::move(m_timeline);
        std::ranges::sort(m_candidates, {},
            [](const Candidate& one) { return std::tuple(one.group, one.time, one.event, one.step); });
        for (std::size_t begin = 0; begin < m_candidates.size();) {
            if (m_task.isStopped())
                return std::nullopt;
            std::size_t end = begin;
            while (end < m_candidates.size() && m_candidates[end].group == m_candidates[begin].group)
                ++end;
            m_group = std::span(m_candidates).subspan(begin, end - begin);
            if (m_plan.isSample)
                findSample();
            else if (!findInGroup())
                return std::nullopt;
            begin = end;
        }
        std::ranges::sort(m_timeline.firings, {}, [](const Firing& firing) {
            return std::tuple(firing.time, events::index(firing.event), firing.group, firing.begin);
        });
        return std::move(m_timeline);
    }

private:
    bool addCandidates(const SequenceStep& step, std::uint32_t number)
    {
        std::uint32_t seen = 0;
        step.events.forEach([&](std::uint32_t event) {
            if ((++seen & 0xFFF) != 0 || !m_task.isStopped())
                addCandidate(step, number, event);
        });
        return !m_task.isStopped();
    }

    void addCandidate(const SequenceStep& step, std::uint32_t number, std::uint32_t event)
    {
        const std::int64_t time = m_events.time(events::EventId{event});
        if (time == events::Segment::noTime) {
            ++m_timeline.withoutTime;
            return;
        }
        // A value is told from none by its first character.
        std::vector<std::string> keys{std::string()};
        for (std::size_t i = 0; i < step.by.size(); ++i) {
            const std::vector<std::string> values = m_plan.values(events::EventId{event}, step.by[i]);
            std::vector<std::string> longer;
            for (const std::string& key : keys) {
                for (const std::string& value : values) {
                    if (longer.size() < mostKeys)
                        longer.push_back(key + '=' + value + '\0');
                }
                if (values.empty() && step.by[i].optional)
                    longer.push_back(key + '-' + '\0');
            }
            keys = std::move(longer);
        }
        if (keys.empty())
            ++m_timeline.withoutGroup;
        for (const std::string& key : keys)
            m_candidates.push_back({time, event, number, m_keys.intern(key, seed)});
    }

    bool findInGroup()
    {
        m_missing.assign(m_plan.steps.size(), {});
        for (const Candidate& one : m_group) {
            if (one.step < m_plan.steps.size() && m_plan.steps[one.step].missing)
                m_missing[one.step].push_back(one.order());
        }
        std::vector<Partial> waiting(m_positive.size()); // [n]: n + 1 steps are there
        for (std::size_t begin = 0; begin < m_group.size();) {
            if ((begin & 0xFFF) == 0 && m_task.isStopped())
                return false;
            std::size_t end = begin;
            while (end < m_group.size() && m_group[end].order() == m_group[begin].order())
                ++end;
            takeEvent(m_group.subspan(begin, end - begin), waiting);
            begin = end;
        }
        return true;
    }

    // One event: it moves what waits for it, the farthest first, so that no sequence takes it twice.
    void takeEvent(std::span<const Candidate> roles, std::vector<Partial>& waiting)
    {
        const auto is = [&](std::uint32_t step) { return std::ranges::contains(roles, step, &Candidate::step); };
        const Candidate& event = roles.front();
        for (std::size_t at = m_positive.size(); at-- > 0;) {
            if (!is(m_positive[at]))
                continue;
            Partial sequence;
            if (at > 0) {
                sequence = std::move(waiting[at - 1]);
                waiting[at - 1].clear();
                if (sequence.empty())
                    continue;
                if (m_plan.maxspan && event.time - sequence.front().time > *m_plan.maxspan)
                    continue; // too old for what follows, too
            }
            sequence.push_back(event);
            if (at + 1 == m_positive.size())
                complete(sequence);
            else
                waiting[at] = std::move(sequence);
        }
        if (is(static_cast<std::uint32_t>(m_plan.steps.size()))) {
            for (Partial& sequence : waiting) {
                if (!sequence.empty() && sequence.back().order() < event.order())
                    sequence.clear();
            }
        }
    }

    using Order = std::tuple<std::int64_t, std::uint32_t>;

    // Whether no event of the group that may be `step` lies behind `after` and before `before`.
    [[nodiscard]] bool isFree(std::uint32_t step, Order after, Order before) const
    {
        const std::vector<Order>& orders = m_missing[step];
        const auto next = std::ranges::upper_bound(orders, after);
        return next == orders.end() || *next >= before;
    }

    [[nodiscard]] bool missingAreMissing(const Partial& sequence) const
    {
        constexpr std::int64_t first = std::numeric_limits<std::int64_t>::min();
        constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
        constexpr std::uint32_t anyEvent = std::numeric_limits<std::uint32_t>::max();
        std::size_t taken = 0;
        for (std::uint32_t step = 0; step < m_plan.steps.size(); ++step) {
            const SequenceStep& asked = m_plan.steps[step];
            if (!asked.missing) {
                taken += std::max(asked.runs, 1U);
                continue;
            }
            const bool isLeading = taken == 0;
            const bool isTrailing = taken == sequence.size();
            // The span reaches back to the moment itself, which an order without an event comes before.
            const Order after = !isLeading ? sequence[taken - 1].order()
                : m_plan.maxspan           ? Order(sequence.back().time - *m_plan.maxspan - 1, anyEvent)
                                           : Order(first, 0);
            const Order before = !isTrailing ? sequence[taken].order()
                : m_plan.maxspan             ? Order(sequence.front().time + *m_plan.maxspan, anyEvent)
                                             : Order(last, anyEvent);
            if (!isFree(step, after, before))
                return false;
        }
        return true;
    }

    void complete(const Partial& sequence)
    {
        if (!missingAreMissing(sequence))
            return;
        addFiring(sequence);
    }

    void addFiring(const Partial& sequence)
    {
        Firing firing;
        const Candidate& last = *std::ranges::max_element(sequence, {}, &Candidate::order);
        firing.event = events::EventId{last.event};
        firing.time = last.time;
        firing.group = last.group;
        firing.begin = m_timeline.order.size();
        for (const Candidate& one : sequence)
            m_timeline.order.push_back(events::EventId{one.event});
        firing.end = m_timeline.order.size();
        firing.value = static_cast<std::int64_t>(sequence.size());
        std::string_view key = m_keys.texts().at(last.group);
        for (const std::string& name : m_plan.names) {
            const std::size_t cut = std::min(key.find('\0'), key.size());
            firing.values.emplace_back(name, key.substr(0, cut).substr(std::min<std::size_t>(1, cut)));
            key.remove_prefix(std::min(cut + 1, key.size()));
        }
        m_timeline.firings.push_back(std::move(firing));
    }

    // The earliest event for each step, all different: steps that want the same event give way to each other.
    void findSample()
    {
        std::vector<std::vector<std::size_t>> choices(m_positive.size());
        for (std::size_t i = 0; i < m_group.size(); ++i) {
            for (std::size_t at = 0; at < m_positive.size(); ++at) {
                // More than there are steps are never needed: one of them is free.
                if (m_group[i].step == m_positive[at] && choices[at].size() < m_positive.size())
                    choices[at].push_back(i);
            }
        }
        std::vector<std::size_t> chosen(m_positive.size(), none);
        for (std::size_t at = 0; at < m_positive.size(); ++at) {
            std::vector<std::uint32_t> tried;
            if (!choose(at, choices, chosen, tried))
                return;
        }
        Partial sample;
        for (const std::size_t i : chosen)
            sample.push_back(m_group[i]);
        addFiring(sample);
    }

    bool choose(std::size_t at, const std::vector<std::vector<std::size_t>>& choices, std::vector<std::size_t>& chosen,
        std::vector<std::uint32_t>& tried)
    {
        for (const std::size_t choice : choices[at]) {
            const std::uint32_t event = m_group[choice].event;
            if (std::ranges::contains(tried, event))
                continue;
            tried.push_back(event);
            const auto holder
                = std::ranges::find_if(chosen, [&](std::size_t i) { return i != none && m_group[i].event == event; });
            const auto other = static_cast<std::size_t>(holder - chosen.begin());
            if (holder == chosen.end() || choose(other, choices, chosen, tried)) {
                chosen[at] = choice;
                return true;
            }
        }
        return false;
    }

    static constexpr std::size_t mostKeys = 1'024;
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    const SequencePlan& m_plan;
    const events::EventSet& m_events;
    Task& m_task;
    std::vector<std::uint32_t> m_positive; ///< the steps that must be there, each as often as its runs ask
    std::vector<Candidate> m_candidates;
    std::span<const Candidate> m_group;
    std::vector<std::vector<std::tuple<std::int64_t, std::uint32_t>>> m_missing; ///< of the group, by step, ascending
    events::TextTable m_keys;
    Timeline m_timeline;
};

} // namespace

std::optional<Timeline> findSequences(const SequencePlan& plan, const events::EventSet& events, Task& task)
{
    return Finder(plan, events, task).run();
}

} // namespace rulewright::match
