// SPDX-License-Identifier: Apache-2.0
// check on several rules in a file, and its report for other tools.
#include "tests/app/answer.h"
#include "tests/app/files.h"
#include "tests/support/runner.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace rulewright;
using namespace rulewright::tests;

namespace {

// Each has findings of its own: a modifier that does nothing, with a safe fix; a selection that is not there.
constexpr const char* twoRules = "title: First\n"
                                 "name: first\n"
                                 "id: 5f1a2b3c-0000-4000-8000-00000000000a\n"
                                 "logsource:\n"
                                 "    product: windows\n"
                                 "detection:\n"
                                 "    a:\n"
                                 "        Image|contains|contains: x\n"
                                 "    condition: a\n"
                                 "---\n"
                                 "title: Second\n"
                                 "name: second\n"
                                 "logsource:\n"
                                 "    product: windows\n"
                                 "detection:\n"
                                 "    a:\n"
                                 "        Image: x\n"
                                 "    condition: b\n";

class CheckCommandTest : public QObject {
    Q_OBJECT

private:
    std::string write(const char* name, const char* text)
    {
        return writeFile(m_folder, QString::fromUtf8(name), text).toStdString();
    }

    static QJsonArray diagnosticsOf(const Answer& answer)
    {
        return answer.json()[u"files"].toArray()[0][u"diagnostics"].toArray();
    }

private slots:

    void oneRuleOfAFileByItsNameOrId()
    {
        const std::string path = write("two.yml", twoRules);
        const Answer first = run({"check", path + "#first", "--format", "json"});
        QCOMPARE(first.status, 0);
        QVERIFY(!diagnosticsOf(first).isEmpty());
        for (const QJsonValue& diagnostic : diagnosticsOf(first))
            QVERIFY(diagnostic[u"line"].toInt() < 10);
        const Answer byId = run({"check", path + "#5F1A2B3C-0000-4000-8000-00000000000A", "--format", "json"});
        QCOMPARE(byId.out, first.out);
        const Answer second = run({"check", path + "#second", "--format", "json"});
        QCOMPARE(second.status, 1);
        for (const QJsonValue& diagnostic : diagnosticsOf(second))
            QVERIFY(diagnostic[u"line"].toInt() > 10);
        QCOMPARE(diagnosticsOf(first).size() + diagnosticsOf(second).size(),
            diagnosticsOf(run({"check", path, "--format", "json"})).size());
    }

    void aRuleThatTheFileDoesNotHoldCannotBeChecked()
    {
        QString sound = QLatin1String(twoRules);
        sound.replace(QLatin1String("condition: b"), QLatin1String("condition: a"));
        const Answer answer = run({"check", write("sound.yml", sound.toUtf8().constData()) + "#third"});
        QCOMPARE(answer.status, 2);
        QVERIFY2(answer.err.contains("holds no rule with the id or name \"third\""), answer.err.c_str());
        QCOMPARE(answer.out, std::string());
    }

    void aFixStaysInTheRuleThatIsAskedAbout()
    {
        const std::string path = write("fix.yml", twoRules);
        QCOMPARE(run({"check", path + "#second", "--fix"}).status, 1);
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(twoRules));
    }

    // A file's name may have what a URI may not (RFC 3986).
    void sarifNamesFilesByUri()
    {
        write("sarif/\xC3\xA4 #1%.yml", twoRules);
        const Answer answer
            = run({"check", m_folder.filePath(QStringLiteral("sarif")).toStdString(), "--format", "sarif"});
        const QJsonValue location = answer.json()[u"runs"][0][u"results"][0][u"locations"][0][u"physicalLocation"];
        QCOMPARE(location[u"artifactLocation"][u"uri"].toString(), QStringLiteral("%C3%A4%20%231%25.yml"));
    }

    void ofAFileThatCannotBeOpenedNothingIsCounted()
    {
        const Answer answer = run({"check", m_folder.filePath(QStringLiteral("none.yml")).toStdString()});
        QCOMPARE(answer.status, 2);
        QCOMPARE(answer.out, std::string());
        QVERIFY(!answer.err.empty());
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

RULEWRIGHT_TEST(CheckCommandTest)

#include "test_check_command.moc"
