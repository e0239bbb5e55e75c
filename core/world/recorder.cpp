// SPDX-License-Identifier: Apache-2.0
#include "core/world/recorder.h"

#include "core/world/members.h"

#include <chrono>
#include <format>

namespace rulewright::world {

namespace {

/// Libraries that programs load on most days; a few of them are recorded for each start.
constexpr std::string_view usualLibraries[] = {
    "amsi.dll", "bcrypt.dll", "crypt32.dll", "dbghelp.dll", "dnsapi.dll", "taskschd.dll", "winhttp.dll", "wininet.dll"};

std::string folderOf(const Process& process)
{
    if (!process.session.user)
        return "C:\\Windows\\system32\\";
    return std::format("C:\\Users\\{}\\", user(*process.session.user).name);
}

} // namespace

std::string utcTime(Micros time)
{
    std::string text = systemTime(time);
    text[10] = ' ';
    text.resize(23);
    return text;
}

std::string hexadecimal(std::uint64_t value) { return std::format("0x{:x}", value); }

std::string hashes(std::string_view image, const Program& program)
{
    std::uint64_t seed = 0xcbf29ce484222325;
    const auto take = [&seed](std::string_view text) {
        for (const char c : text)
            seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    };
    take(program.name.empty() ? image : program.name);
    take(program.version);
    Random digits(seed);
    std::string text = "SHA256=";
    for (int i = 0; i < 4; ++i)
        text += std::format("{:016X}", digits.next());
    text += ",IMPHASH=";
    for (int i = 0; i < 2; ++i)
        text += std::format("{:016X}", digits.next());
    return text;
}

std::string logonGuid(const Session& session)
{
    return std::format("{:08X}-{:04X}-69A5-{:04X}-{:012X}", host(session.host).guid, session.logonId & 0xffff,
        (session.logonId >> 8) & 0xffff, session.logonId);
}

std::string systemTime(Micros time)
{
    const std::chrono::sys_time<std::chrono::microseconds> point{std::chrono::microseconds(time)};
    const auto date = std::chrono::floor<std::chrono::days>(point);
    const std::chrono::year_month_day ymd(date);
    const Micros rest = (point - date).count();
    return std::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(ymd.year()),
        static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()), rest / hour, rest / minute % 60,
        rest / second % 60, rest % second);
}

std::string account(const Session& session)
{
    return session.user ? std::format("{}\\{}", domainName, user(*session.user).name) : "NT AUTHORITY\\SYSTEM";
}

void Recorder::setBenign() { m_label = {.side = events::Side::Benign}; }

void Recorder::setAttack(std::vector<std::string> techniques)
{
    m_label = {.side = events::Side::Attack, .techniques = std::move(techniques)};
}

Session Recorder::newSession(HostId host, UserId user)
{
    m_sessions += 0x1000 + m_random.below(0xf000);
    return {.host = host, .user = user, .logonId = 0x40000 + m_sessions, .terminal = 1};
}

Process Recorder::begin(Micros time, const Session& session, std::string image, std::string commandLine)
{
    ++m_processes;
    const auto seconds = static_cast<std::uint64_t>(time / second);
    return {
        .session = session,
        .guid = std::format("{:08X}-{:04X}-{:04X}-{:04X}-{:012X}", host(session.host).guid, seconds & 0xffff,
            (seconds >> 16) & 0xffff, m_processes & 0xffff, 0x800 + (m_processes >> 16)),
        .id = static_cast<std::uint32_t>(4 * (200 + m_random.below(4800))),
        .image = std::move(image),
        .commandLine = std::move(commandLine),
        .integrity = !session.user                       ? "System"
            : user(*session.user).work == Work::HelpDesk ? "High"
                                                         : "Medium",
    };
}

Process Recorder::existing(Micros time, const Session& session, std::string image, std::string commandLine)
{
    return begin(time, session, std::move(image), std::move(commandLine));
}

Process Recorder::kernel(Micros time, HostId host)
{
    Process process = begin(time, {.host = host}, "System", "");
    process.id = 4;
    return process;
}

Process Recorder::start(Micros time, const Process& parent, std::string image, std::string commandLine)
{
    return start(time, parent, parent.session, std::move(image), std::move(commandLine));
}

Process Recorder::start(
    Micros time, const Process& parent, const Session& session, std::string image, std::string commandLine)
{
    Process process = begin(time, session, std::move(image), std::move(commandLine));
    recordStart(time, parent, process, programOf(process.image));
    return process;
}

Process Recorder::startRenamed(
    Micros time, const Process& parent, std::string image, std::string commandLine, std::string_view program)
{
    Process process = begin(time, parent.session, std::move(image), std::move(commandLine));
    recordStart(time, parent, process, programOf(program));
    return process;
}

void Recorder::recordStart(Micros time, const Process& parent, const Process& process, const Program& program)
{
    const Session& session = process.session;
    if (host(session.host).hasSysmon) {
        Members members;
        members.text("RuleName", "-").text("UtcTime", utcTime(time)).text("ProcessGuid", process.guid);
        members.number("ProcessId", process.id).text("Image", process.image).text("FileVersion", program.version);
        members.text("Description", program.description).text("Product", program.product);
        members.text("Company", program.company).text("OriginalFileName", program.originalName);
        members.text("CommandLine", process.commandLine).text("CurrentDirectory", folderOf(process));
        members.text("User", account(session)).text("LogonGuid", logonGuid(session));
        members.text("LogonId", hexadecimal(session.logonId)).number("TerminalSessionId", session.terminal);
        members.text("IntegrityLevel", process.integrity).text("Hashes", hashes(process.image, program));
        members.text("ParentProcessGuid", parent.guid).number("ParentProcessId", parent.id);
        members.text("ParentImage", parent.image).text("ParentCommandLine", parent.commandLine);
        members.text("ParentUser", account(parent.session));
        record(time, session.host, Log::Sysmon, 1, members.take(), false);
        for (auto loads = m_random.below(3); loads > 0; --loads) {
            const std::string_view library = m_random.pick(usualLibraries);
            loadImage(time + static_cast<Micros>(loads) * 9'000, process,
                std::format("C:\\Windows\\System32\\{}", library), "Microsoft Windows");
        }
    }
    if (host(session.host).auditsProcesses) {
        const bool isSystem = !session.user;
        const std::string subject
            = isSystem ? std::format("{}$", host(session.host).name) : std::string(user(*session.user).name);
        Members members;
        members.text("SubjectUserSid", isSystem ? "S-1-5-18" : securityId(*session.user));
        members.text("SubjectUserName", subject).text("SubjectDomainName", domainName);
        members.text("SubjectLogonId", hexadecimal(session.logonId)).text("NewProcessId", hexadecimal(process.id));
        members.text("NewProcessName", process.image);
        members.text("TokenElevationType", process.integrity == "Medium" ? "%%1938" : "%%1936");
        members.text("ProcessId", hexadecimal(parent.id)).text("CommandLine", process.commandLine);
        members.text("TargetUserSid", "S-1-0-0").text("TargetUserName", "-").text("TargetDomainName", "-");
        members.text("TargetLogonId", "0x0").text("ParentProcessName", parent.image);
        members.text("MandatoryLabel",
            isSystem                            ? "S-1-16-16384"
                : process.integrity == "Medium" ? "S-1-16-8192"
                                                : "S-1-16-12288");
        record(time + 400, session.host, Log::Security, 4688, members.take(), false);
    }
}

void Recorder::writeAudit(Micros time, HostId host, std::string members)
{
    record(time, host, Log::Audit, 0, std::move(members), true);
}

void Recorder::writeCloud(Micros time, std::string members)
{
    record(time, cloudAccount, Log::CloudTrail, 0, std::move(members), true);
}

void Recorder::record(
    Micros time, HostId host, Log log, std::uint32_t eventId, std::string data, bool canBeDropped, std::uint32_t writer)
{
    if (writer == 0)
        writer = static_cast<std::uint32_t>(host) * 16 + (log == Log::Sysmon ? 2'904u : 704u);
    m_events.push_back({
        .time = time,
        .host = host,
        .log = log,
        .eventId = eventId,
        .data = std::move(data),
        .process = writer,
        .label = m_label,
        .canBeDropped = canBeDropped && m_label.side == events::Side::Benign,
    });
}

} // namespace rulewright::world
