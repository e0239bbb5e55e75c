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

void Syntax::flag(const std::string& name, bool& value, const std::string& help)
{
    m_app.add_flag(name, value, help);
}

void Syntax::format(Format& value)
{
    static const std::map<std::string, Format> names {{"text", Format::Text}, {"json", Format::Json}};
    m_app
        .add_option_function<std::string>(
            "--format", [&value](const std::string& name) { value = names.at(name); },
            "How the result is written: text (unless given) or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->type_name("text|json");
}

namespace {

int cannotRun(Output& output, std::string_view sentence)
{
    std::println(output.err, "rulewright-cli: {}", sentence);
    return exitCannotRun;
}

bool isCommand(std::string_view name)
{
    return std::ranges::contains(commands(), name, &Command::name);
}

// CLI11's sentence for a wrong command line, with what to do next.
std::string sentence(const CLI::App& app, const CLI::ParseError& error)
{
    std::string help = "rulewright-cli --help";
    for (const CLI::App* command : app.get_subcommands())
        help = "rulewright-cli " + command->get_name() + " --help";
    std::string text = error.what();
    std::ranges::replace(text, '\n', ' ');
    while (text.ends_with('.') || text.ends_with(' '))
        text.pop_back();
    return std::format("{}; see {}.", text, help);
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
        return cannotRun(output,
            std::format("there is no command \"{}\"; rulewright-cli --help lists them.", arguments.front()));
    }
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::Success& success) {
        // --help and --version
        app.exit(success, output.out, output.err);
        return exitDone;
    } catch (const CLI::ParseError& error) {
        return cannotRun(output, sentence(app, error));
    }
    return runs.at(app.get_subcommands().front())(output);
}

} // namespace rulewright::cli
