// SPDX-License-Identifier: Apache-2.0
#include "core/world/office.h"

#include "core/world/cloud_work.h"
#include "core/world/linux_work.h"
#include "core/world/place.h"
#include "core/world/server_work.h"

#include <algorithm>
#include <format>

namespace rulewright::world {

namespace {

struct Site {
    std::string_view name;
    std::string_view address;
};

constexpr Site sites[] = {
    {"www.bing.com", "192.0.2.10"},
    {"news.example", "192.0.2.11"},
    {"weather.example", "192.0.2.12"},
    {"intranet.larkfield.example", "10.20.2.10"},
    {"supplier-portal.example", "198.51.100.20"},
    {"maps.example", "198.51.100.21"},
    {"timber-prices.example", "198.51.100.22"},
    {"wiki.example", "198.51.100.23"},
    {"login.microsoftonline.com", "192.0.2.30"},
    {"www.office.com", "192.0.2.31"},
};

constexpr std::string_view documents[]
    = {"Quote 2026-118", "Delivery plan March", "Stock list oak", "Board meeting notes", "Price list 2026",
        "Holiday plan", "Invoice 44017", "Customer survey", "Saw maintenance", "Budget Q2"};

const Process& browser(Place& at)
{
    if (!at.desk.browser) {
        const bool isChrome = at.random().chance(50);
        const std::string image = isChrome ? "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
                                           : "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
        at.desk.browser
            = at.r.start(at.desk.morning + 10 * second, at.desk.explorer, image, std::format("\"{}\"", image));
    }
    return *at.desk.browser;
}

void browse(Place& at)
{
    const Process& process = browser(at);
    for (auto pages = at.random().between(1, 3); pages > 0; --pages) {
        const Site& site = at.random().pick(sites);
        at.r.query(at.soon(), process, site.name, site.address);
        at.r.connect(at.soon(), process, site.address, site.name, 443);
    }
    if (at.random().chance(20)) {
        const std::string_view document = at.random().pick(documents);
        at.r.createFile(at.soon(), process, std::format("{}\\Downloads\\{}.pdf", at.home(), document));
    }
}

void readMail(Place& at)
{
    const Process& process = openMail(at.r, at.desk);
    at.r.query(at.soon(), process, "outlook.office365.com", "192.0.2.40");
    at.r.connect(at.soon(), process, "192.0.2.40", "outlook.office365.com", 443);
    if (at.random().chance(40)) {
        const std::string_view document = at.random().pick(documents);
        at.r.createFile(at.soon(), process,
            std::format("{}\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook\\7Q2LX0AB\\{}.xlsx",
                at.home(), document));
    }
}

void writeDocument(Place& at)
{
    const bool isWord = at.random().chance(50);
    const std::string image
        = std::format("C:\\Program Files\\Microsoft Office\\root\\Office16\\{}", isWord ? "WINWORD.EXE" : "EXCEL.EXE");
    const std::string_view name = at.random().pick(documents);
    const std::string path = std::format("S:\\{}\\{}.{}", at.userName(), name, isWord ? "docx" : "xlsx");
    const Process process = at.r.start(at.soon(), at.desk.explorer, image, std::format("\"{}\" \"{}\"", image, path));
    at.r.createFile(at.soon(), process, std::format("S:\\{}\\~${}", at.userName(), name.substr(2)));
    at.time += at.random().between(minute, 9 * minute);
    at.r.createFile(at.soon(), process, path);
    if (at.random().chance(15))
        at.runToEnd(process, "rundll32.exe",
            "C:\\Windows\\system32\\rundll32.exe C:\\Windows\\system32\\printui.dll,PrintUIEntry /in /n "
            "\\\\LARK-SRV1\\Office");
}

void readPdf(Place& at)
{
    const std::string image = "C:\\Program Files (x86)\\Adobe\\Acrobat Reader DC\\Reader\\AcroRd32.exe";
    const std::string_view document = at.random().pick(documents);
    static_cast<void>(at.r.start(at.soon(), at.desk.explorer, image,
        std::format("\"{}\" \"{}\\Downloads\\{}.pdf\"", image, at.home(), document)));
}

void syncFiles(Place& at)
{
    const std::string image = std::format("{}\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe", at.home());
    if (!at.desk.cloudDrive) {
        at.desk.cloudDrive = at.r.start(
            at.desk.morning + 5 * second, at.desk.explorer, image, std::format("\"{}\" /background", image));
        at.r.setValue(at.desk.morning + 7 * second, *at.desk.cloudDrive,
            std::format("HKU\\{}\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\OneDrive",
                securityId(*at.desk.session.user)),
            std::format("\"{}\" /background", image));
    }
    at.r.query(at.soon(), *at.desk.cloudDrive, "skyapi.onedrive.live.com", "192.0.2.50");
    at.r.connect(at.soon(), *at.desk.cloudDrive, "192.0.2.50", "skyapi.onedrive.live.com", 443);
    const std::string_view document = at.random().pick(documents);
    at.r.createFile(at.soon(), *at.desk.cloudDrive, std::format("{}\\OneDrive\\{}.docx", at.home(), document));
    if (at.random().chance(20))
        at.runToEnd(at.desk.netServices, "schtasks.exe",
            std::format("schtasks /create /tn \"OneDrive Standalone Update Task\" /tr "
                        "\"{}\\AppData\\Local\\Microsoft\\OneDrive\\"
                        "OneDriveStandaloneUpdater.exe\" /sc daily",
                at.home()));
}

void chat(Place& at)
{
    if (!at.desk.chat) {
        const std::string image
            = "C:\\Program Files\\WindowsApps\\MSTeams_25017.203.3370.1174_x64__8wekyb3d8bbwe\\ms-teams.exe";
        at.desk.chat = at.r.start(at.desk.morning + 30 * second, at.desk.explorer, image, std::format("\"{}\"", image));
    }
    at.r.query(at.soon(), *at.desk.chat, "teams.microsoft.com", "192.0.2.60");
    at.r.connect(at.soon(), *at.desk.chat, "192.0.2.60", "teams.microsoft.com", 443);
}

void maintain(Place& at)
{
    switch (at.random().below(4)) {
    case 0:
        at.runToEnd(at.desk.netServices, "taskhostw.exe", "taskhostw.exe /RuntimeWide");
        break;
    case 1:
        static_cast<void>(at.r.start(at.soon(), at.desk.management, std::string(powershellImage),
            // Get-Service ccmexec
            "\"powershell.exe\" -NoLogo -NonInteractive -EncodedCommand "
            "RwBlAHQALQBTAGUAcgB2AGkAYwBlACAAYwBjAG0AZQB4AGUAYwA="));
        break;
    case 2: {
        const Process reg = at.run(at.desk.management, "reg.exe",
            "reg query HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall /s");
        at.r.setValue(at.soon(), at.desk.management, "HKLM\\SOFTWARE\\Microsoft\\CCM\\LastInventory",
            std::format("DWORD (0x{:08x})", reg.id));
        break;
    }
    default:
        at.r.setValue(at.soon(), at.desk.netServices,
            "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tasks\\LastRun",
            "DWORD (0x00000001)");
        at.r.createFile(at.soon(), at.desk.netServices,
            "C:\\Windows\\System32\\Tasks\\Microsoft\\Windows\\UpdateOrchestrator\\Schedule Scan");
    }
}

void openPanel(Place& at)
{
    if (at.random().chance(50)) {
        at.runToEnd(at.desk.explorer, "rundll32.exe",
            "\"C:\\Windows\\system32\\rundll32.exe\" shell32.dll,Control_RunDLL mmsys.cpl");
        return;
    }
    const std::string setup = std::format("{}\\Downloads\\setup.exe", at.home());
    const Process installer = at.r.start(at.soon(), at.desk.explorer, setup, std::format("\"{}\"", setup));
    const std::string folder
        = std::format("{}\\AppData\\Local\\Temp\\nsis{:04}.tmp", at.home(), at.random().below(10'000));
    at.r.createFile(at.soon(), installer, folder + "\\helper.dll");
    at.runToEnd(installer, "rundll32.exe", std::format("rundll32.exe \"{}\\helper.dll\",Register", folder));
}

void plugKeyboard(Place& at)
{
    const Process system = at.r.kernel(at.desk.morning - 2 * hour, at.desk.session.host);
    at.r.setValue(at.soon(), system,
        "HKLM\\System\\CurrentControlSet\\Enum\\USB\\VID_046D&PID_C31C\\6&1f2a&0&3\\FriendlyName", "USB Keyboard");
}

void develop(Place& at)
{
    const std::string image = std::format("{}\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe", at.home());
    if (!at.desk.editor)
        at.desk.editor
            = at.r.start(at.desk.morning + 40 * second, at.desk.explorer, image, std::format("\"{}\"", image));
    const Process shell
        = at.run(*at.desk.editor, "cmd.exe", "C:\\Windows\\System32\\cmd.exe /d /s /c \"npm run build\"");
    const Process node = at.r.start(at.soon(), shell, "C:\\Program Files\\nodejs\\node.exe",
        "\"node\" \"C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js\" run build");
    at.r.query(at.soon(), node, "registry.npmjs.org", "192.0.2.70");
    at.r.connect(at.soon(), node, "192.0.2.70", "registry.npmjs.org", 443);
    static_cast<void>(
        at.r.start(at.soon(), *at.desk.editor, "C:\\Program Files\\Git\\cmd\\git.exe", "git.exe status -z -uall"));
    if (at.random().chance(25))
        at.r.query(at.soon(), *at.desk.editor, "global.rel.tunnels.api.visualstudio.com", "192.0.2.71");
}

void administer(Place& at)
{
    const Process shell = at.run(at.desk.explorer, "cmd.exe", "\"C:\\Windows\\system32\\cmd.exe\"");
    at.runToEnd(shell, "ipconfig.exe", "ipconfig /all");
    const std::string_view name = users()[at.random().below(6)].name;
    const Process net = at.run(shell, "net.exe", std::format("net user {} /domain", name));
    at.runToEnd(net, "net1.exe", std::format("C:\\Windows\\system32\\net1 user {} /domain", name));
    if (at.random().chance(35))
        at.runToEnd(shell, "whoami.exe", "whoami /groups");
    if (at.random().chance(35))
        at.runToEnd(shell, "certutil.exe", "certutil -verify -urlfetch C:\\deploy\\larkfield.cer");
    if (at.random().chance(50))
        static_cast<void>(
            at.r.start(at.soon(), at.desk.explorer, "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
                "powershell.exe -NoProfile -File C:\\deploy\\Get-StaleAccounts.ps1"));
    at.runToEnd(at.desk.explorer, "mmc.exe", "\"C:\\Windows\\system32\\mmc.exe\" dsa.msc");
}

void reachServers(Place& at)
{
    const std::string address(host(at.desk.session.host).address);
    Session session = at.r.newSession(at.random().chance(60) ? domainController : fileServer, *at.desk.session.user);
    at.r.logOn(
        at.soon(), {.session = session, .type = 3, .address = address, .process = "Kerberos", .package = "Kerberos"});
    if (at.random().chance(30))
        at.r.logOn(at.soon(), {.session = at.desk.session, .type = 7, .address = "127.0.0.1"});
}

using Activity = void (*)(Place&);

constexpr Activity officeTasks[] = {browse, browse, browse, readMail, readMail, writeDocument, writeDocument, readPdf,
    syncFiles, chat, maintain, openPanel, reachServers, reachServers, plugKeyboard, scanProcesses, scanProcesses,
    keepHouse, keepHouse, mistypePassword, elevate, useOtherAccount};
constexpr Activity developerTasks[] = {develop, develop, develop, browse, browse, readMail, chat, maintain,
    reachServers, scanProcesses, keepHouse, mistypePassword};
constexpr Activity helpDeskTasks[] = {administer, administer, browse, readMail, chat, maintain, reachServers,
    writeDocument, scriptByHelpDesk, scriptByHelpDesk, scriptByHelpDesk, scanProcesses, keepHouse, useOtherAccount};
constexpr Activity serverTasks[] = {maintain, administer, backUp, backUp, serveFiles, serveFiles, serveFiles,
    serveFiles, scanProcesses, keepHouse, keepHouse, elevate, elevate};

constexpr std::uint64_t linuxPercent = 7;
constexpr std::uint64_t cloudPercent = 4;
constexpr std::uint64_t serverPercent = 22;

} // namespace

void doSomeWork(Recorder& recorder, Desks& desks)
{
    Random& random = recorder.random();
    recorder.setBenign();
    const std::size_t workingDay = random.below(desks.days());
    const std::uint64_t where = random.below(100);
    if (where < linuxPercent)
        return workOnLinux(recorder, desks.midnight(workingDay));
    if (where < linuxPercent + cloudPercent)
        return workInCloud(recorder, desks.midnight(workingDay));
    const bool isServer = where < linuxPercent + cloudPercent + serverPercent;
    const auto host = static_cast<HostId>(
        isServer ? workstationCount + random.below(windowsCount - workstationCount) : random.below(workstationCount));
    Desk& desk = desks.at(host, workingDay);
    Place at{recorder, desk, desk.morning + 2 * minute + random.between(0, 8 * hour + 30 * minute)};
    if (random.below(150) == 0)
        return installByHelpDesk(at);
    if (host == domainController && random.below(150) == 0)
        return welcomeColleague(at);
    if (isServer)
        return random.pick(serverTasks)(at);
    switch (user(*desk.session.user).work) {
    case Work::Office:
        return random.pick(officeTasks)(at);
    case Work::Developer:
        return random.pick(developerTasks)(at);
    case Work::HelpDesk:
        return random.pick(helpDeskTasks)(at);
    }
}

const Process& openMail(Recorder& recorder, Desk& desk)
{
    if (!desk.mail) {
        const std::string image = "C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE";
        desk.mail = recorder.start(desk.morning + 20 * second, desk.explorer, image, std::format("\"{}\"", image));
    }
    return *desk.mail;
}

void doSupportWork(Recorder& recorder, Desks& desks)
{
    recorder.setBenign();
    Desk& desk = desks.at(receptionHost, 0);
    Place at{recorder, desk, desks.midnight(0) + 14 * hour};
    const std::string image = at.home() + "\\Downloads\\AnyDesk.exe";
    const Process& downloader = browser(at);
    at.r.createFile(at.soon(), downloader, image);
    const Process vendor = at.r.start(at.soon(), desk.explorer, image, std::format("\"{}\"", image));
    at.r.query(at.soon(), vendor, "boot.net.anydesk.com", "192.0.2.90");
    at.r.connect(at.soon(), vendor, "192.0.2.90", "boot.net.anydesk.com", 443);

    Desk& helpDesk = desks.at(helpDeskHost, 0);
    Place support{recorder, helpDesk, desks.midnight(0) + 15 * hour};
    const std::string viewer = "C:\\Program Files\\TeamViewer\\TeamViewer.exe";
    const Process shell = support.run(helpDesk.explorer, "cmd.exe", "\"C:\\Windows\\system32\\cmd.exe\"");
    static_cast<void>(support.r.start(support.soon(), shell, viewer, std::format("\"{}\"", viewer)));
    if (helpDesk.support) {
        support.r.query(support.soon(), *helpDesk.support, "master12.teamviewer.com", "192.0.2.78");
        support.r.connect(support.soon(), *helpDesk.support, "192.0.2.78", "master12.teamviewer.com", 5938);
    }
}

} // namespace rulewright::world
