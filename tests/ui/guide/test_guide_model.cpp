// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "tests/ui/guide/guides.h"
#include "ui/guide/exclusion_blocks.h"
#include "ui/guide/guide_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace rulewright;
using namespace rulewright::ui;
using namespace rulewright::tests;

class GuideModelTest : public QObject {
    Q_OBJECT
private slots:
    void sectionsStandInTheirOrder();
    void aSectionShowsItsFirstRows();
    void theRestOpensInPlace();
    void everyRowListsItsRules();
    void aFilterLeavesWhatMatches();
    void jointClausesStayTogether();
    void aKeyAloneAndInAClauseIsShownTwice();
    void pricesChangeInPlace();
    void rowsReadAsSentences();
    void anEmptyGuideHasNoSections();
};

void GuideModelTest::sectionsStandInTheirOrder()
{
    GuideModel model;
    const QAbstractItemModelTester tester(&model);
    model.setGuide(smallGuide());
    QStringList titles;
    for (int i = 0; i < model.rowCount(); ++i)
        titles << model.index(i, 0).data().toString();
    QCOMPARE(titles,
        (QStringList{QStringLiteral("Events covered"), QStringLiteral("Fields filtered most"),
            QStringLiteral("Top indicators"), QStringLiteral("Common exclusions"), QStringLiteral("Nested negations"),
            QStringLiteral("Rules")}));
    const QModelIndex rules = model.indexOf(GuideSection::Rules);
    QCOMPARE(model.rowCount(rules), 1); // one vendor
    QCOMPARE(model.rowCount(model.index(0, 0, rules)), 3);
}

void GuideModelTest::aSectionShowsItsFirstRows()
{
    GuideModel model;
    model.setGuide(smallGuide(9));
    const QModelIndex section = model.indexOf(GuideSection::Indicators);
    QCOMPARE(model.rowCount(section), 7);
    const QModelIndex more = model.index(6, 0, section);
    QCOMPARE(more.data().toString(), QStringLiteral("3 more indicators"));
    QCOMPARE(more.data(GuideModel::KindRole).toInt(), int(RowKind::More));
}

void GuideModelTest::theRestOpensInPlace()
{
    GuideModel model;
    model.setGuide(smallGuide(9));
    model.showAll(GuideSection::Indicators);
    const QModelIndex section = model.indexOf(GuideSection::Indicators);
    QCOMPARE(model.index(8, 0, section).data().toString(), QStringLiteral("--option-8"));
    // Other sections stay as they are.
    QCOMPARE(model.rowCount(model.indexOf(GuideSection::Exclusions)), 3);
}

void GuideModelTest::everyRowListsItsRules()
{
    GuideModel model;
    const QAbstractItemModelTester tester(&model);
    model.setGuide(smallGuide());
    const QModelIndex first = model.index(0, 0, model.indexOf(GuideSection::Indicators));
    QCOMPARE(model.rowCount(first), 2);
    QCOMPARE(model.index(1, 0, first).data().toString(), QStringLiteral("Rule number 1"));
    QCOMPARE(model.rule(*model.node(model.index(1, 0, first)))->rule, corpus::RuleId(1));
    QCOMPARE(model.rowCount(model.index(0, 0, model.indexOf(GuideSection::Events))), 2);
}

void GuideModelTest::aFilterLeavesWhatMatches()
{
    GuideModel model;
    const QAbstractItemModelTester tester(&model);
    model.setGuide(smallGuide(9));
    model.setFilter(QStringLiteral("TUNNEL"));
    QCOMPARE(model.total(GuideSection::Indicators), 9);
    QCOMPARE(model.shown(GuideSection::Indicators), 1);
    QVERIFY(!model.indexOf(GuideSection::Events).isValid());
    QVERIFY(!model.indexOf(GuideSection::Rules).isValid());
    // A field's samples count too.
    QCOMPARE(model.rowCount(model.indexOf(GuideSection::Fields)), 2);
    const QModelIndex last = model.index(model.rowCount() - 1, 0);
    QCOMPARE(last.data().toString(), QStringLiteral("Nothing else matches. Esc clears the filter."));
    model.setFilter(QString());
    QCOMPARE(model.rowCount(), 6);
}

void GuideModelTest::jointClausesStayTogether()
{
    GuideModel model;
    model.setGuide(smallGuide());
    const QModelIndex section = model.indexOf(GuideSection::Exclusions);
    QCOMPARE(model.rowCount(section), 3);
    const auto joint = [&](int row) { return Joint(model.index(row, 0, section).data(GuideModel::JointRole).toInt()); };
    QCOMPARE(joint(0), Joint::None);
    QCOMPARE(joint(1), Joint::First);
    QCOMPARE(joint(2), Joint::Last);
    // A filter that one member matches shows the clause whole.
    model.setFilter(QStringLiteral("parent.exe"));
    QCOMPARE(model.rowCount(model.indexOf(GuideSection::Exclusions)), 2);
}

void GuideModelTest::aKeyAloneAndInAClauseIsShownTwice()
{
    corpus::Guide guide = smallGuide();
    guide.exclusions[1].rules = {corpus::RuleId(0), corpus::RuleId(1)};
    const std::vector<std::vector<int>> blocks = exclusionBlocks(guide);
    QCOMPARE(blocks, (std::vector<std::vector<int>>{{0}, {1}, {1, 2}}));
}

void GuideModelTest::pricesChangeInPlace()
{
    GuideModel model;
    model.setGuide(smallGuide());
    QSignalSpy reset(&model, &GuideModel::modelReset);
    QSignalSpy changed(&model, &GuideModel::dataChanged);
    PriceTable prices;
    prices.indicators.resize(9);
    prices.indicators[0].alone = SideCounts{3, 1204};
    model.setPrices(prices);
    QCOMPARE(reset.size(), 0);
    QVERIFY(!changed.isEmpty());
    const QModelIndex first = model.index(0, 0, model.indexOf(GuideSection::Indicators));
    QCOMPARE(model.price(*model.node(first))->alone->benign, 1204U);
    changed.clear();
    model.setPrices(prices);
    QCOMPARE(changed.size(), 0);
}

void GuideModelTest::rowsReadAsSentences()
{
    GuideModel model;
    model.setGuide(smallGuide());
    const auto sentenceOf = [&](GuideSection section, int row) {
        return model.index(row, 0, model.indexOf(section)).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(sentenceOf(GuideSection::Indicators, 0),
        QStringLiteral("Image ends with \\cmd.exe, 2 rules, reach 121, noisy."));
    QCOMPARE(sentenceOf(GuideSection::Indicators, 1),
        QStringLiteral("CommandLine contains tunnel --accept, 1 rule, reach 1, specific."));
    PriceTable prices;
    prices.indicators.resize(9);
    prices.indicators[1].added = SideCounts{3, 0};
    prices.indicators[1].removed = SideCounts{};
    model.setPrices(prices);
    QVERIFY(
        sentenceOf(GuideSection::Indicators, 1).endsWith(QStringLiteral("Here: adds 3 attack and 0 benign events.")));
    LoadedFacts facts;
    facts.events = 10;
    facts.eventCounts = {0, 7};
    facts.fieldShares = {0.43, std::nullopt};
    model.setLoaded(facts);
    QCOMPARE(
        sentenceOf(GuideSection::Events, 0), QStringLiteral("Sysmon event 1, Process created, 2 rules. None loaded."));
    QVERIFY(sentenceOf(GuideSection::Fields, 0).endsWith(QStringLiteral("In 43% of the loaded events.")));
    QVERIFY(sentenceOf(GuideSection::Fields, 1).endsWith(QStringLiteral("Not in the loaded events.")));
}

void GuideModelTest::anEmptyGuideHasNoSections()
{
    GuideModel model;
    const QAbstractItemModelTester tester(&model);
    model.setGuide({});
    QCOMPARE(model.rowCount(), 0);
}

RULEWRIGHT_TEST(GuideModelTest)
#include "test_guide_model.moc"
