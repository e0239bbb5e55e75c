// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_line.h"
#include "core/world/world.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QTemporaryDir>

#include <sstream>

using namespace rulewright;

namespace {

class TestGenerateCommand : public QObject {
    Q_OBJECT

private slots:

    void writesTheWorldAndItsLabels()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("events.ndjson")).toStdString();
        std::ostringstream out;
        std::ostringstream err;
        cli::Output output{out, err};
        const int status = cli::runCommandLine({"generate", "--seed", "5", "--events", "800", "--out", path}, output);
        QCOMPARE(status, 0);
        QVERIFY(out.str().starts_with("800 events in "));
        const world::World world = world::generateWorld(5, 800);
        QCOMPARE(tests::readFile(path), world.text);
        QCOMPARE(tests::readFile(path + ".labels.json"), world::labelsText(world));
    }

    void saysWhatIsMissing_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no file") << QStringList{};
        QTest::newRow("no events") << QStringList{
            QStringLiteral("--events"), QStringLiteral("0"), QStringLiteral("--out"), QStringLiteral("x")};
        QTest::newRow("too many events") << QStringList{
            QStringLiteral("--events"), QStringLiteral("1000001"), QStringLiteral("--out"), QStringLiteral("x")};
        QTest::newRow("no folder") << QStringList{QStringLiteral("--events"), QStringLiteral("5"),
            QStringLiteral("--out"), QStringLiteral("/no/such/folder/x")};
    }

    void saysWhatIsMissing()
    {
        QFETCH(QStringList, arguments);
        std::vector<std::string> all{"generate"};
        for (const QString& argument : arguments)
            all.push_back(argument.toStdString());
        std::ostringstream out;
        std::ostringstream err;
        cli::Output output{out, err};
        QCOMPARE(cli::runCommandLine(all, output), 2);
        QVERIFY(out.str().empty());
        QVERIFY(err.str().ends_with(".\n"));
    }
};

} // namespace

RULEWRIGHT_TEST(TestGenerateCommand)

#include "test_generate_command.moc"
