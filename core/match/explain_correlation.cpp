// SPDX-License-Identifier: Apache-2.0
#include "core/match/explain_correlation.h"

#include "core/match/match_events.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <format>

namespace rulewright::match {

namespace {

constexpr std::size_t deepestShown = 8;

std::string titleOf(const rule::Rule& rule, const rule::Located& reference)
{
    return rule.metadata.title ? rule.metadata.title->text : reference.text;
}

// "5 minutes", "1 week": in the largest unit that it is a whole number of.
std::string durationWords(rule::Duration duration)
{
    struct Unit {
        std::string_view name;
        std::int64_t seconds;
    };

    static constexpr std::array<Unit, 5> units{
        {{"week", 604'800}, {"day", 86'400}, {"hour", 3'600}, {"minute", 60}, {"second", 1}}};
    const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    const auto unit = std::ranges::find_if(units, [&](const Unit& one) { return seconds % one.seconds == 0; });
    const std::int64_t count = seconds / unit->seconds;
    return std::format("{} {}{}", count, unit->name, count == 1 ? "" : "s");
}

std::string correlationWords(const rule::Correlation& correlation)
{
    static constexpr std::array<std::string_view, 8> measures{"events", "different values", "different rules",
        "rules in their order", "sum", "average", "percentile", "median"};
    std::string words
        = std::format("{}: {}", measures[static_cast<std::size_t>(correlation.type)], conditionWords(correlation));
    return correlation.timespan ? std::format("{} within {}", words, durationWords(*correlation.timespan)) : words;
}

// One rule of a correlation: whether it matches the event, and why.
Result<ExplainNode> explainMember(Explanation& explanation, const rule::RuleInDocument& found,
    const rule::Located& reference, const events::EventSet& events, events::EventId event,
    const taxonomy::Taxonomy& taxonomy, MatchOptions options, LeafCache* cache, Task& task)
{
    const std::uint32_t text = textIndex(explanation, found, options);
    options.document = found.document;
    Result<Explanation> inner = explain(*found.rule, events, event, taxonomy, options, cache, &task);
    if (!inner)
        return std::unexpected(std::move(inner.error()));
    ExplainNode node;
    node.kind = ExplainKind::Selection;
    node.span = reference.span;
    node.title = titleOf(*found.rule, reference);
    node.truth = inner->matched ? Truth::True : Truth::False;
    if (!inner->inScope)
        node.title += " (another log source)";
    setText(inner->root, text);
    node.children.push_back(std::move(inner->root));
    return node;
}

} // namespace

void setText(ExplainNode& node, std::uint32_t text)
{
    node.text = text;
    for (ExplainNode& child : node.children)
        setText(child, text);
}

std::uint32_t textIndex(Explanation& explanation, const rule::RuleInDocument& other, const MatchOptions& options)
{
    if (other.document == options.document || other.document == nullptr)
        return 0;
    explanation.texts.push_back(other.document->text);
    return static_cast<std::uint32_t>(explanation.texts.size() - 1);
}

void addFirings(
    Explanation& explanation, const MatchedEvents& found, const events::EventSet& events, events::EventId event)
{
    constexpr std::size_t mostGroups = 100;
    constexpr std::size_t mostSteps = 1'000;
    explanation.matched = found.definite.contains(events::index(event));
    if (found.timeline == nullptr)
        return;
    for (const Firing& firing : found.timeline->firings) {
        const std::span members = found.timeline->eventsOf(firing);
        if (!std::ranges::contains(members, event) || explanation.timeline.size() >= mostGroups)
            continue;
        GroupTimeline& group = explanation.timeline.emplace_back(GroupTimeline{firing.values, members.size(), 0, {}});
        for (std::size_t i = 0; i < std::min(members.size(), mostSteps); ++i) {
            const std::int64_t time = events.time(members[i]);
            const bool isLast = members[i] == firing.event;
            group.steps.push_back({members[i], time, {}, i + 1, events.time(members.front()),
                Decimal(static_cast<std::int64_t>(i + 1)), isLast, isLast});
        }
    }
}

Explanation emptyExplanation(const MatchOptions& options)
{
    Explanation result;
    result.texts.push_back(options.document != nullptr ? options.document->text : SourceText());
    return result;
}

Result<Explanation> explainCorrelation(const rule::Correlation& correlation, const events::EventSet& events,
    events::EventId event, const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache,
    Task& task)
{
    MatchOptions inside = options;
    if (inside.memo == nullptr)
        inside.memo = std::make_shared<MatchMemo>();
    const Result<CorrelatedRules> rules = matchReferences(correlation, events, taxonomy, inside, cache, task);
    if (!rules)
        return std::unexpected(rules.error());
    Explanation result = emptyExplanation(options);
    TimelineFocus focus{event, {}};
    const std::optional<Timeline> timeline
        = rules->isCancelled ? std::nullopt : correlate(rules->plan, rules->definite(), events, task, &focus);
    result.matched = timeline && std::ranges::contains(timeline->firings, event, &Firing::event);
    result.inScope = std::ranges::any_of(
        rules->rules, [&](const MatchedEvents& one) { return one.scope.contains(events::index(event)); });
    result.timeline = std::move(focus.groups);
    result.root.kind = ExplainKind::Of;
    result.root.span = correlation.span;
    result.root.title = correlationWords(correlation);
    result.root.truth = result.matched ? Truth::True : Truth::False;
    inside.memo->open.push_back(&correlation);
    for (std::size_t place = 0; place < rules->plan.rules.size(); ++place) {
        const rule::RuleInDocument& found = rules->plan.rules[place];
        result.ruleTitles.push_back(titleOf(*found.rule, correlation.rules[place]));
        // Correlations of correlations are looked into only so far: each of them looks at all of its own.
        if (inside.memo->open.size() > deepestShown)
            continue;
        Result<ExplainNode> child
            = explainMember(result, found, correlation.rules[place], events, event, taxonomy, inside, cache, task);
        if (!child)
            return std::unexpected(std::move(child.error()));
        result.root.children.push_back(*std::move(child));
    }
    inside.memo->open.pop_back();
    return result;
}

} // namespace rulewright::match
