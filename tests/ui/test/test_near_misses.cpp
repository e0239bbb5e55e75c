// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "ui/test/near_miss_model.h"
#include "ui/test/near_miss_view.h"
#include "ui/window/appearance.h"

#include <QAction>
#include <QSignalSpy>
#include <QTest>

using namespace rulewright;
using namespace rulewright::ui;

namespace {

advise::Widening widening(const char* title, std::uint64_t attack, std::uint64_t benign)
{
    advise::Widening result;
    result.title = title;
    result.edit = {{10, 10}, "- 'x'"};
    result.attack.added = attack;
    result.benign.added = benign;
    return result;
}

// Two groups: a list with three values of which one is not shown, and an exclusion that hit.
NearMissResultPtr someResult()
{
    auto result = std::make_shared<NearMissResult>();
    auto of = std::make_shared<MatchResult>();
    of->revision = 7;
    result->of = of;
    match::NearMissGroup list;
    list.field = "Image";
    list.op = rule::Op::EndsWith;
    list.selection = "selection";
    list.span = {40, 50};
    list.events = 12;
    list.members = match::Bitmap(20);
    list.members.set(4);
    match::NearMissGroup exclusion = list;
    exclusion.field = "CommandLine";
    exclusion.op = rule::Op::Contains;
    exclusion.isExclusion = true;
    exclusion.events = 1;
    exclusion.span = {80, 90};
    result->misses.groups = {list, exclusion};
    advise::GroupAdvice advice;
    advice.attack = 9;
    advice.benign = 3;
    advice.valueCount = 3;
    advice.values = {{{"C:\\a.exe", 8, events::EventId{5}}, widening("Add '\\a.exe' to Image|endswith", 8, 0)},
        {{std::nullopt, 4, events::EventId{6}}, std::nullopt}};
    advise::GroupAdvice other;
    other.attack = 1;
    other.drop = widening("Remove 'quiet' from CommandLine|contains", 1, 0);
    result->advice = {advice, other};
    result->hasAdvice = true;
    return result;
}

class TestNearMisses : public QObject {
    Q_OBJECT

private slots:

    void groupsAndTheirValues()
    {
        NearMissModel model;
        QCOMPARE(model.rowCount(), 0);
        model.setResult(someResult());
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex group = model.index(0, 0);
        QCOMPARE(model.rowCount(group), 3);
        QCOMPARE(model.parent(model.index(1, 0, group)), group);
        QCOMPARE(model.index(0, 0, group).data().toString(), QStringLiteral("C:\\a.exe"));
        QCOMPARE(model.index(1, 0, group).data().toString(), QStringLiteral("no value"));
        QCOMPARE(model.index(2, 0, group).data().toString(), QStringLiteral("1 more value"));
        QCOMPARE(model.sentence(group), QStringLiteral("12 events fail only on Image ends with, in selection"));
        QCOMPARE(model.sentence(model.index(0, 0, group)),
            QStringLiteral("C:\\a.exe: 8 events. Add '\\a.exe' to Image|endswith: the rule gains 8 attack and 0 benign "
                           "events"));
        QVERIFY(model.sentence(model.index(1, 0)).startsWith(QStringLiteral("1 event is excluded only by CommandLine")));
        QVERIFY(!model.widening(model.index(1, 0, group)));
        QVERIFY(!model.widening(model.index(2, 0, group)));
        QCOMPARE(model.example(group), events::EventId{4});
        QCOMPARE(model.example(model.index(1, 0, group)), events::EventId{6});
    }

    void enterWidens()
    {
        const Appearance appearance({Scheme::Light, std::nullopt});
        NearMissView view(appearance.theme());
        view.resize(700, 300);
        view.setResult(someResult());
        QSignalSpy widened(&view, &NearMissView::widenRequested);
        QSignalSpy chosen(&view, &NearMissView::eventChosen);
        QSignalSpy spans(&view, &NearMissView::spanActivated);
        const QModelIndex group = view.nearMisses().index(0, 0);
        view.setCurrentIndex(group);
        QCOMPARE(spans.last().first().value<Span>(), (Span{40, 50}));
        QTest::keyClick(&view, Qt::Key_Return); // the group's test cannot be dropped
        QCOMPARE(widened.size(), 0);
        view.setCurrentIndex(view.nearMisses().index(0, 0, group));
        QCOMPARE(chosen.last().first().value<events::EventId>(), events::EventId{5});
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(widened.size(), 1);
        QCOMPARE(widened.last().at(1).toULongLong(), 7ULL);
        // A new result keeps the chosen row.
        view.setResult(someResult());
        QCOMPARE(view.currentIndex().data().toString(), QStringLiteral("C:\\a.exe"));
        QVERIFY(!view.grab().isNull());
        // The last good result of another text is looked at, not used.
        view.setStale(true);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(widened.size(), 1);
        QVERIFY(!view.findChild<QAction*>(QStringLiteral("widen"))->isEnabled());
    }
};

} // namespace

RULEWRIGHT_TEST(TestNearMisses)

#include "test_near_misses.moc"
