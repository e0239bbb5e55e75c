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

enum class Log : std::uint8_t { Sysmon, Security, System, PowerShell, Audit, CloudTrail };
inline constexpr std::size_t logCount = 6;

/// An event of which only the record number is missing.
struct Recorded {
    Micros time = 0;
    HostId host{};
    Log log = Log::Sysmon;
    std::uint32_t eventId = 0; ///< 0 where the log has none
    std::string data; ///< the members of EventData; of the record itself where it is no Windows event
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
    /// Sysmon 5.
    void end(Micros time, const Process& process);
    /// Sysmon 7; without a signer the file is not signed.
    void loadImage(Micros time, const Process& process, std::string_view path, std::string_view signer);
    /// Sysmon 8; without a function the thread begins in memory of no file.
    void startThread(Micros time, const Process& process, const Process& target, std::string_view function);
    /// Sysmon 10. `rights` as 0x1410; `trace` is what stands below the system's own libraries.
    void access(
        Micros time, const Process& process, const Process& target, std::string_view rights, std::string_view trace);
    /// Sysmon 12; `change` is CreateKey, DeleteKey or DeleteValue.
    void changeKey(Micros time, const Process& process, std::string_view change, std::string_view object);
    void createPipe(Micros time, const Process& process, std::string_view name); ///< Sysmon 17
    void connectPipe(Micros time, const Process& process, std::string_view name); ///< Sysmon 18

    void logOn(Micros time, const LogOn& logOn);
    /// Security 4625; the reason is a SubStatus.
    void failLogOn(
        Micros time, HostId at, std::string_view userName, int type, std::string_view address, std::string_view reason);
    void useCredentials(Micros time, const Process& process, UserId of, std::string_view server); ///< Security 4648
    void grantPrivileges(Micros time, const Session& session, std::string_view privileges); ///< Security 4672
    /// System 7045 and Security 4697.
    void installService(Micros time, const Session& by, std::string_view name, std::string_view path);
    /// Security 4720.
    void createAccount(Micros time, const Session& by, std::string_view name, std::string_view displayName);
    /// PowerShell 4104 and 4103.
    void runScript(Micros time, const Process& process, std::string_view script, std::string_view path = "");
    void runCommand(Micros time, const Process& process, std::string_view command, std::string_view parameters);

    /// A record of a Linux server's audit log, or of the cloud account's trail: the members of its JSON object.
    void writeAudit(Micros time, HostId host, std::string members);
    void writeCloud(Micros time, std::string members);

    [[nodiscard]] std::uint64_t nextSerial() { return m_serial += 3; } ///< of the audit logs

    [[nodiscard]] Random& random() { return m_random; }

    [[nodiscard]] std::size_t size() const { return m_events.size(); }

    [[nodiscard]] std::vector<Recorded> take() { return std::exchange(m_events, {}); }

private:
    Process begin(Micros time, const Session& session, std::string image, std::string commandLine);
    void record(Micros time, HostId host, Log log, std::uint32_t eventId, std::string data, bool canBeDropped,
        std::uint32_t writer = 0);
    void pipe(Micros time, const Process& process, std::uint32_t eventId, std::string_view type, std::string_view name);
    void recordStart(Micros time, const Process& parent, const Process& process, const Program& program);

    Random m_random;
    events::Label m_label{.side = events::Side::Benign};
    std::vector<Recorded> m_events;
    std::uint32_t m_processes = 0;
    std::uint64_t m_sessions = 0;
    std::uint64_t m_serial = 41'000;
};

/// 2026-03-02T07:14:05.123456Z
[[nodiscard]] std::string systemTime(Micros time);

/// "DOMAIN\name" of a session's account.
[[nodiscard]] std::string account(const Session& session);

} // namespace rulewright::world
