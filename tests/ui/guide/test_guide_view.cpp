// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "tests/ui/guide/guides.h"
#include "ui/guide/guide_header.h"
#include "ui/guide/guide_tree.h"
#include "ui/guide/guide_view.h"
#include "ui/guide/rule_model.h"
#include "ui/guide/rule_view.h"
#include "ui/guide/technique_field.h"
#include "ui/guide/technique_model.h"
#include "ui/window/appearance.h"
#include "ui/window/empty_state.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QMenu>
#include <QSignalSpy>
#include <QTreeView>

using namespace rulewright;
using namespace rulewright::ui;
using namespace rulewright::tests;

namespace {

GuideContents contentsOf(corpus::Guide guide)
{
    GuideContents contents;
    contents.guide = std::move(guide);
    contents.tactics = {QStringLiteral("Command and Control")};
    contents.vendors = {corpus::Vendor::Sigma};
    contents.vendorRules = contents.guide.rulesPerVendor;
    contents.corpusRules = 30;
    return contents;
}

struct Guide {
    Appearance appearance{
        {Scheme::Light, ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), 12}}};
    GuideView view{appearance.theme()};

    Guide()
    {
        view.setTechniques({{QStringLiteral("T1059.001"), QStringLiteral("PowerShell"), 3},
            {QStringLiteral("T1219"), QStringLiteral("Remote Access Tools"), 6},
            {QStringLiteral("T1219.001"), QStringLiteral("IDE Tunneling"), 0}});
        view.resize(472, 900);
        view.show();
        view.activateWindow();
    }

    QModelIndex row(GuideSection section, int place)
    {
        auto* model = static_cast<GuideModel*>(view.tree().model());
        return model->index(place, 0, model->indexOf(section));
    }
};

} // namespace

class GuideViewTest : public QObject {
    Q_OBJECT
private slots:
    void aTechniqueIsChosenByNameOrId();
    void enterInsertsAnIndicator();
    void theRulesBehindARowOpenInPlace();
    void theFilterIsReachedAndLeftByKey();
    void anotherModeIsAskedFor();
    void withoutRulesTheParentIsOffered();
    void theChosenIndicatorIsPreviewed();
    void anExclusionIsExcluded();
    void aTechniqueSaysWhereItsRulesAre();
    void aValueIsCopied();
    void everyWidthPaints();
    void aRuleShowsItsParts();
};

void GuideViewTest::aTechniqueIsChosenByNameOrId()
{
    Guide guide;
    QSignalSpy wanted(&guide.view, &GuideView::guideWanted);
    QTest::keyClicks(&guide.view.field(), QStringLiteral("remote"));
    QVERIFY(guide.view.field().isListOpen());
    QTest::keyClick(&guide.view.field(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<corpus::GuideRequest>().technique, std::string("T1219"));
    QTest::keyClicks(&guide.view.field(), QStringLiteral("t1219"));
    QTest::keyClick(&guide.view.field(), Qt::Key_Down);
    QTest::keyClick(&guide.view.field(), Qt::Key_Return);
    QCOMPARE(wanted.last().first().value<corpus::GuideRequest>().technique, std::string("T1219.001"));
    QVERIFY(guide.view.field().text().isEmpty());
}

void GuideViewTest::enterInsertsAnIndicator()
{
    Guide guide;
    guide.view.setContents(contentsOf(smallGuide()));
    QVERIFY(guide.view.isShowingGuide());
    QSignalSpy inserted(&guide.view, &GuideView::insertRequested);
    GuideTree& tree = guide.view.tree();
    tree.setFocus();
    tree.setCurrentIndex(guide.row(GuideSection::Indicators, 1));
    QTest::keyClick(&tree, Qt::Key_Return);
    QCOMPARE(inserted.size(), 1);
    const auto key = inserted.first().first().value<corpus::RowKey>();
    QCOMPARE(key.field, std::string("CommandLine"));
    QCOMPARE(key.op, rule::Op::Contains);
    QCOMPARE(*key.value, std::string("tunnel --accept"));
    const QRect row = tree.visualRect(guide.row(GuideSection::Indicators, 0));
    QTest::mouseDClick(tree.viewport(), Qt::LeftButton, {}, row.topLeft() + QPoint(60, 8));
    QCOMPARE(inserted.size(), 2);
}

void GuideViewTest::theRulesBehindARowOpenInPlace()
{
    Guide guide;
    guide.view.setContents(contentsOf(smallGuide()));
    QSignalSpy opened(&guide.view, &GuideView::ruleRequested);
    GuideTree& tree = guide.view.tree();
    tree.setFocus();
    const QPersistentModelIndex row = guide.row(GuideSection::Indicators, 0);
    tree.setCurrentIndex(row);
    QTest::keyClick(&tree, Qt::Key_Down, Qt::AltModifier);
    QVERIFY(tree.isExpanded(row));
    QTest::keyClick(&tree, Qt::Key_Down);
    QTest::keyClick(&tree, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().value<corpus::RuleId>(), corpus::RuleId(0));
    tree.setCurrentIndex(row);
    QTest::keyClick(&tree, Qt::Key_Left);
    QVERIFY(!tree.isExpanded(row));
}

void GuideViewTest::theFilterIsReachedAndLeftByKey()
{
    Guide guide;
    guide.view.setContents(contentsOf(smallGuide()));
    QVERIFY(QTest::qWaitForWindowActive(&guide.view));
    GuideTree& tree = guide.view.tree();
    tree.setFocus();
    QTest::keyClick(&tree, Qt::Key_Slash);
    SearchField& filter = guide.view.header().filter();
    QVERIFY(filter.hasFocus());
    QTest::keyClicks(&filter, QStringLiteral("tunnel"));
    const auto* model = static_cast<GuideModel*>(tree.model());
    QCOMPARE(model->shown(GuideSection::Indicators), 1);
    QTest::keyClick(&filter, Qt::Key_Down);
    QVERIFY(tree.hasFocus());
    QTest::keyClick(&tree, Qt::Key_Escape);
    QVERIFY(filter.text().isEmpty());
    QCOMPARE(model->shown(GuideSection::Indicators), 9);
}

void GuideViewTest::anotherModeIsAskedFor()
{
    Guide guide;
    guide.view.setContents(contentsOf(smallGuide()));
    QSignalSpy wanted(&guide.view, &GuideView::guideWanted);
    for (auto* button : guide.view.header().findChildren<QAbstractButton*>()) {
        if (button->text() == QStringLiteral("With sub-techniques"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(wanted.size(), 1);
    const auto request = wanted.first().first().value<corpus::GuideRequest>();
    QCOMPARE(request.mode, corpus::GuideMode::WithSubtechniques);
    QCOMPARE(request.technique, std::string("T1219"));
    QVERIFY(request.vendors.empty());
}

void GuideViewTest::withoutRulesTheParentIsOffered()
{
    Guide guide;
    corpus::Guide none;
    none.technique = "T1219.001";
    none.name = "IDE Tunneling";
    none.parent = "T1219";
    GuideContents contents = contentsOf(none);
    contents.parentName = QStringLiteral("Remote Access Tools");
    contents.parentRules = 80;
    guide.view.setContents(contents);
    QVERIFY(!guide.view.isShowingGuide());
    const auto* empty = guide.view.findChild<EmptyState*>();
    QCOMPARE(empty->accessibleName(), QStringLiteral("No rule covers T1219.001"));
    QCOMPARE(empty->accessibleDescription(), QStringLiteral("80 rules cover its parent, Remote Access Tools."));
    QSignalSpy wanted(&guide.view, &GuideView::guideWanted);
    for (auto* button : empty->findChildren<QAbstractButton*>())
        QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted.first().first().value<corpus::GuideRequest>().technique, std::string("T1219"));
}

void GuideViewTest::theChosenIndicatorIsPreviewed()
{
    Guide guide;
    guide.view.setContents(contentsOf(smallGuide()));
    std::optional<corpus::RowKey> last;
    connect(
        &guide.view, &GuideView::previewWanted, this, [&](const std::optional<corpus::RowKey>& key) { last = key; });
    guide.view.tree().setCurrentIndex(guide.row(GuideSection::Indicators, 0));
    QVERIFY(last.has_value());
    QCOMPARE(*last->value, std::string("\\cmd.exe"));
    guide.view.tree().setCurrentIndex(guide.row(GuideSection::Fields, 0));
    QVERIFY(!last.has_value());
}

void GuideViewTest::anExclusionIsExcluded()
{
    Guide guide;
    guide.view.setContents(contentsOf(smallGuide()));
    bool isExclusion = false;
    connect(&guide.view, &GuideView::previewWanted, this,
        [&](const std::optional<corpus::RowKey>&, bool excludes) { isExclusion = excludes; });
    QSignalSpy inserted(&guide.view, &GuideView::insertRequested);
    QSignalSpy excluded(&guide.view, &GuideView::excludeRequested);
    GuideTree& tree = guide.view.tree();
    tree.setFocus();
    tree.setCurrentIndex(guide.row(GuideSection::Exclusions, 0));
    QVERIFY(isExclusion);
    QTest::keyClick(&tree, Qt::Key_Return);
    QCOMPARE(excluded.size(), 1);
    QVERIFY(inserted.isEmpty());
    QMenu menu;
    tree.fillMenu(menu, tree.currentIndex());
    QCOMPARE(menu.actions().first()->text(), QStringLiteral("Exclude"));
}

void GuideViewTest::aTechniqueSaysWhereItsRulesAre()
{
    TechniqueModel model;
    model.setTechniques({{QStringLiteral("T1053"), QStringLiteral("Scheduled Task/Job"), 0, 3},
        {QStringLiteral("T1029"), QStringLiteral("Scheduled Transfer"), 0, 0},
        {QStringLiteral("T1053.005"), QStringLiteral("Scheduled Task"), 3, 0}});
    model.setText(QStringLiteral("scheduled"));
    const auto count = [&model](int row) { return model.data(model.index(row), TechniqueModel::CountRole).toString(); };
    QCOMPARE(count(0), QStringLiteral("3 rules"));
    QCOMPARE(count(1), QStringLiteral("3 in sub-techniques"));
    QCOMPARE(count(2), QStringLiteral("no rule"));
}

void GuideViewTest::aValueIsCopied()
{
    Guide guide;
    guide.view.setContents(contentsOf(smallGuide()));
    GuideTree& tree = guide.view.tree();
    tree.setFocus();
    tree.setCurrentIndex(guide.row(GuideSection::Indicators, 0));
    for (QAction* action : tree.actions()) {
        if (action->shortcut() == QKeySequence(QKeySequence::Copy))
            action->trigger();
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("\\cmd.exe"));
}

void GuideViewTest::everyWidthPaints()
{
    Guide guide;
    guide.view.setContents(contentsOf(smallGuide(40)));
    PriceTable prices;
    prices.benignEvents = 41207;
    prices.place = QStringLiteral("selection");
    for (int i = 0; i < 40; ++i) {
        RowPrice price;
        if (i % 5 == 0)
            price.reason = QStringLiteral("field absent");
        else {
            price.alone = SideCounts{std::uint64_t(i), std::uint64_t(i) * 1000};
            price.added = SideCounts{std::uint64_t(i % 3), std::uint64_t(i % 2)};
            price.removed = SideCounts{std::uint64_t(i % 7 == 0), 0};
            if (i % 4 == 0)
                price.benignReason = QStringLiteral("too few events");
        }
        prices.indicators.push_back(price);
    }
    for (const int width : {340, 400, 472, 900}) {
        for (const bool isPriced : {false, true}) {
            guide.view.setPrices(isPriced ? prices : PriceTable{});
            guide.view.resize(width, 700);
            QVERIFY(!guide.view.grab().isNull());
        }
    }
}

void GuideViewTest::aRuleShowsItsParts()
{
    const Appearance appearance({Scheme::Light, std::nullopt});
    RuleContents contents;
    contents.rule = corpus::RuleId(7);
    contents.title = QStringLiteral("Suspicious tunnel");
    contents.parts.push_back(
        {{"Image", rule::Op::EndsWith, "\\code.exe", {}}, QStringLiteral("Image"), corpus::Role::Filter, 4, 2});
    contents.parts.push_back(
        {{"User", rule::Op::Eq, "SYSTEM", {}}, QStringLiteral("User"), corpus::Role::Exclusion, 9, {}});
    RuleModel model(contents);
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Predicates"));
    QCOMPARE(model.index(0, 0, model.index(0, 0)).data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("Image ends with \\code.exe, reach 4"));
    RuleView view(contents, appearance.theme());
    view.resize(800, 500);
    view.show();
    QCOMPARE(view.rule(), corpus::RuleId(7));
    QVERIFY(view.parts().isExpanded(view.parts().model()->index(1, 0)));
    QVERIFY(!view.grab().isNull());
}

RULEWRIGHT_TEST(GuideViewTest)
#include "test_guide_view.moc"
