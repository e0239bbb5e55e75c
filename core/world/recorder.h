// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/labels.h"
#include "core/world/company.h"
#include "core/world/random.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::world {

/// Microseconds since 1970, UTC.
using Micros = std::int64_t;
inline constexpr Micros second = 1'000'000;
inline constexpr Micros minute = 60 * second;
inline constexpr Micros hour = 60 * minute;
inline constexpr Micros day = 24 * hour;

/// A logon session, or the one in which services run.
struct Session {
    HostId host{};
    std::optional<UserId> user{}; ///< none: SYSTEM
    std::uint64_t logonId = 0x3e7;
    std::uint32_t terminal = 0;
};

/// A running process: what its creation event said, for its children and for what it does.
struct Process {
    Session session;
    std::string guid;
    std::uint32_t id = 0;
    std::string image;
    std::string commandLine;
    std::string integrity;
};

struct LogOn {
    Session session; ///< that begins
    int type = 2;
    std::string address = "-";
    std::string process = "User32 ";
    std::string package = "Negotiate";
};

/// An event of which only the record number is missing.
struct Recorded {
    Micros time = 0;
    HostId host{};
    std::uint32_t eventId = 0;
    std::string data; ///< the members of EventData
    std::uint32_t process = 0; ///< that wrote the event
    events::Label label;
    bool canBeDropped = false; ///< no other event refers to it
};

/// Writes down what happens on the machines of the company, as their event logs would.
class Recorder {
public:
    explicit Recorder(std::uint64_t seed)
        : m_random(seed)
    {
    }

    /// The label of the events that follow; benign at first.
    void setBenign();
    void setAttack(std::vector<std::string> techniques);

    [[nodiscard]] Session newSession(HostId host, UserId user);

    /// A process that was there before the log begins: no event is written.
    [[nodiscard]] Process existing(Micros time, const Session& session, std::string image, std::string commandLine);
    /// The process of the kernel.
    [[nodiscard]] Process kernel(Micros time, HostId host);

    /// Sysmon 1 and, where the machine audits processes, Security 4688.
    Process start(Micros time, const Process& parent, std::string image, std::string commandLine);
    Process start(
        Micros time, const Process& parent, const Session& session, std::string image, std::string commandLine);
    /// The same with another program's version information: a renamed file.
    Process startRenamed(
        Micros time, const Process& parent, std::string image, std::string commandLine, std::string_view program);

    void connect(Micros time, const Process& process, std::string_view address, std::string_view name, int port);
    void createFile(Micros time, const Process& process, std::string_view path);
    void setValue(Micros time, const Process& process, std::string_view object, std::string_view details);
    void query(Micros time, const Process& process, std::string_view name, std::string_view address);
    void logOn(Micros time, const LogOn& logOn);

    [[nodiscard]] Random& random() { return m_random; }

    [[nodiscard]] std::size_t size() const { return m_events.size(); }

    [[nodiscard]] std::vector<Recorded> take() { return std::exchange(m_events, {}); }

private:
    Process begin(Micros time, const Session& session, std::string image, std::string commandLine);
    void record(Micros time, HostId host, std::uint32_t eventId, std::string data, bool canBeDropped);
    void recordStart(Micros time, const Process& parent, const Process& process, const Program& program);

    Random m_random;
    events::Label m_label{.side = events::Side::Benign};
    std::vector<Recorded> m_events;
    std::uint32_t m_processes = 0;
    std::uint64_t m_sessions = 0;
};

/// 2026-03-02T07:14:05.123456Z
[[nodiscard]] std::string systemTime(Micros time);

/// "DOMAIN\name" of a session's account.
[[nodiscard]] std::string account(const Session& session);

/// The text as a JSON string, quotes included.
[[nodiscard]] std::string quoted(std::string_view text);

} // namespace rulewright::world
