// SPDX-License-Identifier: Apache-2.0
#include "app/desk/swap_files.h"
#include "core/rulefile/rulefile.h"
#include "tests/app/author.h"
#include "tests/support/runner.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextCursor>

#include <algorithm>
#include <vector>

using namespace rulewright;
using namespace rulewright::desk;

namespace {

ui::RuleDocument* newDocument(QObject* parent)
{
    return new ui::RuleDocument([](const SourceText& source) { return rulefile::parse(source); }, nullptr, parent);
}

void type(ui::RuleDocument& document, const QString& text)
{
    QTextCursor cursor(&document.text());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text);
}

int copies(const QTemporaryDir& folder)
{
    return int(QDir(folder.path()).entryList({QStringLiteral("*.swap")}).size());
}

class SwapFilesTest : public QObject {
    Q_OBJECT

private slots:

    void aCopyComesWithAChangeAndGoesWithIt()
    {
        const QTemporaryDir folder;
        SwapFiles swap(folder.path());
        QObject owner;
        ui::RuleDocument* document = newDocument(&owner);
        document->setContents(QStringLiteral("a.yml"), "title: A\n");
        swap.watch(*document);
        swap.flush();
        QCOMPARE(copies(folder), 0);
        type(*document, QStringLiteral("x"));
        swap.flush();
        QCOMPARE(copies(folder), 1);
        document->text().undo();
        QCOMPARE(copies(folder), 0);
        type(*document, QStringLiteral("y"));
        swap.flush();
        QCOMPARE(copies(folder), 1);
        QVERIFY(document->save(folder.filePath(QStringLiteral("a.yml"))).has_value());
        QCOMPARE(copies(folder), 0);
        type(*document, QStringLiteral("z"));
        swap.flush();
        QCOMPARE(copies(folder), 1);
        delete document;
        QCOMPARE(copies(folder), 0);
    }

    void itsOwnCopiesAreNotLeftBehind()
    {
        const QTemporaryDir folder;
        SwapFiles swap(folder.path());
        QObject owner;
        ui::RuleDocument* document = newDocument(&owner);
        swap.watch(*document);
        type(*document, QStringLiteral("x"));
        swap.flush();
        QVERIFY(SwapFiles(folder.path()).leftBehind().empty());
        QVERIFY(SwapFiles(QString()).leftBehind().empty());
    }

    /// Killed in the middle of typing, at most two seconds of it are lost, and nothing else.
    void aKilledProgramLosesLittle_data()
    {
        QTest::addColumn<int>("characters");
        for (int i = 1; i <= 20; ++i)
            QTest::addRow("%d", i * 13) << i * 13;
    }

    void aKilledProgramLosesLittle()
    {
        QFETCH(int, characters);
        const QTemporaryDir folder;
        const QString text = QStringLiteral("    Image: 'ä*'\n");
        QProcess typist;
        typist.start(QCoreApplication::applicationDirPath() + QStringLiteral("/swap_typist"), {folder.path(), text});
        QVERIFY(typist.waitForStarted());
        // When each character was typed, as this process heard of it.
        QElapsedTimer clock;
        clock.start();
        std::vector<qint64> heard;
        while (int(heard.size()) < characters) {
            QVERIFY(typist.waitForReadyRead(tests::patience));
            for (qsizetype lines = typist.readAllStandardOutput().count('\n'); lines > 0; --lines)
                heard.push_back(clock.elapsed());
        }
        const qint64 killed = clock.elapsed();
        typist.kill();
        QVERIFY(typist.waitForFinished());
        for (qsizetype lines = typist.readAllStandardOutput().count('\n'); lines > 0; --lines)
            heard.push_back(killed);

        const auto rules = SwapFiles(folder.path()).leftBehind();
        QString kept;
        if (!rules.empty()) {
            QCOMPARE(rules.size(), std::size_t{1});
            QCOMPARE(rules[0].name, QStringLiteral("typed.yml"));
            kept = QString::fromStdString(rules[0].bytes).mid(13);
        }
        QString typed;
        for (std::size_t i = 0; i < heard.size() + 5; ++i)
            typed += text.at(qsizetype(i) % text.size());
        QVERIFY2(typed.startsWith(kept), qPrintable(kept));
        // What was typed more than two seconds before the end is there.
        const auto old = std::ranges::count_if(heard, [killed](qint64 when) { return killed - when > 2'000; });
        QVERIFY2(kept.size() >= old,
            qPrintable(QStringLiteral("%1 of %2 kept, %3 of them old").arg(kept.size()).arg(heard.size()).arg(old)));
        for (const SwappedRule& rule : rules)
            SwapFiles::discard(rule);
        QVERIFY(SwapFiles(folder.path()).leftBehind().empty());
    }
};

} // namespace

RULEWRIGHT_TEST(SwapFilesTest)

#include "test_swap_files.moc"
