// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/built_in.h"
#include "core/corpus/profile.h"
#include "core/rulefile/rulefile.h"
#include "tests/app/author.h"
#include "tests/support/runner.h"
#include "ui/editor/editor_pane.h"
#include "ui/editor/problem_model.h"
#include "core/git/clone.h"
#include "ui/guide/compare_view.h"
#include "ui/guide/corpus_manager.h"
#include "ui/guide/guide_tree.h"
#include "ui/guide/guide_view.h"
#include "ui/guide/rule_view.h"
#include "ui/guide/technique_field.h"
#include "ui/test/near_miss_model.h"
#include "ui/test/near_miss_view.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"
#include "ui/window/panel.h"
#include "ui/window/status_line.h"

#include <QAbstractButton>
#include <QAction>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <memory>

using namespace rulewright;
using namespace rulewright::desk;
using namespace rulewright::tests;
using ui::Command;

class DeskTest : public QObject {
    Q_OBJECT
private slots:
    void anAuthorWritesARuleFromTheGuide();
    void everyRowHasItsPriceBeforeItGoesIn();
    void pricesFollowTheText();
    void nearMissesWidenTheRule();
    void whatElseFiresOnAnEvent();
    void theGuideFollowsTheRulesTags();
    void unsavedChangesAreAskedAbout();
    void aCorpusRuleOpensAsADocument();
    void everyPaneIsReachedByKey();
    void nothingIsTestedWithoutEvents();
    void eventFilesAreLoadedAndCleared();
    void largerTextReachesTheEditor();
    void ruleCollectionsComeAndGo();
    void rulesThatCannotBeReadAreOneAnswerAway();
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
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), author.editor().toPlainText());
}

namespace {

constexpr const char* tunnelRule
    = "title: Tunnel\nlogsource:\n    product: windows\n    category: process_creation\n"
      "tags:\n    - attack.t1219\n"
      "detection:\n    selection:\n        CommandLine|contains:\n            - ' tunnel'\n"
      "    condition: selection\n";

// A rule at whose value the caret stands, and the guide of its technique with sub-techniques.
void openTunnelRule(Author& author)
{
    author.desk->documents().openText(QStringLiteral("tunnel.yml"), tunnelRule);
    author.desk->showGuide({"T1219", corpus::GuideMode::WithSubtechniques, {}});
    author.settle();
    author.editor().setTextCursor(author.editor().document()->find(QStringLiteral("' tunnel'")));
    author.settle();
}

struct Sides {
    quint64 attack = 0;
    quint64 benign = 0;
};

Sides hitsOf(Author& author)
{
    const ui::MatchResultPtr& result = author.desk->session().result();
    return {countAnd(result->report->possibleEvents, result->facts->attack),
        countAnd(result->report->possibleEvents, result->facts->benign)};
}

} // namespace

void DeskTest::everyRowHasItsPriceBeforeItGoesIn()
{
    Author author;
    author.openWorld();
    openTunnelRule(author);
    const corpus::Guide& guide = author.desk->guide().guide();
    const ui::PriceTable prices = author.desk->prices().prices();
    QVERIFY(!guide.indicators.empty());
    QCOMPARE(prices.indicators.size(), guide.indicators.size());
    QCOMPARE(prices.place, QStringLiteral("selection"));
    QVERIFY(prices.benignEvents > 0);
    int checked = 0;
    for (std::size_t i = 0; i < prices.indicators.size() && checked < 6; ++i) {
        const ui::RowPrice& price = prices.indicators[i];
        if (!price.hasHere() || !price.reason.isEmpty() || price.isInRule || (price.isIdle() && checked % 2 == 0))
            continue;
        const Sides before = hitsOf(author);
        const QString text = author.editor().toPlainText();
        emit author.desk->guide().insertRequested(guide.indicators[i].key);
        QVERIFY(author.editor().toPlainText() != text);
        author.settle();
        const Sides after = hitsOf(author);
        QCOMPARE(after.attack + price.removed->attack, before.attack + price.added->attack);
        QCOMPARE(after.benign + price.removed->benign, before.benign + price.added->benign);
        author.editor().undo();
        author.editor().setTextCursor(author.editor().document()->find(QStringLiteral("' tunnel'")));
        author.settle();
        ++checked;
    }
    QVERIFY(checked > 2);
}

void DeskTest::pricesFollowTheText()
{
    Author author;
    author.openWorld();
    openTunnelRule(author);
    const corpus::Guide& guide = author.desk->guide().guide();
    const auto changing = [&] {
        const ui::PriceTable& prices = author.desk->prices().prices();
        const auto found = std::ranges::find_if(prices.indicators, [](const ui::RowPrice& price) {
            return price.hasHere() && price.reason.isEmpty() && price.added->attack > 0;
        });
        return std::size_t(found - prices.indicators.begin());
    };
    const std::size_t row = changing();
    QVERIFY(row < guide.indicators.size());
    // As ghost at the caret the row has its price.
    emit author.desk->guide().previewWanted(guide.indicators[row].key);
    QVERIFY(author.editor().ghost().attackPrice.startsWith(u'+'));
    emit author.desk->guide().insertRequested(guide.indicators[row].key);
    author.settle();
    const ui::RowPrice taken = author.desk->prices().prices().indicators[row];
    QVERIFY(taken.isInRule);
    QVERIFY(taken.isIdle());
    // A text that cannot be tested keeps the last prices, marked as such.
    author.editor().moveCursor(QTextCursor::End);
    author.editor().insertPlainText(QStringLiteral("'"));
    QTRY_VERIFY_WITH_TIMEOUT(author.desk->prices().prices().isStale, patience);
    author.editor().undo();
    QTRY_VERIFY_WITH_TIMEOUT(!author.desk->prices().prices().isStale, patience);
    // Without benign events a benign zero says nothing.
    author.trigger(Command::ClearEvents);
    QTRY_VERIFY_WITH_TIMEOUT(author.desk->prices().prices().indicators.empty(), patience);
}

void DeskTest::nearMissesWidenTheRule()
{
    Author author;
    author.openWorld();
    author.desk->documents().openText(QStringLiteral("dump.yml"),
        "title: Shells\nlogsource:\n    product: windows\n    category: process_creation\n"
        "detection:\n    selection:\n        Image|endswith:\n            - '\\cmd.exe'\n"
        "        CommandLine|contains: 'http'\n    condition: selection\n");
    author.settle();
    author.desk->events().showTab(ui::TestPane::Tab::NearMisses);
    author.settle();
    const ui::NearMissResultPtr& found = author.desk->nearMisses().result();
    QVERIFY(found);
    QVERIFY(found->misses.atDistance(1) > 0);
    ui::NearMissView& view = author.desk->events().nearMisses();
    const ui::NearMissModel& model = view.nearMisses();
    QModelIndex widened;
    for (int group = 0; group < model.rowCount() && !widened.isValid(); ++group) {
        const QModelIndex parent = model.index(group, 0);
        for (int row = 0; row < model.rowCount(parent); ++row) {
            if (model.widening(model.index(row, 0, parent)))
                widened = model.index(row, 0, parent);
        }
    }
    QVERIFY(widened.isValid());
    view.setFocus();
    view.setCurrentIndex(widened);
    // The event behind the row is explained.
    QTRY_VERIFY_WITH_TIMEOUT(author.desk->session().explanation() != nullptr, patience);
    const advise::Widening widening = *model.widening(widened);
    QVERIFY(model.sentence(widened).contains(QStringLiteral("the rule gains")));
    const Sides before = hitsOf(author);
    QTest::keyClick(&view, Qt::Key_Return);
    author.settle();
    const Sides after = hitsOf(author);
    QCOMPARE(after.attack, before.attack + widening.attack.added);
    QCOMPARE(after.benign, before.benign + widening.benign.added);
    QVERIFY(after.attack + after.benign > before.attack + before.benign);
    // As one undo step.
    author.editor().undo();
    author.settle();
    QCOMPARE(hitsOf(author).attack, before.attack);
}

void DeskTest::whatElseFiresOnAnEvent()
{
    Author author;
    author.openWorld();
    openTunnelRule(author);
    author.trigger(Command::NextHit);
    author.settle();
    const events::EventId event = author.desk->events().chosenEvent();
    QVERIFY(event != events::EventId::None);
    author.desk->events().showTab(ui::TestPane::Tab::AlsoFires);
    author.settle();
    const ui::FiredRulesModel& model = author.desk->events().firedRules().firedRules();
    QVERIFY(model.rowCount() > 0);
    // Each rule of the corpus says the same by itself.
    const ProfilePtr profile = author.desk->corpusStore().profile();
    const auto taxonomy = loadFacts()->taxonomy;
    int firing = 0;
    for (const corpus::ProfileRule& rule : profile->rules()) {
        const auto source = corpus::ruleText(rule.folder, rule.path);
        const auto parsed = rulefile::parseBeside(SourceText(rule.path, *source), rule.folder);
        Task task;
        const auto report = match::match(
            parsed.value->rules[rule.document], *author.desk->eventStore().events(), *taxonomy, {}, nullptr, task);
        firing += report && report->definite.contains(events::index(event)) ? 1 : 0;
    }
    QCOMPARE(model.rowCount(), firing);
    // Of all loaded events instead: ranked, with their hits, as each rule by itself has them.
    author.desk->events().setFiredOfAll(true);
    author.settle();
    QVERIFY(model.isOfAll());
    QVERIFY(model.rowCount() > firing);
    static const QStringList levels{QStringLiteral("critical"), QStringLiteral("high"), QStringLiteral("medium"),
        QStringLiteral("low"), QStringLiteral("informational")};
    const auto rank = [](const QString& level) { // rules that say no level come last
        const qsizetype at = levels.indexOf(level);
        return at < 0 ? levels.size() : at;
    };
    for (int row = 0; row < model.rowCount(); ++row) {
        const ui::FiredRule& fired = *model.rule(model.index(row));
        const auto& rule = profile->rule(corpus::RuleId(fired.rule));
        const auto source = corpus::ruleText(rule.folder, rule.path);
        const auto parsed = rulefile::parseBeside(SourceText(rule.path, *source), rule.folder);
        Task task;
        const auto report = match::match(parsed.value->rules[rule.document], *author.desk->eventStore().events(),
            *taxonomy, {.document = &*parsed.value}, nullptr, task);
        QCOMPARE(fired.hits, quint64(report->matched));
        if (row > 0) {
            const ui::FiredRule& above = *model.rule(model.index(row - 1));
            QVERIFY(rank(above.level) <= rank(fired.level));
            QVERIFY(above.level != fired.level || above.hits >= fired.hits);
        }
    }
    author.desk->events().setFiredOfAll(false);
    author.settle();
    QCOMPARE(model.rowCount(), firing);
    // Enter opens one.
    emit author.desk->events().firedRules().activated(model.index(0));
    QVERIFY(qobject_cast<ui::RuleView*>(author.desk->window().documents().currentPage()));
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
    const auto answer = [&](const QString& text) {
        for (auto* button : area.findChildren<QAbstractButton*>()) {
            if (button->text() == text && button->isVisible())
                QTest::mouseClick(button, Qt::LeftButton);
        }
    };
    QVERIFY(!author.desk->window().close());
    QVERIFY(area.isAsking());
    answer(QStringLiteral("Keep open"));
    QVERIFY(!area.isAsking());
    QCOMPARE(author.desk->documents().count(), 1);
    QVERIFY(!author.desk->window().close());
    answer(QStringLiteral("Discard"));
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
    const QString path = folder.filePath(QStringLiteral("events.ndjson"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"Image\":\"C:\\\\a.exe\"}\n{\"Image\":\"C:\\\\b.exe\"}\n{broken\n");
    file.close();
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

// A folder of rules, a clone of a repository on this machine, an update, and another version of ATT&CK.
void DeskTest::ruleCollectionsComeAndGo()
{
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    const auto write = [](const std::filesystem::path& path, const char* text) {
        std::filesystem::create_directories(path.parent_path());
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) > 0);
    };
    const char* elastic = "[rule]\nname = \"A\"\nlanguage = \"kuery\"\nquery = 'process.name:a.exe'\n";
    write(root / "origin/rules/a.toml", elastic);
    QVERIFY(git::commitAll(root / "origin", "One", "Somebody", "somebody@example.org").has_value());

    Author author;
    author.openWorld();
    ui::CorpusManager* page = author.desk->showCorpusManager();
    QVERIFY(page != nullptr);
    const std::size_t builtIn = page->rows().size();
    QVERIFY(builtIn >= 2); // Sigma's and Elastic's

    CorpusStore& store = author.desk->corpusStore();
    store.clone(QString::fromStdString((root / "origin").string()), folder.path() + QStringLiteral("/clones"));
    QTRY_VERIFY_WITH_TIMEOUT(store.folders().size() == 1 && !store.isReading(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(page->rows().size(), builtIn + 1, patience);
    const auto clone
        = std::ranges::find_if(page->rows(), [](const ui::CorpusRow& row) { return !row.origin.isEmpty(); });
    QVERIFY(clone != page->rows().end());
    QCOMPARE(clone->vendor, corpus::Vendor::Elastic);
    QCOMPARE(clone->rules, 1U);
    const QString cloneFolder = clone->folder;

    write(root / "origin/rules/b.toml", elastic);
    QVERIFY(git::commitAll(root / "origin", "Two", "Somebody", "somebody@example.org").has_value());
    store.update(cloneFolder);
    const auto rulesOfClone = [&] {
        const auto row = std::ranges::find(page->rows(), cloneFolder, &ui::CorpusRow::folder);
        return row == page->rows().end() ? 0U : row->rules;
    };
    QTRY_COMPARE_WITH_TIMEOUT(rulesOfClone(), 2U, patience);

    author.answerFolder(folder.path() + QStringLiteral("/nothing"));
    page->findChild<QAction*>(QStringLiteral("addFolder"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(store.folders() == QStringList{cloneFolder} && !store.isReading(), patience);
    store.removeFolder(cloneFolder);
    QTRY_COMPARE_WITH_TIMEOUT(page->rows().size(), builtIn, patience);

    author.desk->showComparison({corpus::RuleId{0}, corpus::RuleId{1}});
    QVERIFY(qobject_cast<ui::CompareView*>(author.desk->window().documents().currentPage()) != nullptr);
}

void DeskTest::rulesThatCannotBeReadAreOneAnswerAway()
{
    const QTemporaryDir folder;
    const auto write = [&folder](const char* name, const char* text) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) > 0);
    };
    write("good.yml", powershellRule);
    write("broken.yml", "title: B\nlogsource:\n    product: windows\ndetection: [\n");
    Author author;
    author.openWorld();
    author.answerFolder(folder.path());
    author.trigger(Command::AddRulesFolder);
    ui::DocumentArea& area = author.desk->window().documents();
    QTRY_VERIFY_WITH_TIMEOUT(area.isAsking(), patience);
    for (auto* button : area.findChildren<QAbstractButton*>()) {
        if (button->text() == QStringLiteral("Show why") && button->isVisible())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(qobject_cast<ui::CorpusManager*>(area.currentPage()) != nullptr);
    auto* page = qobject_cast<ui::CorpusManager*>(area.currentPage());
    QCOMPARE(page->problems().model()->rowCount(), 1);
    QCOMPARE(page->problems().model()->index(0, 0).data().toString(), QStringLiteral("broken.yml"));
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
