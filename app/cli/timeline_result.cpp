// SPDX-License-Identifier: Apache-2.0
#include "app/cli/timeline_result.h"

#include "core/match/timeline_correlation.h"

#include <cmath>
#include <format>
#include <print>

namespace rulewright::cli {

namespace {

Json groupJson(const match::GroupValues& values)
{
    Json group = Json::object();
    for (const auto& [name, value] : values)
        group.set(name, value);
    return group;
}

Json eventJson(events::EventId event, const events::EventSet& events)
{
    const events::SourceRef& source = events.source(event);
    return Json::object().set("file", events.sources[events::index(source.source)].path).set("record", source.record);
}

Json valueJson(const std::optional<match::Decimal>& value)
{
    if (!value)
        return {};
    if (const auto* integer = std::get_if<std::int64_t>(&*value))
        return *integer;
    const double real = std::get<double>(*value);
    return std::isfinite(real) ? Json(real) : Json(match::valueWords(value));
}

std::string groupText(const match::GroupValues& values)
{
    std::string text;
    for (const auto& [name, value] : values)
        text += std::format("{}{} = {}", text.empty() ? "" : ", ", name, value);
    return text.empty() ? "all events" : text;
}

std::string placeText(events::EventId event, const events::EventSet& events)
{
    const events::SourceRef& source = events.source(event);
    return std::format("{} {}", events.sources[events::index(source.source)].path, source.record);
}

std::string ruleTitles(const match::TimelineStep& step, const match::Explanation& explanation)
{
    std::string text;
    for (const std::uint32_t rule : step.rules)
        text += std::format("{}{}", text.empty() ? "" : ", ", explanation.ruleTitles[rule]);
    return text;
}

} // namespace

Json firingsJson(const match::Timeline& timeline, const events::EventSet& events, std::optional<std::uint64_t> limit)
{
    Json firings = Json::array();
    std::uint64_t shown = 0;
    for (const match::Firing& firing : timeline.firings) {
        if (limit && shown++ >= *limit)
            break;
        Json list = Json::array();
        for (const events::EventId event : timeline.eventsOf(firing))
            list.push(eventJson(event, events));
        firings.push(Json::object()
                .set("time", events::isoTime(firing.time))
                .set("group", groupJson(firing.values))
                .set("value", valueJson(firing.value))
                .set("events", std::move(list)));
    }
    return firings;
}

void printFirings(
    const match::Timeline& timeline, const events::EventSet& events, std::optional<std::uint64_t> limit, Output& output)
{
    std::uint64_t shown = 0;
    for (const match::Firing& firing : timeline.firings) {
        if (limit && shown++ >= *limit)
            break;
        std::println(output.out, "{}  {}: {} in {} events, at {}", events::isoTime(firing.time),
            groupText(firing.values), match::valueWords(firing.value), timeline.eventsOf(firing).size(),
            placeText(firing.event, events));
    }
}

Json timelineJson(const match::Explanation& explanation, const events::EventSet& events)
{
    Json groups = Json::array();
    for (const match::GroupTimeline& group : explanation.timeline) {
        Json steps = Json::array();
        for (const match::TimelineStep& step : group.steps) {
            Json rules = Json::array();
            for (const std::uint32_t rule : step.rules)
                rules.push(explanation.ruleTitles[rule]);
            steps.push(eventJson(step.event, events)
                    .set("time", events::isoTime(step.time))
                    .set("rules", std::move(rules))
                    .set("window_begin", events::isoTime(step.windowBegin))
                    .set("window_events", step.windowEvents)
                    .set("value", valueJson(step.value))
                    .set("satisfied", step.isSatisfied)
                    .set("fires", step.fires));
        }
        groups.push(Json::object()
                .set("group", groupJson(group.values))
                .set("events", group.eventsTotal)
                .set("first_step", group.firstStep + 1)
                .set("steps", std::move(steps)));
    }
    return groups;
}

void printTimeline(const match::Explanation& explanation, const events::EventSet& events, Output& output)
{
    for (const match::GroupTimeline& group : explanation.timeline) {
        std::println(output.out, "\n{} ({} events)", groupText(group.values), group.eventsTotal);
        if (group.steps.size() < group.eventsTotal)
            std::println(
                output.out, "  events {} to {} of them", group.firstStep + 1, group.firstStep + group.steps.size());
        for (const match::TimelineStep& step : group.steps) {
            const std::string rules = ruleTitles(step, explanation);
            std::println(output.out, "  {} {}  {:>6} of {} events since {}  {}{}",
                step.fires             ? "!"
                    : step.isSatisfied ? "+"
                                       : " ",
                events::isoTime(step.time), match::valueWords(step.value), step.windowEvents,
                events::isoTime(step.windowBegin), placeText(step.event, events),
                rules.empty() ? rules : std::format("  ({})", rules));
        }
    }
}

} // namespace rulewright::cli
