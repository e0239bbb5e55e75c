// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/event_options.h"
#include "app/cli/json.h"
#include "app/cli/rule_argument.h"
#include "app/cli/timeline_result.h"
#include "core/match/explain.h"
#include "core/match/match_stages.h"

#include <memory>
#include <print>

namespace rulewright::cli {

namespace {

struct ExplainOptions {
    RuleOptions rule;
    EventOptions events;
    std::optional<std::uint64_t> record;
    bool ignoreLogSource = false;
    Format format = Format::Text;
};

Json truthJson(match::Truth truth)
{
    return truth == match::Truth::Unknown ? Json() : Json(truth == match::Truth::True);
}

// Places are those of the file that the node is in: the one given, but for a rule of another file, which is named.
Json nodeJson(const match::ExplainNode& node, const match::Explanation& explanation)
{
    const SourceText& source = explanation.texts[node.text];
    const Position begin = source.position(node.span.begin);
    const Position end = source.position(node.span.end);
    Json ranges = Json::array();
    for (const ByteRange& range : node.ranges)
        ranges.push(Json::array().push(range.begin).push(range.end));
    Json children = Json::array();
    for (const match::ExplainNode& child : node.children)
        children.push(nodeJson(child, explanation));
    Json json = Json::object();
    json.set("kind", match::explainKindName(node.kind))
        .set("line", begin.line)
        .set("column", begin.column)
        .set("end_line", end.line)
        .set("end_column", end.column)
        .set("truth", truthJson(node.truth))
        .set("reason", node.reason == match::Reason::None ? Json() : Json(match::reasonText(node.reason)))
        .set("field", node.field.empty() ? Json() : Json(node.field))
        .set("actual", node.actual ? Json(*node.actual) : Json())
        .set("ranges", std::move(ranges))
        .set("title", node.title)
        .set("children", std::move(children));
    if (node.text != 0)
        json.set("file", source.name());
    return json;
}

std::string_view mark(match::Truth truth)
{
    switch (truth) {
    case match::Truth::True:
        return "+";
    case match::Truth::False:
        return "-";
    case match::Truth::Unknown:
        return "?";
    }
    return "?";
}

void printNode(const match::ExplainNode& node, std::size_t depth, Output& output)
{
    std::string text = std::format("{:{}}{} {}", "", 2 * depth, mark(node.truth), node.title);
    if (node.reason != match::Reason::None)
        text += std::format(" ({})", match::reasonText(node.reason));
    if (node.children.empty() && node.actual)
        text += std::format(": {}", *node.actual);
    std::println(output.out, "{}", text);
    for (const match::ExplainNode& child : node.children)
        printNode(child, depth + 1, output);
}

// The Nth event of those that were loaded, which are one file's.
std::optional<events::EventId> eventOf(const ExplainOptions& options, const events::EventSet& events, Output& output)
{
    for (const events::EventSource& source : events.sources) {
        const events::EventId event = events.find(source.path, static_cast<std::uint32_t>(*options.record));
        if (event != events::EventId::None)
            return event;
    }
    std::println(
        output.err, "rulewright-cli: there is no record {}: {} events are loaded.", *options.record, events.size());
    return std::nullopt;
}

int runExplain(const ExplainOptions& options, Output& output)
{
    if (!options.record) {
        std::println(output.err, "rulewright-cli: --record N says which event to explain, counted from 1.");
        return exitCannotRun;
    }
    const std::expected<RuleArgument, int> rule = loadRule(options.rule, output);
    if (!rule)
        return rule.error();
    const std::optional<taxonomy::Taxonomy> taxonomy = loadTaxonomy(output);
    const std::optional<events::LoadResult> loaded
        = taxonomy ? loadEvents(options.events, *taxonomy, output) : std::nullopt;
    if (!loaded)
        return exitCannotRun;
    const std::optional<events::EventId> event = eventOf(options, loaded->events, output);
    if (!event)
        return exitCannotRun;
    match::MatchOptions matchOptions = rule->matchOptions();
    matchOptions.ignoreLogSource = options.ignoreLogSource;
    const Result<match::Explanation> explanation
        = match::explain(*rule->rule, loaded->events, *event, *taxonomy, matchOptions);
    if (!explanation) {
        printDiagnostics(rule->document.text, explanation.error(), output);
        return exitFoundWrong;
    }
    if (options.format == Format::Json) {
        Json json = Json::object();
        json.set("matched", explanation->matched)
            .set("in_scope", explanation->inScope)
            .set("node", nodeJson(explanation->root, *explanation));
        if (std::holds_alternative<rule::Correlation>(rule->rule->body) || match::hasTimeline(*rule->rule))
            json.set("timeline", timelineJson(*explanation, loaded->events));
        std::println(output.out, "{}", json.text());
        return exitDone;
    }
    std::println(output.out, "{}",
        explanation->matched       ? "The event matches."
            : explanation->inScope ? "The event does not match."
                                   : "The event is not of the rule's log source.");
    printNode(explanation->root, 0, output);
    printTimeline(*explanation, loaded->events, output);
    return exitDone;
}

} // namespace

Run declareExplain(Syntax& syntax)
{
    auto options = std::make_shared<ExplainOptions>();
    declareRuleOptions(syntax, options->rule);
    declareEventOptions(syntax, options->events);
    syntax.option("--record", options->record, "The event's place in its file, counted from 1");
    syntax.flag("--ignore-log-source", options->ignoreLogSource, "As if the event were of the rule's log source");
    syntax.format(options->format);
    return [options](Output& output) { return runExplain(*options, output); };
}

} // namespace rulewright::cli
