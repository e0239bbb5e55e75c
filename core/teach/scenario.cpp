// SPDX-License-Identifier: Apache-2.0
#include "core/teach/scenario.h"

#include "core/rulefile/yaml_parser.h"
#include "core/text/diagnostic_codes.h"
#include "resources/data.h"

#include <charconv>
#include <format>

namespace rulewright::teach {

namespace {

constexpr std::size_t mostBytes = 1 << 20;
constexpr std::size_t mostSteps = 100;
constexpr std::size_t mostGoals = 20;
constexpr std::size_t mostHints = 20;

class Reader {
public:
    explicit Reader(const SourceText& source)
        : m_source(source)
    {
    }

    Diagnostics diagnostics;

    void error(const YamlNode& node, std::string message)
    {
        if (diagnostics.size() < 100)
            diagnostics.push_back({Severity::Error, codes::scenario, node.span, std::move(message), {}});
    }

    Scenario scenario(const YamlNode& root)
    {
        Scenario result;
        if (!root.isMapping()) {
            error(root, "A scenario is a map with a title and steps: begin with 'scenario: 1'.");
            return result;
        }
        bool hasVersion = false;
        for (const YamlEntry& entry : root.entries) {
            const std::string& key = entry.key.text;
            if (key == "scenario") {
                hasVersion = true;
                if (entry.value.text != "1")
                    error(entry.value,
                        std::format(
                            "'{}' is no version of scenarios that this program reads: write 1.", entry.value.text));
            } else if (key == "title") {
                result.title = text(entry);
            } else if (key == "events") {
                result.events = text(entry);
            } else if (key == "description" || key == "author" || key == "license") {
                static_cast<void>(text(entry));
            } else if (key == "steps") {
                steps(entry, result);
            } else {
                error(entry.key,
                    std::format("'{}' is no key of a scenario: scenario, title, description, author, license, events "
                                "and steps are.",
                        key));
            }
        }
        if (!hasVersion)
            error(root, "The version is missing: begin with 'scenario: 1'.");
        if (result.title.empty())
            error(root, "The title is missing: add 'title:'.");
        if (result.events.empty())
            result.events = "built-in";
        if (result.steps.empty())
            error(root, "There is no step: add one below 'steps:'.");
        return result;
    }

private:
    std::string text(const YamlEntry& entry)
    {
        if (!entry.value.isScalar()) {
            error(entry.value, std::format("'{}' takes a text, not a list or map.", entry.key.text));
            return {};
        }
        return entry.value.text;
    }

    std::vector<std::string> texts(const YamlEntry& entry)
    {
        if (entry.value.isScalar())
            return {entry.value.text};
        std::vector<std::string> result;
        for (const YamlNode& item : entry.value.items) {
            if (item.isScalar())
                result.push_back(item.text);
            else
                error(item, std::format("'{}' takes texts.", entry.key.text));
        }
        if (entry.value.isMapping())
            error(entry.value, std::format("'{}' takes a text or a list of texts.", entry.key.text));
        return result;
    }

    std::optional<std::uint64_t> number(const YamlEntry& entry)
    {
        std::uint64_t value = 0;
        const std::string& digits = entry.value.text;
        const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (!entry.value.isScalar() || failed != std::errc() || end != digits.data() + digits.size()) {
            error(entry.value, std::format("'{}' takes a number from 0 on.", entry.key.text));
            return std::nullopt;
        }
        return value;
    }

    std::vector<std::pair<std::string, std::string>> pairs(const YamlEntry& entry)
    {
        std::vector<std::pair<std::string, std::string>> result;
        if (!entry.value.isMapping())
            error(entry.value, std::format("'{}' takes a map of names and texts.", entry.key.text));
        for (const YamlEntry& member : entry.value.entries) {
            if (member.value.isScalar())
                result.emplace_back(member.key.text, member.value.text);
            else
                error(member.value, std::format("'{}' takes a text.", member.key.text));
        }
        return result;
    }

    void steps(const YamlEntry& entry, Scenario& scenario)
    {
        if (!entry.value.isSequence())
            return error(entry.value, "'steps' takes a list: begin each step with a dash.");
        if (entry.value.items.size() > mostSteps)
            return error(entry.value, std::format("A scenario has at most {} steps.", mostSteps));
        for (const YamlNode& item : entry.value.items)
            scenario.steps.push_back(step(item));
    }

    Step step(const YamlNode& node)
    {
        Step result;
        result.line = m_source.position(node.span.begin).line;
        if (!node.isMapping()) {
            error(node, "A step is a map with a title and goals.");
            return result;
        }
        for (const YamlEntry& entry : node.entries) {
            const std::string& key = entry.key.text;
            if (key == "title") {
                result.title = text(entry);
            } else if (key == "prose") {
                result.prose = texts(entry);
            } else if (key == "show") {
                result.show = texts(entry);
                for (const std::string& pane : result.show) {
                    if (pane != "guide" && pane != "editor" && pane != "events" && pane != "why")
                        error(
                            entry.value, std::format("'{}' cannot be shown: guide, editor, events and why can.", pane));
                }
            } else if (key == "rule") {
                result.rule = text(entry);
            } else if (key == "hints") {
                result.hints = texts(entry);
                if (result.hints.size() > mostHints)
                    error(entry.value, std::format("A step has at most {} hints.", mostHints));
            } else if (key == "goals") {
                goals(entry, result);
            } else if (key == "answer") {
                result.answer = answer(entry);
            } else {
                error(entry.key,
                    std::format(
                        "'{}' is no key of a step: title, prose, show, rule, goals, hints and answer are.", key));
            }
        }
        if (result.title.empty())
            error(node, "The step's title is missing.");
        if (result.goals.empty())
            error(node, "The step has no goal: without one the engine cannot tick it.");
        return result;
    }

    Answer answer(const YamlEntry& entry)
    {
        Answer result;
        if (!entry.value.isMapping())
            error(entry.value, "'answer' takes a map with a technique, a rule, or both.");
        for (const YamlEntry& member : entry.value.entries) {
            if (member.key.text == "technique")
                result.technique = text(member);
            else if (member.key.text == "rule")
                result.rule = text(member);
            else
                error(member.key, std::format("'{}' is no key of an answer: technique and rule are.", member.key.text));
        }
        return result;
    }

    void goals(const YamlEntry& entry, Step& step)
    {
        if (!entry.value.isSequence())
            return error(entry.value, "'goals' takes a list: begin each goal with a dash.");
        if (entry.value.items.size() > mostGoals)
            return error(entry.value, std::format("A step has at most {} goals.", mostGoals));
        for (const YamlNode& item : entry.value.items)
            step.goals.push_back(goal(item));
    }

    Goal goal(const YamlNode& node)
    {
        Goal result;
        result.line = m_source.position(node.span.begin).line;
        int kinds = 0;
        if (!node.isMapping())
            error(node, "A goal is a map: a text for the reader, and what must hold.");
        for (const YamlEntry& entry : node.entries) {
            const std::string& key = entry.key.text;
            if (key == "text") {
                result.text = text(entry);
                continue;
            }
            ++kinds;
            if (key == "technique") {
                result.kind = Goal::Kind::Technique;
                result.name = text(entry);
            } else if (key == "no_errors") {
                result.kind = Goal::Kind::NoErrors;
                if (entry.value.text != "true")
                    error(entry.value, "'no_errors' takes true.");
            } else if (key == "log_source") {
                result.kind = Goal::Kind::LogSource;
                result.parts = pairs(entry);
            } else if (key == "tag") {
                result.kind = Goal::Kind::Tag;
                result.name = text(entry);
            } else if (key == "tests_field") {
                result.kind = Goal::Kind::TestsField;
                result.name = text(entry);
            } else if (key == "finds" || key == "spares" || key == "matches") {
                result.kind = key == "finds" ? Goal::Kind::Finds
                    : key == "spares"        ? Goal::Kind::Spares
                                             : Goal::Kind::Matches;
                counted(entry, result);
            } else {
                error(entry.key,
                    std::format("'{}' is no goal: technique, no_errors, log_source, tag, tests_field, finds, spares "
                                "and matches are.",
                        key));
            }
        }
        if (node.isMapping() && kinds != 1)
            error(node, "A goal says one thing that must hold, no more and no less.");
        if (node.isMapping() && result.text.empty())
            error(node, "The goal's text is missing: say to the reader what to do.");
        return result;
    }

    void counted(const YamlEntry& entry, Goal& goal)
    {
        if (!entry.value.isMapping())
            return error(
                entry.value, std::format("'{}' takes a map: technique, where, at_least, at_most.", entry.key.text));
        for (const YamlEntry& member : entry.value.entries) {
            const std::string& key = member.key.text;
            if (key == "technique" && goal.kind == Goal::Kind::Finds)
                goal.technique = text(member);
            else if (key == "where" && goal.kind != Goal::Kind::Matches)
                goal.where = pairs(member);
            else if (key == "at_least" && goal.kind != Goal::Kind::Spares)
                goal.atLeast = number(member);
            else if (key == "at_most" && goal.kind != Goal::Kind::Finds)
                goal.atMost = number(member);
            else
                error(member.key, std::format("'{}' says nothing in '{}'.", key, entry.key.text));
        }
        if (goal.kind == Goal::Kind::Matches && !goal.atLeast && !goal.atMost)
            error(entry.value, "'matches' takes at_least, at_most, or both.");
        if (goal.kind == Goal::Kind::Spares && !goal.atMost)
            goal.atMost = 0;
    }

    const SourceText& m_source;
};

} // namespace

Result<Scenario> parseScenario(const SourceText& source)
{
    if (source.text().size() > mostBytes)
        return std::unexpected(Diagnostics{
            {Severity::Error, codes::scenario, {}, "The scenario is larger than 1 MB: make several of it.", {}}});
    const rulefile::YamlStream stream = rulefile::parseYaml(source, {.depth = 20, .nodes = 50'000});
    Reader reader(source);
    reader.diagnostics = stream.diagnostics;
    if (hasErrors(reader.diagnostics))
        return std::unexpected(std::move(reader.diagnostics));
    if (stream.documents.empty())
        return std::unexpected(Diagnostics{{Severity::Error, codes::scenario, {}, "The scenario is empty.", {}}});
    Scenario scenario = reader.scenario(stream.documents[0].root);
    if (hasErrors(reader.diagnostics))
        return std::unexpected(std::move(reader.diagnostics));
    return scenario;
}

std::optional<SourceText> builtInScenario(std::string_view name)
{
    for (const data::File& file : data::scenarios()) {
        if (file.name == std::format("{}.yml", name))
            return SourceText(std::string(file.name), std::string(data::text(file.bytes)));
    }
    return std::nullopt;
}

} // namespace rulewright::teach
