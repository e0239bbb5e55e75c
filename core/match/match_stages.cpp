// SPDX-License-Identifier: Apache-2.0
#include "core/match/match_stages.h"

#include "core/match/computation.h"
#include "core/match/field_readings.h"
#include "core/match/timeline_aggregate.h"
#include "core/match/timeline_sequence.h"
#include "core/rule/numbering.h"

#include <algorithm>
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

// A field's values in an event, under the names that events have for it.
std::vector<std::string> valuesOf(const events::EventSet& events, events::EventId event, const rule::FieldRef& field,
    const FieldReadings& readings)
{
    std::vector<std::string> values = events.values(event, field.raw);
    for (const FieldReading& reading : values.empty() ? readings.otherwise(field) : std::vector<FieldReading>()) {
        for (const std::string& value : events.values(event, reading.name))
            values.emplace_back(partOf(value, reading.part));
        if (!values.empty())
            break;
    }
    return values;
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
        , m_readings(rule, taxonomy)
        , m_options(options)
        , m_cache(cache)
        , m_task(task)
    {
    }

    Result<MatchedEvents> run()
    {
        const auto timed = std::ranges::find_if(m_stages, isTimed);
        m_before.assign(m_stages.begin(), timed);
        m_after.assign(timed + 1, m_stages.end());
        if (const auto* sequence = std::get_if<rule::Sequence>(&*timed))
            return runSequence(*sequence);
        return runAggregate(std::get<rule::Aggregate>(*timed));
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
            = [this](events::EventId event, const rule::FieldRef& field) { return valuesOf(m_events, event, field, m_readings); };
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
        Timeline timeline;
        if (!m_result.isCancelled && !fillRows(aggregate, part->definite, timeline))
            m_result.isCancelled = true;
        m_result.definite = firingEvents(timeline, m_events.size());
        m_result.possible = m_result.definite;
        if (!m_result.opaqueReasons.empty() && !m_result.isCancelled) {
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
        const FieldValues read
            = [this](events::EventId event, const rule::FieldRef& field) { return valuesOf(m_events, event, field, m_readings); };
        std::expected<std::optional<AggregateRows>, std::string> rows
            = aggregateEvents(aggregate, matched, m_events, read, {}, m_task);
        if (!rows) {
            note(rows.error());
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
            if (std::holds_alternative<rule::Filter>(stage) || std::holds_alternative<rule::Let>(stage)) {
                filters.push_back(stage);
            } else {
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
        const Result<MatchedEvents> left = matchEvents(rule, rows, m_taxonomy, options, nullptr, m_task);
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
    const FieldReadings m_readings;
    const MatchOptions& m_options;
    LeafCache* m_cache;
    Task& m_task;
    std::vector<Stage> m_before;
    std::vector<Stage> m_after;
    MatchedEvents m_result;
};

} // namespace

bool hasTimeline(const rule::Rule& rule)
{
    const auto* pipeline = std::get_if<rule::Pipeline>(&rule.body);
    return pipeline != nullptr && rule.language != rule::Language::Spl
        && std::ranges::any_of(pipeline->stages, isTimed);
}

Result<MatchedEvents> matchStages(const rule::Rule& rule, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task)
{
    return StageMatcher(rule, events, taxonomy, options, cache, task).run();
}

} // namespace rulewright::match
