// SPDX-License-Identifier: Apache-2.0
// Files that change or go while the window has them open.
#include "tests/app/author.h"
#include "tests/app/files.h"
#include "tests/support/runner.h"
#include "ui/window/document_area.h"

#include <QFile>
#include <QTemporaryDir>

using namespace rulewright;
using namespace rulewright::desk;
using namespace rulewright::tests;
using ui::Command;

namespace {

class DeskFilesTest : public QObject {
    Q_OBJECT

private slots:

    void aFileThatChangedIsReadAgain()
    {
        const QTemporaryDir folder;
        const QString path = writeFile(folder, QStringLiteral("a.yml"), powershellRule);
        Author author;
        author.desk->documents().open(path);
        const QByteArray other = QByteArray(powershellRule).replace("A rule", "Another");
        writeFile(path, other);
        author.desk->documents().checkFiles();
        QCOMPARE(author.editor().toPlainText().toUtf8(), other);
        QVERIFY(!author.desk->documents().current()->document().isDirty());
        author.editor().undo(); // what stood here is not lost
        QCOMPARE(author.editor().toPlainText().toUtf8(), QByteArray(powershellRule));
    }

    void changesOfBothSidesAreKept()
    {
        const QTemporaryDir folder;
        const QString path = writeFile(folder, QStringLiteral("a.yml"), powershellRule);
        Author author;
        author.desk->documents().open(path);
        author.editor().moveCursor(QTextCursor::End);
        author.editor().insertPlainText(QStringLiteral("level: high\n"));
        const QString mine = author.editor().toPlainText();
        const QByteArray theirs = QByteArray(powershellRule).replace("A rule", "Theirs");
        writeFile(path, theirs);
        author.desk->documents().checkFiles();
        QVERIFY(author.desk->window().documents().isAsking());
        author.answer(QStringLiteral("Keep mine"));
        QCOMPARE(author.editor().toPlainText(), mine);
        QCOMPARE(readFile(path), theirs);
        // Saving asks before it writes over what the other wrote.
        author.trigger(Command::Save);
        QVERIFY(author.desk->window().documents().isAsking());
        QCOMPARE(readFile(path), theirs);
        const QString copy = folder.filePath(QStringLiteral("mine.yml"));
        author.answerSave(copy);
        author.answer(QStringLiteral("Save as…"));
        QTRY_COMPARE_WITH_TIMEOUT(readFile(copy), mine.toUtf8(), patience);
        QCOMPARE(readFile(path), theirs);
    }

    void theirsMayBeTakenAndMineIsAStepOfUndoAway()
    {
        const QTemporaryDir folder;
        const QString path = writeFile(folder, QStringLiteral("a.yml"), powershellRule);
        Author author;
        author.desk->documents().open(path);
        author.editor().moveCursor(QTextCursor::End);
        author.editor().insertPlainText(QStringLiteral("level: high\n"));
        const QString mine = author.editor().toPlainText();
        writeFile(path, "title: Theirs\n");
        author.desk->documents().checkFiles();
        author.answer(QStringLiteral("Read the file"));
        QTRY_COMPARE_WITH_TIMEOUT(author.editor().toPlainText(), QStringLiteral("title: Theirs\n"), patience);
        author.editor().undo();
        QCOMPARE(author.editor().toPlainText(), mine);
    }

    void eventsThatChangedAreReadAgainOnRequest()
    {
        const QTemporaryDir folder;
        const QString path = writeFile(folder, QStringLiteral("a.json"), "{\"EventID\":1,\"Image\":\"a\"}\n");
        Author author;
        author.desk->openPaths({path});
        author.settle();
        QCOMPARE(author.desk->eventStore().events()->size(), 1U);
        author.desk->checkFiles();
        QVERIFY(!author.desk->window().documents().isAsking());
        writeFile(path, "{\"EventID\":1,\"Image\":\"a\"}\n{\"EventID\":1,\"Image\":\"b\"}\n");
        author.desk->checkFiles();
        QCOMPARE(author.desk->eventStore().events()->size(), 1U);
        author.answer(QStringLiteral("Read again"));
        QTRY_COMPARE_WITH_TIMEOUT(author.desk->eventStore().events()->size(), 2U, patience);
        QCOMPARE(author.desk->eventStore().events()->side(events::EventId{1}), events::Side::Attack);
    }

    void aFileThatIsGoneStaysHere()
    {
        const QTemporaryDir folder;
        const QString path = writeFile(folder, QStringLiteral("a.yml"), powershellRule);
        Author author;
        author.desk->documents().open(path);
        QVERIFY(QFile::remove(path));
        author.desk->documents().checkFiles();
        QVERIFY(author.desk->documents().current()->document().isDirty());
        author.trigger(Command::Save);
        QCOMPARE(readFile(path), QByteArray(powershellRule));
    }
};

} // namespace

RULEWRIGHT_TEST(DeskFilesTest)

#include "test_desk_files.moc"
