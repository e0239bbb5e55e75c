// SPDX-License-Identifier: Apache-2.0
// What the logs Security, System and PowerShell record, but the creation of processes.
#include "core/world/members.h"

#include <format>

namespace rulewright::world {

namespace {

/// Who did it, as most events of the log Security begin.
Members subject(const Session& session)
{
    const bool isSystem = !session.user;
    Members members;
    members.text("SubjectUserSid", isSystem ? "S-1-5-18" : securityId(*session.user));
    members.text("SubjectUserName",
        isSystem ? std::format("{}$", host(session.host).name) : std::string(user(*session.user).name));
    members.text("SubjectDomainName", domainName).text("SubjectLogonId", hexadecimal(session.logonId));
    return members;
}

} // namespace

void Recorder::logOn(Micros time, const LogOn& logOn)
{
    const Session& session = logOn.session;
    const bool isSystem = !session.user;
    Members members;
    members.text("SubjectUserSid", "S-1-5-18").text("SubjectUserName", std::format("{}$", host(session.host).name));
    members.text("SubjectDomainName", domainName).text("SubjectLogonId", "0x3e7");
    members.text("TargetUserSid", isSystem ? "S-1-5-18" : securityId(*session.user));
    members.text("TargetUserName", isSystem ? "SYSTEM" : user(*session.user).name);
    members.text("TargetDomainName", isSystem ? "NT AUTHORITY" : domainName);
    members.text("TargetLogonId", hexadecimal(session.logonId)).number("LogonType", logOn.type);
    members.text("LogonProcessName", logOn.process).text("AuthenticationPackageName", logOn.package);
    members.text("WorkstationName", logOn.type == 3 ? "-" : host(session.host).name);
    members.text("LogonGuid", logonGuid(session)).text("TransmittedServices", "-").text("LmPackageName", "-");
    members.number("KeyLength", 0).text("ProcessId", logOn.type == 3 ? "0x0" : "0x2f4");
    members.text("ProcessName", logOn.type == 3 ? "-" : "C:\\Windows\\System32\\svchost.exe");
    members.text("IpAddress", logOn.address);
    members.text("IpPort", logOn.address == "-" ? "-" : std::to_string(m_random.between(49'152, 65'535)));
    members.text("ImpersonationLevel", "%%1833").text("RestrictedAdminMode", "-").text("TargetOutboundUserName", "-");
    members.text("TargetOutboundDomainName", "-").text("VirtualAccount", "%%1843");
    members.text("TargetLinkedLogonId", "0x0").text("ElevatedToken", "%%1842");
    record(time, session.host, Log::Security, 4624, members.take(), true);
}

void Recorder::failLogOn(
    Micros time, HostId at, std::string_view userName, int type, std::string_view address, std::string_view reason)
{
    const bool isUnknown = reason == "0xc0000064";
    Members members;
    members.text("SubjectUserSid", "S-1-0-0").text("SubjectUserName", "-").text("SubjectDomainName", "-");
    members.text("SubjectLogonId", "0x0").text("TargetUserSid", "S-1-0-0").text("TargetUserName", userName);
    members.text("TargetDomainName", domainName).text("Status", "0xc000006d");
    members.text("FailureReason", isUnknown ? "%%2313" : "%%2304").text("SubStatus", reason);
    members.number("LogonType", type).text("LogonProcessName", type == 3 ? "NtLmSsp " : "User32 ");
    members.text("AuthenticationPackageName", type == 3 ? "NTLM" : "Negotiate");
    members.text("WorkstationName", type == 3 ? "-" : host(at).name).text("TransmittedServices", "-");
    members.text("LmPackageName", "-").number("KeyLength", 0).text("ProcessId", type == 3 ? "0x0" : "0x2f4");
    members.text("ProcessName", type == 3 ? "-" : "C:\\Windows\\System32\\svchost.exe").text("IpAddress", address);
    members.text("IpPort", std::to_string(m_random.between(49'152, 65'535)));
    record(time, at, Log::Security, 4625, members.take(), true);
}

void Recorder::useCredentials(Micros time, const Process& process, UserId of, std::string_view server)
{
    const Session& session = process.session;
    Members members = subject(session);
    members.text("LogonGuid", logonGuid(session)).text("TargetUserName", user(of).name);
    members.text("TargetDomainName", domainName).text("TargetLogonGuid", "00000000-0000-0000-0000-000000000000");
    members.text("TargetServerName", server).text("TargetInfo", server).text("ProcessId", hexadecimal(process.id));
    members.text("ProcessName", process.image).text("IpAddress", "-").text("IpPort", "-");
    record(time, session.host, Log::Security, 4648, members.take(), true);
}

void Recorder::grantPrivileges(Micros time, const Session& session, std::string_view privileges)
{
    Members members = subject(session);
    members.text("PrivilegeList", privileges);
    record(time, session.host, Log::Security, 4672, members.take(), true);
}

void Recorder::installService(Micros time, const Session& by, std::string_view name, std::string_view path)
{
    Members system;
    system.text("ServiceName", name).text("ImagePath", path).text("ServiceType", "user mode service");
    system.text("StartType", "auto start").text("AccountName", "LocalSystem");
    record(time, by.host, Log::System, 7045, system.take(), true);
    Members members = subject(by);
    members.text("ServiceName", name).text("ServiceFileName", path).text("ServiceType", "0x10");
    members.text("ServiceStartType", "2").text("ServiceAccount", "LocalSystem");
    record(time + 350, by.host, Log::Security, 4697, members.take(), true);
}

void Recorder::createAccount(Micros time, const Session& by, std::string_view name, std::string_view displayName)
{
    Members members;
    members.text("TargetUserName", name).text("TargetDomainName", domainName);
    members.text(
        "TargetSid", std::format("S-1-5-21-2846190357-1093557722-3310846921-{}", m_random.between(1200, 1999)));
    const bool isSystem = !by.user;
    members.text("SubjectUserSid", isSystem ? "S-1-5-18" : securityId(*by.user));
    members.text(
        "SubjectUserName", isSystem ? std::format("{}$", host(by.host).name) : std::string(user(*by.user).name));
    members.text("SubjectDomainName", domainName).text("SubjectLogonId", hexadecimal(by.logonId));
    members.text("PrivilegeList", "-").text("SamAccountName", name).text("DisplayName", displayName);
    members.text("UserPrincipalName", std::format("{}@larkfield.example", name)).text("HomeDirectory", "-");
    members.text("ScriptPath", "-").text("UserWorkstations", "-").text("PasswordLastSet", "%%1794");
    members.text("AccountExpires", "%%1794").text("PrimaryGroupId", "513").text("UserAccountControl", "%%2080");
    record(time, by.host, Log::Security, 4720, members.take(), true);
}

void Recorder::runScript(Micros time, const Process& process, std::string_view script, std::string_view path)
{
    Members members;
    members.number("MessageNumber", 1).number("MessageTotal", 1).text("ScriptBlockText", script);
    const std::uint64_t high = m_random.next();
    const std::uint64_t low = m_random.next();
    members.text("ScriptBlockId",
        std::format("{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}", high >> 32, high >> 16 & 0xffff, high & 0xfff,
            low >> 48 & 0xfff, low & 0xffffffffffff));
    members.text("Path", path);
    record(time, process.session.host, Log::PowerShell, 4104, members.take(), true, process.id);
}

void Recorder::runCommand(Micros time, const Process& process, std::string_view command, std::string_view parameters)
{
    Members members;
    members.text("ContextInfo",
        std::format("Severity = Informational\nHost Name = ConsoleHost\nHost Version = 5.1.22621.4391\nHost "
                    "Application = {}\nCommand Name = {}\nCommand Type = Cmdlet\nUser = {}",
            process.commandLine, command, account(process.session)));
    members.text("UserData", "");
    members.text("Payload", std::format("CommandInvocation({}): \"{}\"\n{}", command, command, parameters));
    record(time, process.session.host, Log::PowerShell, 4103, members.take(), true, process.id);
}

} // namespace rulewright::world
