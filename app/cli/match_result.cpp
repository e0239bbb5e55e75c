// SPDX-License-Identifier: Apache-2.0
#include "app/cli/match_result.h"

#include "app/cli/timeline_result.h"

#include <charconv>
#include <format>
#include <print>

namespace rulewright::cli {

namespace {

using match::PredicateCount;

std::string textOf(const std::optional<rule::Located>& located) { return located ? located->text : std::string(); }

Json nullIfEmpty(const std::string& text) { return text.empty() ? Json() : Json(text); }

// Ids are numbers where they are.
Json numberOrText(const std::string& text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return !text.empty() && error == std::errc() && end == text.data() + text.size() ? Json(number) : nullIfEmpty(text);
}

std::string_view logSourceName(match::LogSourceUse use)
{
    switch (use) {
    case match::LogSourceUse::Mapped:
        return "mapped";
    case match::LogSourceUse::Unmapped:
        return "unmapped";
    case match::LogSourceUse::None:
        return "none";
    }
    return "none";
}

Json countJson(const PredicateCount& count, const SourceText& source, bool withValue)
{
    const Position at = source.position(count.span.begin);
    Json result = Json::object();
    result.set("line", at.line).set("column", at.column).set("field", count.field);
    result.set("operator", rule::operatorName(count.op));
    if (withValue)
        result.set("value", count.text);
    result.set("negated", count.negated)
        .set("matched", count.matched)
        .set("removes", count.removes)
        .set("adds", count.adds)
        .set("state", match::stateName(count.state));
    return result;
}

Json selectionJson(const match::SelectionCount& count, const SourceText& source)
{
    return Json::object()
        .set("name", count.name)
        .set("line", source.position(count.nameSpan.begin).line)
        .set("matched", count.matched);
}

struct ListedEvent {
    std::string file;
    std::uint32_t record = 0;
    std::string recordId;
    std::string provider;
    std::string id;
    std::string time;
};

ListedEvent listed(const events::EventSet& events, events::EventId event)
{
    const events::SourceRef& source = events.source(event);
    const std::int64_t time = events.time(event);
    return {events.sources[events::index(source.source)].path, source.record,
        events.systemText(event, events::SystemField::RecordId),
        events.systemText(event, events::SystemField::Provider), events.systemText(event, events::SystemField::EventId),
        time == events::Segment::noTime ? std::string() : events::isoTime(time)};
}

std::vector<events::EventId> listedEvents(const MatchResult& result)
{
    const std::uint64_t limit = result.limit.value_or(UINT64_MAX);
    std::vector<events::EventId> listed;
    for (const std::uint32_t event : result.report.definite.members()) {
        if (listed.size() >= limit)
            break;
        listed.push_back(events::EventId{event});
    }
    return listed;
}

std::string effectText(const PredicateCount& count)
{
    std::string text;
    if (count.removes != 0)
        text += std::format("-{}", count.removes);
    if (count.adds != 0)
        text += std::format("{}+{}", text.empty() ? "" : " ", count.adds);
    return text;
}

} // namespace

int statusOf(const match::MatchReport& report, Output& output)
{
    if (report.eventsInScope > 0)
        return exitDone;
    for (const std::string& note : report.notes)
        std::println(output.err, "rulewright-cli: {}", note);
    return exitFoundWrong;
}

Json ruleJson(const RuleArgument& rule, const match::MatchReport& report)
{
    return Json::object()
        .set("rule",
            Json::object()
                .set("path", rule.path)
                .set("title", textOf(rule.rule->metadata.title))
                .set("id", nullIfEmpty(textOf(rule.rule->metadata.id))))
        .set("log_source", logSourceName(report.logSource));
}

Json eventJson(const events::EventSet& events, events::EventId id)
{
    const ListedEvent event = listed(events, id);
    return Json::object()
        .set("file", event.file)
        .set("record", event.record)
        .set("record_id", numberOrText(event.recordId))
        .set("provider", nullIfEmpty(event.provider))
        .set("event_id", numberOrText(event.id))
        .set("time", nullIfEmpty(event.time));
}

std::string eventLine(const events::EventSet& events, events::EventId id)
{
    const ListedEvent event = listed(events, id);
    return std::format("{} {} {}  {}:{}", event.time, event.provider, event.id, event.file, event.record);
}

Json matchJson(const MatchResult& result)
{
    const match::MatchReport& report = result.report;
    const SourceText& source = result.rule.document.text;
    Json selections = Json::array();
    for (const match::SelectionCount& count : report.selections) {
        selections.push(selectionJson(count, source));
    }
    Json predicates = Json::array();
    for (const PredicateCount& count : report.predicates)
        predicates.push(countJson(count, source, true));
    Json tests = Json::array();
    for (const PredicateCount& count : report.tests)
        tests.push(countJson(count, source, false));
    // Rules of other files, which are named with each of their counts.
    for (const match::OtherRuleCounts& other : report.others) {
        for (const match::SelectionCount& count : other.selections)
            selections.push(selectionJson(count, other.text).set("file", other.text.name()));
        for (const PredicateCount& count : other.predicates)
            predicates.push(countJson(count, other.text, true).set("file", other.text.name()));
        for (const PredicateCount& count : other.tests)
            tests.push(countJson(count, other.text, false).set("file", other.text.name()));
    }
    Json unknown = Json::array();
    for (const match::UnknownField& field : report.unknownFields)
        unknown.push(
            Json::object().set("field", field.field).set("nearest", field.nearest ? Json(*field.nearest) : Json()));
    Json events = Json::array();
    for (const events::EventId event : listedEvents(result))
        events.push(eventJson(result.events, event));
    Json notes = Json::array();
    for (const std::string& note : report.notes)
        notes.push(note);
    Json json = ruleJson(result.rule, report);
    json.set("events_total", report.eventsTotal)
        .set("events_in_scope", report.eventsInScope)
        .set("matched", report.matched)
        .set("possible", report.possible)
        .set("approximate", report.approximate)
        .set("selections", std::move(selections))
        .set("predicates", std::move(predicates))
        .set("tests", std::move(tests))
        .set("unknown_fields", std::move(unknown))
        .set("events", std::move(events))
        .set("notes", std::move(notes))
        .set("seconds", Json::object().set("load", result.loadSeconds).set("match", result.matchSeconds));
    if (report.timeline != nullptr)
        json.set("firings", firingsJson(*report.timeline, result.events, result.limit));
    return json;
}

void printMatch(const MatchResult& result, Output& output)
{
    const match::MatchReport& report = result.report;
    const SourceText& source = result.rule.document.text;
    const std::string title = textOf(result.rule.rule->metadata.title);
    std::println(output.out, "{}", title.empty() ? result.rule.path : title);
    std::string possible;
    if (report.possible != report.matched)
        possible = std::format(", at most {}", report.possible);
    const std::string_view verb = report.timeline == nullptr ? "of"
        : report.matched == 1                                ? "firing over"
                                                             : "firings over";
    std::println(output.out, "{} {} {} events in scope{}{} ({} loaded, log source {}{})", report.matched, verb,
        report.eventsInScope, report.timeline != nullptr ? "" : " match", possible, report.eventsTotal,
        logSourceName(report.logSource), report.approximate ? ", approximate" : "");
    for (const std::string& note : report.notes)
        std::println(output.out, "note: {}", note);
    for (const match::UnknownField& field : report.unknownFields) {
        std::println(output.out, "note: no event in scope has the field {}{}", field.field,
            field.nearest ? std::format("; the nearest is {}", *field.nearest) : std::string());
    }
    std::println(output.out, "\n{:>5} {:>9} {:>14}  {:9}  predicate", "line", "alone", "effect", "state");
    for (const PredicateCount& count : report.predicates) {
        std::println(output.out, "{:>5} {:>9} {:>14}  {:9}  {}{} {} {}", source.position(count.span.begin).line,
            count.matched, effectText(count), match::stateName(count.state), count.negated ? "not " : "", count.field,
            rule::operatorName(count.op), count.text);
    }
    std::println(output.out, "");
    if (report.timeline != nullptr) {
        printFirings(*report.timeline, result.events, result.limit, output);
        return;
    }
    for (const events::EventId event : listedEvents(result))
        std::println(output.out, "{}", eventLine(result.events, event));
    if (result.limit && *result.limit < report.matched)
        std::println(output.out, "and {} more", report.matched - *result.limit);
}

} // namespace rulewright::cli
