// SPDX-License-Identifier: Apache-2.0
// What rows of the guide, near misses and other rules say about the rule that is open, and that it comes true.
#include "core/corpus/built_in.h"
#include "core/corpus/profile.h"
#include "core/rulefile/rulefile.h"
#include "tests/app/author.h"
#include "tests/support/runner.h"
#include "ui/guide/rule_view.h"
#include "ui/test/near_miss_model.h"
#include "ui/test/near_miss_view.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"

#include <algorithm>

using namespace rulewright;
using namespace rulewright::desk;
using namespace rulewright::tests;
using ui::Command;

class DeskPricesTest : public QObject {
    Q_OBJECT
private slots:
    void everyRowHasItsPriceBeforeItGoesIn();
    void anExclusionOfTheGuideIsPricedAndWrittenAsOne();
    void pricesFollowTheText();
    void nearMissesWidenTheRule();
    void whatElseFiresOnAnEvent();
};

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

void DeskPricesTest::everyRowHasItsPriceBeforeItGoesIn()
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

void DeskPricesTest::anExclusionOfTheGuideIsPricedAndWrittenAsOne()
{
    Author author;
    author.openWorld();
    author.desk->documents().openText(QStringLiteral("a.yml"), powershellRule);
    author.desk->showGuide({"T1059.001", corpus::GuideMode::WithSubtechniques, {}});
    author.settle();
    const corpus::Guide guide = author.desk->guide().guide();
    const ui::PriceTable prices = author.desk->prices().prices();
    QCOMPARE(prices.exclusions.size(), guide.exclusions.size());
    int checked = 0;
    for (std::size_t i = 0; i < prices.exclusions.size(); ++i) {
        const ui::RowPrice& price = prices.exclusions[i];
        if (!price.hasHere() || !price.reason.isEmpty())
            continue;
        const Sides before = hitsOf(author);
        emit author.desk->guide().previewWanted(guide.exclusions[i].key, true);
        QVERIFY(author.editor().ghost().text.startsWith(QStringLiteral("filter_main_")));
        emit author.desk->guide().excludeRequested(guide.exclusions[i].key);
        QVERIFY(author.editor().toPlainText().contains(QStringLiteral(" and not filter_main_")));
        author.settle();
        const Sides after = hitsOf(author);
        QCOMPARE(price.added->attack + price.added->benign, quint64(0));
        QCOMPARE(after.attack + price.removed->attack, before.attack);
        QCOMPARE(after.benign + price.removed->benign, before.benign);
        author.editor().undo();
        author.settle();
        ++checked;
    }
    QVERIFY(checked > 0);
}

void DeskPricesTest::pricesFollowTheText()
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

void DeskPricesTest::nearMissesWidenTheRule()
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

void DeskPricesTest::whatElseFiresOnAnEvent()
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

RULEWRIGHT_TEST(DeskPricesTest)
#include "test_desk_prices.moc"
