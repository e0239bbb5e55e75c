// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/world/desk.h"

#include <format>
#include <string>
#include <string_view>
#include <utility>

namespace rulewright::world {

inline constexpr std::string_view system32 = "C:\\Windows\\System32\\";
inline constexpr std::string_view powershellImage = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";

/// Where a piece of ordinary work happens: the machine of a user, that day, that minute.
/// Never draw twice among the arguments of one call: their order differs between compilers.
struct Place {
    Recorder& r;
    Desk& desk;
    Micros time;

    [[nodiscard]] Random& random() const { return r.random(); }

    [[nodiscard]] std::string_view userName() const { return user(*desk.session.user).name; }

    [[nodiscard]] std::string home() const { return std::format("C:\\Users\\{}", userName()); }

    /// Moves on by up to a few seconds.
    Micros soon() { return time += random().between(second / 10, 4 * second); }

    Process run(const Process& parent, std::string_view program, std::string commandLine)
    {
        return r.start(soon(), parent, std::format("{}{}", system32, program), std::move(commandLine));
    }

    /// A program that does its work and ends.
    void runToEnd(const Process& parent, std::string_view program, std::string commandLine)
    {
        const Process process = run(parent, program, std::move(commandLine));
        r.end(soon(), process);
    }
};

} // namespace rulewright::world
