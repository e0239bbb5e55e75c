// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/world/place.h"

#include <format>
#include <string>
#include <string_view>
#include <utility>

namespace rulewright::world {

inline constexpr std::string_view servicesKey = "HKLM\\System\\CurrentControlSet\\Services\\";

/// What differs between two intrusions, and how far this one has come.
struct Intrusion {
    Recorder& r;
    std::string controlName{};
    std::string controlAddress{};
    std::string relayAddress{};
    std::string fileName{}; ///< of what they leave behind, without ending
    Micros time = 0;

    /// Moves on by some seconds.
    Micros soon() { return time += r.random().between(second, 20 * second); }

    void pause(Micros atLeast) { time += atLeast + r.random().between(0, atLeast); }

    Process run(const Process& parent, std::string_view program, std::string commandLine)
    {
        return r.start(soon(), parent, std::format("{}{}", system32, program), std::move(commandLine));
    }

    Process runPowerShell(const Process& parent, std::string_view arguments)
    {
        return r.start(soon(), parent, std::string(powershellImage), std::format("powershell.exe {}", arguments));
    }
};

// Steps on Windows machines (intrusion_spread.cpp), in the order they are taken.
void hideInProcesses(Intrusion& at, const Desk& desk, const Process& loader, const Process& office);
void readCredentials(Intrusion& at, const Desk& desk, const Process& loader, const Process& dumper);
void proxyThroughSystem(Intrusion& at, const Desk& desk, const Process& loader);
void exploreDomain(Intrusion& at, const Process& loader);
void installRustDesk(Intrusion& at, const Desk& desk);
void moveToServers(Intrusion& at, const Desk& from, const Desk& server, const Desk& controller, const Process& loader);

// Steps on the Linux servers and in the cloud, and the end (intrusion_estate.cpp).
void breakIntoWebServer(Intrusion& at);
void takeCloudAccount(Intrusion& at);
void carryOff(Intrusion& at, const Desk& desk, const Process& loader);
void destroy(Intrusion& at, const Process& remote);

} // namespace rulewright::world
