// SPDX-License-Identifier: Apache-2.0
#include "core/teach/scenario.h"
#include "tests/app/answer.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <fstream>

using namespace rulewright;
using rulewright::tests::Answer;
using rulewright::tests::run;

namespace {

class TestPlayCommand : public QObject {
    Q_OBJECT

private slots:

    void theTourPasses()
    {
        const Answer ran = run({"play", "tour", "--headless", "--format", "json"});
        QCOMPARE(ran.err, std::string());
        QCOMPARE(ran.status, 0);
        const QJsonObject played = QJsonDocument::fromJson(QByteArray::fromStdString(ran.out)).object();
        QCOMPARE(played.value(u"passed").toBool(), true);
        QCOMPARE(played.value(u"steps_total").toInt(), 6);
        QCOMPARE(played.value(u"steps").toArray().size(), 6);
    }

    void aWrongAnswerFailsWithItsReason()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("wrong.yml")).toStdString();
        std::ofstream(path)
            << "title: Wrong\nlogsource:\n    category: process_creation\n    product: windows\ndetection:\n"
               "    selection:\n        Image|endswith: '\\AnyDesk.exe'\n    condition: selection\n";
        const Answer ran = run({"play", "tour", "--headless", "--answer", "3:" + path});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("step 3, \"Match no ordinary work\": "), ran.err.c_str());
        QVERIFY(ran.out.contains("FAILED 3."));
        QVERIFY(ran.out.ends_with("5 of 6 steps met\n"));
    }

    void fivePlantedWrongAnswersFail_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<QByteArray>("detection");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("another program") << 2
                                         << QByteArray("    s:\n        Image|endswith: '\\TeamViewer.exe'\n"
                                                       "    condition: s\n")
                                         << QByteArray("0 of 2");
        QTest::newRow("an exclusion of everything")
            << 3
            << QByteArray("    s:\n        Image|endswith: '\\AnyDesk.exe'\n    f:\n        Image|contains: 'AnyDesk'\n"
                          "    condition: s and not f\n")
            << QByteArray("cannot be judged while the rule matches nothing");
        QTest::newRow("the developers' editor")
            << 4
            << QByteArray("    s:\n        Image|endswith:\n            - '\\AnyDesk.exe'\n            - '\\code.exe'\n"
                          "    condition: s\n")
            << QByteArray("benign events");
        QTest::newRow("no condition to read") << 5
                                              << QByteArray("    s:\n        Image|endswith: '\\AnyDesk.exe'\n"
                                                            "    condition: s and (\n")
                                              << QByteArray("1 error");
        QTest::newRow("no tags") << 6
                                 << QByteArray("    s:\n        Image|endswith: '\\AnyDesk.exe'\n    condition: s\n")
                                 << QByteArray("no tag attack.t1219.001");
    }

    void fivePlantedWrongAnswersFail()
    {
        QFETCH(int, step);
        QFETCH(QByteArray, detection);
        QFETCH(QByteArray, reason);
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("wrong.yml")).toStdString();
        std::ofstream(path)
            << "title: Wrong\nlogsource:\n    category: process_creation\n    product: windows\ndetection:\n"
            << detection.toStdString();
        const Answer ran = run({"play", "tour", "--headless", "--answer", std::to_string(step) + ":" + path});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.out.contains("FAILED " + std::to_string(step) + "."), ran.out.c_str());
        QVERIFY2(ran.err.contains(reason.toStdString()), ran.err.c_str());
        QVERIFY(ran.out.ends_with("5 of 6 steps met\n"));
    }

    void aFileIsPlayedToo()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("mine.yml")).toStdString();
        const std::string text(teach::builtInScenario("tour")->text());
        std::ofstream(path) << text;
        QCOMPARE(run({"play", path, "--headless"}).status, 0);
        std::ofstream(path) << "scenario: 1\ntitle: T\nsteps: []\n";
        const Answer broken = run({"play", path, "--headless"});
        QCOMPARE(broken.status, 1);
        QVERIFY2(broken.err.contains("There is no step"), broken.err.c_str());
    }

    void saysWhatIsMissing_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no window") << QStringList{QStringLiteral("tour")};
        QTest::newRow("no scenario") << QStringList{QStringLiteral("no-such"), QStringLiteral("--headless")};
        QTest::newRow("no step") << QStringList{
            QStringLiteral("tour"), QStringLiteral("--headless"), QStringLiteral("--answer"), QStringLiteral("9:x")};
        QTest::newRow("no file") << QStringList{QStringLiteral("tour"), QStringLiteral("--headless"),
            QStringLiteral("--answer"), QStringLiteral("1:/no/file")};
    }

    void saysWhatIsMissing()
    {
        QFETCH(QStringList, arguments);
        std::vector<std::string> all{"play"};
        for (const QString& argument : arguments)
            all.push_back(argument.toStdString());
        const Answer ran = run(all);
        QCOMPARE(ran.status, 2);
        QVERIFY(ran.err.ends_with(".\n"));
    }
};

} // namespace

RULEWRIGHT_TEST(TestPlayCommand)

#include "test_play_command.moc"
