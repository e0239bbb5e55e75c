// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/world/recorder.h"

#include <optional>
#include <vector>

namespace rulewright::world {

/// What runs on a machine on one day: its services, and what its user has open.
struct Desk {
    Session session; ///< of the user
    Micros morning = 0; ///< when the user has logged on
    Process lsass;
    Process defender;
    Process services;
    Process netServices; ///< svchost -k netsvcs
    Process management; ///< the client of Configuration Manager
    Process installer; ///< the service of Windows Installer
    Process userInit;
    Process explorer;
    std::optional<Process> browser;
    std::optional<Process> mail;
    std::optional<Process> chat;
    std::optional<Process> cloudDrive;
    std::optional<Process> editor;
    std::optional<Process> backup; ///< the agent of the backup, on servers
    std::optional<Process> support; ///< the service of TeamViewer, on the help desk's machine
};

/// The desks of all machines on all days. A machine starts, and its user logs on, when it is first asked for.
class Desks {
public:
    /// `start` is midnight of the first day.
    Desks(Recorder& recorder, Micros start, std::size_t days);

    [[nodiscard]] Desk& at(HostId host, std::size_t day);

    [[nodiscard]] Micros start() const { return m_start; }

    [[nodiscard]] std::size_t days() const { return m_days; }

    /// Midnight of a working day: there is no work on Saturday and Sunday, and the first day is a Monday.
    [[nodiscard]] Micros midnight(std::size_t workingDay) const;

private:
    [[nodiscard]] Desk boot(HostId host, std::size_t workingDay);

    Recorder& m_recorder;
    Micros m_start;
    std::size_t m_days;
    std::vector<std::optional<Desk>> m_desks;
};

} // namespace rulewright::world
