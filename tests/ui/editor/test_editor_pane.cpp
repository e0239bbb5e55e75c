// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "tests/ui/editor/editor_support.h"
#include "ui/editor/breadcrumb.h"
#include "ui/editor/problem_model.h"
#include "ui/window/strip.h"

#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextBlock>

using namespace rulewright;
using namespace rulewright::ui;

namespace {

class TestEditorPane : public QObject {
    Q_OBJECT

private:
    Theme m_theme = tests::lightTheme();

private slots:

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin)"))); }

    void insertsAndUndoes()
    {
        const auto document = tests::documentOf(tests::sampleRule);
        EditorPane pane(*document, m_theme);
        const std::string before = document->bytes();
        pane.editor().selectSpan({static_cast<std::uint32_t>(before.find("'code-server")),
            static_cast<std::uint32_t>(before.find("'code-server"))});
        const corpus::RowKey row{
            .field = "CommandLine", .op = rule::Op::Contains, .value = "--accept", .transform = {}};
        QVERIFY(pane.previewRow(row));
        QCOMPARE(pane.editor().ghost().text, QStringLiteral("- '--accept'"));
        QVERIFY(pane.insertRow(row).contains(QStringLiteral("selection_child")));
        QVERIFY(
            document->bytes().find("            - 'code-server.cmd'\n            - '--accept'\n") != std::string::npos);
        QCOMPARE(pane.editor().textCursor().block().text().trimmed(), QStringLiteral("- '--accept'"));
        QVERIFY(pane.editor().textCursor().atBlockEnd());
        QVERIFY(pane.insertRow(row).contains(QStringLiteral("already")));
        pane.editor().undo();
        QVERIFY(document->bytes() == before);
    }

    // A rule with long lines opens at their beginning, and with the caret at the top.
    void opensAtTheBeginning()
    {
        std::string text = "title: " + std::string(400, 'x') + "\n" + std::string(tests::sampleRule);
        const auto document = tests::documentOf(text);
        EditorPane pane(*document, m_theme);
        pane.resize(500, 300);
        pane.show();
        QCOMPARE(pane.editor().textCursor().position(), 0);
        QCOMPARE(pane.editor().horizontalScrollBar()->value(), 0);
        QCOMPARE(pane.editor().verticalScrollBar()->value(), 0);
        QVERIFY(pane.editor().horizontalScrollBar()->maximum() > 0);
    }

    void stripComesAndGoes()
    {
        const auto document = tests::documentOf(tests::sampleRule);
        EditorPane pane(*document, m_theme);
        pane.resize(800, 400);
        auto* strip = pane.findChild<Strip*>(QStringLiteral("problemStrip"));
        QVERIFY(strip);
        QSignalSpy summary(&pane, &EditorPane::problemSummaryChanged);
        const std::size_t at = document->bytes().find("\\client32.exe'") + 13;
        pane.editor().applyEdits(
            std::vector<TextEdit>{{{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)}, ""}});
        QVERIFY(pane.problems().count(Severity::Error) > 0);
        QVERIFY(!strip->isHidden());
        QVERIFY(strip->accessibleName().startsWith(QStringLiteral("1 error")));
        QCOMPARE(pane.problemSummary(), QStringLiteral("1 error: the text is not tested"));
        pane.editor().undo();
        QCOMPARE(pane.problems().count(Severity::Error), 0);
        QVERIFY(summary.count() >= 2);
    }

    void breadcrumbFollowsTheCaret()
    {
        const auto document = tests::documentOf(tests::sampleRule);
        const auto path = [&](int line) { return keyPath(document->text().findBlockByNumber(line - 1)).join(u'>'); };
        QCOMPARE(path(12), QStringLiteral("detection>selection_agent>ParentImage|endswith"));
        QCOMPARE(path(14), QStringLiteral("detection>selection_child"));
        QCOMPARE(path(21), QStringLiteral("detection>condition"));
        QCOMPARE(path(5), QStringLiteral("tags"));
        QCOMPARE(path(1), QStringLiteral("title"));
    }

    void problemModelReads()
    {
        const auto document = tests::documentOf("title: 'a\n");
        ProblemModel model;
        model.setProblems(document->parsed());
        QVERIFY(model.rowCount() > 0);
        const QModelIndex first = model.index(0);
        QCOMPARE(first.data(ProblemModel::LineRole).toInt(), 1);
        QVERIFY(!first.data().toString().isEmpty());
        QVERIFY(first.data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("error, line 1")));
        QVERIFY(first.data(ProblemModel::CodeRole).toString().contains(u'.'));
    }
};

} // namespace

RULEWRIGHT_TEST(TestEditorPane)

#include "test_editor_pane.moc"
