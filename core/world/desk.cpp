// SPDX-License-Identifier: Apache-2.0
#include "core/world/desk.h"

#include <format>

namespace rulewright::world {

Desks::Desks(Recorder& recorder, Micros start, std::size_t days)
    : m_recorder(recorder)
    , m_start(start)
    , m_days(days)
    , m_desks(days * hosts().size())
{
}

Micros Desks::midnight(std::size_t workingDay) const
{
    return m_start + static_cast<Micros>(workingDay / 5 * 7 + workingDay % 5) * day;
}

Desk& Desks::at(HostId host, std::size_t workingDay)
{
    std::optional<Desk>& desk = m_desks[workingDay * hosts().size() + static_cast<std::size_t>(host)];
    if (!desk)
        desk = boot(host, workingDay);
    return *desk;
}

Desk Desks::boot(HostId id, std::size_t workingDay)
{
    Recorder& r = m_recorder;
    const bool isServer = host(id).role != HostRole::Workstation;
    const Session system{.host = id};
    Micros time = midnight(workingDay) + 6 * hour + r.random().between(0, 50 * minute);
    const auto soon = [&time, &r] { return time += r.random().between(second / 20, 2 * second); };

    Desk desk;
    const Process wininit = r.existing(time - 9 * second, system, "C:\\Windows\\System32\\wininit.exe", "wininit.exe");
    const Process winlogon
        = r.existing(time - 9 * second, system, "C:\\Windows\\System32\\winlogon.exe", "winlogon.exe");
    desk.lsass = r.start(soon(), wininit, "C:\\Windows\\System32\\lsass.exe", "C:\\Windows\\system32\\lsass.exe");
    desk.services
        = r.start(soon(), wininit, "C:\\Windows\\System32\\services.exe", "C:\\Windows\\system32\\services.exe");
    desk.netServices = r.start(soon(), desk.services, "C:\\Windows\\System32\\svchost.exe",
        "C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s Schedule");
    desk.management = r.start(soon(), desk.services, "C:\\Windows\\CCM\\CcmExec.exe", "C:\\Windows\\CCM\\CcmExec.exe");
    desk.installer
        = r.start(soon(), desk.services, "C:\\Windows\\System32\\msiexec.exe", "C:\\Windows\\system32\\msiexec.exe /V");
    desk.defender = r.start(soon(), desk.services,
        "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24090.11-0\\MsMpEng.exe",
        "\"C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24090.11-0\\MsMpEng.exe\"");
    if (isServer) {
        desk.backup = r.start(soon(), desk.services, "C:\\Program Files\\Arborvault\\Agent\\avagent.exe",
            "\"C:\\Program Files\\Arborvault\\Agent\\avagent.exe\" --service");
        r.createPipe(soon(), *desk.backup, "\\arborvault-agent");
    }
    if (id == helpDeskHost) {
        desk.support = r.start(soon(), desk.services, "C:\\Program Files\\TeamViewer\\TeamViewer_Service.exe",
            "\"C:\\Program Files\\TeamViewer\\TeamViewer_Service.exe\"");
        r.query(soon(), *desk.support, "router7.teamviewer.com", "192.0.2.77");
        r.connect(soon(), *desk.support, "192.0.2.77", "router7.teamviewer.com", 5938);
    }

    time += hour + r.random().between(0, 50 * minute);
    desk.session = r.newSession(id, host(id).user);
    r.logOn(soon(),
        {.session = desk.session,
            .type = isServer ? 10 : 2,
            .address = isServer ? std::string(host(helpDeskHost).address) : "127.0.0.1"});
    desk.userInit = r.start(
        soon(), winlogon, desk.session, "C:\\Windows\\System32\\userinit.exe", "C:\\Windows\\system32\\userinit.exe");
    desk.explorer = r.start(soon(), desk.userInit, "C:\\Windows\\explorer.exe", "C:\\Windows\\Explorer.EXE");
    if (!isServer) {
        const Process script = r.start(soon(), desk.userInit, "C:\\Windows\\System32\\cmd.exe",
            "C:\\Windows\\system32\\cmd.exe /c \"\\\\larkfield.example\\netlogon\\drives.cmd\"");
        static_cast<void>(r.start(
            soon(), script, "C:\\Windows\\System32\\net.exe", "net  use S: \\\\LARK-SRV1\\shared /persistent:no"));
        r.logOn(soon(),
            {.session = {.host = fileServer, .user = host(id).user, .logonId = desk.session.logonId + 0x91},
                .type = 3,
                .address = std::string(host(id).address),
                .process = "Kerberos",
                .package = "Kerberos"});
    }
    desk.morning = time + minute;
    return desk;
}

} // namespace rulewright::world
