// SPDX-License-Identifier: Apache-2.0
#include "core/match/timeline_correlation.h"

#include "core/match/leaf.h"
#include "core/match/timeline_measure.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <limits>

namespace rulewright::match {

namespace {

using Type = rule::CorrelationType;

// A time span in the unit of event times, at most what fits.
std::int64_t ticksOf(const std::optional<rule::Duration>& duration)
{
    constexpr std::int64_t ticks = 10'000; // a millisecond's
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    if (!duration || duration->count() > most / ticks)
        return most;
    return duration->count() * ticks;
}

std::int64_t earlier(std::int64_t time, std::int64_t by)
{
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min() + 1;
    return time < least + by ? least : time - by;
}

std::string fieldFor(const rule::Correlation& correlation, const std::string& name, const rule::Located& reference,
    const rule::Rule& rule)
{
    const std::optional<rule::Located>& id = rule.metadata.id;
    const std::optional<rule::Located>& named = rule.metadata.name;
    for (const rule::Correlation::Alias& alias : correlation.aliases) {
        if (alias.name.text != name)
            continue;
        for (const auto& [of, field] : alias.fields) {
            if (of.text == reference.text || (id && equalsFolded(id->text, of.text))
                || (named && named->text == of.text))
                return field.text;
        }
    }
    return name;
}

GroupField groupField(const CorrelationPlan& plan, const std::string& name)
{
    GroupField field{name, {}};
    for (std::size_t place = 0; place < plan.rules.size(); ++place)
        field.fields.push_back(
            fieldFor(*plan.correlation, name, plan.correlation->rules[place], *plan.rules[place].rule));
    return field;
}

// An event of a group and the rules that match it there.
struct Unit {
    std::int64_t time = 0;
    std::uint32_t event = 0;
    std::uint32_t begin = 0; ///< of its members in the group: half-open
    std::uint32_t end = 0;
};

// What the condition is held against, over a window that slides through a group.
class Window {
public:
    Window(const CorrelationPlan& plan, const events::EventSet& events)
        : m_plan(plan)
        , m_events(events)
        , m_type(plan.correlation->type)
        , m_chain(0, true)
    {
    }

    void begin(std::span<const Unit> units, std::span<const Membership> members)
    {
        m_units = units;
        m_members = members;
        m_count = 0;
        m_distinct.clear();
        m_sum = {};
        m_begins.assign(1, 0);
        m_ids.clear();
        m_numbers.clear();
        if (readsNumbers())
            readNumbers();
        else if (m_type == Type::ValueCount)
            readTuples();
        if (m_type == Type::ValueMedian || m_type == Type::ValuePercentile)
            m_ranked.emplace(m_numbers);
        if (m_type == Type::TemporalOrdered)
            m_chain = RuleChain(static_cast<std::uint32_t>(m_plan.rules.size()), m_plan.correlation->condition.empty());
    }

    void add(std::size_t unit)
    {
        ++m_count;
        change(unit, true);
    }

    void remove(std::size_t unit)
    {
        --m_count;
        change(unit, false);
    }

    // The units of one moment, which are in the window together.
    void addMoment(std::size_t first, std::size_t last)
    {
        if (m_type != Type::TemporalOrdered)
            return;
        m_places.clear();
        for (std::uint32_t i = m_units[first].begin; i < m_units[last].end; ++i)
            m_places.push_back(m_members[i].place);
        std::ranges::sort(m_places);
        m_places.erase(std::ranges::unique(m_places).begin(), m_places.end());
        m_chain.add(m_units[first].time, m_places);
    }

    [[nodiscard]] std::optional<Decimal> value(std::int64_t from) const
    {
        const auto whole = [](std::uint64_t count) { return Decimal(static_cast<std::int64_t>(count)); };
        switch (m_type) {
        case Type::EventCount:
            return whole(m_count);
        case Type::ValueCount:
        case Type::Temporal:
            return whole(m_distinct.distinct());
        case Type::TemporalOrdered:
            return whole(m_chain.longest(from));
        case Type::ValueSum:
        case Type::ValueAvg: {
            const ExactSum sum = m_sum.total();
            if (sum.count() == 0)
                return std::nullopt;
            return m_type == Type::ValueSum ? sum.value() : sum.average();
        }
        case Type::ValueMedian:
            return m_ranked->size() == 0 ? std::nullopt : std::optional(medianOf(*m_ranked));
        case Type::ValuePercentile:
            return m_ranked->size() == 0 ? std::nullopt
                                         : std::optional(m_ranked->at(nearestRank(percentile(), m_ranked->size()) - 1));
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] bool readsNumbers() const
    {
        return m_type == Type::ValueSum || m_type == Type::ValueAvg || m_type == Type::ValueMedian
            || m_type == Type::ValuePercentile;
    }

    [[nodiscard]] std::string_view percentile() const
    {
        const auto& written = m_plan.correlation->percentile;
        return written ? std::string_view(written->text) : std::string_view("50");
    }

    // The different lists of fields that the unit's rules read.
    [[nodiscard]] std::vector<std::vector<std::string>> fieldsOf(const Unit& unit) const
    {
        std::vector<std::vector<std::string>> lists;
        for (std::uint32_t i = unit.begin; i < unit.end; ++i) {
            std::vector<std::string> names;
            for (const GroupField& field : m_plan.values)
                names.push_back(field.fields[m_members[i].place]);
            if (!std::ranges::contains(lists, names))
                lists.push_back(std::move(names));
        }
        return lists;
    }

    void readNumbers()
    {
        for (const Unit& unit : m_units) {
            for (const std::vector<std::string>& names : fieldsOf(unit)) {
                for (const std::string& name : names) {
                    for (const std::string& text : m_events.values(events::EventId{unit.event}, name)) {
                        if (const std::optional<Decimal> number = parseDecimal(text))
                            m_numbers.push_back(*number);
                    }
                }
            }
            m_begins.push_back(m_numbers.size());
        }
    }

    void readTuples()
    {
        for (const Unit& unit : m_units) {
            for (const std::vector<std::string>& names : fieldsOf(unit)) {
                std::vector<std::vector<std::string>> values;
                for (const std::string& name : names)
                    values.push_back(m_events.values(events::EventId{unit.event}, name));
                for (const std::string& key : combinedKeys(values))
                    m_ids.push_back(m_tuples.intern(key, 0x7));
            }
            m_begins.push_back(m_ids.size());
        }
    }

    void change(std::size_t unit, bool isAdded)
    {
        if (m_type == Type::Temporal) {
            for (std::uint32_t i = m_units[unit].begin; i < m_units[unit].end; ++i)
                count(m_plan.distinct[m_members[i].place], isAdded);
        } else if (m_type == Type::ValueCount) {
            for (std::size_t i = m_begins[unit]; i < m_begins[unit + 1]; ++i)
                count(m_ids[i], isAdded);
        } else if (readsNumbers()) {
            for (std::size_t i = m_begins[unit]; i < m_begins[unit + 1]; ++i)
                count(m_numbers[i], isAdded);
        }
    }

    void count(std::uint32_t what, bool isAdded)
    {
        if (isAdded)
            m_distinct.add(what);
        else
            m_distinct.remove(what);
    }

    void count(const Decimal& number, bool isAdded)
    {
        if (m_ranked && isAdded)
            m_ranked->add(number);
        else if (m_ranked)
            m_ranked->remove(number);
        else if (isAdded)
            m_sum.push(number);
        else
            m_sum.pop();
    }

    const CorrelationPlan& m_plan;
    const events::EventSet& m_events;
    Type m_type;
    std::span<const Unit> m_units;
    std::span<const Membership> m_members;
    std::uint64_t m_count = 0;
    DistinctCount m_distinct;
    SlidingSum m_sum;
    std::optional<RankedBag> m_ranked;
    RuleChain m_chain;
    events::TextTable m_tuples;
    std::vector<std::size_t> m_begins; ///< of each unit in m_ids or m_numbers
    std::vector<std::uint32_t> m_ids;
    std::vector<Decimal> m_numbers;
    std::vector<std::uint32_t> m_places;
};

class Correlator {
public:
    Correlator(
        const CorrelationPlan& plan, const events::EventSet& events, Groups groups, Task& task, TimelineFocus* focus)
        : m_plan(plan)
        , m_events(events)
        , m_groups(std::move(groups))
        , m_task(task)
        , m_focus(focus)
        , m_span(ticksOf(plan.correlation->timespan))
        , m_window(plan, events)
    {
        for (const rule::Correlation::Comparison& comparison : plan.correlation->condition)
            m_wanted.push_back(parseDecimal(comparison.value.text));
    }

    std::optional<Timeline> run()
    {
        m_timeline.withoutGroup = m_groups.withoutGroup;
        m_timeline.withoutTime = m_groups.withoutTime;
        m_timeline.groups = m_groups.count();
        for (std::uint32_t group = 0; group < m_groups.count(); ++group) {
            if (m_task.isStopped() || !runGroup(group))
                return std::nullopt;
        }
        std::ranges::sort(m_timeline.firings, {},
            [](const Firing& firing) { return std::tuple(firing.time, events::index(firing.event), firing.group); });
        return std::move(m_timeline);
    }

private:
    bool runGroup(std::uint32_t group)
    {
        const std::span<const Membership> members = m_groups.of(group);
        collectUnits(members);
        m_window.begin(m_units, members);
        beginSteps(group, members);
        std::size_t first = 0; // of the window
        std::size_t next = 0; // behind it
        bool wasSatisfied = false;
        for (std::size_t i = 0; i < m_units.size(); ++i) {
            if ((i & 0xFFF) == 0 && m_task.isStopped())
                return false;
            if (next <= i) {
                while (next < m_units.size() && m_units[next].time == m_units[i].time)
                    m_window.add(next++);
                m_window.addMoment(i, next - 1);
            }
            const std::int64_t from = earlier(m_units[i].time, m_span);
            while (m_units[first].time < from)
                m_window.remove(first++);
            const std::optional<Decimal> value = m_window.value(from);
            const bool isSatisfied = satisfies(value);
            const bool fires = isSatisfied && !wasSatisfied;
            if (fires)
                addFiring(group, members, i, first, next, value);
            if (m_steps != nullptr)
                addStep(members, i, first, next, from, value, isSatisfied, fires);
            wasSatisfied = isSatisfied;
        }
        return true;
    }

    void collectUnits(std::span<const Membership> members)
    {
        m_units.clear();
        m_base = m_timeline.order.size();
        for (std::uint32_t i = 0; i < members.size(); ++i) {
            if (m_units.empty() || m_units.back().event != members[i].event) {
                m_units.push_back({members[i].time, members[i].event, i, i});
                m_timeline.order.push_back(events::EventId{members[i].event});
            }
            m_units.back().end = i + 1;
        }
    }

    [[nodiscard]] bool satisfies(const std::optional<Decimal>& value) const
    {
        const rule::Correlation& correlation = *m_plan.correlation;
        if (!value)
            return false;
        if (correlation.condition.empty()) {
            const std::uint64_t needed
                = correlation.type == Type::TemporalOrdered ? m_plan.rules.size() : m_plan.distinctCount;
            return std::get<std::int64_t>(*value) >= static_cast<std::int64_t>(needed);
        }
        for (std::size_t i = 0; i < correlation.condition.size(); ++i) {
            const rule::Correlation::Comparison& comparison = correlation.condition[i];
            if (!m_wanted[i] || holds(comparison.op, compare(*value, *m_wanted[i])) == comparison.negated)
                return false;
        }
        return true;
    }

    [[nodiscard]] GroupValues valuesOf(std::uint32_t group, const Membership& member) const
    {
        return groupValues(
            m_groups.keys.texts().at(group), m_plan.groupBy, m_events, events::EventId{member.event}, member.place);
    }

    void addFiring(std::uint32_t group, std::span<const Membership> members, std::size_t unit, std::size_t first,
        std::size_t next, const std::optional<Decimal>& value)
    {
        const Unit& at = m_units[unit];
        m_timeline.firings.push_back({events::EventId{at.event}, at.time, group, m_base + first, m_base + next, value,
            valuesOf(group, members[at.begin])});
    }

    // Of a large group only the steps around the event that is asked about are kept.
    void beginSteps(std::uint32_t group, std::span<const Membership> members)
    {
        constexpr std::size_t mostSteps = 1'000;
        m_steps = nullptr;
        if (m_focus == nullptr)
            return;
        const auto found = std::ranges::find(m_units, events::index(m_focus->event), &Unit::event);
        if (found == m_units.end())
            return;
        const auto at = static_cast<std::size_t>(found - m_units.begin());
        m_stepsBegin = m_units.size() <= mostSteps || at < mostSteps / 2 ? 0 : at - mostSteps / 2;
        m_stepsEnd = std::min(m_stepsBegin + mostSteps, m_units.size());
        m_steps = &m_focus->groups.emplace_back(
            GroupTimeline{valuesOf(group, members[found->begin]), m_units.size(), m_stepsBegin, {}});
    }

    void addStep(std::span<const Membership> members, std::size_t unit, std::size_t first, std::size_t next,
        std::int64_t from, const std::optional<Decimal>& value, bool isSatisfied, bool fires)
    {
        if (unit < m_stepsBegin || unit >= m_stepsEnd)
            return;
        const Unit& at = m_units[unit];
        // A window that reaches back beyond the calendar is shown from the group's first event on.
        constexpr std::int64_t firstDay = -621'355'968'000'000'000; // of the year 1
        const std::int64_t shownFrom = from < firstDay ? m_units.front().time : from;
        TimelineStep step{events::EventId{at.event}, at.time, {}, next - first, shownFrom, value, isSatisfied, fires};
        for (std::uint32_t i = at.begin; i < at.end; ++i)
            step.rules.push_back(members[i].place);
        m_steps->steps.push_back(std::move(step));
    }

    const CorrelationPlan& m_plan;
    const events::EventSet& m_events;
    Groups m_groups;
    Task& m_task;
    TimelineFocus* m_focus;
    std::int64_t m_span;
    Window m_window;
    std::vector<std::optional<Decimal>> m_wanted;
    std::vector<Unit> m_units;
    std::size_t m_base = 0; ///< of the group's units in Timeline::order
    GroupTimeline* m_steps = nullptr;
    std::size_t m_stepsBegin = 0;
    std::size_t m_stepsEnd = 0;
    Timeline m_timeline;
};

} // namespace

Result<CorrelationPlan> planOf(const rule::Correlation& correlation, const rule::References& references)
{
    CorrelationPlan plan;
    plan.correlation = &correlation;
    Diagnostics errors;
    for (const rule::Located& reference : correlation.rules) {
        const rule::RuleInDocument found = references.find(reference.text);
        if (found.rule == nullptr) {
            errors.push_back({Severity::Error, codes::sigmaReferenceUnknown, reference.span,
                std::format("No rule has the id or name \"{}\": correct it, or load the rule that has it",
                    toValidUtf8(reference.text)),
                {}});
            continue;
        }
        if (std::holds_alternative<rule::FilterDocument>(found.rule->body)) {
            errors.push_back({Severity::Error, codes::sigmaReferenceUnknown, reference.span,
                std::format(
                    "\"{}\" is a filter, and a correlation joins rules: name a rule", toValidUtf8(reference.text)),
                {}});
            continue;
        }
        const auto known = std::ranges::find(plan.rules, found.rule, &rule::RuleInDocument::rule);
        plan.distinct.push_back(known == plan.rules.end()
                ? plan.distinctCount++
                : plan.distinct[static_cast<std::size_t>(known - plan.rules.begin())]);
        plan.rules.push_back(found);
    }
    if (!errors.empty())
        return std::unexpected(std::move(errors));
    for (const rule::Located& name : correlation.groupBy)
        plan.groupBy.push_back(groupField(plan, name.text));
    for (const rule::Located& name : correlation.fields)
        plan.values.push_back(groupField(plan, name.text));
    return plan;
}

std::optional<Timeline> correlate(const CorrelationPlan& plan, std::span<const Bitmap> matched,
    const events::EventSet& events, Task& task, TimelineFocus* focus)
{
    std::optional<Groups> groups = groupEvents(matched, plan.groupBy, events, task);
    if (!groups)
        return std::nullopt;
    return Correlator(plan, events, *std::move(groups), task, focus).run();
}

std::string conditionWords(const rule::Correlation& correlation)
{
    if (correlation.condition.empty())
        return "every rule";
    std::string words;
    for (const rule::Correlation::Comparison& comparison : correlation.condition) {
        std::string_view phrase = "exactly";
        if (comparison.negated)
            phrase = "not";
        else if (comparison.op == rule::Op::Gt)
            phrase = "more than";
        else if (comparison.op == rule::Op::Ge)
            phrase = "at least";
        else if (comparison.op == rule::Op::Lt)
            phrase = "less than";
        else if (comparison.op == rule::Op::Le)
            phrase = "at most";
        words += std::format("{}{} {}", words.empty() ? "" : " and ", phrase, comparison.value.text);
    }
    return words;
}

std::string valueWords(const std::optional<Decimal>& value)
{
    if (!value)
        return "none";
    if (const auto* integer = std::get_if<std::int64_t>(&*value))
        return std::format("{}", *integer);
    return std::format("{}", std::get<double>(*value));
}

} // namespace rulewright::match
