// SPDX-License-Identifier: Apache-2.0
#include "core/match/match_stages.h"

#include "core/match/event_part.h"
#include "core/match/stage_values.h"
#include "core/match/timeline_aggregate.h"
#include "core/match/timeline_sequence.h"
#include "core/rule/numbering.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <limits>

namespace rulewright::match {

namespace {

using rule::Stage;

bool isTimed(const Stage& stage)
{
    if (std::holds_alternative<rule::Sequence>(stage))
        return true;
    const auto* aggregate = std::get_if<rule::Aggregate>(&stage);
    const auto isNewTerms = [](const rule::Aggregate::Output& output) { return output.call.function == "new_terms"; };
    return aggregate != nullptr && !aggregate->keepsEvents && std::ranges::none_of(aggregate->outputs, isNewTerms);
}

// Splunk's tstats, which begins a search: where it has a condition, that stands within it.
bool isTstats(const std::vector<Stage>& stages, std::size_t at)
{
    const auto* aggregate = std::get_if<rule::Aggregate>(&stages[at]);
    if (aggregate == nullptr || !aggregate->keepsEvents)
        return false;
    const auto* filter = at == 0 ? nullptr : std::get_if<rule::Filter>(&stages[at - 1]);
    return at == 0 || (filter != nullptr && aggregate->span.encloses(filter->span));
}

// The names of what tstats counts. What it only gathers (values, min, max) is the events' own.
std::vector<std::string> countedBy(const rule::Aggregate& tstats)
{
    static constexpr std::array<std::string_view, 9> functions{
        "count", "c", "dc", "distinct_count", "estdc", "sum", "avg", "mean", "median"};
    std::vector<std::string> names;
    for (const rule::Aggregate::Output& output : tstats.outputs) {
        if (std::ranges::contains(functions, output.call.function))
            names.push_back(output.name);
    }
    return names;
}

// Splunk's stats gathers what was found for a reader, unless a filter behind it asks for what was counted.
const Stage* splunkTimedStage(const std::vector<Stage>& stages)
{
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const bool isFirst = isTstats(stages, i);
        if (!isFirst && !isTimed(stages[i]))
            continue;
        std::vector<std::string> counted;
        if (isFirst)
            counted = countedBy(std::get<rule::Aggregate>(stages[i]));
        else
            addCounted(stages[i], counted);
        for (std::size_t next = i + 1; next < stages.size(); ++next) {
            const auto* filter = std::get_if<rule::Filter>(&stages[next]);
            if (filter != nullptr && testsAny(filter->predicate, counted))
                return &stages[i];
            // What is aggregated once more is another stage's to answer.
            if (isFirst && isTimed(stages[next]))
                break;
            addCounted(stages[next], counted);
        }
    }
    return nullptr;
}

// A row has the names that the query gave them, and no log source: whatever its tests are of, they ask for its values.
void makePlain(rule::Predicate& predicate)
{
    if (auto* test = std::get_if<rule::Test>(&predicate.node)) {
        test->field.fit = rule::Fit::Exact;
        test->origin.clear();
        test->meaning.clear();
    } else if (auto* compare = std::get_if<rule::Compare>(&predicate.node)) {
        compare->origin.clear();
    } else if (auto* all = std::get_if<rule::And>(&predicate.node)) {
        std::ranges::for_each(all->children, makePlain);
    } else if (auto* any = std::get_if<rule::Or>(&predicate.node)) {
        std::ranges::for_each(any->children, makePlain);
    } else if (auto* negation = std::get_if<rule::Not>(&predicate.node)) {
        makePlain(*negation->child);
    } else if (auto* nested = std::get_if<rule::Nested>(&predicate.node)) {
        makePlain(*nested->inner);
    }
}

// The rule with these stages alone.
rule::Rule ruleOf(const rule::Rule& rule, std::vector<Stage> stages)
{
    rule::Rule part = rule;
    part.body = rule::Pipeline{std::move(stages)};
    rule::numberNodes(part);
    return part;
}

std::string nameOf(const rule::Expr& expr)
{
    const auto* field = std::get_if<rule::FieldRef>(&expr.node);
    return field != nullptr ? field->raw : "(computed)";
}

class StageMatcher {
public:
    StageMatcher(const rule::Rule& rule, const events::EventSet& events, const taxonomy::Taxonomy& taxonomy,
        const MatchOptions& options, LeafCache* cache, Task& task)
        : m_rule(rule)
        , m_stages(std::get<rule::Pipeline>(rule.body).stages)
        , m_events(events)
        , m_taxonomy(taxonomy)
        , m_values(rule, events, taxonomy)
        , m_options(options)
        , m_cache(cache)
        , m_task(task)
    {
    }

    Result<MatchedEvents> run()
    {
        const Stage& timed = *timedStage(m_rule);
        const auto at = m_stages.begin() + (&timed - m_stages.data());
        m_before.assign(m_stages.begin(), at);
        m_after.assign(at + 1, m_stages.end());
        if (const auto* sequence = std::get_if<rule::Sequence>(&timed))
            return runSequence(*sequence);
        return runAggregate(std::get<rule::Aggregate>(timed));
    }

private:
    Result<MatchedEvents> eventsOf(const rule::Predicate* where)
    {
        std::vector<Stage> stages = m_before;
        if (where != nullptr)
            stages.emplace_back(rule::Filter{*where, spanOf(*where)});
        if (stages.empty())
            stages.emplace_back(rule::Filter{{rule::NodeId::None, rule::Constant{true, m_rule.span}}, m_rule.span});
        return matchEvents(ruleOf(m_rule, std::move(stages)), m_events, m_taxonomy, m_options, m_cache, m_task);
    }

    void addPart(const MatchedEvents& part)
    {
        m_result.scope = m_result.scope.size() == 0 ? part.scope : m_result.scope | part.scope;
        m_result.isCancelled = m_result.isCancelled || part.isCancelled;
        if (m_result.logSource == LogSourceUse::None)
            m_result.logSource = part.logSource;
        for (const std::string& text : part.notes)
            note(text);
        for (const std::string& reason : part.opaqueReasons) {
            if (!std::ranges::contains(m_result.opaqueReasons, reason))
                m_result.opaqueReasons.push_back(reason);
        }
    }

    Result<SequenceStep> stepOf(const rule::Sequence& sequence, const rule::Sequence::Step& step, bool isPossible)
    {
        Result<MatchedEvents> part = eventsOf(&step.where);
        if (!part)
            return std::unexpected(std::move(part.error()));
        addPart(*part);
        SequenceStep result;
        result.events = isPossible && !step.missing ? std::move(part->possible) : std::move(part->definite);
        result.runs = step.runs;
        result.missing = step.missing;
        for (const auto* keys : {&sequence.by, &step.by}) {
            for (const rule::Expr& key : *keys) {
                const auto* field = std::get_if<rule::FieldRef>(&key.node);
                if (field == nullptr) {
                    note("a field by which a sequence is joined is computed, which is not evaluated");
                    continue;
                }
                result.by.push_back(*field);
            }
        }
        return result;
    }

    Result<std::optional<Timeline>> timelineOf(const rule::Sequence& sequence, bool isPossible)
    {
        constexpr std::int64_t ticks = 10'000; // a millisecond's
        SequencePlan plan;
        plan.values
            = [this](events::EventId event, const rule::FieldRef& field) { return m_values.fieldValues(event, field); };
        plan.isSample = sequence.sample;
        if (sequence.maxspan && sequence.maxspan->count() <= std::numeric_limits<std::int64_t>::max() / ticks / 4)
            plan.maxspan = sequence.maxspan->count() * ticks;
        for (const rule::Sequence::Step& step : sequence.steps) {
            Result<SequenceStep> one = stepOf(sequence, step, isPossible);
            if (!one)
                return std::unexpected(std::move(one.error()));
            plan.steps.push_back(*std::move(one));
        }
        if (sequence.until) {
            Result<SequenceStep> until = stepOf(sequence, *sequence.until, false);
            if (!until)
                return std::unexpected(std::move(until.error()));
            plan.until = *std::move(until);
        }
        for (const rule::Expr& key : sequence.by)
            plan.names.push_back(nameOf(key));
        if (!sequence.steps.empty()) {
            for (const rule::Expr& key : sequence.steps.front().by)
                plan.names.push_back(nameOf(key));
        }
        if (m_result.isCancelled)
            return std::optional<Timeline>();
        return findSequences(plan, m_events, m_task);
    }

    Result<MatchedEvents> runSequence(const rule::Sequence& sequence)
    {
        Result<std::optional<Timeline>> timeline = timelineOf(sequence, false);
        if (!timeline)
            return std::unexpected(std::move(timeline.error()));
        for (const Stage& stage : m_after)
            noteStage(stage);
        if (!*timeline) {
            m_result.isCancelled = true;
            return std::move(m_result);
        }
        m_result.definite = firingEvents(**timeline, m_events.size());
        m_result.possible = m_result.definite;
        if (!m_result.opaqueReasons.empty()) {
            const Result<std::optional<Timeline>> possible = timelineOf(sequence, true);
            if (possible && *possible)
                m_result.possible = m_result.possible | firingEvents(**possible, m_events.size());
        }
        m_result.timeline = std::make_shared<const Timeline>(**std::move(timeline));
        return std::move(m_result);
    }

    Result<MatchedEvents> runAggregate(const rule::Aggregate& aggregate)
    {
        Result<MatchedEvents> part = eventsOf(nullptr);
        if (!part)
            return part;
        addPart(*part);
        for (const Stage& stage : m_before)
            noteCut(stage);
        if (std::optional<EventPart> before = eventPart(ruleOf(m_rule, m_before)))
            m_values.setMade(std::move(before->made));
        Timeline timeline;
        if (!m_result.isCancelled && !fillRows(aggregate, part->definite, timeline))
            m_result.isCancelled = true;
        m_result.definite = firingEvents(timeline, m_events.size());
        // Of rows that cannot be told any may be left, with any of the events.
        m_result.possible = m_isUnknown ? part->possible : m_result.definite;
        if (!m_isUnknown && !m_result.opaqueReasons.empty() && !m_result.isCancelled) {
            Timeline possible;
            if (fillRows(aggregate, part->possible, possible))
                m_result.possible = m_result.possible | firingEvents(possible, m_events.size());
        }
        m_result.timeline = std::make_shared<const Timeline>(std::move(timeline));
        return std::move(m_result);
    }

    // The rows of the aggregation that the stages behind it leave, as firings.
    bool fillRows(const rule::Aggregate& aggregate, const Bitmap& matched, Timeline& timeline)
    {
        std::expected<std::optional<AggregateRows>, std::string> rows
            = aggregateEvents(aggregate, matched, m_events, m_values, {}, m_task);
        if (!rows) {
            note(rows.error());
            m_isUnknown = true;
            return true;
        }
        if (!*rows)
            return false;
        timeline.withoutGroup = (*rows)->withoutGroup;
        timeline.groups = (*rows)->members.size();
        const std::optional<Bitmap> left = rowsLeft((*rows)->rows);
        if (!left)
            return false;
        left->forEach([&](std::uint32_t row) { addRow(**rows, row, timeline); });
        std::ranges::sort(timeline.firings, {},
            [](const Firing& firing) { return std::tuple(firing.time, events::index(firing.event), firing.group); });
        return true;
    }

    // The filters behind the aggregation, over its rows.
    std::optional<Bitmap> rowsLeft(const events::EventSet& rows)
    {
        std::vector<Stage> filters;
        for (const Stage& stage : m_after) {
            if (const auto* filter = std::get_if<rule::Filter>(&stage)) {
                rule::Filter plain = *filter;
                makePlain(plain.predicate);
                filters.emplace_back(std::move(plain));
            } else if (std::holds_alternative<rule::Let>(stage)) {
                filters.push_back(stage);
            } else {
                if (std::holds_alternative<rule::Select>(stage))
                    filters.push_back(stage); // for the names that it gives
                noteStage(stage);
                if (std::holds_alternative<rule::Aggregate>(stage))
                    break; // what follows is about its rows
            }
        }
        if (filters.empty())
            return Bitmap(rows.size(), true);
        rule::Rule rule = ruleOf(m_rule, std::move(filters));
        rule.logSource = {};
        MatchOptions options;
        options.ignoreLogSource = true;
        // Without tables: a row's names are its own, not those of a log.
        const Result<MatchedEvents> left = matchEvents(rule, rows, taxonomy::Taxonomy(), options, nullptr, m_task);
        if (!left) {
            note(left.error().front().message);
            return Bitmap(rows.size(), true);
        }
        for (const std::string& reason : left->opaqueReasons)
            note(reason);
        return left->isCancelled ? std::nullopt : std::optional(left->possible);
    }

    void addRow(const AggregateRows& rows, std::uint32_t row, Timeline& timeline) const
    {
        const std::vector<events::EventId>& members = rows.members[row];
        Firing firing;
        firing.event = members.back();
        firing.time = m_events.time(members.back());
        firing.group = row;
        firing.begin = timeline.order.size();
        timeline.order.insert(timeline.order.end(), members.begin(), members.end());
        firing.end = timeline.order.size();
        firing.value = static_cast<std::int64_t>(members.size());
        firing.values = rows.groups[row];
        timeline.firings.push_back(std::move(firing));
    }

    // What leaves some of the events out before they are counted.
    void noteCut(const Stage& stage)
    {
        static constexpr std::array<std::string_view, 5> cuts{"limit", "head", "tail", "dedup", "uniq"};
        const auto* select = std::get_if<rule::Select>(&stage);
        if (select != nullptr && std::ranges::contains(cuts, select->command))
            note(std::format("{} before an aggregation is not evaluated: all events are counted", select->command));
    }

    // Stages that change neither which rows there are nor what is asked of them need no word.
    void noteStage(const Stage& stage)
    {
        if (const auto* select = std::get_if<rule::Select>(&stage)) {
            if (select->command == "limit" || select->command == "head" || select->command == "tail")
                note(std::format("{} is not evaluated", select->command));
        } else if (std::holds_alternative<rule::Aggregate>(stage)) {
            note("an aggregation of what was aggregated is not evaluated");
        } else if (const auto* opaque = std::get_if<rule::OpaqueStage>(&stage)) {
            note(opaque->reason.empty() ? std::format("{} is not evaluated", opaque->command) : opaque->reason);
        } else if (const auto* sub = std::get_if<rule::SubPipeline>(&stage)) {
            note(std::format("the search within {} is not evaluated", sub->command));
        } else if (const auto* lookup = std::get_if<rule::Lookup>(&stage)) {
            note(std::format("the lookup in {} is not evaluated", lookup->table));
        } else if (!std::holds_alternative<rule::Let>(stage)) {
            note("a stage behind the sequence is not evaluated");
        }
    }

    void note(std::string reason)
    {
        if (!std::ranges::contains(m_result.notes, reason))
            m_result.notes.push_back(std::move(reason));
    }

    const rule::Rule& m_rule;
    const std::vector<Stage>& m_stages;
    const events::EventSet& m_events;
    const taxonomy::Taxonomy& m_taxonomy;
    StageValues m_values;
    const MatchOptions& m_options;
    LeafCache* m_cache;
    Task& m_task;
    std::vector<Stage> m_before;
    std::vector<Stage> m_after;
    MatchedEvents m_result;
    bool m_isUnknown = false; ///< the aggregation is not evaluated
};

} // namespace

bool hasTimeline(const rule::Rule& rule) { return timedStage(rule) != nullptr; }

const rule::Stage* timedStage(const rule::Rule& rule)
{
    const auto* pipeline = std::get_if<rule::Pipeline>(&rule.body);
    if (pipeline == nullptr)
        return nullptr;
    if (rule.language == rule::Language::Spl)
        return splunkTimedStage(pipeline->stages);
    const auto timed = std::ranges::find_if(pipeline->stages, isTimed);
    return timed == pipeline->stages.end() ? nullptr : &*timed;
}

Result<MatchedEvents> matchStages(const rule::Rule& rule, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task)
{
    return StageMatcher(rule, events, taxonomy, options, cache, task).run();
}

} // namespace rulewright::match
