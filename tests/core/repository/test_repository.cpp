// SPDX-License-Identifier: Apache-2.0
// A rule goes into a scratch repository with SigmaHQ's folders; hostile names stay inside.
#include "core/events/load.h"
#include "core/export/repository_export.h"
#include "core/rulefile/rulefile.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QProcess>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>

using namespace rulewright;

namespace {

constexpr const char* ruleText = "title: New Rule Of Mine\n"
                                 "id: 5f1d2a3b-0000-4000-8000-000000000001\n"
                                 "status: test\n"
                                 "logsource:\n"
                                 "    category: process_creation\n"
                                 "    product: windows\n"
                                 "detection:\n"
                                 "    selection:\n"
                                 "        Image|endswith: '\\a.exe'\n"
                                 "    condition: selection\n"
                                 "level: low\n";

void write(const std::filesystem::path& path, const std::string& text)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

/// A repository with one commit on main: SigmaHQ's folders and a rule.
class Scratch {
public:
    Scratch()
        : m_root(std::filesystem::path(m_folder.path().toStdString()) / "repository")
    {
        std::filesystem::create_directories(m_root);
        git({"init", "-q", "-b", "main"});
        git({"config", "user.name", "Ann"});
        git({"config", "user.email", "ann@larkfield.example"});
        write(m_root / "rules/windows/process_creation/proc_creation_win_old.yml",
            "title: Old\nid: 5f1d2a3b-0000-4000-8000-0000000000ff\n");
        git({"add", "."});
        git({"commit", "-q", "-m", "first"});
    }

    const std::filesystem::path& root() const { return m_root; }

    std::filesystem::path outside() const { return m_root.parent_path(); }

    /// git's output; its errors where it fails.
    QByteArray git(const QStringList& arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(QString::fromStdString(m_root.string()));
        process.start(QStringLiteral("git"), arguments);
        process.waitForFinished();
        return process.exitCode() == 0 ? process.readAllStandardOutput() : "failed: " + process.readAllStandardError();
    }

private:
    QTemporaryDir m_folder;
    std::filesystem::path m_root;
};

struct Plan {
    rule::Document document;
    exporting::ExportRequest request;

    explicit Plan(const Scratch& scratch, std::string text = ruleText)
        : document(*rulefile::parse(SourceText("rule.yml", text)).value)
    {
        request.repository = scratch.root();
        request.bytes = std::move(text);
        request.rule = &document.rules[0];
        request.ownName = "rule.yml";
        request.date = "2026-11-28";
    }

    git::Outcome<exporting::ExportPlan> make() const { return exporting::planExport(request); }
};

std::string withTitle(std::string_view title)
{
    std::string text = ruleText;
    return text.replace(7, 16, title);
}

class TestRepository : public QObject {
    Q_OBJECT

private slots:

    void proposesFolderAndNameWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("logSource");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char* logSource, const char* path) {
            QTest::newRow(logSource) << QByteArray(logSource) << QByteArray(path);
        };
        row("category: process_creation, product: windows", "rules/windows/process_creation/proc_creation_win_a_b.yml");
        row("category: process_creation, product: linux", "rules/linux/process_creation/proc_creation_lnx_a_b.yml");
        row("category: process_creation, product: macos", "rules/macos/process_creation/proc_creation_macos_a_b.yml");
        row("category: file_event, product: windows", "rules/windows/file/file_event/file_event_win_a_b.yml");
        row("category: file_event, product: linux", "rules/linux/file_event/file_event_lnx_a_b.yml");
        row("category: registry_set, product: windows", "rules/windows/registry/registry_set/registry_set_a_b.yml");
        row("category: network_connection, product: windows",
            "rules/windows/network_connection/net_connection_win_a_b.yml");
        row("category: ps_script, product: windows", "rules/windows/powershell/powershell_script/posh_ps_a_b.yml");
        row("category: image_load, product: windows", "rules/windows/image_load/image_load_a_b.yml");
        row("service: security, product: windows", "rules/windows/builtin/security/win_security_a_b.yml");
        row("service: bits-client, product: windows", "rules/windows/builtin/bits_client/win_bits_client_a_b.yml");
        row("service: windefend, product: windows", "rules/windows/builtin/windefend/win_defender_a_b.yml");
        row("service: auditd, product: linux", "rules/linux/auditd/lnx_auditd_a_b.yml");
        row("service: sshd, product: linux", "rules/linux/builtin/sshd/lnx_sshd_a_b.yml");
        row("service: cloudtrail, product: aws", "rules/cloud/aws/cloudtrail/aws_a_b.yml");
        row("service: signinlogs, product: azure", "rules/cloud/azure/signin_logs/azure_a_b.yml");
        row("service: audit, product: m365", "rules/cloud/m365/audit/microsoft365_a_b.yml");
        row("service: okta, product: okta", "rules/identity/okta/okta_a_b.yml");
        row("category: proxy", "rules/web/proxy_generic/proxy_a_b.yml");
        row("category: dns", "rules/network/dns/net_dns_a_b.yml");
        row("category: webserver", "rules/web/webserver_generic/web_a_b.yml");
        row("product: bitbucket, service: audit", "rules/application/bitbucket/audit/bitbucket_a_b.yml");
        row("product: '../../etc', service: '/x'", "rules/application/etc/x/etc_a_b.yml");
    }

    void proposesFolderAndNameWithTheReason()
    {
        QFETCH(QByteArray, logSource);
        QFETCH(QByteArray, path);
        const auto parsed = rulefile::parse(SourceText("rule.yml",
            "title: A, b!\nlogsource: {" + logSource.toStdString()
                + "}\ndetection:\n    s:\n        a: b\n    condition: s\n"));
        const exporting::RepositoryPlace place = exporting::placeInRepository(parsed.value->rules[0], "");
        QCOMPARE(QByteArray::fromStdString(place.path()), path);
        QVERIFY(!place.reason.empty());
    }

    void emergingThreatsHaveFoldersByYearKindAndName_data()
    {
        QTest::addColumn<QByteArray>("tags");
        QTest::addColumn<QByteArray>("folder");
        QTest::newRow("a vulnerability") << QByteArray("cve.2024-12345")
                                         << QByteArray("rules-emerging-threats/2024/Exploits/CVE-2024-12345");
        QTest::newRow("with a dot") << QByteArray("cve.2021.44228")
                                    << QByteArray("rules-emerging-threats/2021/Exploits/CVE-2021-44228");
        QTest::newRow("a group") << QByteArray("attack.g0007") << QByteArray("rules-emerging-threats/2026/TA/Generic");
        QTest::newRow("a technique") << QByteArray("attack.t1059")
                                     << QByteArray("rules-emerging-threats/2026/Malware/Generic");
        QTest::newRow("no vulnerability")
            << QByteArray("'cve.2024-../../x'") << QByteArray("rules-emerging-threats/2026/Malware/Generic");
    }

    void emergingThreatsHaveFoldersByYearKindAndName()
    {
        QFETCH(QByteArray, tags);
        QFETCH(QByteArray, folder);
        const auto parsed = rulefile::parse(SourceText("rule.yml",
            "title: A\ndate: 2026-02-03\ntags: [detection.emerging-threats, " + tags.toStdString()
                + "]\nlogsource: {category: process_creation, product: windows}\ndetection:\n    s:\n        a: b\n"
                  "    condition: s\n"));
        const exporting::RepositoryPlace place = exporting::placeInRepository(parsed.value->rules[0], "");
        QCOMPARE(QByteArray::fromStdString(place.folder), folder);
        QCOMPARE(place.fileName, std::string("proc_creation_win_a.yml"));
        QVERIFY(place.reason.starts_with("from the tag "));
    }

    void keepsAFileNameThatFollowsTheConvention()
    {
        const auto parsed = rulefile::parse(SourceText("rule.yml", ruleText));
        const rule::Rule& rule = parsed.value->rules[0];
        QCOMPARE(exporting::placeInRepository(rule, "proc_creation_win_mine.yml").fileName,
            std::string("proc_creation_win_mine.yml"));
        QCOMPARE(exporting::placeInRepository(rule, "mine.yml").fileName,
            std::string("proc_creation_win_new_rule_of_mine.yml"));
        QCOMPARE(exporting::placeInRepository(rule, "proc_creation_win_new.yml").fileName,
            std::string("proc_creation_win_new_rule_of_mine.yml"));
    }

    void commitsOnANewBranch()
    {
        const Scratch scratch;
        const Plan plan(scratch);
        const auto made = plan.make();
        QVERIFY2(made.has_value(), made ? "" : made.error().c_str());
        QCOMPARE(made->branch, std::string("rule/new-rule-of-mine"));
        QVERIFY(made->isNewBranch);
        QCOMPARE(made->message, std::string("new: New Rule Of Mine\n"));
        QCOMPARE(made->files.size(), std::size_t{1});
        QCOMPARE(exporting::added(made->files[0].diff), std::size_t{11});
        const auto commit = exporting::commitExport(*made);
        QVERIFY2(commit.has_value(), commit ? "" : commit.error().c_str());
        QVERIFY(commit->isCheckedOut);
        const QString path = QStringLiteral("rules/windows/process_creation/proc_creation_win_new_rule_of_mine.yml");
        QCOMPARE(scratch.git({QStringLiteral("show"), QStringLiteral("rule/new-rule-of-mine:") + path}),
            QByteArray(ruleText));
        QCOMPARE(QByteArray::fromStdString(tests::readFile(scratch.root() / path.toStdString())), QByteArray(ruleText));
        QCOMPARE(scratch.git({QStringLiteral("status"), QStringLiteral("--porcelain")}), QByteArray());
        QCOMPARE(scratch.git({QStringLiteral("log"), QStringLiteral("--format=%an %s"), QStringLiteral("-1")}),
            QByteArray("Ann new: New Rule Of Mine\n"));
        QCOMPARE(scratch.git({QStringLiteral("rev-list"), QStringLiteral("--count"), QStringLiteral("main")}),
            QByteArray("1\n"));
        QCOMPARE(scratch.git({QStringLiteral("fsck"), QStringLiteral("--strict")}), QByteArray());
    }

    void updatesTheRuleWithTheSameId()
    {
        const Scratch scratch;
        const Plan first(scratch);
        QVERIFY(exporting::commitExport(*first.make()).has_value());
        std::string text = withTitle("Another Title Now");
        Plan second(scratch, text);
        second.request.branch = "rule/new-rule-of-mine";
        const auto made = second.make();
        QVERIFY(made.has_value());
        QCOMPARE(made->place.fileName, std::string("proc_creation_win_new_rule_of_mine.yml"));
        QCOMPARE(made->place.reason, std::string("the repository has the rule with this id there"));
        QCOMPARE(exporting::added(made->files[0].diff), std::size_t{1});
        QCOMPARE(exporting::removed(made->files[0].diff), std::size_t{1});
        QVERIFY(!made->isNewBranch);
        QVERIFY(exporting::commitExport(*made).has_value());
        const auto again = second.make();
        QVERIFY(again.has_value());
        QVERIFY(!exporting::commitExport(*again).has_value()); // nothing changed
        QCOMPARE(scratch.git({QStringLiteral("fsck"), QStringLiteral("--strict")}).contains("error"), false);
    }

    void choosesAnotherNameWhereOneIsTaken()
    {
        const Scratch scratch;
        Plan plan(scratch, withTitle("Old"));
        const auto made = plan.make();
        QVERIFY(made.has_value());
        QCOMPARE(made->place.fileName, std::string("proc_creation_win_old_2.yml"));
    }

    void neverOverwritesOtherChanges()
    {
        const Scratch scratch;
        Plan plan(scratch);
        plan.request.branch = "main";
        const auto made = plan.make();
        QVERIFY(made.has_value());
        write(scratch.root() / made->files[0].file.path, "mine");
        QVERIFY(!exporting::commitExport(*made).has_value());
        QCOMPARE(tests::readFile(scratch.root() / made->files[0].file.path), std::string("mine"));
        QCOMPARE(scratch.git({QStringLiteral("rev-list"), QStringLiteral("--count"), QStringLiteral("main")}),
            QByteArray("1\n"));
    }

    void leavesOtherChangesAlone()
    {
        const Scratch scratch;
        write(scratch.root() / "rules/windows/process_creation/proc_creation_win_old.yml", "changed");
        const Plan plan(scratch);
        QVERIFY(exporting::commitExport(*plan.make()).has_value());
        QCOMPARE(tests::readFile(scratch.root() / "rules/windows/process_creation/proc_creation_win_old.yml"),
            std::string("changed"));
        QCOMPARE(scratch.git({QStringLiteral("status"), QStringLiteral("--porcelain")}),
            QByteArray(" M rules/windows/process_creation/proc_creation_win_old.yml\n"));
    }

    void worksBeforeTheFirstCommitAndInABareRepository()
    {
        QTemporaryDir folder;
        for (const bool isBare : {false, true}) {
            const auto root = std::filesystem::path(folder.path().toStdString()) / (isBare ? "bare" : "empty");
            std::filesystem::create_directories(root);
            QProcess process;
            process.setWorkingDirectory(QString::fromStdString(root.string()));
            process.start(QStringLiteral("git"),
                isBare ? QStringList{QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("--bare")}
                       : QStringList{QStringLiteral("init"), QStringLiteral("-q")});
            QVERIFY(process.waitForFinished());
            const Scratch other;
            Plan plan(other);
            plan.request.repository = root;
            const auto commit = exporting::commitExport(*plan.make());
            QVERIFY2(commit.has_value(), commit ? "" : commit.error().c_str());
            QCOMPARE(commit->isCheckedOut, !isBare);
        }
    }

    void storesEventsAsRegressionData()
    {
        const Scratch scratch;
        Task task;
        const auto loaded = events::loadText("a.ndjson",
            R"({"EventID":1,"Provider_Name":"Microsoft-Windows-Sysmon","Channel":"x","Image":"C:\\a.exe"})", {},
            events::Side::Unknown, task);
        Plan plan(scratch);
        plan.request.tests = {{&loaded.events, events::EventId{0}}};
        const auto made = plan.make();
        QVERIFY2(made.has_value(), made ? "" : made.error().c_str());
        QCOMPARE(made->files.size(), std::size_t{3});
        const std::string folder = "regression_data/rules/windows/process_creation/proc_creation_win_new_rule_of_mine";
        QVERIFY(made->files[0].file.bytes.ends_with("level: low\nregression_tests_path: " + folder + "/info.yml\n"));
        QCOMPARE(made->files[1].file.path, folder + "/info.yml");
        QVERIFY(made->files[1].file.bytes.contains(
            "match_count: 1\n      path: " + folder + "/5f1d2a3b-0000-4000-8000-000000000001.json\n"));
        QVERIFY(made->files[2].file.bytes.starts_with("{\"EventID\":1,"));
        QVERIFY(exporting::commitExport(*made).has_value());
    }

    void hostileTitlesStayInside_data()
    {
        QTest::addColumn<QByteArray>("title");
        QTest::newRow("up") << QByteArray("'../../../../tmp/evil'");
        QTest::newRow("absolute") << QByteArray("/etc/passwd");
        QTest::newRow("newline") << QByteArray("\"a\\nb/../c\"");
        QTest::newRow("300 characters") << QByteArray(300, 'x');
        QTest::newRow("nothing but signs") << QByteArray("'///...'");
        QTest::newRow("control characters") << QByteArray("\"\\x01\\x1b[31m\\0\"");
        QTest::newRow("not Latin") << QByteArray("'規則 規則'");
        QTest::newRow("git's own folder") << QByteArray(".git/config");
        QTest::newRow("an option") << QByteArray("'--upload-pack=x'");
    }

    void hostileTitlesStayInside()
    {
        QFETCH(QByteArray, title);
        const Scratch scratch;
        const Plan plan(scratch, withTitle(title.toStdString()));
        const auto made = plan.make();
        QVERIFY2(made.has_value(), made ? "" : made.error().c_str());
        QCOMPARE(made->place.folder, std::string("rules/windows/process_creation"));
        QVERIFY(made->place.fileName.size() <= 90 && made->place.fileName.size() >= 10);
        QVERIFY(!made->message.substr(0, made->message.size() - 1).contains('\n'));
        QVERIFY2(exporting::commitExport(*made).has_value(), made->place.fileName.c_str());
        QCOMPARE(scratch.git({QStringLiteral("fsck"), QStringLiteral("--strict")}), QByteArray());
    }

    void hostilePathsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("folder");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("up") << QByteArray("../outside") << QByteArray("a_rule_here.yml");
        QTest::newRow("up within") << QByteArray("rules/../../outside") << QByteArray("a_rule_here.yml");
        QTest::newRow("absolute") << QByteArray("/tmp/outside") << QByteArray("a_rule_here.yml");
        QTest::newRow("newline") << QByteArray("rules\nx") << QByteArray("a_rule_here.yml");
        QTest::newRow("git's folder") << QByteArray(".git/hooks") << QByteArray("a_rule_here.yml");
        QTest::newRow("git's folder in capitals") << QByteArray("rules/.GIT") << QByteArray("a_rule_here.yml");
        QTest::newRow("a name with a slash") << QByteArray("rules") << QByteArray("../a.yml");
        QTest::newRow("a name of 300 characters") << QByteArray("rules") << QByteArray(300, 'x') + ".yml";
        QTest::newRow("no rule's name") << QByteArray("rules") << QByteArray("hook.sh");
        QTest::newRow("backslashes") << QByteArray("rules\\..\\..") << QByteArray("a_rule_here.yml");
        QTest::newRow("below a file") << QByteArray("rules/windows/process_creation/proc_creation_win_old.yml")
                                      << QByteArray("a_rule_here.yml");
    }

    void hostilePathsAreRefused()
    {
        QFETCH(QByteArray, folder);
        QFETCH(QByteArray, name);
        const Scratch scratch;
        Plan plan(scratch);
        plan.request.folder = folder.toStdString();
        plan.request.fileName = name.toStdString();
        const auto made = plan.make();
        const bool isCommitted = made.has_value() && exporting::commitExport(*made).has_value();
        QVERIFY(!isCommitted);
        QCOMPARE(scratch.git({QStringLiteral("rev-list"), QStringLiteral("--count"), QStringLiteral("--all")}),
            QByteArray("1\n"));
        QVERIFY(!std::filesystem::exists(scratch.outside() / "outside"));
    }

    void linksAreNotFollowed()
    {
        const Scratch scratch;
        std::filesystem::create_directories(scratch.outside() / "outside");
        std::filesystem::create_directory_symlink(scratch.outside() / "outside", scratch.root() / "linked");
        Plan plan(scratch);
        plan.request.folder = "linked";
        const auto made = plan.make();
        QVERIFY(made.has_value());
        QVERIFY(!exporting::commitExport(*made).has_value());
        QVERIFY(std::filesystem::is_empty(scratch.outside() / "outside"));
    }

    void badBranchesAreRefused()
    {
        const Scratch scratch;
        for (const char* const name : {"", "a..b", "a b", "-x", "HEAD", "a\nb", "../x", "a.lock", "/x"}) {
            Plan plan(scratch);
            plan.request.branch = name;
            QVERIFY2(!plan.make().has_value(), name);
        }
    }

    void saysWhereThereIsNoRepository()
    {
        QTemporaryDir folder;
        const auto state = git::state(folder.path().toStdString());
        QVERIFY(!state.has_value());
        QVERIFY(state.error().ends_with('.'));
    }

    void showsWhatChanges()
    {
        std::string printed;
        for (const exporting::DiffLine& line : exporting::lineDiff("a\nb\nc\nd\n", "a\nx\nc\nd\ne\n"))
            printed += line.kind + line.text + "\n";
        QCOMPARE(printed, std::string(" a\n-b\n+x\n c\n d\n+e\n"));
        QVERIFY(exporting::lineDiff("", "").empty());
    }
};

} // namespace

RULEWRIGHT_TEST(TestRepository)

#include "test_repository.moc"
