// SPDX-License-Identifier: Apache-2.0
// An author writes a rule: the guide, the editor, documents, and the panes around them.
#include "tests/app/author.h"
#include "tests/app/files.h"
#include "tests/support/runner.h"
#include "ui/editor/editor_pane.h"
#include "ui/editor/problem_model.h"
#include "ui/guide/guide_tree.h"
#include "ui/guide/guide_view.h"
#include "ui/guide/rule_view.h"
#include "ui/guide/technique_field.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"
#include "ui/window/panel.h"
#include "ui/window/status_line.h"

#include <QTemporaryDir>

using namespace rulewright;
using namespace rulewright::desk;
using namespace rulewright::tests;
using ui::Command;

class DeskTest : public QObject {
    Q_OBJECT
private slots:
    void anAuthorWritesARuleFromTheGuide();
    void theGuideFollowsTheRulesTags();
    void unsavedChangesAreAskedAbout();
    void aCorpusRuleOpensAsADocument();
    void everyPaneIsReachedByKey();
    void nothingIsTestedWithoutEvents();
    void eventFilesAreLoadedAndCleared();
    void largerTextReachesTheEditor();
    void anElasticRuleIsTestedAsItIsTyped();
};

void DeskTest::anAuthorWritesARuleFromTheGuide()
{
    Author author;
    author.openWorld();
    // A technique, chosen by name.
    ui::GuideView& guide = author.desk->guide();
    QTest::keyClicks(&guide.field(), QStringLiteral("T1219.001"));
    QTest::keyClick(&guide.field(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(guide.isShowingGuide(), patience);
    QCOMPARE(guide.guide().technique, std::string("T1219.001"));

    author.trigger(Command::NewRule);
    QVERIFY(author.desk->documents().current());
    author.settle();
    const QString untouched = author.editor().toPlainText();
    QVERIFY(untouched.contains(QStringLiteral("attack.t1219.001")));

    // Three indicators go in, each as one undo step.
    author.editor().moveCursor(QTextCursor::Start);
    author.editor().setTextCursor(author.editor().document()->find(QStringLiteral("selection:")));
    QString before = untouched;
    for (int i = 0; i < 3; ++i) {
        guide.tree().setFocus();
        guide.tree().setCurrentIndex(author.indicator(i));
        QTest::keyClick(&guide.tree(), Qt::Key_Return);
        QVERIFY2(author.editor().toPlainText() != before, qPrintable(QString::number(i)));
        before = author.editor().toPlainText();
        author.settle();
    }
    const QString written = author.editor().toPlainText();
    author.editor().undo();
    QVERIFY(author.editor().toPlainText() != written);
    author.editor().redo();
    QCOMPARE(author.editor().toPlainText(), written);
    for (int i = 0; i < 3; ++i)
        author.editor().undo();
    QCOMPARE(author.editor().toPlainText(), untouched);

    // A rule that finds something; one that is broken keeps the last good result.
    const QString rule
        = QStringLiteral("title: Tunnel\nlogsource:\n    product: windows\n    category: process_creation\n"
                         "detection:\n    selection:\n        CommandLine|contains: 'tunnel'\n"
                         "    condition: selection\n");
    author.editor().selectAll();
    author.editor().insertPlainText(rule);
    author.settle();
    constexpr quint64 hits = 2; // the built-in attack opens a tunnel twice
    QTRY_COMPARE_WITH_TIMEOUT(author.hits(), hits, patience);
    QVERIFY(author.status().contains(QStringLiteral("hit")));
    QTextCursor quote = author.editor().document()->find(QStringLiteral("'tunnel'"));
    quote.setPosition(quote.selectionEnd());
    quote.deletePreviousChar();
    QVERIFY(author.desk->documents().current()->problems().count(Severity::Error) > 0);
    QTRY_VERIFY_WITH_TIMEOUT(author.desk->session().isStale(), patience);
    QCOMPARE(author.hits(), hits);
    QVERIFY2(author.status().contains(QStringLiteral("not tested")), qPrintable(author.status()));
    quote.insertText(QStringLiteral("'"));
    QTRY_VERIFY_WITH_TIMEOUT(!author.desk->session().isStale(), patience);
    QCOMPARE(author.hits(), hits);

    // Saved to a file, byte for byte.
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("tunnel.yml"));
    author.answerSave(path);
    author.trigger(Command::Save);
    QVERIFY(!author.desk->documents().current()->document().isDirty());
    QCOMPARE(QString::fromUtf8(readFile(path)), author.editor().toPlainText());
}

void DeskTest::theGuideFollowsTheRulesTags()
{
    Author author;
    author.openWorld();
    author.desk->documents().openText(QStringLiteral("a.yml"),
        "title: A\ntags:\n    - attack.t1219.002\nlogsource:\n    product: windows\n"
        "detection:\n    selection:\n        Image: a\n    condition: selection\n");
    QTRY_COMPARE_WITH_TIMEOUT(author.desk->guide().guide().technique, std::string("T1219.002"), patience);
    // The user's own choice stays while the tags do.
    author.desk->showGuide({"T1059.001", corpus::GuideMode::Exact, {}});
    QTRY_COMPARE_WITH_TIMEOUT(author.desk->guide().guide().technique, std::string("T1059.001"), patience);
    author.editor().moveCursor(QTextCursor::End);
    author.editor().insertPlainText(QStringLiteral("level: low\n"));
    author.settle();
    QCOMPARE(author.desk->guide().guide().technique, std::string("T1059.001"));
}

void DeskTest::unsavedChangesAreAskedAbout()
{
    Author author;
    author.trigger(Command::NewRule);
    author.editor().insertPlainText(QStringLiteral("# "));
    ui::DocumentArea& area = author.desk->window().documents();
    QVERIFY(!author.desk->window().close());
    QVERIFY(area.isAsking());
    author.answer(QStringLiteral("Keep open"));
    QVERIFY(!area.isAsking());
    QCOMPARE(author.desk->documents().count(), 1);
    QVERIFY(!author.desk->window().close());
    author.answer(QStringLiteral("Discard"));
    QTRY_VERIFY(!author.desk->window().isVisible());
    QVERIFY(author.kept.has_value());
    QCOMPARE(author.kept->windowSize, QSize(1600, 1000));
}

void DeskTest::aCorpusRuleOpensAsADocument()
{
    Author author;
    author.openWorld();
    author.desk->showRule(corpus::RuleId(0));
    auto* view = qobject_cast<ui::RuleView*>(author.desk->window().documents().currentPage());
    QVERIFY(view);
    QVERIFY(!author.desk->events().isVisible());
    auto* source = view->findChild<ui::RuleEditor*>();
    QVERIFY(source && source->isReadOnly());
    QVERIFY(source->toPlainText().contains(QStringLiteral("detection:")));
    // Once more is the same tab; closing it brings the start page's events back.
    const int pages = author.desk->window().documents().pageCount();
    author.desk->showRule(corpus::RuleId(0));
    QCOMPARE(author.desk->window().documents().pageCount(), pages);
    author.trigger(Command::CloseTab);
    QVERIFY(author.desk->events().isVisible());
}

void DeskTest::everyPaneIsReachedByKey()
{
    Author author;
    author.trigger(Command::NewRule);
    QVERIFY(QTest::qWaitForWindowActive(&author.desk->window()));
    QWidget& window = author.desk->window();
    const auto focusIsIn = [](const QWidget& pane) {
        QWidget* focus = QApplication::focusWidget();
        return focus && (&pane == focus || pane.isAncestorOf(focus));
    };
    QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
    QVERIFY(focusIsIn(author.desk->guide()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(focusIsIn(author.editor()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_3, Qt::ControlModifier);
    QVERIFY(focusIsIn(author.desk->events()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
    QVERIFY(focusIsIn(author.desk->window().whyPanel()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
    QVERIFY(focusIsIn(author.desk->window().eventPanel()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(focusIsIn(author.desk->window().whyPanel()));
}

void DeskTest::nothingIsTestedWithoutEvents()
{
    Author author;
    QCOMPARE(author.status(), QStringLiteral("No rule and no events: nothing has been tested"));
    author.trigger(Command::NewRule);
    author.settle();
    QCOMPARE(author.status(), QStringLiteral("No events loaded: nothing has been tested"));
}

void DeskTest::eventFilesAreLoadedAndCleared()
{
    const QTemporaryDir folder;
    const QString path = writeFile(
        folder, QStringLiteral("events.ndjson"), "{\"Image\":\"C:\\\\a.exe\"}\n{\"Image\":\"C:\\\\b.exe\"}\n{broken\n");
    Author author;
    author.answerOpen({path});
    author.trigger(Command::LoadBenign);
    QTRY_COMPARE_WITH_TIMEOUT(author.desk->eventStore().events()->size(), 2U, patience);
    QCOMPARE(author.desk->eventStore().events()->side(events::EventId(0)), events::Side::Benign);
    // What could not be read is said.
    QTRY_VERIFY(author.desk->window().documents().isAsking());
    author.trigger(Command::ClearEvents);
    QCOMPARE(author.desk->eventStore().events()->size(), 0U);
}

void DeskTest::largerTextReachesTheEditor()
{
    Author author;
    author.trigger(Command::NewRule);
    author.settle();
    const int before = QFontMetrics(author.editor().document()->defaultFont()).height();
    author.chooseTextSize(18);
    QTRY_VERIFY(QFontMetrics(author.editor().document()->defaultFont()).height() > before);
    // The margin ends where the text begins: it covers nothing.
    QTRY_COMPARE(
        author.editor().viewport()->x(), author.editor().contentsRect().left() + author.editor().marginWidth());
}

void DeskTest::anElasticRuleIsTestedAsItIsTyped()
{
    Author author;
    author.openWorld();
    author.desk->documents().openText(QStringLiteral("rule.eql"),
        "process where host.os.type == \"windows\" and process.args : \"tunnel\" and\n"
        "  process.args : \"--accept-server-license-terms\"");
    author.settle();
    QVERIFY(author.hits() > 0);
    const quint64 before = author.hits();
    author.editor().moveCursor(QTextCursor::End);
    QTest::keyClicks(&author.editor(), QStringLiteral(" and process.name : \"code.exe\""));
    author.settle();
    QVERIFY(author.hits() > 0 && author.hits() < before);
}

RULEWRIGHT_TEST(DeskTest)
#include "test_desk.moc"
