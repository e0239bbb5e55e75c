// SPDX-License-Identifier: Apache-2.0
#include "core/world/server_work.h"

#include "core/world/base64.h"

#include <format>

namespace rulewright::world {

namespace {

constexpr std::string_view currentVersion = "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\";
constexpr std::string_view administrator
    = "SeSecurityPrivilege\n\t\t\tSeTakeOwnershipPrivilege\n\t\t\tSeLoadDriverPrivilege\n"
      "\t\t\tSeBackupPrivilege\n\t\t\tSeRestorePrivilege\n\t\t\tSeDebugPrivilege\n"
      "\t\t\tSeSystemEnvironmentPrivilege\n\t\t\tSeImpersonatePrivilege";
constexpr std::string_view backupRights = "SeBackupPrivilege\n\t\t\tSeRestorePrivilege";

} // namespace

void scanProcesses(Place& at)
{
    const Process* const targets[] = {&at.desk.lsass, &at.desk.services, &at.desk.explorer, &at.desk.netServices};
    for (auto n = at.random().between(1, 3); n > 0; --n) {
        const Process& target = *at.random().pick(targets);
        at.r.access(at.soon(), at.desk.defender, target, at.random().chance(30) ? "0x1410" : "0x1000",
            "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24090.11-0\\mpsvc.dll+5c1d0");
    }
    if (at.random().chance(40)) {
        const Process provider = at.run(
            at.desk.netServices, "wbem\\WmiPrvSE.exe", "C:\\Windows\\system32\\wbem\\wmiprvse.exe -secured -Embedding");
        at.r.access(at.soon(), provider, at.desk.lsass, "0x1000", "C:\\Windows\\system32\\wbem\\cimwin32.dll+11f0a");
        at.r.loadImage(at.soon(), provider, "C:\\Windows\\System32\\wbem\\cimwin32.dll", "Microsoft Windows");
        at.r.end(at.soon(), provider);
    }
    if (at.random().chance(8))
        at.r.startThread(at.soon(), at.desk.defender, at.desk.explorer, "LoadLibraryW");
}

void keepHouse(Place& at)
{
    switch (at.random().below(4)) {
    case 0:
        at.r.changeKey(at.soon(), at.desk.netServices, "CreateKey",
            std::format("{}WindowsUpdate\\Orchestrator\\{:x}", currentVersion, at.random().below(0xffff)));
        at.r.changeKey(at.soon(), at.desk.netServices, "DeleteKey",
            std::format("{}WindowsUpdate\\Orchestrator\\{:x}", currentVersion, at.random().below(0xffff)));
        break;
    case 1:
        at.r.changeKey(at.soon(), at.desk.explorer, "DeleteValue",
            std::format("HKU\\{}\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\RecentDocs\\{}",
                securityId(*at.desk.session.user), at.random().below(60)));
        break;
    case 2: {
        const auto number = at.random().below(100'000);
        at.r.createPipe(at.soon(), at.desk.netServices, std::format("\\TDLN-{}-41", number));
        at.r.connectPipe(at.soon(), at.desk.explorer, std::format("\\TDLN-{}-41", number));
        break;
    }
    default:
        at.r.setValue(at.soon(), at.desk.netServices,
            "HKLM\\System\\CurrentControlSet\\Services\\BITS\\Performance\\PerfMMFileName",
            std::format("Global\\MMF_BITS{:x}", at.random().below(0xffffff)));
        at.r.connectPipe(at.soon(), at.desk.netServices, "\\wkssvc");
    }
}

void mistypePassword(Place& at)
{
    const HostId host = at.desk.session.host;
    for (auto n = at.random().between(1, 2); n > 0; --n)
        at.r.failLogOn(at.soon(), host, at.userName(), 2, "127.0.0.1", "0xc000006a");
    at.r.logOn(at.soon(), {.session = at.desk.session, .type = 7, .address = "127.0.0.1"});
}

void elevate(Place& at)
{
    Session session = at.r.newSession(at.desk.session.host, helpDeskUser);
    at.r.logOn(at.soon(),
        {.session = session,
            .type = 3,
            .address = std::string(host(helpDeskHost).address),
            .process = "Kerberos",
            .package = "Kerberos"});
    at.r.grantPrivileges(at.time + 300, session, administrator);
}

void useOtherAccount(Place& at)
{
    // The task scheduler and the help desk use further accounts; scripts of intruders do, too.
    const bool isTask = at.random().chance(70);
    at.r.useCredentials(at.soon(), isTask ? at.desk.netServices : at.desk.explorer, isTask ? backupUser : helpDeskUser,
        isTask ? "LARK-SRV2" : "localhost");
}

void scriptByHelpDesk(Place& at)
{
    struct Task {
        std::string_view command;
        std::string_view parameters;
        std::string_view script;
    };

    constexpr Task tasks[] = {
        {"Get-ADUser", "ParameterBinding(Get-ADUser): name=\"Filter\"; value=\"Enabled -eq $true\"",
            "Get-ADUser -Filter 'Enabled -eq $true' -Properties LastLogonDate | Sort-Object LastLogonDate"},
        {"Invoke-Command", "ParameterBinding(Invoke-Command): name=\"ComputerName\"; value=\"LARK-SRV1\"",
            "Invoke-Command -ComputerName LARK-SRV1 -ScriptBlock { Get-Service Spooler }"},
        {"Invoke-WebRequest",
            "ParameterBinding(Invoke-WebRequest): name=\"Uri\"; "
            "value=\"https://intranet.larkfield.example/tools/inventory.zip\"",
            "Invoke-WebRequest -Uri https://intranet.larkfield.example/tools/inventory.zip -OutFile "
            "C:\\deploy\\inventory.zip"},
        {"Compress-Archive",
            "ParameterBinding(Compress-Archive): name=\"DestinationPath\"; value=\"C:\\deploy\\logs.zip\"",
            "Compress-Archive -Path C:\\deploy\\logs -DestinationPath C:\\deploy\\logs.zip -Force"},
        {"Get-MpPreference", "ParameterBinding(Get-MpPreference): name=\"CimSession\"; value=\"LARK-WS02\"",
            "Get-MpPreference -CimSession LARK-WS02 | Select-Object DisableRealtimeMonitoring"},
        {"Test-NetConnection", "ParameterBinding(Test-NetConnection): name=\"ComputerName\"; value=\"LARK-DC1\"",
            "Test-NetConnection -ComputerName LARK-DC1 -Port 389"},
    };
    const Task& task = at.random().pick(tasks);
    const bool isEncoded = at.random().chance(20);
    const std::string arguments = isEncoded
        ? std::format("powershell.exe -NoProfile -EncodedCommand {}", base64OfUtf16(task.script))
        : std::format("powershell.exe -NoProfile -Command \"{}\"", task.script);
    const Process process = at.r.start(at.soon(), at.desk.explorer, std::string(powershellImage), arguments);
    at.r.loadImage(
        at.soon(), process, "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\clr.dll", "Microsoft Windows");
    at.r.runScript(at.soon(), process, task.script, isEncoded ? "" : "C:\\deploy\\admin.ps1");
    at.r.runCommand(at.soon(), process, task.command, task.parameters);
    at.r.end(at.soon(), process);
}

void backUp(Place& at)
{
    if (!at.desk.backup)
        return keepHouse(at);
    const Process& agent = *at.desk.backup;
    const Session session = at.r.newSession(at.desk.session.host, backupUser);
    at.r.logOn(at.soon(), {.session = session, .type = 5, .address = "-", .process = "Advapi  "});
    at.r.grantPrivileges(at.time + 300, session, backupRights);
    at.r.access(at.soon(), agent, at.desk.lsass, "0x1410", "C:\\Program Files\\Arborvault\\Agent\\avsnap.dll+7a10");
    const Process vss = at.run(at.desk.services, "VSSVC.exe", "C:\\Windows\\system32\\vssvc.exe");
    at.r.connectPipe(at.soon(), agent, "\\arborvault-agent");
    at.runToEnd(agent, "vssadmin.exe", "vssadmin list shadows /for=D:");
    const Process script = at.r.start(at.soon(), agent, std::string(powershellImage),
        std::format("powershell.exe -NoProfile -EncodedCommand {}", base64OfUtf16("Get-Volume D | Select Size")));
    at.r.runScript(at.soon(), script, "Get-Volume D | Select Size");
    at.r.end(at.soon(), script);
    const auto number = at.random().between(100, 999);
    at.r.createFile(at.soon(), agent, std::format("D:\\vault\\2026-03-{}.avb", number));
    at.r.end(at.soon(), vss);
}

void serveFiles(Place& at)
{
    const auto client = static_cast<HostId>(at.random().below(workstationCount));
    const Session session = at.r.newSession(at.desk.session.host, host(client).user);
    at.r.logOn(at.soon(),
        {.session = session,
            .type = 3,
            .address = std::string(host(client).address),
            .process = "Kerberos",
            .package = "Kerberos"});
    const Process system = at.r.kernel(at.desk.morning - 2 * hour, at.desk.session.host);
    at.r.connectPipe(at.soon(), system, at.random().chance(50) ? "\\srvsvc" : "\\lsass");
    if (at.random().chance(40))
        at.r.createFile(at.soon(), system,
            std::format("D:\\shared\\{}\\notes-{}.docx", user(host(client).user).name, session.logonId % 97));
    if (at.random().chance(20))
        at.r.failLogOn(
            at.soon(), at.desk.session.host, user(host(client).user).name, 3, host(client).address, "0xc000006a");
}

void installByHelpDesk(Place& at)
{
    const Session system{.host = at.desk.session.host};
    const bool isUpdate = at.random().chance(60);
    const std::string path = isUpdate
        ? "\"C:\\Program Files (x86)\\Microsoft\\EdgeUpdate\\MicrosoftEdgeUpdate.exe\" /svc"
        : "\"C:\\Program Files\\TeamViewer\\TeamViewer_Service.exe\"";
    at.r.installService(at.soon(), system, isUpdate ? "edgeupdate" : "TeamViewer", path);
    at.r.setValue(at.soon(), at.desk.services,
        std::format("HKLM\\System\\CurrentControlSet\\Services\\{}\\ImagePath", isUpdate ? "edgeupdate" : "TeamViewer"),
        path);
    at.r.changeKey(at.soon(), at.desk.services, "CreateKey",
        std::format("HKLM\\System\\CurrentControlSet\\Services\\{}", isUpdate ? "edgeupdate" : "TeamViewer"));
}

void welcomeColleague(Place& at)
{
    struct Colleague {
        std::string_view name;
        std::string_view fullName;
    };

    constexpr Colleague colleagues[] = {{"i.rask", "Ida Rask"}, {"g.moreau", "Gil Moreau"}, {"y.tanaka", "Yui Tanaka"}};
    const Colleague& colleague = at.random().pick(colleagues);
    at.r.createAccount(at.soon(), at.desk.session, colleague.name, colleague.fullName);
}

} // namespace rulewright::world
