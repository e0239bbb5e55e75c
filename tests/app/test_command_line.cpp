// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "core/version.h"
#include "tests/app/answer.h"
#include "tests/support/runner.h"

using namespace rulewright;
using namespace rulewright::cli;
using rulewright::tests::Answer;
using rulewright::tests::run;

namespace {

} // namespace

class CommandLineTest : public QObject {
    Q_OBJECT
private slots:
    void versionIsWrittenAsTextAndAsJson();
    void unknownCommandsAndOptionsCannotRun_data();
    void unknownCommandsAndOptionsCannotRun();
    void aValueThatDoesNotFitIsNamed();
    void helpListsEveryCommand();
};

void CommandLineTest::versionIsWrittenAsTextAndAsJson()
{
    const Answer text = run({"version"});
    QCOMPARE(text.status, 0);
    QCOMPARE(text.out, "rulewright " + std::string(version()) + "\n");
    const Answer json = run({"version", "--format", "json"});
    QCOMPARE(json.status, 0);
    QCOMPARE(json.out, R"({"name":"rulewright","version":")" + std::string(version()) + "\"}\n");
}

void CommandLineTest::unknownCommandsAndOptionsCannotRun_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no command") << QStringList();
    QTest::newRow("unknown command") << QStringList{QStringLiteral("fly")};
    QTest::newRow("unknown option") << QStringList{QStringLiteral("version"), QStringLiteral("--fly")};
    QTest::newRow("unknown option before the command")
        << QStringList{QStringLiteral("--fly"), QStringLiteral("version")};
    QTest::newRow("unknown format") << QStringList{
        QStringLiteral("version"), QStringLiteral("--format"), QStringLiteral("xml")};
    QTest::newRow("an argument too many") << QStringList{QStringLiteral("version"), QStringLiteral("fly")};
}

void CommandLineTest::aValueThatDoesNotFitIsNamed()
{
    const Answer answer = run({"match", "rule.yml", "--limit", "-3"});
    QCOMPARE(answer.status, 2);
    QVERIFY2(answer.err.contains("\"--limit = -3\" is no whole number from 0 up"), answer.err.c_str());
}

void CommandLineTest::unknownCommandsAndOptionsCannotRun()
{
    QFETCH(QStringList, arguments);
    std::vector<std::string> words;
    for (const QString& word : arguments)
        words.push_back(word.toStdString());
    const Answer result = run(words);
    QCOMPARE(result.status, 2);
    QVERIFY(result.out.empty());
    QVERIFY(!result.err.empty());
    if (!words.empty()) {
        qInfo("%s", result.err.c_str());
        QCOMPARE(std::ranges::count(result.err, '\n'), 1);
    }
}

void CommandLineTest::helpListsEveryCommand()
{
    const Answer result = run({"--help"});
    QCOMPARE(result.status, 0);
    for (const Command& command : commands())
        QVERIFY(result.out.contains(command.name));
}

RULEWRIGHT_TEST(CommandLineTest)
#include "test_command_line.moc"
