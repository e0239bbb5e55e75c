// SPDX-License-Identifier: Apache-2.0
#include "core/match/match_correlation.h"

#include "core/match/leaf_cache.h"
#include "core/match/match_events.h"

#include <algorithm>
#include <format>
#include <iterator>

namespace rulewright::match {

namespace {

std::string titleOf(const rule::Rule& rule) { return rule.metadata.title ? rule.metadata.title->text : std::string(); }

template <class T> void append(std::vector<T>& to, std::vector<T>& from)
{
    std::ranges::move(from, std::back_inserter(to));
}

void appendNew(std::vector<std::string>& to, const std::vector<std::string>& from)
{
    for (const std::string& text : from) {
        if (!std::ranges::contains(to, text))
            to.push_back(text);
    }
}

void appendNew(std::vector<UnknownField>& to, const std::vector<UnknownField>& from)
{
    for (const UnknownField& field : from) {
        if (!std::ranges::contains(to, field.field, &UnknownField::field))
            to.push_back(field);
    }
}

template <class Id> void shift(Id& id, std::uint32_t by)
{
    if (id != Id::None)
        id = static_cast<Id>(static_cast<std::uint32_t>(id) + by);
}

// Ids are those of each rule; within the report of several they must differ.
struct Offsets {
    std::uint32_t nodes = 0;
    std::uint32_t values = 0;
    std::uint32_t selections = 0;

    void apply(MatchReport& report) const
    {
        for (SelectionCount& count : report.selections)
            shift(count.selection, selections);
        for (auto* counts : {&report.predicates, &report.tests}) {
            for (PredicateCount& count : *counts) {
                shift(count.test, nodes);
                shift(count.value, values);
            }
        }
    }

    void advance(const rule::Rule& rule)
    {
        // Filters joined to the rule have ids behind its own: leave them room.
        nodes += rule.nodeCount + (1U << 16);
        values += rule.valueCount + (1U << 16);
        selections += static_cast<std::uint32_t>(rule.selections.size()) + (1U << 16);
    }
};

void addRule(MatchReport& report, MatchReport part, const rule::RuleInDocument& found, const rule::Document* own)
{
    report.approximate = report.approximate || part.approximate;
    if (part.logSource == LogSourceUse::Unmapped || report.logSource == LogSourceUse::None)
        report.logSource = part.logSource;
    appendNew(report.notes, part.notes);
    appendNew(report.unknownFields, part.unknownFields);
    if (found.document == own) {
        append(report.selections, part.selections);
        append(report.predicates, part.predicates);
        append(report.tests, part.tests);
    } else {
        report.others.push_back({found.document != nullptr ? found.document->text : SourceText(), titleOf(*found.rule),
            std::move(part.selections), std::move(part.predicates), std::move(part.tests)});
    }
    append(report.others, part.others);
}

void addTimelineNotes(MatchReport& report, const rule::Correlation& correlation)
{
    const Timeline& timeline = *report.timeline;
    if (timeline.withoutGroup > 0) {
        std::string names;
        for (const rule::Located& field : correlation.groupBy)
            names += (names.empty() ? "" : ", ") + field.text;
        report.notes.push_back(std::format("{} of the events that its rules match are in no group, for they lack a "
                                           "field of group-by ({}).",
            timeline.withoutGroup, names));
    }
    if (timeline.withoutTime > 0) {
        report.notes.push_back(std::format(
            "{} of the events that its rules match have no time, and cannot be set in order.", timeline.withoutTime));
    }
}

void sortByPlace(MatchReport& report)
{
    const auto place = [](const auto& count) {
        if constexpr (requires { count.nameSpan; })
            return count.nameSpan.begin;
        else
            return count.span.begin;
    };
    std::ranges::stable_sort(report.selections, {}, place);
    std::ranges::stable_sort(report.predicates, {}, place);
    std::ranges::stable_sort(report.tests, {}, place);
}

} // namespace

Result<MatchReport> matchCorrelation(const rule::Correlation& correlation, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task)
{
    // Each rule is evaluated for its events and again for its counts.
    LeafCache own(std::size_t{64} << 20);
    LeafCache* leaves = cache != nullptr ? cache : &own;
    Result<CorrelatedRules> rules = matchReferences(correlation, events, taxonomy, options, leaves, task);
    if (!rules)
        return std::unexpected(std::move(rules.error()));
    MatchReport report;
    report.eventsTotal = events.size();
    report.scope = report.definite = report.possibleEvents = Bitmap(events.size());
    report.isCancelled = rules->isCancelled;
    std::optional<Timeline> timeline;
    if (!report.isCancelled)
        timeline = correlate(rules->plan, rules->definite(), events, task);
    if (!timeline) {
        report.isCancelled = true;
        return report;
    }
    Offsets offsets;
    for (const rule::RuleInDocument& found : rulesBehind(correlation, {options.document, options.rules})) {
        MatchOptions inside = options;
        inside.document = found.document;
        Result<MatchReport> part = match(*found.rule, events, taxonomy, inside, leaves, task);
        if (!part || part->isCancelled) {
            report.isCancelled = true;
            return report;
        }
        offsets.apply(*part);
        offsets.advance(*found.rule);
        report.scope = report.scope | part->scope;
        addRule(report, *std::move(part), found, options.document);
    }
    sortByPlace(report);
    report.eventsInScope = report.scope.count();
    report.matched = report.possible = timeline->firings.size();
    report.definite = report.possibleEvents = firingEvents(*timeline, events.size());
    const bool isOpaque
        = std::ranges::any_of(rules->rules, [](const MatchedEvents& one) { return !one.opaqueReasons.empty(); });
    if (isOpaque) {
        const std::optional<Timeline> possible = correlate(rules->plan, rules->possible(), events, task);
        report.isCancelled = !possible;
        if (possible) {
            report.possible = std::max<std::uint64_t>(report.matched, possible->firings.size());
            report.possibleEvents = report.possibleEvents | firingEvents(*possible, events.size());
        }
    }
    report.timeline = std::make_shared<const Timeline>(*std::move(timeline));
    addTimelineNotes(report, correlation);
    return report;
}

void separateFilters(MatchReport& report, const rule::JoinedRule& joined, const rule::Document* own)
{
    for (std::size_t i = joined.parts.size(); i-- > 0;) {
        const rule::FilterPart& part = joined.parts[i];
        if (part.filter.document == own)
            continue;
        const std::uint32_t nodeEnd
            = i + 1 < joined.parts.size() ? joined.parts[i + 1].firstNode : joined.rule.nodeCount;
        const auto selectionEnd = i + 1 < joined.parts.size()
            ? joined.parts[i + 1].firstSelection
            : static_cast<std::uint32_t>(joined.rule.selections.size());
        OtherRuleCounts other{part.filter.document->text, titleOf(*part.filter.rule), {}, {}, {}};
        const auto take = [](auto& from, auto& to, auto&& isOurs) {
            std::ranges::copy_if(from, std::back_inserter(to), isOurs);
            std::erase_if(from, isOurs);
        };
        const auto isOurs = [&](const PredicateCount& count) {
            const auto node = static_cast<std::uint32_t>(count.test);
            return node >= part.firstNode && node < nodeEnd;
        };
        take(report.predicates, other.predicates, isOurs);
        take(report.tests, other.tests, isOurs);
        take(report.selections, other.selections, [&](const SelectionCount& count) {
            const auto selection = static_cast<std::uint32_t>(count.selection);
            return selection >= part.firstSelection && selection < selectionEnd;
        });
        report.others.insert(report.others.begin(), std::move(other));
    }
}

} // namespace rulewright::match
