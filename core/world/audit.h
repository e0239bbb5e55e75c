// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/world/recorder.h"

#include <span>
#include <string_view>

namespace rulewright::world {

/// Who does something on a Linux server.
struct LinuxUser {
    int auid; ///< of the login; 4294967295 for daemons
    int uid;
    std::string_view name;
};

inline constexpr LinuxUser linuxRoot{-1, 0, "root"};
inline constexpr LinuxUser linuxAdmin{1000, 0, "root"}; ///< m.osei with sudo
inline constexpr LinuxUser linuxDeploy{1001, 1001, "deploy"};
inline constexpr LinuxUser linuxWeb{-1, 33, "www-data"};

/// What the kernel's audit log records, each record as one flat JSON object: the name of the node, the type,
/// msg="audit(seconds:serial)", and the fields of the record under the names that auditd has.
class AuditLog {
public:
    AuditLog(Recorder& recorder, HostId host)
        : m_recorder(recorder)
        , m_host(host)
    {
    }

    /// SYSCALL and EXECVE of a program that is started.
    void run(Micros time, const LinuxUser& user, std::string_view program, std::span<const std::string_view> arguments,
        std::string_view key = "");
    /// SYSCALL and PATH of a file that a program opens; `kind` is NORMAL, CREATE or DELETE.
    void touch(Micros time, const LinuxUser& user, std::string_view program, std::string_view path,
        std::string_view kind, std::string_view key);
    /// USER_LOGIN over SSH.
    void logIn(Micros time, const LinuxUser& user, std::string_view address, bool succeeds);
    /// SERVICE_START or SERVICE_STOP.
    void service(Micros time, std::string_view unit, bool starts);

private:
    Recorder& m_recorder;
    HostId m_host;
};

} // namespace rulewright::world
