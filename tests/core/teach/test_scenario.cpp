// SPDX-License-Identifier: Apache-2.0
#include "core/attack/built_in.h"
#include "core/taxonomy/built_in.h"
#include "core/teach/play.h"
#include "core/world/built_in.h"
#include "tests/support/runner.h"

#include <algorithm>

using namespace rulewright;

namespace {

/// Why the text is no scenario: its first sentence, with its line.
std::string complaint(const std::string& text)
{
    const SourceText source("scenario.yml", text);
    const auto scenario = teach::parseScenario(source);
    if (scenario)
        return {};
    const Diagnostic& first = scenario.error().front();
    return std::format("{}: {}", source.position(first.span.begin).line, first.message);
}

constexpr const char* wholeStep = "scenario: 1\ntitle: T\nsteps:\n  - title: One\n    goals:\n";

class TestScenario : public QObject {
    Q_OBJECT

private slots:

    void initTestCase()
    {
        m_taxonomy = *taxonomy::builtInTaxonomy();
        m_attack = *attack::builtInAttack();
        Task task;
        m_events = world::builtInEvents(events::emptyEventSet(m_taxonomy), task).events;
        const auto tour = teach::parseScenario(*teach::builtInScenario("tour"));
        QVERIFY2(tour.has_value(), tour ? "" : tour.error()[0].message.c_str());
        m_tour = *tour;
    }

    void readsTheTour()
    {
        QCOMPARE(m_tour.steps.size(), std::size_t{6});
        for (const teach::Step& step : m_tour.steps) {
            QVERIFY(!step.prose.empty() && step.hints.size() >= 2 && step.answer);
            for (const teach::Goal& goal : step.goals)
                QVERIFY(!goal.text.empty());
        }
        QVERIFY(!teach::builtInScenario("nothing"));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char* name, std::string text, const char* said) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(said);
        };
        const std::string whole = wholeStep;
        row("empty", "", "1: The scenario is empty.");
        row("no map", "- a", "1: A scenario is a map with a title and steps: begin with 'scenario: 1'.");
        row("another version", "scenario: 2\ntitle: T\n",
            "1: '2' is no version of scenarios that this program reads: write 1.");
        row("an unknown key", "scenario: 1\ntitel: T\n",
            "2: 'titel' is no key of a scenario: scenario, title, description, author, license, events and steps are.");
        row("no step", "scenario: 1\ntitle: T\n", "1: There is no step: add one below 'steps:'.");
        row("a step without a goal", "scenario: 1\ntitle: T\nsteps:\n  - title: One\n",
            "4: The step has no goal: without one the engine cannot tick it.");
        row("a goal without a text", whole + "      - no_errors: true\n",
            "6: The goal's text is missing: say to the reader what to do.");
        row("a goal that says nothing", whole + "      - text: Do\n",
            "6: A goal says one thing that must hold, no more and no less.");
        row("a goal that says two things", whole + "      - text: Do\n        no_errors: true\n        tag: T1219\n",
            "6: A goal says one thing that must hold, no more and no less.");
        row("an unknown goal", whole + "      - text: Do\n        winds: 3\n",
            "7: 'winds' is no goal: technique, no_errors, log_source, tag, tests_field, finds, spares and matches "
            "are.");
        row("no number", whole + "      - text: Do\n        matches: {at_least: many}\n",
            "7: 'at_least' takes a number from 0 on.");
        row("a list where a text belongs", "scenario: 1\ntitle: [a]\n", "2: 'title' takes a text, not a list or map.");
        row("nothing that can be shown",
            "scenario: 1\ntitle: T\nsteps:\n  - title: One\n    show: [moon]\n    goals: []\n",
            "5: 'moon' cannot be shown: guide, editor, events and why can.");
    }

    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, said);
        QCOMPARE(QByteArray::fromStdString(complaint(text.toStdString())), said);
    }

    void theTourIsMetByItsAnswers()
    {
        for (const teach::PlayedStep& step : played({})) {
            for (const teach::GoalState& goal : step.goals)
                QVERIFY2(goal.isMet, (step.title + ": " + goal.measure).c_str());
        }
    }

    /// What readers may try, and must not pass with; the step, the answer, and a part of the reason.
    void wrongAnswersFail_data()
    {
        QTest::addColumn<qsizetype>("step");
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [this](const char* name, qsizetype step, std::string rule, const char* reason) {
            QTest::newRow(name) << step << QByteArray::fromStdString(rule) << QByteArray(reason);
        };
        row("an error in the text", 1, changed(1, "condition: selection_anydesk", "condition: selection_teamviewer"),
            "cannot be judged before the rule has no errors");
        row("a rule that finds everything", 2, changed(2, "'\\AnyDesk.exe'\n", "'*'\n"), "benign events");
        row("a rule that finds nothing", 2, changed(2, "'\\AnyDesk.exe'\n", "'\\AnyDusk.exe'\n"), "0 of 2");
        row("an exclusion that loses the intruders", 2,
            changed(2, "'\\Downloads\\'\n        ParentImage|endswith: '\\explorer.exe'\n", "'\\'\n"),
            "cannot be judged while the rule matches nothing");
        row("one tunnel of two", 3,
            changed(3, "            - ' tunnel'\n", "            - ' tunnel'\n            - '--name'\n"), "1 of 2");
        row("by its path after all", 4, changed(4, "Product: 'RustDesk'", "Image|endswith: '\\rustdesk.exe'"),
            "no test looks at Product");
        row("a tag that is missing", 5, changed(5, "    - attack.t1219.001\n", ""), "no tag attack.t1219.001");
        row("an empty text", 5, "", "there is no rule yet");
    }

    void wrongAnswersFail()
    {
        QFETCH(qsizetype, step);
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, reason);
        const auto index = static_cast<std::size_t>(step);
        const auto steps = played({{index, rule.toStdString()}});
        QVERIFY(!steps[index].isMet());
        QByteArray measures;
        for (const teach::GoalState& goal : steps[index].goals) {
            if (!goal.isMet)
                measures += QByteArray::fromStdString(goal.measure) + "; ";
        }
        QVERIFY2(measures.contains(reason), measures.constData());
    }

    void anotherTechniqueIsNotChosen()
    {
        Task task;
        const teach::Judge judge(m_events, m_taxonomy, m_attack);
        QVERIFY(!judge.judge(m_tour.steps[0], {"T1105", ""}, task)[0].isMet);
        QVERIFY(!judge.judge(m_tour.steps[0], {}, task)[0].isMet);
        QVERIFY(judge.judge(m_tour.steps[0], {"t1219", ""}, task)[0].isMet);
    }

private:
    std::vector<teach::PlayedStep> played(const std::map<std::size_t, std::string>& others) const
    {
        Task task;
        const teach::Judge judge(m_events, m_taxonomy, m_attack);
        return teach::play(m_tour, judge, others, task);
    }

    /// The answer of a step with something changed.
    std::string changed(std::size_t step, const std::string& from, const std::string& to) const
    {
        std::string rule = *m_tour.steps[step].answer->rule;
        const std::size_t at = rule.find(from);
        return at == std::string::npos ? "not there: " + from : rule.replace(at, from.size(), to);
    }

    taxonomy::Taxonomy m_taxonomy;
    attack::AttackData m_attack;
    events::EventSet m_events;
    teach::Scenario m_tour;
};

} // namespace

RULEWRIGHT_TEST(TestScenario)

#include "test_scenario.moc"
