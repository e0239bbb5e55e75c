// SPDX-License-Identifier: Apache-2.0
// What Sysmon records, but the creation of processes.
#include "core/world/members.h"

#include <format>

namespace rulewright::world {

namespace {

bool hasSysmon(const Process& process) { return host(process.session.host).hasSysmon; }

/// What an event about one process begins with.
Members ofProcess(Micros time, const Process& process)
{
    Members members;
    members.text("RuleName", "-").text("UtcTime", utcTime(time)).text("ProcessGuid", process.guid);
    members.number("ProcessId", process.id).text("Image", process.image);
    return members;
}

} // namespace

void Recorder::connect(Micros time, const Process& process, std::string_view address, std::string_view name, int port)
{
    if (!hasSysmon(process))
        return;
    const Host& source = host(process.session.host);
    Members members;
    members.text("RuleName", "-").text("UtcTime", utcTime(time)).text("ProcessGuid", process.guid);
    members.number("ProcessId", process.id).text("Image", process.image).text("User", account(process.session));
    members.text("Protocol", "tcp").boolean("Initiated", true).boolean("SourceIsIpv6", false);
    members.text("SourceIp", source.address).text("SourceHostname", fullName(process.session.host));
    members.number("SourcePort", m_random.between(49'152, 65'535)).text("SourcePortName", "-");
    members.boolean("DestinationIsIpv6", false).text("DestinationIp", address).text("DestinationHostname", name);
    members.number("DestinationPort", port);
    members.text("DestinationPortName", port == 443 ? "https" : port == 80 ? "http" : "-");
    record(time, process.session.host, Log::Sysmon, 3, members.take(), true);
}

void Recorder::createFile(Micros time, const Process& process, std::string_view path)
{
    if (!hasSysmon(process))
        return;
    Members members;
    members.text("RuleName", "-").text("UtcTime", utcTime(time)).text("ProcessGuid", process.guid);
    members.number("ProcessId", process.id).text("Image", process.image).text("TargetFilename", path);
    members.text("CreationUtcTime", utcTime(time)).text("User", account(process.session));
    record(time, process.session.host, Log::Sysmon, 11, members.take(), true);
}

void Recorder::setValue(Micros time, const Process& process, std::string_view object, std::string_view details)
{
    if (!hasSysmon(process))
        return;
    Members members;
    members.text("RuleName", "-").text("EventType", "SetValue").text("UtcTime", utcTime(time));
    members.text("ProcessGuid", process.guid).number("ProcessId", process.id).text("Image", process.image);
    members.text("TargetObject", object).text("Details", details).text("User", account(process.session));
    record(time, process.session.host, Log::Sysmon, 13, members.take(), true);
}

void Recorder::query(Micros time, const Process& process, std::string_view name, std::string_view address)
{
    if (!hasSysmon(process))
        return;
    Members members;
    members.text("RuleName", "-").text("UtcTime", utcTime(time)).text("ProcessGuid", process.guid);
    members.number("ProcessId", process.id).text("QueryName", name).text("QueryStatus", "0");
    members.text("QueryResults", std::format("::ffff:{};", address)).text("Image", process.image);
    members.text("User", account(process.session));
    record(time, process.session.host, Log::Sysmon, 22, members.take(), true);
}

void Recorder::end(Micros time, const Process& process)
{
    if (!hasSysmon(process))
        return;
    Members members = ofProcess(time, process);
    members.text("User", account(process.session));
    record(time, process.session.host, Log::Sysmon, 5, members.take(), true);
}

void Recorder::loadImage(Micros time, const Process& process, std::string_view path, std::string_view signer)
{
    if (!hasSysmon(process))
        return;
    const Program& program = programOf(path);
    Members members = ofProcess(time, process);
    members.text("ImageLoaded", path).text("FileVersion", program.version).text("Description", program.description);
    members.text("Product", program.product).text("Company", program.company);
    members.text("OriginalFileName", program.originalName).text("Hashes", hashes(path, program));
    members.text("Signed", signer.empty() ? "false" : "true").text("Signature", signer.empty() ? "-" : signer);
    members.text("SignatureStatus", signer.empty() ? "Unavailable" : "Valid").text("User", account(process.session));
    record(time, process.session.host, Log::Sysmon, 7, members.take(), true);
}

void Recorder::startThread(Micros time, const Process& process, const Process& target, std::string_view function)
{
    if (!hasSysmon(process))
        return;
    Members members;
    members.text("RuleName", "-").text("UtcTime", utcTime(time)).text("SourceProcessGuid", process.guid);
    members.number("SourceProcessId", process.id).text("SourceImage", process.image);
    members.text("TargetProcessGuid", target.guid).number("TargetProcessId", target.id);
    members.text("TargetImage", target.image).number("NewThreadId", m_random.between(900, 19'000));
    const std::uint64_t address = 0x7ff800000000 + m_random.below(0x7fffffff);
    members.text("StartAddress", std::format("0x{:016X}", address));
    members.text("StartModule", function.empty() ? "-" : "C:\\Windows\\System32\\KERNEL32.DLL");
    members.text("StartFunction", function.empty() ? "-" : function);
    members.text("SourceUser", account(process.session)).text("TargetUser", account(target.session));
    record(time, process.session.host, Log::Sysmon, 8, members.take(), true);
}

void Recorder::access(
    Micros time, const Process& process, const Process& target, std::string_view rights, std::string_view trace)
{
    if (!hasSysmon(process))
        return;
    Members members;
    members.text("RuleName", "-").text("UtcTime", utcTime(time)).text("SourceProcessGUID", process.guid);
    members.number("SourceProcessId", process.id).number("SourceThreadId", m_random.between(900, 19'000));
    members.text("SourceImage", process.image).text("TargetProcessGUID", target.guid);
    members.number("TargetProcessId", target.id).text("TargetImage", target.image).text("GrantedAccess", rights);
    const std::uint64_t offset = m_random.below(0xffff);
    members.text("CallTrace",
        std::format(
            "C:\\Windows\\SYSTEM32\\ntdll.dll+9d1e4|C:\\Windows\\System32\\KERNELBASE.dll+2c{:04x}|{}", offset, trace));
    members.text("SourceUser", account(process.session)).text("TargetUser", account(target.session));
    record(time, process.session.host, Log::Sysmon, 10, members.take(), true);
}

void Recorder::changeKey(Micros time, const Process& process, std::string_view change, std::string_view object)
{
    if (!hasSysmon(process))
        return;
    Members members;
    members.text("RuleName", "-").text("EventType", change).text("UtcTime", utcTime(time));
    members.text("ProcessGuid", process.guid).number("ProcessId", process.id).text("Image", process.image);
    members.text("TargetObject", object).text("User", account(process.session));
    record(time, process.session.host, Log::Sysmon, 12, members.take(), true);
}

void Recorder::createPipe(Micros time, const Process& process, std::string_view name)
{
    pipe(time, process, 17, "CreatePipe", name);
}

void Recorder::connectPipe(Micros time, const Process& process, std::string_view name)
{
    pipe(time, process, 18, "ConnectPipe", name);
}

void Recorder::pipe(
    Micros time, const Process& process, std::uint32_t eventId, std::string_view type, std::string_view name)
{
    if (!hasSysmon(process))
        return;
    Members members;
    members.text("RuleName", "-").text("EventType", type).text("UtcTime", utcTime(time));
    members.text("ProcessGuid", process.guid).number("ProcessId", process.id).text("PipeName", name);
    members.text("Image", process.image).text("User", account(process.session));
    record(time, process.session.host, Log::Sysmon, eventId, members.take(), true);
}

} // namespace rulewright::world
