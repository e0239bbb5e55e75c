// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "tests/ui/editor/editor_support.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextCursor>

using namespace rulewright;
using namespace rulewright::ui;

namespace {

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

class TestRuleDocument : public QObject {
    Q_OBJECT

private slots:

    void opensAndSavesEveryByte_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("usual") << QByteArray(
            tests::sampleRule.data(), static_cast<qsizetype>(tests::sampleRule.size()));
        QTest::newRow("crlf") << QByteArray("title: a\r\nid: b\r\n");
        QTest::newRow("mark") << QByteArray("\xEF\xBB\xBFtitle: \xC3\xA4\n");
        QTest::newRow("mixed") << QByteArray("title: a\r\nid: b\nlevel: c");
        QTest::newRow("broken utf-8") << QByteArray("title: \xFF\xC3\n\xE2\x80\xA9 x\xC2\xA0y\n");
        QTest::newRow("nul") << QByteArray("title: a\0b\n", 11);
        QTest::newRow("empty") << QByteArray("");
    }

    void opensAndSavesEveryByte()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("rule.yml"));
        write(path, bytes);
        RuleDocument document([](const SourceText& source) { return rulefile::parse(source); });
        QVERIFY(document.open(path));
        QVERIFY(!document.isDirty());
        QTextCursor cursor(&document.text());
        cursor.insertText(QStringLiteral("x"));
        QVERIFY(document.isDirty());
        cursor.deletePreviousChar();
        QVERIFY(document.save(path));
        QVERIFY(!document.isDirty());
        QCOMPARE(contentsOf(path), bytes);
    }

    void saysWhyItCannotOpen()
    {
        RuleDocument document([](const SourceText& source) { return rulefile::parse(source); });
        const auto opened = document.open(QStringLiteral("/nowhere/rule.yml"));
        QVERIFY(!opened);
        QVERIFY(opened.error().contains(QStringLiteral("/nowhere/rule.yml")));
    }

    void parsesInTheSameTurn()
    {
        const auto document = tests::documentOf(tests::sampleRule);
        QSignalSpy parsed(document.get(), &RuleDocument::parsedChanged);
        QTextCursor cursor(&document->text());
        cursor.insertText(QStringLiteral("# a\n"));
        QCOMPARE(parsed.count(), 1);
        QCOMPARE(document->parsed()->revision, document->revision());
        QVERIFY(document->parsed()->isTestable());
        QVERIFY(document->parsed()->source.text() == document->utf8());
    }

    void editsAreOneStep()
    {
        const auto document = tests::documentOf("title: äb\nlevel: low\n");
        const std::string before = document->bytes();
        const std::vector<TextEdit> edits{{{7, 10}, "Ärger"}, {{18, 21}, "high"}};
        QSignalSpy parsed(document.get(), &RuleDocument::parsedChanged);
        const int place = document->apply(edits, document->revision());
        QVERIFY(document->bytes() == "title: Ärger\nlevel: high\n");
        QCOMPARE(place, 24);
        QCOMPARE(parsed.count(), 1);
        document->text().undo();
        QVERIFY(document->bytes() == before);
        QCOMPARE(document->apply(edits, document->revision() - 1), -1);
    }

    // A text of ten megabytes is parsed on the pool, and the newest text wins.
    void longTextParsesElsewhere()
    {
        std::string text = "title: long\n";
        while (text.size() < 10'000'000)
            text += "# a comment line that has some length to it\n";
        const auto document = tests::documentOf(text);
        QVERIFY(document->parsed()->revision < document->revision());
        QTextCursor cursor(&document->text());
        cursor.movePosition(QTextCursor::End);
        QElapsedTimer timer;
        timer.start();
        cursor.insertText(QStringLiteral("x"));
        QVERIFY2(
            timer.elapsed() < 500, "a key in a long text waits"); // generous: for a loaded machine under sanitizers
        QTRY_COMPARE_WITH_TIMEOUT(document->parsed()->revision, document->revision(), 60'000);
        QVERIFY(document->parsed()->source.text().ends_with("x"));
    }
};

} // namespace

RULEWRIGHT_TEST(TestRuleDocument)

#include "test_rule_document.moc"
