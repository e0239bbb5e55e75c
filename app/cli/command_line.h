// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace rulewright::cli {

enum class Format { Text, Json };

// What a command does once its arguments are read; returns the exit status.
using Run = std::function<int(Output&)>;

// Declares the arguments of one command. The targets must outlive the command line: keep them in a shared options
// struct that the returned Run holds. Option names are written with their dashes, as in "--limit".
class Syntax {
public:
    explicit Syntax(CLI::App& app)
        : m_app(app)
    {
    }

    // One argument by position that must be given.
    void argument(const std::string& name, std::string& value, const std::string& help);

    // One or more arguments by position.
    void arguments(const std::string& name, std::vector<std::string>& values, const std::string& help);

    void option(const std::string& name, std::string& value, const std::string& help);
    void option(const std::string& name, std::optional<std::string>& value, const std::string& help);
    void option(const std::string& name, std::optional<std::uint64_t>& value, const std::string& help);

    // An option that may be given several times, one value each.
    void options(const std::string& name, std::vector<std::string>& values, const std::string& help);

    // An option whose value is one of those named.
    void choice(const std::string& name, std::string& value, std::vector<std::string> allowed, const std::string& help);

    void flag(const std::string& name, bool& value, const std::string& help);

    // --format text|json
    void format(Format& value);

private:
    CLI::App& m_app;
};

// Reads the arguments (without the program's name), runs the command they name, and returns the exit status.
int runCommandLine(const std::vector<std::string>& arguments, Output& output);

} // namespace rulewright::cli
