// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/event_options.h"
#include "app/cli/json.h"
#include "app/cli/rule_argument.h"
#include "core/attack/built_in.h"
#include "core/teach/play.h"
#include "core/world/built_in.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <format>
#include <fstream>
#include <memory>
#include <optional>
#include <print>
#include <sstream>

namespace rulewright::cli {

namespace {

struct PlayOptions {
    std::string scenario;
    bool isHeadless = false;
    std::vector<std::string> answers;
    Format format = Format::Text;
};

std::optional<std::string> readFile(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return std::nullopt;
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return stream ? std::optional(bytes.str()) : std::nullopt;
}

// The file, or what the product carries under the name.
std::optional<SourceText> scenarioText(const std::string& argument)
{
    if (auto bytes = readFile(argument))
        return SourceText(argument, std::move(*bytes));
    return teach::builtInScenario(argument);
}

// --answer STEP:FILE. Nothing, after one sentence, where one of them is none.
std::optional<std::map<std::size_t, std::string>> otherAnswers(
    const PlayOptions& options, std::size_t steps, Output& output)
{
    std::map<std::size_t, std::string> answers;
    for (const std::string& answer : options.answers) {
        std::size_t step = 0;
        const auto [end, error] = std::from_chars(answer.data(), answer.data() + answer.size(), step);
        if (error != std::errc() || end == answer.data() + answer.size() || *end != ':' || step == 0 || step > steps) {
            std::println(output.err, "--answer {} is none: write STEP:FILE with a step from 1 to {}.", answer, steps);
            return std::nullopt;
        }
        const std::string path(end + 1);
        const auto bytes = readFile(path);
        if (!bytes) {
            std::println(output.err, "'{}' cannot be opened: name a rule file.", path);
            return std::nullopt;
        }
        answers[step - 1] = *bytes;
    }
    return answers;
}

std::optional<events::EventSet> eventsFor(
    const teach::Scenario& scenario, const PlayOptions& options, const taxonomy::Taxonomy& taxonomy, Output& output)
{
    EventOptions wanted;
    if (scenario.events != "built-in")
        wanted.events = {(std::filesystem::path(options.scenario).parent_path() / scenario.events).string()};
    auto loaded = loadEvents(wanted, taxonomy, output);
    if (!loaded)
        return std::nullopt;
    return std::move(loaded->events);
}

Json playJson(const teach::Scenario& scenario, const std::vector<teach::PlayedStep>& played, std::size_t met)
{
    Json steps = Json::array();
    for (std::size_t i = 0; i < played.size(); ++i) {
        Json goals = Json::array();
        for (std::size_t k = 0; k < played[i].goals.size(); ++k) {
            Json goal = Json::object();
            goal.set("text", scenario.steps[i].goals[k].text).set("met", played[i].goals[k].isMet);
            goal.set("measure", played[i].goals[k].measure);
            goals.push(std::move(goal));
        }
        Json step = Json::object();
        step.set("step", static_cast<std::uint64_t>(i + 1)).set("title", played[i].title).set("met", played[i].isMet());
        step.set("goals", std::move(goals));
        steps.push(std::move(step));
    }
    Json result = Json::object();
    result.set("scenario", scenario.title).set("steps_total", static_cast<std::uint64_t>(played.size()));
    result.set("steps_met", static_cast<std::uint64_t>(met)).set("passed", met == played.size());
    result.set("steps", std::move(steps));
    return result;
}

void printPlayed(
    const teach::Scenario& scenario, const std::vector<teach::PlayedStep>& played, std::size_t met, Output& output)
{
    std::println(output.out, "{}", scenario.title);
    for (std::size_t i = 0; i < played.size(); ++i) {
        std::println(output.out, "{} {}. {}{}", played[i].isMet() ? "met   " : "FAILED", i + 1, played[i].title,
            played[i].hasAnswer ? "" : " (no answer is given)");
        for (std::size_t k = 0; k < played[i].goals.size(); ++k)
            std::println(output.out, "       {} {}: {}", played[i].goals[k].isMet ? "+" : "-",
                scenario.steps[i].goals[k].text, played[i].goals[k].measure);
    }
    std::println(output.out, "{} of {} steps met", met, played.size());
}

int runPlay(const PlayOptions& options, Output& output)
{
    if (!options.isHeadless) {
        std::println(output.err,
            "A scenario is played with a reader in the window (Help, Tour); here, add --headless to apply its "
            "answers.");
        return exitCannotRun;
    }
    const std::optional<SourceText> text = scenarioText(options.scenario);
    if (!text) {
        std::println(output.err, "'{}' is no scenario: name a file, or 'tour' for the built-in one.", options.scenario);
        return exitCannotRun;
    }
    const Result<teach::Scenario> scenario = teach::parseScenario(*text);
    if (!scenario) {
        printDiagnostics(*text, scenario.error(), output);
        return exitFoundWrong;
    }
    const std::optional<taxonomy::Taxonomy> taxonomy = loadTaxonomy(output);
    const Result<attack::AttackData> attack = attack::builtInAttack();
    if (!taxonomy || !attack)
        return exitCannotRun;
    const auto answers = otherAnswers(options, scenario->steps.size(), output);
    const auto events = answers ? eventsFor(*scenario, options, *taxonomy, output) : std::nullopt;
    if (!events)
        return exitCannotRun;
    Task task;
    const teach::Judge judge(*events, *taxonomy, *attack);
    const std::vector<teach::PlayedStep> played = teach::play(*scenario, judge, *answers, task);
    const auto met = static_cast<std::size_t>(std::ranges::count_if(played, &teach::PlayedStep::isMet));
    if (options.format == Format::Json)
        std::println(output.out, "{}", playJson(*scenario, played, met).text());
    else
        printPlayed(*scenario, played, met, output);
    for (std::size_t i = 0; i < played.size(); ++i) {
        for (std::size_t k = 0; k < played[i].goals.size(); ++k) {
            if (!played[i].goals[k].isMet)
                std::println(output.err, "step {}, \"{}\": {}", i + 1, scenario->steps[i].goals[k].text,
                    played[i].goals[k].measure);
        }
    }
    return met == played.size() ? exitDone : exitFoundWrong;
}

} // namespace

Run declarePlay(Syntax& syntax)
{
    auto options = std::make_shared<PlayOptions>();
    syntax.argument("SCENARIO", options->scenario, "A scenario file, or tour for the built-in one");
    syntax.flag("--headless", options->isHeadless, "Apply the answers and say whether every goal is met");
    syntax.options("--answer", options->answers, "STEP:FILE, a rule in place of the answer of a step; repeatable");
    syntax.format(options->format);
    return [options](Output& output) { return runPlay(*options, output); };
}

} // namespace rulewright::cli
