// SPDX-License-Identifier: Apache-2.0
#include "core/world/linux_work.h"

#include "core/world/audit.h"

#include <format>

namespace rulewright::world {

namespace {

using Arguments = std::vector<std::string_view>;

void runCron(AuditLog& log, Micros time, Random& random)
{
    log.run(time, linuxRoot, "/usr/bin/run-parts", Arguments{"run-parts", "--report", "/etc/cron.hourly"});
    log.run(time + second, linuxRoot, "/usr/sbin/logrotate", Arguments{"/usr/sbin/logrotate", "/etc/logrotate.conf"});
    if (random.chance(40))
        log.touch(time + 2 * second, linuxRoot, "/usr/sbin/logrotate", "/var/log/syslog.7.gz", "DELETE", "logs");
}

void checkHealth(AuditLog& log, Micros time, Random& random)
{
    log.run(time, linuxWeb, "/usr/bin/curl",
        Arguments{"curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/health"}, "web");
    if (random.chance(30))
        log.run(
            time + second, linuxWeb, "/usr/bin/php8.2", Arguments{"php", "/srv/shop/bin/console", "cache:warm"}, "web");
}

void updatePackages(AuditLog& log, Micros time, Random& random)
{
    log.run(time, linuxRoot, "/usr/bin/apt-get", Arguments{"apt-get", "-qq", "update"});
    log.run(time + 3 * second, linuxRoot, "/usr/bin/dpkg", Arguments{"/usr/bin/dpkg", "--print-foreign-architectures"});
    if (random.chance(25)) {
        log.touch(time + 5 * second, linuxRoot, "/usr/bin/dpkg", "/etc/cron.d/sysstat", "CREATE", "cron");
        log.service(time + 6 * second, "sysstat", true);
    }
}

void administer(AuditLog& log, Micros time, Random& random)
{
    log.logIn(time, linuxAdmin, host(helpDeskHost).address, random.chance(85));
    log.run(time + 4 * second, linuxAdmin, "/usr/bin/systemctl", Arguments{"systemctl", "status", "nginx"}, "admin");
    log.run(time + 9 * second, linuxAdmin, "/usr/bin/tail", Arguments{"tail", "-n", "200", "/var/log/nginx/error.log"},
        "admin");
    if (random.chance(20)) {
        // A reset of a password reads and writes the file that intruders want.
        log.touch(time + 20 * second, linuxAdmin, "/usr/bin/passwd", "/etc/shadow", "NORMAL", "identity");
    }
    if (random.chance(20))
        log.touch(time + 30 * second, linuxAdmin, "/usr/bin/ssh-copy-id", "/home/deploy/.ssh/authorized_keys", "NORMAL",
            "ssh");
}

void deploy(AuditLog& log, Micros time, Random& random)
{
    log.logIn(time, linuxDeploy, host(developerHost).address, true);
    log.run(time + second, linuxDeploy, "/usr/bin/git", Arguments{"git", "pull", "--ff-only"}, "deploy");
    log.run(time + 4 * second, linuxDeploy, "/usr/bin/curl",
        Arguments{"curl", "-fsSL", "https://intranet.larkfield.example/shop.tar.gz", "-o", "/srv/shop/next.tar.gz"},
        "deploy");
    log.run(time + 8 * second, linuxDeploy, "/usr/bin/bash",
        Arguments{"bash", "-c", "tar xzf next.tar.gz && ./migrate"}, "deploy");
    if (random.chance(50))
        log.service(time + 15 * second, "php8.2-fpm", true);
}

} // namespace

void workOnLinux(Recorder& recorder, Micros midnight)
{
    Random& random = recorder.random();
    constexpr void (*tasks[])(AuditLog&, Micros, Random&)
        = {runCron, runCron, checkHealth, checkHealth, checkHealth, updatePackages, administer, deploy};
    AuditLog log(recorder, random.chance(60) ? webServer : databaseServer);
    const Micros time = midnight + random.between(0, 24 * hour - minute);
    random.pick(tasks)(log, time, random);
}

} // namespace rulewright::world
