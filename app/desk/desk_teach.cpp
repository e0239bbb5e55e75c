// SPDX-License-Identifier: Apache-2.0
// Desk: a scenario is played. Its panel stands at the left beside the guide; the engine judges at each key.
#include "app/desk/desk.h"

#include "app/desk/questions.h"
#include "core/teach/judge.h"
#include "ui/editor/editor_pane.h"
#include "ui/guide/guide_view.h"
#include "ui/teach/scenario_panel.h"
#include "ui/window/document_area.h"
#include "ui/window/status_line.h"

#include <QFuture>
#include <QtConcurrentRun>

namespace rulewright::desk {

void Desk::startTour()
{
    const auto text = teach::builtInScenario("tour");
    auto scenario = text ? teach::parseScenario(*text) : Result<teach::Scenario>(std::unexpected(Diagnostics()));
    if (!scenario) {
        m_questions->complain(tr("Tour"), tr("The built-in scenario cannot be read."));
        return;
    }
    startScenario(std::make_shared<const teach::Scenario>(std::move(*scenario)));
}

void Desk::startScenario(std::shared_ptr<const teach::Scenario> scenario)
{
    if (!m_scenario) {
        m_scenario = new ui::ScenarioPanel(m_appearance.theme());
        connect(m_scenario, &ui::ScenarioPanel::stepChanged, this, &Desk::onStepChanged);
        connect(m_scenario, &ui::ScenarioPanel::finished, this, &Desk::endScenario, Qt::QueuedConnection);
    }
    m_eventStore->clear();
    if (m_options.samples)
        m_eventStore->loadSamples();
    useLayout(ui::Command::LayoutTeach);
    m_scenario->setScenario(std::move(scenario), tr("Two days of Larkfield Timber, attack and benign"));
    m_scenario->setFocus(Qt::OtherFocusReason);
}

void Desk::onStepChanged()
{
    const teach::Step& step = m_scenario->scenario()->steps[std::size_t(m_scenario->step())];
    if (step.rule)
        m_documents->openText(tr("tour.yml"), *step.rule);
    showLeft(m_scenario);
    judgeScenario();
}

void Desk::endScenario()
{
    if (!m_scenario)
        return;
    m_window->status().setSentence(tr("The scenario is done: every goal is met"));
    ui::ScenarioPanel* panel = std::exchange(m_scenario, nullptr);
    if (m_layout == ui::Command::LayoutTeach)
        useLayout(m_layoutBefore); // nothing is taught any more
    else
        arrangeLeft();
    panel->deleteLater();
    m_left->setFocus();
}

// At each key, on another thread; while one judgement runs the next waits for it.
void Desk::judgeScenario()
{
    if (!m_scenario || !m_scenario->scenario())
        return;
    if (m_judging) {
        m_judgesAgain = true;
        return;
    }
    teach::Attempt attempt;
    if (m_guide->isShowingGuide())
        attempt.technique = m_guide->guide().technique;
    if (ui::EditorPane* pane = m_documents->current())
        attempt.rule = pane->document().utf8();
    const int number = m_scenario->step();
    auto task = std::make_shared<Task>();
    m_judging = task;
    QFuture<std::vector<teach::GoalState>> future
        = QtConcurrent::run([task, attempt, events = m_eventStore->events(), facts = m_facts,
                                step = m_scenario->scenario()->steps[std::size_t(number)]] {
              const teach::Judge judge(*events, *facts.taxonomy, *facts.attack);
              return judge.judge(step, attempt, *task);
          });
    future.then(this, [this, number](const std::vector<teach::GoalState>& states) {
        m_judging.reset();
        if (m_scenario && m_scenario->step() == number && !m_judgesAgain) {
            const bool wasMet = m_scenario->isMet();
            m_scenario->setGoals(states);
            m_window->status().setSentence(tr("%1 of %2 goals met").arg(m_scenario->goalsMet()).arg(states.size()));
            if (!wasMet && m_scenario->isMet())
                showLeft(m_scenario);
        }
        if (std::exchange(m_judgesAgain, false))
            judgeScenario();
    });
}

} // namespace rulewright::desk
