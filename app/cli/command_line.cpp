// SPDX-License-Identifier: Apache-2.0
// The only file that includes CLI11, which takes long to compile.
#include "app/cli/command_line.h"

#include "app/cli/commands.h"
#include "core/version.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <print>

namespace rulewright::cli {

void Syntax::argument(const std::string& name, std::string& value, const std::string& help)
{
    m_app.add_option(name, value, help)->required();
}

void Syntax::arguments(const std::string& name, std::vector<std::string>& values, const std::string& help)
{
    m_app.add_option(name, values, help)->required();
}

void Syntax::option(const std::string& name, std::string& value, const std::string& help)
{
    m_app.add_option(name, value, help);
}

void Syntax::option(const std::string& name, std::optional<std::string>& value, const std::string& help)
{
    m_app.add_option(name, value, help);
}

void Syntax::option(const std::string& name, std::optional<std::uint64_t>& value, const std::string& help)
{
    m_app.add_option(name, value, help);
}

void Syntax::options(const std::string& name, std::vector<std::string>& values, const std::string& help)
{
    m_app.add_option(name, values, help)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void Syntax::choice(
    const std::string& name, std::string& value, std::vector<std::string> allowed, const std::string& help)
{
    m_app.add_option(name, value, help)->check(CLI::IsMember(std::move(allowed)));
}

void Syntax::flag(const std::string& name, bool& value, const std::string& help) { m_app.add_flag(name, value, help); }

void Syntax::format(Format& value)
{
    static const std::map<std::string, Format> names{{"text", Format::Text}, {"json", Format::Json}};
    m_app
        .add_option_function<std::string>(
            "--format", [&value](const std::string& name) { value = names.at(name); },
            "How the result is written: text (unless given) or json")
        ->check(CLI::IsMember({"text", "json"}).description(""))
        ->type_name("text|json");
}

namespace {

int cannotRun(Output& output, std::string_view sentence)
{
    std::println(output.err, "rulewright-cli: {}", sentence);
    return exitCannotRun;
}

bool isCommand(std::string_view name) { return std::ranges::contains(commands(), name, &Command::name); }

// One sentence on what is wrong with the command line.
std::string sentence(const CLI::App& app, const CLI::ParseError& error)
{
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
        const std::vector<std::string> rest = app.remaining(true);
        if (!rest.empty()) {
            return std::format(
                "{} \"{}\" is unknown", rest.front().starts_with('-') ? "the option" : "the argument", rest.front());
        }
    }
    std::string text = error.what();
    // CLI11: "Could not convert: --limit = -3"
    constexpr std::string_view notConverted = "Could not convert: ";
    if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr && text.starts_with(notConverted))
        text = std::format("\"{}\" is no whole number from 0 up", text.substr(notConverted.size()));
    std::ranges::replace(text, '\n', ' ');
    while (text.ends_with('.') || text.ends_with(' '))
        text.pop_back();
    return text;
}

// Where to read what the command line may be.
std::string help(const CLI::App& app)
{
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    return chosen.empty() ? "rulewright-cli --help" : "rulewright-cli " + chosen.front()->get_name() + " --help";
}

} // namespace

int runCommandLine(const std::vector<std::string>& arguments, Output& output)
{
    CLI::App app("Detection rules: what they match, why, and what others wrote.", "rulewright-cli");
    app.set_version_flag("--version", std::format("rulewright {}", version()));
    app.require_subcommand(1);

    std::map<const CLI::App*, Run> runs;
    for (const Command& command : commands()) {
        CLI::App* subcommand = app.add_subcommand(std::string(command.name), std::string(command.summary));
        Syntax syntax(*subcommand);
        runs.emplace(subcommand, command.declare(syntax));
    }

    if (arguments.empty()) {
        std::print(output.err, "{}", app.help());
        return exitCannotRun;
    }
    if (!arguments.front().starts_with('-') && !isCommand(arguments.front())) {
        return cannotRun(
            output, std::format("there is no command \"{}\"; rulewright-cli --help lists them.", arguments.front()));
    }
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::Success& success) {
        // --help and --version
        app.exit(success, output.out, output.err);
        return exitDone;
    } catch (const CLI::ParseError& error) {
        return cannotRun(output, std::format("{}; see {}.", sentence(app, error), help(app)));
    }
    return runs.at(app.get_subcommands().front())(output);
}

} // namespace rulewright::cli
