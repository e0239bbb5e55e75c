// SPDX-License-Identifier: Apache-2.0
#include "tests/app/answer.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <memory>

using namespace rulewright;
using rulewright::tests::Answer;
using rulewright::tests::run;

namespace {

constexpr const char* ruleText = "title: Odd Program\nid: 5f1d2a3b-0000-4000-8000-000000000003\nlogsource:\n"
                                 "    category: process_creation\n    product: windows\ndetection:\n    selection:\n"
                                 "        Image|endswith: '\\odd.exe'\n    condition: selection\n";

constexpr const char* eventText
    = R"({"Provider_Name":"Microsoft-Windows-Sysmon","EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Image":"C:\\odd.exe"}
{"Provider_Name":"Microsoft-Windows-Sysmon","EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Image":"C:\\even.exe"}
)";

class TestExportCommand : public QObject {
    Q_OBJECT

private slots:

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_root = m_folder->filePath(QStringLiteral("repository")).toStdString();
        std::filesystem::create_directories(m_root);
        git({QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"), QStringLiteral("main")});
        m_rule = m_folder->filePath(QStringLiteral("rule.yml")).toStdString();
        m_events = m_folder->filePath(QStringLiteral("events.ndjson")).toStdString();
        std::ofstream(m_rule) << ruleText;
        std::ofstream(m_events) << eventText;
    }

    void aDryRunWritesNothing()
    {
        const Answer ran = run({"export", m_rule, "--repository", m_root, "--dry-run"});
        QCOMPARE(ran.status, 0);
        QVERIFY(ran.out.starts_with(
            "rules/windows/process_creation/proc_creation_win_odd_program.yml (from the log source: "));
        QVERIFY(ran.out.contains("\n+title: Odd Program\n"));
        QVERIFY(ran.out.ends_with("nothing was written: this is what an export would do\n"));
        QCOMPARE(git({QStringLiteral("branch"), QStringLiteral("--list")}), QByteArray());
    }

    void theRuleAndItsTestAreCommitted()
    {
        const Answer ran = run({"export", m_rule, "--repository", m_root, "--branch", "mine", "--test", m_events + ":1",
            "--format", "json"});
        QVERIFY2(ran.status == 0, ran.err.c_str());
        const QJsonObject result = QJsonDocument::fromJson(QByteArray::fromStdString(ran.out)).object();
        QCOMPARE(result.value(u"branch").toString(), QStringLiteral("mine"));
        QCOMPARE(result.value(u"files").toArray().size(), 3);
        QCOMPARE(git({QStringLiteral("rev-parse"), QStringLiteral("mine")}).trimmed(),
            result.value(u"commit").toString().toLatin1());
        // What was stored passes as regression data.
        const Answer regress
            = run({"regress", "--rules", m_root + "/rules", "--data", m_root + "/regression_data", "--format", "json"});
        QVERIFY2(regress.status == 0, (regress.out + regress.err).c_str());
        QVERIFY2(regress.out.contains("\"passed\":1"), regress.out.c_str());
        QCOMPARE(git({QStringLiteral("fsck"), QStringLiteral("--strict")}), QByteArray());
    }

    void anEventThatTheRuleDoesNotMatchIsNoTest()
    {
        const Answer ran = run({"export", m_rule, "--repository", m_root, "--test", m_events + ":2"});
        QCOMPARE(ran.status, 1);
        QVERIFY(ran.err.contains("does not match record 2"));
        QCOMPARE(git({QStringLiteral("branch"), QStringLiteral("--list")}), QByteArray());
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no repository") << QStringList{};
        QTest::newRow("no folder") << QStringList{QStringLiteral("--repository"), QStringLiteral("/no/such/folder")};
        QTest::newRow("no branch") << QStringList{
            QStringLiteral("--repository"), QStringLiteral("ROOT"), QStringLiteral("--branch"), QStringLiteral("a..b")};
        QTest::newRow("a way out") << QStringList{
            QStringLiteral("--repository"), QStringLiteral("ROOT"), QStringLiteral("--folder"), QStringLiteral("../x")};
        QTest::newRow("no test") << QStringList{
            QStringLiteral("--repository"), QStringLiteral("ROOT"), QStringLiteral("--test"), QStringLiteral("x")};
    }

    void saysWhatIsWrong()
    {
        QFETCH(QStringList, arguments);
        std::vector<std::string> all{"export", m_rule};
        for (const QString& argument : arguments)
            all.push_back(argument == u"ROOT" ? m_root : argument.toStdString());
        const Answer ran = run(all);
        QCOMPARE(ran.status, 2);
        QVERIFY2(ran.err.ends_with(".\n"), ran.err.c_str());
        QCOMPARE(git({QStringLiteral("branch"), QStringLiteral("--list")}), QByteArray());
    }

private:
    QByteArray git(const QStringList& arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(QString::fromStdString(m_root));
        process.start(QStringLiteral("git"), arguments);
        process.waitForFinished();
        return process.readAllStandardOutput();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_root;
    std::string m_rule;
    std::string m_events;
};

} // namespace

RULEWRIGHT_TEST(TestExportCommand)

#include "test_export_command.moc"
