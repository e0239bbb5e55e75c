// SPDX-License-Identifier: Apache-2.0
// Exclusions: the list, the sentences where the events cannot speak, the curve, and what would go.
#include "core/events/builder.h"
#include "core/rulefile/rulefile.h"
#include "tests/support/runner.h"
#include "ui/test/exclusion_view.h"
#include "ui/test/removed_view.h"
#include "ui/test/trade_off.h"
#include "ui/window/appearance.h"

#include <QSignalSpy>

using namespace rulewright;
using namespace rulewright::ui;

namespace {

constexpr const char* ruleText = "title: T\ndetection:\n    selection:\n        Image|endswith: '\\tool.exe'\n"
                                 "    condition: selection\n";
constexpr const char* overTime = "title: A\nname: a\ndetection:\n    selection:\n        Image|endswith: '\\tool.exe'\n"
                                 "    condition: selection\n---\ntitle: B\ncorrelation:\n    type: event_count\n"
                                 "    rules: a\n    timespan: 5m\n    condition:\n        gte: 2\n";

struct Event {
    events::Side side;
    const char* image;
    const char* commandLine;
};

// Three kinds of noise, six, two and one event each; two attacks.
const std::vector<Event> noisy{{events::Side::Attack, "C:\\x\\tool.exe", "tool evil"},
    {events::Side::Attack, "C:\\x\\tool.exe", "tool worse"},
    {events::Side::Benign, "C:\\x\\tool.exe", "tool report daily"},
    {events::Side::Benign, "C:\\x\\tool.exe", "tool report daily"},
    {events::Side::Benign, "C:\\x\\tool.exe", "tool report daily"},
    {events::Side::Benign, "C:\\x\\tool.exe", "tool sync"}, {events::Side::Benign, "C:\\x\\tool.exe", "tool sync"},
    {events::Side::Benign, "C:\\x\\tool.exe", "tool once"}, {events::Side::Benign, "C:\\x\\other.exe", "other"}};

ExclusionResultPtr resultOf(
    const std::vector<Event>& all, const char* text = ruleText, std::shared_ptr<const corpus::Guide> guide = nullptr)
{
    events::EventSetBuilder builder;
    const events::SourceId source = builder.addSource({.path = "a.json"});
    std::uint32_t record = 0;
    for (const Event& event : all) {
        builder.beginEvent({.source = source, .record = ++record}, events::SourceKind::Other);
        builder.add("Image", event.image);
        builder.add("CommandLine", event.commandLine);
        builder.setLabel({.side = event.side, .techniques = {}, .truePositiveOf = {}, .falsePositiveOf = {}});
        builder.endEvent();
    }
    Task task;
    auto of = std::make_shared<MatchResult>();
    of->events = std::make_shared<const events::EventSet>(std::move(builder).build());
    of->document = std::make_shared<const rule::Document>(*rulefile::parse(SourceText("t.yml", text)).value);
    of->facts = std::make_shared<const advise::EventFacts>(advise::eventFacts(*of->events, task));
    const auto taxonomy = std::make_shared<const taxonomy::Taxonomy>();
    match::MatchOptions options;
    options.document = of->document.get();
    auto report = match::match(*rule::mainRule(*of->document), *of->events, *taxonomy, options, nullptr, task);
    of->report = std::make_shared<const match::MatchReport>(std::move(*report));
    ExclusionSession session(taxonomy, nullptr);
    session.setGuide(std::move(guide));
    session.setResult(of);
    session.setLookedAt(true);
    if (!QTest::qWaitFor([&] { return session.result() != nullptr; }, 60'000))
        qFatal("no exclusions");
    return session.result();
}

class TestExclusions : public QObject {
    Q_OBJECT

    Appearance m_appearance{
        {Scheme::Light, ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), 12}}};

    static QString cell(const ExclusionModel& model, int row, ExclusionModel::Column column)
    {
        return model.index(row, column).data().toString();
    }

private slots:

    void theListIsRankedAndSaysWhereEachIsFrom()
    {
        corpus::Guide guide;
        corpus::GuideRow learnt;
        learnt.key = {"CommandLine", rule::Op::Contains, "sync", {}};
        learnt.rules = {corpus::RuleId{4}};
        guide.exclusions = {learnt};
        corpus::GuideRule rule;
        rule.rule = corpus::RuleId{4};
        rule.title = "Tool Runs";
        guide.rules = {rule};
        ExclusionModel model;
        model.setResult(resultOf(noisy, ruleText, std::make_shared<const corpus::Guide>(guide)));
        QVERIFY(model.rowCount() >= 3);
        QCOMPARE(cell(model, 0, ExclusionModel::Number), QStringLiteral("1"));
        QCOMPARE(cell(model, 0, ExclusionModel::Value), QStringLiteral("tool report daily"));
        QCOMPARE(cell(model, 0, ExclusionModel::Field), QStringLiteral("CommandLine is"));
        QCOMPARE(cell(model, 0, ExclusionModel::Benign), QStringLiteral("−3"));
        QCOMPARE(cell(model, 0, ExclusionModel::Kept), QStringLiteral("2 of 2"));
        QCOMPARE(cell(model, 0, ExclusionModel::LearntFrom), QStringLiteral("your events"));
        // Of those that remove as many what others exclude comes first.
        QCOMPARE(cell(model, 1, ExclusionModel::Field), QStringLiteral("CommandLine contains"));
        QCOMPARE(cell(model, 1, ExclusionModel::LearntFrom), QStringLiteral("1 rule: Tool Runs"));
        QCOMPARE(model.index(1, 0).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral(
                "2: CommandLine contains sync removes 2 of 6 benign hits, keeps 2 of 2 TP, learnt from 1 rule: "
                "Tool Runs"));
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(model.exclusion(row - 1)->removes >= model.exclusion(row)->removes);
    }

    void whereTheEventsCannotSpeakItIsSaid_data()
    {
        QTest::addColumn<std::vector<Event>>("events");
        QTest::addColumn<bool>("isOverTime");
        QTest::addColumn<QString>("sentence");
        using enum events::Side;
        const Event attack{Attack, "C:\\x\\tool.exe", "tool evil"};
        const Event quiet{Benign, "C:\\x\\other.exe", "other"};
        const Event same{Benign, "C:\\x\\tool.exe", "tool evil"};
        const Event noise{Benign, "C:\\x\\tool.exe", "tool report"};
        QTest::newRow("no benign") << std::vector<Event>{attack} << false
                                   << QStringLiteral("No benign events are loaded");
        QTest::newRow("no benign hit") << std::vector<Event>{attack, quiet} << false
                                       << QStringLiteral("0 of 1 benign events are hit");
        QTest::newRow("no apart") << std::vector<Event>{attack, same} << false
                                  << QStringLiteral("No value sets the 1 benign hit apart");
        QTest::newRow("no attack") << std::vector<Event>{noise} << false << QStringLiteral("No hit is an attack");
        QTest::newRow("over time") << std::vector<Event>{attack, noise} << true << QStringLiteral("A rule over time");
        QTest::newRow("all is there") << noisy << false
                                      << QStringLiteral(
                                             "Each keeps every TP among 2 attack events and is measured on 7 benign");
    }

    void whereTheEventsCannotSpeakItIsSaid()
    {
        QFETCH(std::vector<Event>, events);
        QFETCH(bool, isOverTime);
        QFETCH(QString, sentence);
        const ExclusionResultPtr result = resultOf(events, isOverTime ? overTime : ruleText);
        const ExclusionNote note = exclusionNote(*result);
        QVERIFY2(note.text.startsWith(sentence), qPrintable(note.text));
        QCOMPARE(note.kind == ExclusionNote::Kind::Nothing, result->found.rows.empty());
    }

    void enterExcludesAndSpacePreviews()
    {
        ExclusionView view(m_appearance.theme());
        view.resize(700, 300);
        view.setResult(resultOf(noisy));
        QSignalSpy excluded(&view, &ExclusionView::excludeRequested);
        QSignalSpy previews(&view, &ExclusionView::previewToggled);
        QCOMPARE(view.currentIndex().row(), 0);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(excluded.size(), 1);
        QCOMPARE(
            excluded.first().first().value<corpus::RowKey>().value, std::optional<std::string>("tool report daily"));
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(previews.size(), 1);
        QTest::keyClick(&view, Qt::Key_Down);
        const QString second = cell(view.exclusions(), 1, ExclusionModel::Value);
        view.setResult(resultOf(noisy)); // the chosen one stays
        QCOMPARE(cell(view.exclusions(), view.currentIndex().row(), ExclusionModel::Value), second);
        view.setStale(true);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(excluded.size(), 1);
        QVERIFY(!view.grab().isNull());
    }

    void theCurveIsReadAndWalked()
    {
        TradeOff curve(m_appearance.theme());
        curve.resize(320, 300);
        QVERIFY(curve.sentence().contains(QStringLiteral("No curve")));
        curve.setResult(resultOf(noisy));
        QCOMPARE(curve.left(), (std::vector<std::uint64_t>{6, 3, 1, 0}));
        QCOMPARE(curve.keptSentence(), QStringLiteral("2 of 2 TP kept at every point: others are not offered"));
        QCOMPARE(curve.accessibleDescription(),
            QStringLiteral(
                "no condition: 6 benign hits left; 1 condition: 3 benign hits left; 2 conditions: 1 benign hits "
                "left; 3 conditions: 0 benign hits left. 2 of 2 TP kept at every point: others are not offered."));
        QSignalSpy chosen(&curve, &TradeOff::stepChosen);
        QSignalSpy excluded(&curve, &TradeOff::excludeRequested);
        QTest::keyClick(&curve, Qt::Key_Return); // no condition is nothing to write
        QCOMPARE(excluded.size(), 0);
        QTest::keyClick(&curve, Qt::Key_Right);
        QTest::keyClick(&curve, Qt::Key_Right);
        QCOMPARE(chosen.last().first().value<std::size_t>(), std::size_t(2));
        QVERIFY(curve.accessibleDescription().endsWith(QStringLiteral("Chosen: 2 conditions.")));
        QTest::keyClick(&curve, Qt::Key_Return);
        QCOMPARE(excluded.size(), 1);
        QCOMPARE(excluded.first().first().value<std::vector<corpus::RowKey>>().size(), std::size_t(2));
        QTest::keyClick(&curve, Qt::Key_End);
        QCOMPARE(curve.step(), std::size_t(3));
        QTest::keyClick(&curve, Qt::Key_Home);
        QCOMPARE(curve.step(), std::size_t(0));
        QTest::mouseClick(&curve, Qt::LeftButton, {}, QPoint(310, 100));
        QCOMPARE(curve.step(), std::size_t(3));
        QVERIFY(!curve.grab().isNull());
        curve.setStale(true);
        QTest::keyClick(&curve, Qt::Key_Return);
        QCOMPARE(excluded.size(), 1);
    }

    void whatWouldGoIsShownWithWhatFits()
    {
        RemovedView view(m_appearance.theme());
        view.resize(400, 200);
        const ExclusionResultPtr result = resultOf(noisy);
        view.setExclusion(result, 0, {});
        QCOMPARE(view.title(), QStringLiteral("Removed by exclusion 1"));
        QCOMPARE(view.subtitle(), QStringLiteral("3 of 6 benign hits"));
        QCOMPARE(view.removed().rowCount(), 3);
        const RemovedModel::Match match = view.removed().match(0);
        QCOMPARE(match.value, std::string("tool report daily"));
        QCOMPARE(match.ranges, (std::vector<ByteRange>{{0, 17}}));
        QCOMPARE(view.removed().headerData(RemovedModel::Value, Qt::Horizontal, Qt::DisplayRole).toString(),
            QStringLiteral("CommandLine"));
        QVERIFY(view.removed()
                .index(0, 0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .startsWith(QStringLiteral("benign event")));
        QVERIFY(!view.grab().isNull());
        view.setExclusion(result, -1, {});
        QCOMPARE(view.removed().rowCount(), 0);
    }

    /// A result that comes while another is looked at stops that run; what is shown in the end is the last one's.
    void theLatestResultWins()
    {
        const ExclusionResultPtr first = resultOf(noisy);
        const ExclusionResultPtr second = resultOf({noisy.begin(), noisy.begin() + 4});
        ExclusionSession session(std::make_shared<const taxonomy::Taxonomy>(), nullptr);
        QSignalSpy found(&session, &ExclusionSession::found);
        session.setLookedAt(true);
        session.setResult(first->of);
        session.setResult(second->of);
        QTRY_VERIFY_WITH_TIMEOUT(!session.isRunning(), 60'000);
        QCOMPARE(session.result()->of, second->of);
        QCOMPARE(found.size(), 1);
        // Nothing is looked for while nobody looks.
        session.setLookedAt(false);
        session.setResult(first->of);
        QVERIFY(!session.isRunning());
        session.setResult(nullptr);
        QVERIFY(!session.result());
    }
};

} // namespace

RULEWRIGHT_TEST(TestExclusions)

#include "test_exclusions.moc"
