// SPDX-License-Identifier: Apache-2.0
#include "core/taxonomy/built_in.h"
#include "core/taxonomy/log_source.h"
#include "tests/support/runner.h"

#include <optional>
#include <string>
#include <vector>

using namespace rulewright::taxonomy;
using State = LogSourceScope::State;

namespace {

const EventIdentity sysmon1{"Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational", 1, {}};
const EventIdentity sysmon12{"Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational", 12, {}};
const EventIdentity sysmon26{"Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational", 26, {}};
const EventIdentity security4688{"Microsoft-Windows-Security-Auditing", "Security", 4688, {}};
const EventIdentity linux1{"Linux-Sysmon", "Linux-Sysmon/Operational", 1, {}};
const EventIdentity dnsClient{{}, "Microsoft-Windows-DNS-Client/Operational", 3008, {}};
const EventIdentity kernelFile{"Microsoft-Windows-Kernel-File", {}, 12, {}};
const EventIdentity unknown;

const Taxonomy& tables()
{
    static const Taxonomy taxonomy = *builtInTaxonomy();
    return taxonomy;
}

LogSourceScope resolve(std::string_view product, std::string_view category = {}, std::string_view service = {})
{
    return resolveLogSource({product, category, service}, tables());
}

} // namespace

class LogSourceTest : public QObject {
    Q_OBJECT
private slots:
    void withoutLogSourceEveryEventIsInScope();
    void aWindowsCategoryIsTheRowsThatNameIt();
    void oneEventMayBeOfSeveralCategories();
    void aWindowsServiceIsItsChannelsWithAnyId();
    void servicesMissingInTheAppendixAreKnown();
    void windowsIsAnyEventWithChannelOrProviderButLinuxSysmons();
    void fileAccessIsTheKernelFileProvider();
    void linuxIsSysmonForLinux();
    void withoutProductACategoryIsThatOfEveryProduct();
    void aPartThatTheTablesDoNotKnowNarrowsNothing_data();
    void aPartThatTheTablesDoNotKnowNarrowsNothing();
    void whatNoChannelTellsIsToldByTheKindOfLog();
    void anEventOfUnknownSourceIsInEveryScope();
    void whatIsNeededIsSaid();
};

void LogSourceTest::withoutLogSourceEveryEventIsInScope()
{
    const LogSourceScope scope = resolve({});
    QCOMPARE(scope.state, State::None);
    QVERIFY(isInScope(scope, sysmon1) && isInScope(scope, linux1));
}

void LogSourceTest::aWindowsCategoryIsTheRowsThatNameIt()
{
    const LogSourceScope processes = resolve("Windows", "process_creation");
    QCOMPARE(processes.state, State::Mapped);
    QVERIFY(isInScope(processes, sysmon1));
    QVERIFY(isInScope(processes, security4688));
    QVERIFY(!isInScope(processes, sysmon12));
    QVERIFY(!isInScope(processes, linux1));
    QVERIFY(isInScope(resolve("windows", "file_delete"), sysmon26));
}

void LogSourceTest::oneEventMayBeOfSeveralCategories()
{
    for (const char* category : {"registry_add", "registry_delete", "registry_event"})
        QVERIFY(isInScope(resolve("windows", category), sysmon12));
    QVERIFY(!isInScope(resolve("windows", "registry_set"), sysmon12));
}

void LogSourceTest::aWindowsServiceIsItsChannelsWithAnyId()
{
    const LogSourceScope security = resolve("windows", {}, "security");
    QVERIFY(isInScope(security, security4688));
    QVERIFY(isInScope(security, {"Anyone", "SECURITY", 99999, {}}));
    QVERIFY(!isInScope(security, sysmon1));
    QVERIFY(isInScope(resolve("windows", {}, "dns-client"), dnsClient));
    QVERIFY(!isInScope(resolve("windows", "process_creation", "security"), sysmon1));
}

void LogSourceTest::servicesMissingInTheAppendixAreKnown()
{
    for (const char* service :
        {"smbclient-connectivity", "smbserver-connectivity", "microsoft-servicebus-client", "servicebus-client"})
        QCOMPARE(resolve("windows", {}, service).state, State::Mapped);
}

void LogSourceTest::windowsIsAnyEventWithChannelOrProviderButLinuxSysmons()
{
    const LogSourceScope windows = resolve("windows");
    QCOMPARE(windows.state, State::Mapped);
    QVERIFY(isInScope(windows, sysmon1) && isInScope(windows, dnsClient) && isInScope(windows, kernelFile));
    QVERIFY(!isInScope(windows, linux1));
    QVERIFY(!isInScope(windows, {{}, {}, 1, {}}));
}

void LogSourceTest::fileAccessIsTheKernelFileProvider()
{
    QVERIFY(isInScope(resolve("windows", "file_access"), kernelFile));
    QVERIFY(isInScope(resolve("windows", "file_rename"), kernelFile));
    QVERIFY(!isInScope(resolve("windows", "file_access"), sysmon1));
}

void LogSourceTest::linuxIsSysmonForLinux()
{
    QVERIFY(isInScope(resolve("linux"), linux1));
    QVERIFY(isInScope(resolve("linux", "process_creation"), linux1));
    QVERIFY(!isInScope(resolve("linux", "file_event"), linux1));
    QVERIFY(!isInScope(resolve("linux"), sysmon1));
    QVERIFY(isInScope(resolve("linux"), {{}, {}, 1, "linux-sysmon"}));
}

void LogSourceTest::withoutProductACategoryIsThatOfEveryProduct()
{
    const LogSourceScope processes = resolve({}, "process_creation");
    QVERIFY(isInScope(processes, sysmon1) && isInScope(processes, linux1));
}

void LogSourceTest::aPartThatTheTablesDoNotKnowNarrowsNothing_data()
{
    QTest::addColumn<QString>("product");
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("service");
    QTest::addColumn<bool>("narrows");
    QTest::newRow("product") << "qualys" << "" << "" << false;
    QTest::newRow("category") << "" << "appliance" << "" << false;
    QTest::newRow("misspelt service") << "windows" << "" << "secruity" << false;
    QTest::newRow("service of a known product") << "linux" << "" << "kauditd" << true;
    QTest::newRow("category with an unknown service") << "linux" << "process_creation" << "kauditd" << true;
}

void LogSourceTest::aPartThatTheTablesDoNotKnowNarrowsNothing()
{
    QFETCH(QString, product);
    QFETCH(QString, category);
    QFETCH(QString, service);
    QFETCH(bool, narrows);
    const LogSourceScope scope = resolve(product.toStdString(), category.toStdString(), service.toStdString());
    QCOMPARE(scope.state, State::Unmapped);
    QVERIFY(!scope.unknownParts.empty());
    QCOMPARE(!isInScope(scope, sysmon1), narrows);
}

void LogSourceTest::whatNoChannelTellsIsToldByTheKindOfLog()
{
    const EventIdentity cloudTrail{{}, {}, {}, "aws-cloudtrail"};
    const EventIdentity sshd{{}, {}, {}, "linux-sshd"};
    QVERIFY(isInScope(resolve("aws"), cloudTrail));
    QVERIFY(isInScope(resolve("aws", {}, "cloudtrail"), cloudTrail));
    QVERIFY(!isInScope(resolve("azure"), cloudTrail));
    QVERIFY(isInScope(resolve("linux"), sshd) && isInScope(resolve("linux", {}, "auth"), sshd));
    QVERIFY(!isInScope(resolve("linux", {}, "sudo"), sshd));
    QVERIFY(isInScope(resolve({}, "webserver"), {{}, {}, {}, "web"}));
    QVERIFY(isInScope(resolve("windows", "process_creation"), {{}, {}, {}, "ecs-windows-process"}));
    QVERIFY(!isInScope(resolve("windows", "process_creation"), {{}, {}, {}, "ecs-linux-process"}));
    QVERIFY(isInScope(resolve("macos", "process_creation"), {{}, {}, {}, "ecs-macos-process"}));
    QCOMPARE(describe(resolve("aws", {}, "cloudtrail").needed.front()), "AWS CloudTrail");
}

void LogSourceTest::anEventOfUnknownSourceIsInEveryScope()
{
    QVERIFY(isInScope(resolve("windows", "process_creation"), unknown));
    QVERIFY(isInScope(resolve("linux", "file_event"), unknown));
    QVERIFY(!isInScope(resolve("windows", "process_creation"), {{}, {}, {}, "cloudtrail"}));
}

void LogSourceTest::whatIsNeededIsSaid()
{
    const LogSourceScope processes = resolve("windows", "process_creation");
    QCOMPARE(processes.needed.size(), std::size_t(2));
    QCOMPARE(describe(processes.needed.front()), "Microsoft-Windows-Sysmon 1 (Process creation)");
    const LogSourceScope security = resolve("windows", {}, "security");
    QCOMPARE(describe(security.needed.front()), "channel Security");
    QVERIFY(resolve("windows").needed.empty());
}

RULEWRIGHT_TEST(LogSourceTest)
#include "test_log_source.moc"
