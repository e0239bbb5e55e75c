// SPDX-License-Identifier: Apache-2.0
#include "core/world/world.h"
#include "tests/app/answer.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QTemporaryDir>

using namespace rulewright;

namespace {

class TestGenerateCommand : public QObject {
    Q_OBJECT

private slots:

    void writesTheWorldAndItsLabels()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("events.ndjson")).toStdString();
        const tests::Answer answer = tests::run({"generate", "--seed", "5", "--events", "800", "--out", path});
        QCOMPARE(answer.status, 0);
        QVERIFY(answer.out.starts_with("800 events in "));
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
        const tests::Answer answer = tests::run(all);
        QCOMPARE(answer.status, 2);
        QVERIFY(answer.out.empty());
        QVERIFY(answer.err.ends_with(".\n"));
    }
};

} // namespace

RULEWRIGHT_TEST(TestGenerateCommand)

#include "test_generate_command.moc"
