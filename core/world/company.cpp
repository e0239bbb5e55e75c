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
    {"LARK-WS07", "10.20.4.17", 0x5d1c40a7, HostRole::Workstation, true, false, UserId{8}},
    {"LARK-WS08", "10.20.4.18", 0x5d1c40a8, HostRole::Workstation, true, false, UserId{9}},
    {"LARK-SRV1", "10.20.2.10", 0x5d1c40c0, HostRole::Server, true, true, UserId{6}},
    {"LARK-DC1", "10.20.2.5", 0x5d1c40c1, HostRole::DomainController, true, true, UserId{6}},
    {"LARK-SRV2", "10.20.2.11", 0x5d1c40c2, HostRole::Server, true, true, UserId{6}},
    {"lark-web1", "10.20.8.21", 0, HostRole::Linux, false, false, UserId{6}},
    {"lark-db1", "10.20.8.22", 0, HostRole::Linux, false, false, UserId{6}},
    {"cloud", "-", 0, HostRole::Cloud, false, false, UserId{6}},
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
    {"h.villars", "Hélène Villars", 1111, Work::Office},
    {"s.okafor", "Sam Okafor", 1112, Work::Developer},
};

constexpr std::string_view windows = "Microsoft® Windows® Operating System";
constexpr std::string_view microsoft = "Microsoft Corporation";

constexpr Program programTable[] = {
    {"7z.exe", "7-Zip Console", "7-Zip", "Igor Pavlov", "7z.exe", "24.08"},
    {"acrord32.exe", "Adobe Acrobat Reader", "Adobe Acrobat Reader", "Adobe Inc.", "AcroRd32.exe", "24.2.21005.0"},
    {"amsi.dll", "Anti-Malware Scan Interface", windows, microsoft, "amsi.dll", "10.0.22621.1"},
    {"anydesk.exe", "AnyDesk", "AnyDesk", "AnyDesk Software GmbH", "-", "8.0.9"},
    {"avagent.exe", "Arborvault Backup Agent", "Arborvault", "Arborvault Software", "avagent.exe", "7.2.140.0"},
    {"bcrypt.dll", "Windows Cryptographic Primitives Library", windows, microsoft, "bcrypt.dll", "10.0.22621.1"},
    {"bitsadmin.exe", "BITS administration utility", windows, microsoft, "bitsadmin.exe", "10.0.22621.1"},
    {"ccmexec.exe", "Host Process for Microsoft Configuration Manager", "Microsoft Configuration Manager", microsoft,
        "CcmExec.exe", "5.0.9122.1000"},
    {"certutil.exe", "CertUtil.exe", windows, microsoft, "CertUtil.exe", "10.0.22621.1"},
    {"chrome.exe", "Google Chrome", "Google Chrome", "Google LLC", "chrome.exe", "133.0.6943.60"},
    {"clr.dll", "Microsoft .NET Runtime Common Language Runtime - WorkStation", windows, microsoft, "clr.dll",
        "10.0.22621.1"},
    {"cmd.exe", "Windows Command Processor", windows, microsoft, "Cmd.Exe", "10.0.22621.1"},
    {"code.exe", "Visual Studio Code", "Visual Studio Code", microsoft, "code.exe", "1.97.2"},
    {"comsvcs.dll", "COM+ Services", windows, microsoft, "COMSVCS.DLL", "10.0.22621.1"},
    {"control.exe", "Windows Control Panel", windows, microsoft, "CONTROL.EXE", "10.0.22621.1"},
    {"crypt32.dll", "Crypto API32", windows, microsoft, "CRYPT32.DLL", "10.0.22621.1"},
    {"csrss.exe", "Client Server Runtime Process", windows, microsoft, "CSRSS.Exe", "10.0.22621.1"},
    {"dbghelp.dll", "Windows Image Helper", windows, microsoft, "DBGHELP.DLL", "10.0.22621.1"},
    {"dnsapi.dll", "DNS Client API DLL", windows, microsoft, "dnsapi", "10.0.22621.1"},
    {"excel.exe", "Microsoft Excel", "Microsoft Office", microsoft, "Excel.exe", "16.0.18324.20194"},
    {"explorer.exe", "Windows Explorer", windows, microsoft, "EXPLORER.EXE", "10.0.22621.4317"},
    {"git.exe", "Git for Windows", "Git", "The Git Development Community", "git.exe", "2.48.1.1"},
    {"hostname.exe", "Hostname APP", windows, microsoft, "hostname.exe", "10.0.22621.1"},
    {"ipconfig.exe", "IP Configuration Utility", windows, microsoft, "ipconfig.exe", "10.0.22621.1"},
    {"lsass.exe", "Local Security Authority Process", windows, microsoft, "lsass.exe", "10.0.22621.1"},
    {"mmc.exe", "Microsoft Management Console", windows, microsoft, "mmc.exe", "10.0.22621.1"},
    {"ms-teams.exe", "Microsoft Teams", "Microsoft Teams", microsoft, "ms-teams.exe", "25017.203.3370.1174"},
    {"msedge.exe", "Microsoft Edge", "Microsoft Edge", microsoft, "msedge.exe", "133.0.3065.59"},
    {"mshta.exe", "Microsoft (R) HTML Application host", windows, microsoft, "MSHTA.EXE", "10.0.22621.1"},
    {"msiexec.exe", "Windows® installer", "Windows Installer - Unicode", microsoft, "msiexec.exe", "5.0.22621.1"},
    {"msmpeng.exe", "Antimalware Service Executable", windows, microsoft, "MsMpEng.exe", "4.18.24090.11"},
    {"mstsc.exe", "Remote Desktop Connection", windows, microsoft, "mstsc.exe", "10.0.22621.1"},
    {"net.exe", "Net Command", windows, microsoft, "net.exe", "10.0.22621.1"},
    {"net1.exe", "Net Command", windows, microsoft, "net1.exe", "10.0.22621.1"},
    {"netsh.exe", "Network Command Shell", windows, microsoft, "netsh.exe", "10.0.22621.1"},
    {"nltest.exe", "Microsoft® Logon Server Test Utility", windows, microsoft, "nltestrk.exe", "10.0.22621.1"},
    {"node.exe", "Node.js JavaScript Runtime", "Node.js", "Node.js", "node.exe", "22.13.1"},
    {"notepad.exe", "Notepad", windows, microsoft, "NOTEPAD.EXE", "10.0.22621.1"},
    {"ntdsutil.exe", "NT5DS", windows, microsoft, "ntdsutil.exe", "10.0.22621.1"},
    {"onedrive.exe", "Microsoft OneDrive", "Microsoft OneDrive", microsoft, "OneDrive.exe", "25.010.0114.0003"},
    {"outlook.exe", "Microsoft Outlook", "Microsoft Outlook", microsoft, "Outlook.exe", "16.0.18324.20194"},
    {"ping.exe", "TCP/IP Ping Command", windows, microsoft, "ping.exe", "10.0.22621.1"},
    {"powershell.exe", "Windows PowerShell", windows, microsoft, "PowerShell.EXE", "10.0.22621.1"},
    {"psexesvc.exe", "PsExec Service", "Sysinternals PsExec", "Sysinternals - www.sysinternals.com", "psexesvc.exe",
        "2.43"},
    {"quser.exe", "Query User Utility", windows, microsoft, "quser.exe", "10.0.22621.1"},
    {"rclone.exe", "Rclone", "Rclone", "https://rclone.org", "rclone.exe", "1.68.2"},
    {"reg.exe", "Registry Console Tool", windows, microsoft, "reg.exe", "10.0.22621.1"},
    {"regsvr32.exe", "Microsoft(C) Register Server", windows, microsoft, "REGSVR32.EXE", "10.0.22621.1"},
    {"robocopy.exe", "Microsoft Robocopy", windows, microsoft, "robocopy.exe", "10.0.22621.1"},
    {"rundll32.exe", "Windows host process (Rundll32)", windows, microsoft, "RUNDLL32.EXE", "10.0.22621.1"},
    {"rustdesk.exe", "RustDesk Remote Desktop", "RustDesk", "Purslane Ltd", "rustdesk.exe", "1.3.7"},
    {"sc.exe", "Service Control Manager Configuration Tool", windows, microsoft, "sc.exe", "10.0.22621.1"},
    {"schtasks.exe", "Task Scheduler Configuration Tool", windows, microsoft, "schtasks.exe", "10.0.22621.1"},
    {"screenconnect.clientservice.exe", "ScreenConnect Client Service", "ScreenConnect", "ScreenConnect Software",
        "ScreenConnect.ClientService.exe", "24.3.7.9067"},
    {"services.exe", "Services and Controller app", windows, microsoft, "services.exe", "10.0.22621.1"},
    {"sethc.exe", "Accessibility shortcut keys", windows, microsoft, "sethc.exe", "10.0.22621.1"},
    {"spoolsv.exe", "Spooler SubSystem App", windows, microsoft, "spoolsv.exe", "10.0.22621.1"},
    {"svchost.exe", "Host Process for Windows Services", windows, microsoft, "svchost.exe", "10.0.22621.1"},
    {"systeminfo.exe", "Displays system information", windows, microsoft, "sysinfo.exe", "10.0.22621.1"},
    {"taskhostw.exe", "Host Process for Windows Tasks", windows, microsoft, "taskhostw.exe", "10.0.22621.1"},
    {"tasklist.exe", "Lists the current running tasks", windows, microsoft, "tasklist.exe", "10.0.22621.1"},
    {"taskmgr.exe", "Task Manager", windows, microsoft, "Taskmgr.exe", "10.0.22621.1"},
    {"taskschd.dll", "Task Scheduler COM API", windows, microsoft, "taskschd.dll", "10.0.22621.1"},
    {"teamviewer.exe", "TeamViewer", "TeamViewer", "TeamViewer Germany GmbH", "TeamViewer.exe", "15.62.4"},
    {"teamviewer_service.exe", "TeamViewer", "TeamViewer", "TeamViewer Germany GmbH", "TeamViewer_Service.exe",
        "15.62.4"},
    {"userinit.exe", "Userinit Logon Application", windows, microsoft, "USERINIT.EXE", "10.0.22621.1"},
    {"vssadmin.exe", "Command Line Interface for Microsoft® Volume Shadow Copy Service", windows, microsoft,
        "VSSADMIN.EXE", "10.0.22621.1"},
    {"vssvc.exe", "Microsoft® Volume Shadow Copy Service", windows, microsoft, "VSSVC.EXE", "10.0.22621.1"},
    {"wevtutil.exe", "Eventing Command Line Utility", windows, microsoft, "wevtutil.exe", "10.0.22621.1"},
    {"whoami.exe", "whoami - displays logged on user information", windows, microsoft, "whoami.exe", "10.0.22621.1"},
    {"winhttp.dll", "Windows HTTP Services", windows, microsoft, "winhttp.dll", "10.0.22621.1"},
    {"wininet.dll", "Internet Extensions for Win32", windows, microsoft, "wininet.dll", "10.0.22621.1"},
    {"wininit.exe", "Windows Start-Up Application", windows, microsoft, "WinInit.exe", "10.0.22621.1"},
    {"winlogon.exe", "Windows Logon Application", windows, microsoft, "WINLOGON.EXE", "10.0.22621.1"},
    {"winword.exe", "Microsoft Word", "Microsoft Office", microsoft, "WinWord.exe", "16.0.18324.20194"},
    {"wmic.exe", "WMI Commandline Utility", windows, microsoft, "wmic.exe", "10.0.22621.1"},
    {"wmiprvse.exe", "WMI Provider Host", windows, microsoft, "Wmiprvse.exe", "10.0.22621.1"},
    {"wscript.exe", "Microsoft ® Windows Based Script Host", "Microsoft ® Windows Script Host", microsoft,
        "wscript.exe", "5.812.10240.16384"},
    {"wsmprovhost.exe", "Host process for WinRM plug-ins", windows, microsoft, "wsmprovhost.exe", "10.0.22621.1"},
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
