// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "tests/ui/editor/editor_support.h"
#include "ui/editor/rule_editor.h"

#include <QClipboard>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTextBlock>
#include <QVBoxLayout>

using namespace rulewright;
using namespace rulewright::ui;

namespace {

class TestRuleEditor : public QObject {
    Q_OBJECT

private:
    Theme m_theme = tests::lightTheme();

    static void placeCaret(RuleEditor& editor, int line)
    {
        QTextCursor cursor(editor.document()->findBlockByNumber(line - 1));
        cursor.movePosition(QTextCursor::EndOfBlock);
        editor.setTextCursor(cursor);
    }

private slots:

    // The offscreen platform complains of itself.
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin)"))); }

    void figuresMoveWithTheirLines()
    {
        const auto document = tests::documentOf(tests::sampleRule);
        RuleEditor editor(*document, m_theme);
        editor.setFigures(
            {{.line = 12, .alone = 96, .effect = LineFigures::Effect::Counts, .removes = 0, .adds = 9, .inlay = {}}});
        placeCaret(editor, 12);
        QVERIFY(editor.lineDescription().contains(QStringLiteral("96 events alone, adds 9 hits")));
        QTextCursor(document->text().findBlockByNumber(3)).insertText(QStringLiteral("a\nb\n"));
        placeCaret(editor, 14);
        QVERIFY(editor.lineDescription().contains(QStringLiteral("adds 9 hits")));
        placeCaret(editor, 12);
        QVERIFY(!editor.lineDescription().contains(QStringLiteral("adds")));
        document->text().undo();
        placeCaret(editor, 12);
        QVERIFY(editor.lineDescription().contains(QStringLiteral("adds 9 hits")));
    }

    void problemsAreWalked()
    {
        const auto document
            = tests::documentOf("title: a\ndetection:\n    s:\n        A|foo: b\n        B|bar: c\n    condition: s\n");
        RuleEditor editor(*document, m_theme);
        QVERIFY(hasErrors(document->parsed()->diagnostics));
        editor.goToProblem(1);
        const int first = editor.textCursor().blockNumber();
        editor.goToProblem(1);
        QVERIFY(editor.textCursor().blockNumber() != first || document->parsed()->diagnostics.size() == 1);
        editor.goToProblem(-1);
        QCOMPARE(editor.textCursor().blockNumber(), first);
    }

    void fixesAreApplied()
    {
        const auto document = tests::documentOf(
            "title: a\nlogsource:\n    product: windows\ndetection:\n    s:\n        A|contain: b\n    condition: s\n");
        RuleEditor editor(*document, m_theme);
        placeCaret(editor, 6);
        const std::vector<Fix> fixes = editor.fixesAtCaret();
        QVERIFY(!fixes.empty());
        const std::string before = document->bytes();
        editor.applyEdits(fixes.front().edits);
        QVERIFY(document->bytes() != before);
        editor.undo();
        QVERIFY(document->bytes() == before);
    }

    void tabIsNoTrap()
    {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        const auto document = tests::documentOf(tests::sampleRule);
        auto* editor = new RuleEditor(*document, m_theme);
        auto* after = new QLineEdit;
        column->addWidget(editor);
        column->addWidget(after);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        editor->setFocus();
        QSignalSpy changed(editor, &RuleEditor::tabIndentsChanged);
        const std::string before = document->bytes();
        QTest::keyClick(editor, Qt::Key_Tab);
        QVERIFY(document->bytes() != before);
        QVERIFY(editor->hasFocus());
        QTest::keyClick(editor, Qt::Key_Escape);
        QVERIFY(!editor->tabIndents());
        QCOMPARE(changed.count(), 1);
        QTest::keyClick(editor, Qt::Key_Tab);
        QVERIFY(!editor->hasFocus());
        editor->setFocus();
        QVERIFY(editor->tabIndents());
        QTest::keyClick(editor, Qt::Key_M, Qt::ControlModifier);
        QVERIFY(!editor->tabIndents());
        QVERIFY(editor->accessibleDescription().contains(QStringLiteral("Tab moves")));
        QTest::keyClick(editor, Qt::Key_Tab);
        QVERIFY(!editor->hasFocus());
    }

    void ghostIsNeverText()
    {
        const auto document = tests::documentOf(tests::sampleRule);
        RuleEditor editor(*document, m_theme);
        editor.resize(700, 400);
        placeCaret(editor, 12);
        const std::string before = document->bytes();
        editor.setGhost({.text = QStringLiteral("- 'x'"),
            .attackPrice = QStringLiteral("+3 atk"),
            .benignPrice = QStringLiteral("+0 ben"),
            .attackCounts = true});
        editor.grab();
        QVERIFY(document->bytes() == before);
        QSignalSpy dismissed(&editor, &RuleEditor::ghostDismissed);
        QTest::keyClick(&editor, Qt::Key_Escape);
        QCOMPARE(dismissed.count(), 1);
        QVERIFY(editor.ghost().text.isEmpty());
        editor.setGhost({.text = QStringLiteral("- 'x'"), .attackPrice = {}, .benignPrice = {}});
        QTest::keyClick(&editor, Qt::Key_Up);
        QVERIFY(editor.ghost().text.isEmpty());
    }

    void caretAndSpansAreBytes()
    {
        const auto document = tests::documentOf("title: äöü🙂x\nlevel: high\n");
        RuleEditor editor(*document, m_theme);
        editor.selectSpan({17, 18});
        QCOMPARE(editor.textCursor().selectedText(), QStringLiteral("x"));
        QCOMPARE(editor.caretOffset(), 17U);
    }

    // What is pasted may hold anything.
    void pastedNulStays()
    {
        const auto document = tests::documentOf("title: a\n");
        RuleEditor editor(*document, m_theme);
        editor.resize(400, 200);
        QTextCursor cursor = editor.textCursor();
        cursor.insertText(QStringLiteral("x") + QChar(u'\0') + QStringLiteral("y"));
        QVERIFY(document->utf8().starts_with(std::string("x\0y", 3)));
        QVERIFY(hasErrors(document->parsed()->diagnostics));
        editor.grab();
    }
};

} // namespace

RULEWRIGHT_TEST(TestRuleEditor)

#include "test_rule_editor.moc"
