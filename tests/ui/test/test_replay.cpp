// SPDX-License-Identifier: Apache-2.0
// What a rule over time finds, lane by lane; and the order of an event's fields.
#include "core/events/builder.h"
#include "core/rulefile/rulefile.h"
#include "tests/support/runner.h"
#include "ui/test/detail_model.h"
#include "ui/test/match_job.h"
#include "ui/test/replay_view.h"
#include "ui/test/time_axis.h"
#include "ui/window/appearance.h"

#include <QSignalSpy>
#include <QTest>

using namespace rulewright;
using namespace rulewright::ui;

namespace {

constexpr std::int64_t second = 10'000'000;
constexpr std::int64_t start = 1'763'457'240 * second;

constexpr const char* correlation = R"(title: Base
name: base
detection:
    selection:
        kind: logon
    condition: selection
---
title: Many
correlation:
    type: event_count
    rules: base
    group-by: user
    timespan: 5m
    condition:
        gte: 3
)";

// Two users: the first tries four times within a minute and again an hour later, the second twice.
events::EventSet logons()
{
    events::EventSetBuilder builder;
    const events::SourceId source = builder.addSource({.path = "a.json"});
    std::uint32_t record = 0;
    const auto add = [&](const char* user, std::int64_t seconds, events::Side side) {
        builder.beginEvent({.source = source, .record = ++record}, events::SourceKind::Other);
        builder.add("kind", "logon");
        builder.add("user", user);
        builder.setTime(start + seconds * second);
        builder.setLabel({.side = side, .techniques = {}, .truePositiveOf = {}, .falsePositiveOf = {}});
        builder.endEvent();
    };
    for (const int at : {0, 10, 20, 30})
        add("ada", at, events::Side::Attack);
    add("bob", 15, events::Side::Benign);
    add("bob", 25, events::Side::Benign);
    for (const int at : {3600, 3610, 3620})
        add("ada", at, events::Side::Attack);
    return std::move(builder).build();
}

std::shared_ptr<const MatchResult> resultOf(const char* text)
{
    MatchInput input;
    input.document = std::make_shared<const rule::Document>(*rulefile::parse(SourceText("rule.yml", text)).value);
    input.events = std::make_shared<const events::EventSet>(logons());
    input.taxonomy = std::make_shared<const taxonomy::Taxonomy>();
    input.cache = makeLeafCache();
    Task task;
    return std::make_shared<const MatchResult>(runMatch(input, task));
}

class TestReplay : public QObject {
    Q_OBJECT

    Appearance m_appearance{
        {Scheme::Light, ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), 12}}};

private slots:

    void aLaneForEachGroupThatFires()
    {
        const auto result = resultOf(correlation);
        QVERIFY(result->report);
        const ReplayPtr replay = result->replay;
        QVERIFY(replay);
        QCOMPARE(replay->groupsTotal, 2U);
        QCOMPARE(replay->groupsFiring, 1U);
        QCOMPARE(replay->lanes.size(), std::size_t{1});
        const ReplayLane& lane = replay->lanes.front();
        QCOMPARE(lane.values, QStringList{QStringLiteral("ada")});
        QCOMPARE(lane.firings.size(), result->report->timeline->firings.size());
        QCOMPARE(lane.firings.size(), std::size_t{2});
        QCOMPARE(replay->groups, QStringLiteral("user"));
        QVERIFY2(replay->condition.startsWith(QStringLiteral("in 5 minutes, ")), qPrintable(replay->condition));
        QVERIFY(replay->first < lane.firings.front().begin);
        QVERIFY(replay->last > lane.firings.back().end);
        QVERIFY(std::ranges::all_of(
            lane.events, [](const ReplayEvent& event) { return event.side == events::Side::Attack; }));
    }

    void aRuleOfSingleEventsHasNone()
    {
        const auto result = resultOf("title: T\ndetection:\n    a:\n        kind: logon\n    condition: a\n");
        QVERIFY(result->report);
        QVERIFY(!result->replay);
    }

    // A newer text stops the run: what it was about to make is not wanted any more.
    void aStoppedRunMakesNone()
    {
        const auto result = resultOf(correlation);
        Task stopped;
        stopped.stop();
        QVERIFY(!replayOf(*result, stopped));
    }

    void wholeStepsMarkTheAxis()
    {
        const QTimeZone utc(QTimeZone::UTC);
        const std::vector<std::int64_t> ticks = timeTicks(start, start + 3600 * second, 5, utc);
        QVERIFY(ticks.size() >= 2 && ticks.size() <= 6);
        for (const std::int64_t tick : ticks) {
            QVERIFY(tick >= start && tick <= start + 3600 * second);
            QCOMPARE(tick % (60 * second), 0);
        }
        QVERIFY(timeTicks(start, start, 5, utc).empty());
        QCOMPARE(axisTime(start, 3600 * second, utc).size(), qsizetype{5}); // 09:14
        QCOMPARE(axisTime(start, 60 * second, utc).size(), qsizetype{8}); // 09:14:00
        QCOMPARE(axisTime(start, 200'000 * second, utc).size(), qsizetype{11}); // 11-18 09:14
    }

    // The marks are whole hours and midnights of the clock that is shown, not of UTC's.
    void theAxisKeepsTheClockOfTheZone()
    {
        const QTimeZone kolkata(5 * 3600 + 1800); // half an hour off the hours of UTC
        const auto texts = [](std::int64_t length, const QTimeZone& zone) {
            QStringList found;
            for (const std::int64_t tick : timeTicks(start, start + length, 5, zone))
                found << axisTime(tick, length, zone);
            return found.join(u' ');
        };
        QCOMPARE(texts(14'400 * second, QTimeZone(QTimeZone::UTC)), QStringLiteral("10:00 11:00 12:00 13:00"));
        QCOMPARE(texts(14'400 * second, kolkata), QStringLiteral("15:00 16:00 17:00 18:00"));
        QCOMPARE(texts(400'000 * second, kolkata),
            QStringLiteral("11-19 00:00 11-20 00:00 11-21 00:00 11-22 00:00 11-23 00:00"));
    }

    // Between 00:00 and 12:00 of a day on which the clock is put back an hour passes twice; midnights stay midnights.
    void midnightsStayWhereTheClockChanges()
    {
        const QTimeZone berlin("Europe/Berlin");
        if (!berlin.isValid())
            QSKIP("this machine has no table of time zones");
        const std::int64_t first = QDateTime(QDate(2026, 10, 24), QTime(1, 0), berlin).toMSecsSinceEpoch() * 10'000;
        QStringList texts;
        for (const std::int64_t tick : timeTicks(first, first + 3 * 86'400 * second, 4, berlin))
            texts << axisTime(tick, 3 * 86'400 * second, berlin);
        QCOMPARE(texts.join(u' '), QStringLiteral("10-25 00:00 10-26 00:00 10-27 00:00"));
    }

    void keysGoFromFiringToFiring()
    {
        ReplayView view(m_appearance.theme());
        view.resize(700, 300);
        view.show();
        const auto result = resultOf(correlation);
        view.setReplay(result->replay);
        QSignalSpy chosen(&view, &ReplayView::eventChosen);
        view.list().setCurrentIndex(view.lanes().index(0));
        const auto& firings = view.lanes().lane(0).firings;
        QCOMPARE(chosen.last().first().value<events::EventId>(), firings[0].event);
        QTest::keyClick(&view.list(), Qt::Key_Right);
        QCOMPARE(chosen.last().first().value<events::EventId>(), firings[1].event);
        QTest::keyClick(&view.list(), Qt::Key_Right); // the last one stays
        QCOMPARE(chosen.last().first().value<events::EventId>(), firings[1].event);
        QTest::keyClick(&view.list(), Qt::Key_Left);
        QCOMPARE(chosen.last().first().value<events::EventId>(), firings[0].event);
        const auto sentence = [&] { return view.lanes().index(0).data(Qt::AccessibleTextRole).toString(); };
        QVERIFY2(sentence().startsWith(QStringLiteral("ada fires at 2025-11-18 09:14:20.000 with 3 events")),
            qPrintable(sentence()));
        view.setTimeZone(QTimeZone(2 * 3600));
        QVERIFY2(sentence().startsWith(QStringLiteral("ada fires at 2025-11-18 11:14:20.000 with 3 events")),
            qPrintable(sentence()));
        view.setReplay(nullptr);
        QCOMPARE(view.lanes().rowCount(), 0);
    }

    // When, where and what come first, the log's own housekeeping last; the rest as the event has it.
    void whatMattersStandsAbove()
    {
        events::EventSetBuilder builder;
        const events::SourceId source = builder.addSource({.path = "a.json"});
        builder.beginEvent({.source = source, .record = 1}, events::SourceKind::Other);
        for (const char* name : {"Provider_Name", "EventID", "Computer", "RuleName", "ProcessGuid", "UtcTime",
                 "CommandLine", "Image", "Own"})
            builder.add(name, "x");
        builder.endEvent();
        DetailModel model;
        model.setEvent(std::make_shared<const events::EventSet>(std::move(builder).build()), events::EventId{0});
        QStringList names;
        for (const DetailModel::Row& row : model.rows())
            names << row.name;
        QCOMPARE(names.first(4).join(u' '), QStringLiteral("UtcTime Computer Image CommandLine"));
        QVERIFY(names.indexOf(QStringLiteral("Own")) < names.indexOf(QStringLiteral("Provider_Name")));
        QVERIFY(names.indexOf(QStringLiteral("RuleName")) < names.indexOf(QStringLiteral("EventID")));
        QCOMPARE(names.size(), qsizetype{9});
    }
};

} // namespace

RULEWRIGHT_TEST(TestReplay)

#include "test_replay.moc"
