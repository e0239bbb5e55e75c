// SPDX-License-Identifier: Apache-2.0
#include "core/world/audit.h"

#include "core/world/members.h"

#include <format>

namespace rulewright::world {

namespace {

/// What every record of an event begins with.
Members record(Micros time, HostId at, std::uint64_t serial, std::string_view type)
{
    Members members;
    members.text("node", host(at).name).text("type", type);
    members.text("msg", std::format("audit({}.{:03}:{})", time / second, time % second / 1000, serial));
    members.text("timestamp", systemTime(time));
    return members;
}

std::string loginId(const LinuxUser& user) { return user.auid < 0 ? "4294967295" : std::to_string(user.auid); }

std::string_view commandOf(std::string_view program) { return program.substr(program.rfind('/') + 1); }

void addProcess(Members& members, const LinuxUser& user, std::int64_t process, std::string_view program)
{
    members.number("ppid", process - 3).number("pid", process).text("auid", loginId(user)).number("uid", user.uid);
    members.number("gid", user.uid).number("euid", user.uid).text("tty", user.auid < 0 ? "(none)" : "pts0");
    members.text("comm", commandOf(program)).text("exe", program);
}

} // namespace

void AuditLog::run(Micros time, const LinuxUser& user, std::string_view program,
    std::span<const std::string_view> arguments, std::string_view key)
{
    const std::uint64_t serial = m_recorder.nextSerial();
    const std::int64_t process = m_recorder.random().between(900, 32'000);
    Members call = record(time, m_host, serial, "SYSCALL");
    call.text("arch", "c000003e").text("syscall", "59").text("SYSCALL", "execve").text("success", "yes");
    addProcess(call, user, process, program);
    call.text("key", key.empty() ? "(null)" : key);
    m_recorder.writeAudit(time, m_host, call.take());
    Members started = record(time, m_host, serial, "EXECVE");
    started.number("argc", static_cast<std::int64_t>(arguments.size()));
    for (std::size_t i = 0; i < arguments.size(); ++i)
        started.text(std::format("a{}", i), arguments[i]);
    m_recorder.writeAudit(time, m_host, started.take());
}

void AuditLog::touch(Micros time, const LinuxUser& user, std::string_view program, std::string_view path,
    std::string_view kind, std::string_view key)
{
    const std::uint64_t serial = m_recorder.nextSerial();
    const std::int64_t process = m_recorder.random().between(900, 32'000);
    const bool isDeleted = kind == "DELETE";
    Members call = record(time, m_host, serial, "SYSCALL");
    call.text("arch", "c000003e").text("syscall", isDeleted ? "263" : "257");
    call.text("SYSCALL", isDeleted ? "unlinkat" : "openat").text("success", "yes");
    addProcess(call, user, process, program);
    call.text("key", key);
    m_recorder.writeAudit(time, m_host, call.take());
    Members file = record(time, m_host, serial, "PATH");
    file.number("item", 0).text("name", path).number("inode", m_recorder.random().between(10'000, 900'000));
    file.text("mode", "0100644").number("ouid", user.uid).text("nametype", kind);
    m_recorder.writeAudit(time, m_host, file.take());
}

void AuditLog::logIn(Micros time, const LinuxUser& user, std::string_view address, bool succeeds)
{
    const std::uint64_t serial = m_recorder.nextSerial();
    Members members = record(time, m_host, serial, "USER_LOGIN");
    members.number("pid", m_recorder.random().between(900, 32'000)).number("uid", 0).text("auid", loginId(user));
    members.text("op", "login").text("acct", user.name).text("exe", "/usr/sbin/sshd").text("hostname", address);
    members.text("addr", address).text("terminal", "ssh").text("res", succeeds ? "success" : "failed");
    m_recorder.writeAudit(time, m_host, members.take());
}

void AuditLog::service(Micros time, std::string_view unit, bool starts)
{
    const std::uint64_t serial = m_recorder.nextSerial();
    Members members = record(time, m_host, serial, starts ? "SERVICE_START" : "SERVICE_STOP");
    members.number("pid", 1).number("uid", 0).text("auid", "4294967295").text("unit", unit).text("comm", "systemd");
    members.text("exe", "/usr/lib/systemd/systemd").text("hostname", "?").text("addr", "?").text("terminal", "?");
    members.text("res", "success");
    m_recorder.writeAudit(time, m_host, members.take());
}

} // namespace rulewright::world
