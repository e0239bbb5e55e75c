// SPDX-License-Identifier: Apache-2.0
#include "core/world/company.h"

#include "core/text/fold.h"

#include <algorithm>
#include <format>

namespace rulewright::world {

namespace {

constexpr Host hostTable[] = {
    {"LARK-WS01", "10.20.4.11", 0x5d1c40a1, HostRole::Workstation, true, false, UserId{0}},
    {"LARK-WS02", "10.20.4.12", 0x5d1c40a2, HostRole::Workstation, true, false, UserId{1}},
    {"LARK-WS03", "10.20.4.13", 0x5d1c40a3, HostRole::Workstation, true, false, UserId{2}},
    {"LARK-WS04", "10.20.4.14", 0x5d1c40a4, HostRole::Workstation, true, false, UserId{3}},
    {"LARK-WS05", "10.20.4.15", 0x5d1c40a5, HostRole::Workstation, true, false, UserId{4}},
    {"LARK-WS06", "10.20.4.16", 0x5d1c40a6, HostRole::Workstation, false, true, UserId{5}},
    {"LARK-IT01", "10.20.4.20", 0x5d1c40b0, HostRole::Workstation, true, false, UserId{6}},
    {"LARK-SRV1", "10.20.2.10", 0x5d1c40c0, HostRole::Server, true, true, UserId{6}},
    {"LARK-DC1", "10.20.2.5", 0x5d1c40c1, HostRole::DomainController, true, true, UserId{6}},
};

constexpr User userTable[] = {
    {"a.lindqvist", "Agneta Lindqvist", 1104, Work::Office},
    {"j.moreno", "Julia Moreno", 1105, Work::Office},
    {"p.nakata", "Paul Nakata", 1106, Work::Office},
    {"t.brandt", "Tilo Brandt", 1107, Work::Developer},
    {"r.achebe", "Rose Achebe", 1108, Work::Office},
    {"d.kowal", "Darek Kowal", 1109, Work::Office},
    {"m.osei", "Mercy Osei", 1110, Work::HelpDesk},
    {"svc_backup", "Backup service", 1151, Work::HelpDesk},
};

constexpr std::string_view windows = "Microsoft® Windows® Operating System";
constexpr std::string_view microsoft = "Microsoft Corporation";

constexpr Program programTable[] = {
    {"acrord32.exe", "Adobe Acrobat Reader", "Adobe Acrobat Reader", "Adobe Inc.", "AcroRd32.exe", "24.2.21005.0"},
    {"anydesk.exe", "AnyDesk", "AnyDesk", "AnyDesk Software GmbH", "-", "8.0.9"},
    {"ccmexec.exe", "Host Process for Microsoft Configuration Manager", "Microsoft Configuration Manager", microsoft,
        "CcmExec.exe", "5.0.9122.1000"},
    {"certutil.exe", "CertUtil.exe", windows, microsoft, "CertUtil.exe", "10.0.22621.1"},
    {"chrome.exe", "Google Chrome", "Google Chrome", "Google LLC", "chrome.exe", "133.0.6943.60"},
    {"cmd.exe", "Windows Command Processor", windows, microsoft, "Cmd.Exe", "10.0.22621.1"},
    {"code.exe", "Visual Studio Code", "Visual Studio Code", microsoft, "code.exe", "1.97.2"},
    {"control.exe", "Windows Control Panel", windows, microsoft, "CONTROL.EXE", "10.0.22621.1"},
    {"excel.exe", "Microsoft Excel", "Microsoft Office", microsoft, "Excel.exe", "16.0.18324.20194"},
    {"explorer.exe", "Windows Explorer", windows, microsoft, "EXPLORER.EXE", "10.0.22621.4317"},
    {"git.exe", "Git for Windows", "Git", "The Git Development Community", "git.exe", "2.48.1.1"},
    {"hostname.exe", "Hostname APP", windows, microsoft, "hostname.exe", "10.0.22621.1"},
    {"ipconfig.exe", "IP Configuration Utility", windows, microsoft, "ipconfig.exe", "10.0.22621.1"},
    {"mmc.exe", "Microsoft Management Console", windows, microsoft, "mmc.exe", "10.0.22621.1"},
    {"msedge.exe", "Microsoft Edge", "Microsoft Edge", microsoft, "msedge.exe", "133.0.3065.59"},
    {"msiexec.exe", "Windows® installer", "Windows Installer - Unicode", microsoft, "msiexec.exe", "5.0.22621.1"},
    {"msmpeng.exe", "Antimalware Service Executable", windows, microsoft, "MsMpEng.exe", "4.18.24090.11"},
    {"ms-teams.exe", "Microsoft Teams", "Microsoft Teams", microsoft, "ms-teams.exe", "25017.203.3370.1174"},
    {"net.exe", "Net Command", windows, microsoft, "net.exe", "10.0.22621.1"},
    {"net1.exe", "Net Command", windows, microsoft, "net1.exe", "10.0.22621.1"},
    {"node.exe", "Node.js JavaScript Runtime", "Node.js", "Node.js", "node.exe", "22.13.1"},
    {"notepad.exe", "Notepad", windows, microsoft, "NOTEPAD.EXE", "10.0.22621.1"},
    {"onedrive.exe", "Microsoft OneDrive", "Microsoft OneDrive", microsoft, "OneDrive.exe", "25.010.0114.0003"},
    {"outlook.exe", "Microsoft Outlook", "Microsoft Outlook", microsoft, "Outlook.exe", "16.0.18324.20194"},
    {"ping.exe", "TCP/IP Ping Command", windows, microsoft, "ping.exe", "10.0.22621.1"},
    {"powershell.exe", "Windows PowerShell", windows, microsoft, "PowerShell.EXE", "10.0.22621.1"},
    {"reg.exe", "Registry Console Tool", windows, microsoft, "reg.exe", "10.0.22621.1"},
    {"rundll32.exe", "Windows host process (Rundll32)", windows, microsoft, "RUNDLL32.EXE", "10.0.22621.1"},
    {"schtasks.exe", "Task Scheduler Configuration Tool", windows, microsoft, "schtasks.exe", "10.0.22621.1"},
    {"screenconnect.clientservice.exe", "ScreenConnect Client Service", "ScreenConnect", "ScreenConnect Software",
        "ScreenConnect.ClientService.exe", "24.3.7.9067"},
    {"services.exe", "Services and Controller app", windows, microsoft, "services.exe", "10.0.22621.1"},
    {"spoolsv.exe", "Spooler SubSystem App", windows, microsoft, "spoolsv.exe", "10.0.22621.1"},
    {"svchost.exe", "Host Process for Windows Services", windows, microsoft, "svchost.exe", "10.0.22621.1"},
    {"systeminfo.exe", "Displays system information", windows, microsoft, "sysinfo.exe", "10.0.22621.1"},
    {"taskhostw.exe", "Host Process for Windows Tasks", windows, microsoft, "taskhostw.exe", "10.0.22621.1"},
    {"teamviewer.exe", "TeamViewer", "TeamViewer", "TeamViewer Germany GmbH", "TeamViewer.exe", "15.62.4"},
    {"teamviewer_service.exe", "TeamViewer", "TeamViewer", "TeamViewer Germany GmbH", "TeamViewer_Service.exe",
        "15.62.4"},
    {"userinit.exe", "Userinit Logon Application", windows, microsoft, "USERINIT.EXE", "10.0.22621.1"},
    {"wevtutil.exe", "Eventing Command Line Utility", windows, microsoft, "wevtutil.exe", "10.0.22621.1"},
    {"whoami.exe", "whoami - displays logged on user information", windows, microsoft, "whoami.exe", "10.0.22621.1"},
    {"wininit.exe", "Windows Start-Up Application", windows, microsoft, "WinInit.exe", "10.0.22621.1"},
    {"winlogon.exe", "Windows Logon Application", windows, microsoft, "WINLOGON.EXE", "10.0.22621.1"},
    {"winword.exe", "Microsoft Word", "Microsoft Office", microsoft, "WinWord.exe", "16.0.18324.20194"},
    {"wscript.exe", "Microsoft ® Windows Based Script Host", "Microsoft ® Windows Script Host", microsoft,
        "wscript.exe", "5.812.10240.16384"},
};

constexpr Program unknownProgram{"", "-", "-", "-", "-", "-"};

} // namespace

std::span<const Host> hosts() { return hostTable; }

std::span<const User> users() { return userTable; }

const Host& host(HostId id) { return hostTable[static_cast<std::size_t>(id)]; }

const User& user(UserId id) { return userTable[static_cast<std::size_t>(id)]; }

std::string fullName(HostId id) { return std::format("{}{}", host(id).name, dnsSuffix); }

std::string securityId(UserId id) { return std::format("S-1-5-21-2846190357-1093557722-3310846921-{}", user(id).rid); }

const Program& programOf(std::string_view image)
{
    const std::string name = folded(image.substr(image.rfind('\\') + 1));
    const auto found = std::ranges::find(programTable, std::string_view(name), &Program::name);
    return found == std::end(programTable) ? unknownProgram : *found;
}

} // namespace rulewright::world
