// SPDX-License-Identifier: Apache-2.0
// What an author expects beside writing: completions, hovers, names, find and replace, tour, repository, recovery.
#include "app/desk/swap_files.h"
#include "core/world/world.h"
#include "tests/app/author.h"
#include "tests/app/files.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"
#include "ui/editor/choice_list.h"
#include "ui/editor/editor_assist.h"
#include "ui/editor/find_bar.h"
#include "ui/export/repository_page.h"
#include "ui/teach/scenario_panel.h"
#include "ui/window/document_area.h"
#include "ui/window/preferences.h"
#include "ui/window/tab_bar.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextBlock>

#include <algorithm>

using namespace rulewright;
using namespace rulewright::desk;
using namespace rulewright::tests;
using ui::Command;

namespace {

constexpr const char* ruleText = "title: A rule\n"
                                 "id: 5f1d2a3b-0000-4000-8000-000000000009\n"
                                 "logsource:\n"
                                 "    category: process_creation\n"
                                 "    product: windows\n"
                                 "detection:\n"
                                 "    selection_a:\n"
                                 "        Image|endswith: '\\a.exe'\n"
                                 "    condition: selection_a\n";

class DeskHabitsTest : public QObject {
    Q_OBJECT

private slots:

    void completionsAreTakenByKey()
    {
        Author author;
        author.openWorld();
        author.desk->documents().openText(QStringLiteral("a.yml"), ruleText);
        author.settle();
        ui::RuleEditor& editor = author.editor();
        QTextCursor cursor = editor.document()->find(QStringLiteral("a.exe'"));
        cursor.setPosition(cursor.selectionEnd());
        editor.setTextCursor(cursor);
        editor.setFocus();
        QTest::keyClick(&editor, Qt::Key_Return);
        QTest::keyClicks(&editor, QStringLiteral("Command"));
        const QString before = editor.toPlainText();
        author.trigger(Command::Complete);
        ui::ChoiceList& list = author.desk->documents().current()->assist()->completions();
        QTRY_VERIFY_WITH_TIMEOUT(list.isVisible(), patience);
        QCOMPARE(list.choice(0).label, QStringLiteral("CommandLine"));
        QVERIFY2(list.choice(0).detail.contains(QStringLiteral("% of")), qPrintable(list.choice(0).detail));
        QTest::keyClick(&editor, Qt::Key_Return);
        QVERIFY(!list.isVisible());
        QVERIFY(editor.toPlainText().contains(QStringLiteral("        CommandLine: ")));
        editor.undo();
        QCOMPARE(editor.toPlainText(), before);
    }

    void escapeClosesTheCompletions()
    {
        Author author;
        author.desk->documents().openText(QStringLiteral("a.yml"), "title: A\nlev");
        ui::RuleEditor& editor = author.editor();
        editor.moveCursor(QTextCursor::End);
        author.trigger(Command::Complete);
        ui::ChoiceList& list = author.desk->documents().current()->assist()->completions();
        QTRY_VERIFY_WITH_TIMEOUT(list.isVisible(), patience);
        QTest::keyClick(&editor, Qt::Key_Escape);
        QVERIFY(!list.isVisible());
        QCOMPARE(editor.toPlainText(), QStringLiteral("title: A\nlev"));
    }

    void aSelectionIsRenamedEverywhere()
    {
        Author author;
        author.desk->documents().openText(QStringLiteral("a.yml"), ruleText);
        ui::RuleEditor& editor = author.editor();
        editor.setTextCursor(editor.document()->find(QStringLiteral("condition: selection_a")));
        author.trigger(Command::Rename);
        QLineEdit* field = author.desk->documents().current()->assist()->nameField();
        QVERIFY(field && field->text() == QStringLiteral("selection_a"));
        field->setText(QStringLiteral("tool"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(editor.toPlainText().contains(QStringLiteral("    tool:\n")));
        QVERIFY(editor.toPlainText().contains(QStringLiteral("condition: tool\n")));
        editor.undo();
        QCOMPARE(editor.toPlainText(), QString::fromLatin1(ruleText));
    }

    void theDefinitionIsAKeyAway()
    {
        Author author;
        author.desk->documents().openText(QStringLiteral("a.yml"), ruleText);
        ui::RuleEditor& editor = author.editor();
        editor.setTextCursor(editor.document()->find(QStringLiteral("condition: selection_a")));
        author.trigger(Command::Definition);
        QCOMPARE(editor.textCursor().blockNumber(), 6);
    }

    void linesAreFoldedAndShownAgain()
    {
        Author author;
        author.desk->documents().openText(QStringLiteral("a.yml"), ruleText);
        ui::RuleEditor& editor = author.editor();
        editor.setTextCursor(editor.document()->find(QStringLiteral("logsource:")));
        author.trigger(Command::ToggleFold);
        QVERIFY(!editor.document()->findBlockByNumber(3).isVisible());
        QVERIFY(editor.document()->findBlockByNumber(5).isVisible());
        author.trigger(Command::ToggleFold);
        QVERIFY(editor.document()->findBlockByNumber(3).isVisible());
        author.trigger(Command::ToggleFold);
        editor.setTextCursor(editor.document()->find(QStringLiteral("product")));
        QVERIFY(editor.document()->findBlockByNumber(3).isVisible()); // what the caret reaches is shown
    }

    void textIsFoundAndReplaced()
    {
        Author author;
        author.desk->documents().openText(QStringLiteral("a.yml"), ruleText);
        ui::RuleEditor& editor = author.editor();
        editor.moveCursor(QTextCursor::Start);
        author.trigger(Command::Replace);
        ui::FindBar& bar = author.desk->documents().current()->findBar();
        QVERIFY(bar.isVisible());
        bar.what().setText(QStringLiteral("SELECTION_A"));
        QVERIFY(bar.goTo(1));
        QCOMPARE(editor.textCursor().blockNumber(), 6);
        QVERIFY(bar.goTo(1));
        QVERIFY(bar.goTo(1));
        QCOMPARE(editor.textCursor().blockNumber(), 6); // around
        bar.by().setText(QStringLiteral("selection_b"));
        bar.replaceAll();
        QCOMPARE(editor.toPlainText().count(QStringLiteral("selection_b")), 2);
        editor.undo();
        QCOMPARE(editor.toPlainText(), QString::fromLatin1(ruleText));
    }

    void everyTemplateOpens()
    {
        Author author;
        for (const author::Template& kind : author::templates()) {
            author.desk->documents().newRule(kind, {QStringLiteral("T1219"), QStringLiteral("command-and-control")});
            QVERIFY(author.editor().toPlainText().startsWith(QStringLiteral("title: New")));
            QVERIFY(!author.desk->documents().current()->document().isDirty());
        }
        QCOMPARE(author.desk->documents().count(), int(author::templates().size()));
    }

    void theTourIsTickedByTheEngine()
    {
        Author author;
        author.openWorld();
        author.trigger(Command::Tour);
        QVERIFY(author.desk->scenario());
        QVERIFY(author.desk->window().actions()[Command::LayoutTeach].isChecked());
        QTRY_VERIFY_WITH_TIMEOUT(
            author.desk->eventStore().events()->size() == world::builtInCount && author.desk->isSettled(), patience);
        ui::ScenarioPanel& panel = *author.desk->scenario();
        const std::vector<teach::Step> steps = panel.scenario()->steps;
        for (int i = 0; i < int(steps.size()); ++i) {
            QCOMPARE(panel.step(), i);
            QVERIFY(!panel.isMet());
            panel.next(); // does nothing before the goals are met
            QCOMPARE(panel.step(), i);
            panel.showHint();
            const teach::Answer& answer = *steps[std::size_t(i)].answer;
            if (answer.technique)
                author.desk->showGuide({*answer.technique, corpus::GuideMode::Exact, {}});
            if (answer.rule) {
                author.editor().selectAll();
                author.editor().insertPlainText(QString::fromStdString(*answer.rule));
            }
            QTRY_VERIFY2_WITH_TIMEOUT(panel.isMet(), steps[std::size_t(i)].title.c_str(), patience);
            author.settle();
            if (i + 1 < int(steps.size()))
                panel.next();
        }
        panel.next();
        QTRY_VERIFY_WITH_TIMEOUT(!author.desk->scenario(), patience);
        QVERIFY(author.desk->window().actions()[Command::LayoutAuthor].isChecked()); // where it was started
    }

    /// The layout starts the tour where none is played; another layout leaves it going.
    void theLayoutForTeachingIsTheTours()
    {
        Author author;
        author.openWorld();
        author.trigger(Command::LayoutTune);
        author.trigger(Command::LayoutTeach);
        QVERIFY(author.desk->scenario() && author.desk->scenario()->isVisible());
        author.trigger(Command::LayoutAuthor);
        QVERIFY(author.desk->scenario());
        QVERIFY(author.desk->window().actions()[Command::LayoutAuthor].isChecked());
        author.trigger(Command::LayoutTeach);
        QVERIFY(author.desk->scenario()->isVisible());
        author.settle();
    }

    /// Qt walks over all widgets while the style changes: one that goes meanwhile ends the program.
    void anotherTextSizeKeepsEveryWidgetAndTheText()
    {
        Author author;
        author.openWorld();
        author.desk->documents().openText(QStringLiteral("a.yml"), ruleText);
        author.settle();
        const quint64 revision = author.desk->documents().current()->document().revision();
        for (const Command command : {Command::LargerText, Command::SmallerText, Command::UsualText}) {
            QStringList gone;
            QObject scope;
            for (const QWidget* widget : QApplication::allWidgets()) {
                const QString name = QString::fromLatin1(widget->metaObject()->className());
                connect(widget, &QObject::destroyed, &scope, [&gone, name] { gone << name; });
            }
            author.trigger(command);
            QVERIFY2(gone.isEmpty(), qPrintable(gone.join(u' ')));
            QCOMPARE(author.desk->documents().current()->document().revision(), revision);
            QVERIFY(!author.desk->documents().current()->document().isDirty());
        }
    }

    void aRuleIsCommittedFromTheWindow()
    {
        const QTemporaryDir folder;
        const auto git = [&folder](const QStringList& arguments) {
            QProcess process;
            process.setWorkingDirectory(folder.path());
            process.start(QStringLiteral("git"), arguments);
            process.waitForFinished();
            return process.readAllStandardOutput();
        };
        git({QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"), QStringLiteral("main")});
        Author author;
        author.desk->documents().openText(QStringLiteral("a.yml"), ruleText);
        author.trigger(Command::SaveIntoRepository);
        auto* page = qobject_cast<ui::RepositoryPage*>(author.desk->window().documents().currentPage());
        QVERIFY(page);
        QVERIFY(!page->problem().isEmpty());
        page->folderField().setText(folder.path());
        page->folderField().setModified(true);
        QTest::keyClick(&page->folderField(), Qt::Key_Return);
        QVERIFY2(page->plan().has_value(), qPrintable(page->problem()));
        QCOMPARE(page->fileNameField().text(), QStringLiteral("proc_creation_win_a_rule.yml"));
        page->ruleFolderField().clear();
        QTest::keyClicks(&page->ruleFolderField(), QStringLiteral("../out"));
        QVERIFY(!page->plan().has_value());
        page->ruleFolderField().clear();
        QTest::keyClicks(&page->ruleFolderField(), QStringLiteral("rules"));
        QVERIFY2(page->plan().has_value(), qPrintable(page->problem()));
        page->commit();
        QCOMPARE(git({QStringLiteral("show"), QStringLiteral("rule/a-rule:rules/proc_creation_win_a_rule.yml")}),
            QByteArray(ruleText));
    }

    void unsavedRulesComeBack()
    {
        const QTemporaryDir folder;
        // What a process that is gone left: its number is that of no process.
        const QString swap = writeFile(folder, QStringLiteral("2147483647-1.swap"),
            "{\"name\":\"lost.yml\",\"path\":\"\",\"bytes\":\"" + QByteArray("title: Lost\n").toBase64() + "\"}");
        Author author(folder.path());
        author.desk->offerRecovery();
        QVERIFY(author.desk->window().documents().isAsking());
        author.answer(QStringLiteral("Recover"));
        QTRY_VERIFY_WITH_TIMEOUT(author.desk->documents().current(), patience);
        QCOMPARE(author.editor().toPlainText(), QStringLiteral("title: Lost\n"));
        QVERIFY(author.desk->documents().current()->document().isDirty());
        QVERIFY(!QFile::exists(swap));
        QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("*.swap")}).size(), 1); // in a copy of this process
    }

    void thePreferencesHoldAtOnce()
    {
        Author author;
        author.trigger(Command::Preferences);
        auto* page = qobject_cast<ui::Preferences*>(author.desk->window().documents().currentPage());
        QVERIFY(page);
        auto* scheme = page->findChild<QComboBox*>();
        QVERIFY(scheme);
        scheme->setCurrentIndex(2);
        author.desk->window().close();
        QTRY_VERIFY_WITH_TIMEOUT(author.kept.has_value(), patience);
        QCOMPARE(author.kept->scheme, std::optional(ui::Scheme::Dark));
    }

    void openRulesAreKeptForTheNextStart()
    {
        const QTemporaryDir folder;
        const QString path = writeFile(folder, QStringLiteral("a.yml"), ruleText);
        Author author;
        author.desk->documents().open(path);
        author.desk->window().close();
        QTRY_VERIFY_WITH_TIMEOUT(author.kept.has_value(), patience);
        QCOMPARE(author.kept->openRules, QStringList{path});
    }
};

} // namespace

RULEWRIGHT_TEST(DeskHabitsTest)

#include "test_desk_habits.moc"
