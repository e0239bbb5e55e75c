// SPDX-License-Identifier: Apache-2.0
// The window without a mouse: every command by its key or through the palette, what is said aloud, and the first ten
// minutes of somebody new.
#include "core/world/world.h"
#include "tests/app/author.h"
#include "tests/support/runner.h"
#include "ui/guide/technique_field.h"
#include "ui/test/event_table.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"
#include "ui/window/empty_state.h"
#include "ui/window/palette.h"

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QMenu>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace rulewright;
using namespace rulewright::desk;
using namespace rulewright::tests;
using ui::Command;

namespace {

QString titleOf(const QAction& action) { return action.text().remove(u'&'); }

QWidget& focus(Author& author)
{
    QWidget* widget = QApplication::focusWidget();
    return widget ? *widget : static_cast<QWidget&>(author.desk->window());
}

class KeyboardTest : public QObject {
    Q_OBJECT

    // A rule with a hit, whatever the last command did.
    static void prepare(Author& author)
    {
        while (QWidget* popup = QApplication::activePopupWidget())
            popup->close();
        author.desk->window().activateWindow(); // offscreen a closed list of choices stays the active window
        if (author.desk->eventStore().events()->size() == 0)
            author.trigger(Command::LoadSamples);
        if (!author.desk->documents().current())
            author.desk->documents().openText(QStringLiteral("a.yml"), powershellRule);
        author.desk->window().documents().showPage(author.desk->documents().current());
        author.settle();
        author.trigger(Command::NextHit);
        author.settle();
        author.editor().setFocus();
    }

private slots:

    void everyCommandIsAKeyAway()
    {
        Author author;
        author.openWorld();
        QStringList silent;
        int byKey = 0;
        int byPalette = 0;
        for (QAction* action : author.desk->window().actions().all()) {
            const ui::Actions& actions = author.desk->window().actions();
            if (action == &actions[Command::Quit] || action == &actions[Command::Palette])
                continue; // the one would end the test, the other is what the rest uses
            prepare(author);
            if (!action->isEnabled() || !action->isVisible()) {
                silent << titleOf(*action);
                continue;
            }
            QSignalSpy triggered(action, &QAction::triggered);
            const bool isOfWindow = action->shortcutContext() != Qt::WidgetShortcut;
            if (isOfWindow && !action->shortcut().isEmpty()) {
                QTest::keySequence(&focus(author), action->shortcut());
                ++byKey;
            } else {
                ui::PaletteField& palette = author.desk->window().palette();
                QTest::keySequence(&focus(author), QKeySequence(QStringLiteral("Ctrl+P")));
                QVERIFY2(palette.hasFocus(), qPrintable(titleOf(*action)));
                palette.clear();
                palette.insert(titleOf(*action)); // keyClicks() knows no ellipsis
                QTRY_VERIFY_WITH_TIMEOUT(palette.items().rowCount() > 0, patience);
                QCOMPARE(palette.items().item(0).title, titleOf(*action));
                QTest::keyClick(&palette, Qt::Key_Return);
                ++byPalette;
            }
            if (triggered.isEmpty())
                silent << titleOf(*action);
            author.settle();
        }
        QVERIFY2(silent.isEmpty(), qPrintable(silent.join(QStringLiteral("; "))));
        QVERIFY(byKey > 40 && byPalette > 20);
    }

    void panesAreWalkedInACircle()
    {
        Author author;
        author.openWorld();
        prepare(author);
        QSet<QWidget*> seen;
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(&focus(author), Qt::Key_F6);
            seen.insert(QApplication::focusWidget());
        }
        QCOMPARE(seen.size(), 5);
        QWidget* last = QApplication::focusWidget();
        QTest::keyClick(&focus(author), Qt::Key_F6);
        QTest::keyClick(&focus(author), Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget(), last);
    }

    /// What changed is said once it rests, with what it was before; not at every key.
    void resultsAreSaidAloud()
    {
        Author author;
        author.openWorld();
        prepare(author);
        QSignalSpy said(&author.desk->window().status(), &ui::StatusLine::announced);
        QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), patience);
        said.clear();
        const quint64 before = author.hits();
        QTextCursor caret = author.editor().document()->find(QStringLiteral("powershell"));
        author.editor().setTextCursor(caret);
        QTest::keyClicks(&author.editor(), QStringLiteral("cmd"));
        author.settle();
        QVERIFY(author.hits() != before);
        QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), patience);
        QCOMPARE(said.size(), 1);
        const QString text = said.first().first().toString();
        QVERIFY2(text.contains(QStringLiteral("was ")), qPrintable(text));
    }

    /// From the first-start page alone, by keys: events, a technique, a rule from two insertions, saved.
    void firstContact()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("mine.yml"));
        Author author;
        author.answerSave(path);
        author.desk->openBuiltInWorld();
        author.settle();
        author.trigger(Command::ClearEvents);
        author.settle();
        QElapsedTimer since;
        since.start();
        const auto press = [&author](const QString& text) {
            QWidget* page = author.desk->window().documents().currentPage();
            for (QAbstractButton* button : page->findChildren<QAbstractButton*>()) {
                if (button->text().remove(u'&').startsWith(text)) {
                    button->setFocus();
                    QTest::keyClick(button, Qt::Key_Space);
                    return;
                }
            }
            QFAIL(qPrintable(QStringLiteral("the start page does not offer ") + text));
        };
        press(QStringLiteral("Use the built-in samples"));
        author.settle();
        QCOMPARE(author.desk->eventStore().events()->size(), world::builtInCount);
        press(QStringLiteral("Choose a technique"));
        ui::TechniqueField& field = author.desk->guide().field();
        QVERIFY(field.hasFocus());
        field.clear();
        QTest::keyClicks(&field, QStringLiteral("Remote Access Tools"));
        QTest::keyClick(&field, Qt::Key_Return);
        author.settle();
        QCOMPARE(author.desk->guide().guide().technique, std::string("T1219"));
        press(QStringLiteral("New Sigma rule"));
        author.settle();
        const QString before = author.editor().toPlainText();
        ui::GuideTree& tree = author.desk->guide().tree();
        for (int row : {0, 1}) {
            tree.setFocus();
            tree.setCurrentIndex(author.indicator(row));
            QTest::keyClick(&tree, Qt::Key_Return);
            author.settle();
        }
        QVERIFY(author.editor().toPlainText() != before);
        QTest::keySequence(&author.editor(), QKeySequence(QStringLiteral("Ctrl+S")));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), patience);
        QVERIFY(since.elapsed() < 3 * 60 * 1000);
        QFile saved(path);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(saved.readAll()), author.editor().toPlainText());
        QVERIFY(!author.desk->documents().current()->document().isDirty());
    }

    /// Nothing is open yet: the guide's first value begins the rule, and its keys stay in the guide.
    void anInsertionBeginsARule()
    {
        Author author;
        author.openWorld();
        author.trigger(Command::ChooseTechnique);
        ui::TechniqueField& field = author.desk->guide().field();
        QTest::keyClicks(&field, QStringLiteral("T1053.005"));
        QTest::keyClick(&field, Qt::Key_Return);
        author.settle();
        ui::GuideTree& tree = author.desk->guide().tree();
        QTRY_VERIFY_WITH_TIMEOUT(tree.hasFocus(), patience);
        QCOMPARE(tree.currentIndex(), author.indicator(0));
        QVERIFY(!author.desk->documents().current());
        QTest::keyClick(&tree, Qt::Key_Return);
        author.settle();
        QVERIFY(tree.hasFocus());
        QCOMPARE(tree.currentIndex(), author.indicator(0));
        const QString first = author.editor().toPlainText();
        QVERIFY2(first.contains(QStringLiteral("- attack.t1053.005\n")), qPrintable(first));
        QVERIFY2(first.contains(QStringLiteral("    selection:\n        Image|endswith: '\\schtasks.exe'\n")),
            qPrintable(first)); // the template's empty value has gone
        tree.setCurrentIndex(author.indicator(1));
        QTest::keyClick(&tree, Qt::Key_Return);
        author.settle();
        QVERIFY(author.editor().toPlainText() != first);
        // Taken back where it was put in.
        author.trigger(Command::Undo);
        QCOMPARE(author.editor().toPlainText(), first);
        author.trigger(Command::Redo);
        QVERIFY(author.editor().toPlainText() != first);
    }

    void aQuestionAboutClosingIsAnsweredByKeys()
    {
        Author author;
        QVERIFY(QTest::qWaitForWindowActive(&author.desk->window(), patience));
        author.trigger(Command::NewRule);
        author.editor().insertPlainText(QStringLiteral("# "));
        ui::DocumentArea& area = author.desk->window().documents();
        QVERIFY(!author.desk->window().close());
        auto* focus = qobject_cast<QAbstractButton*>(QApplication::focusWidget());
        QVERIFY(focus && area.isAncestorOf(focus));
        QCOMPARE(focus->text(), QStringLiteral("Save")); // the safe one
        QTest::keyClick(focus, Qt::Key_Escape);
        QVERIFY(!area.isAsking());
        QVERIFY(author.editor().hasFocus());
        QVERIFY(!author.desk->window().close());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        focus = qobject_cast<QAbstractButton*>(QApplication::focusWidget());
        QVERIFY(focus);
        QCOMPARE(focus->text(), QStringLiteral("Discard"));
        QTest::keyClick(focus, Qt::Key_Return);
        QTRY_VERIFY(!author.desk->window().isVisible());
    }

    void theExampleOpensWithItsHits()
    {
        Author author;
        author.desk->openBuiltInWorld();
        author.settle();
        author.trigger(Command::OpenExample);
        author.settle();
        QVERIFY(author.hits() > 0);
        QCOMPARE(author.desk->guide().guide().technique, std::string("T1219"));
        QVERIFY(author.desk->events().table().model()->rowCount() > 0);
    }
};

} // namespace

RULEWRIGHT_TEST(KeyboardTest)

#include "test_keyboard.moc"
