// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/teach/judge.h"
#include "core/teach/scenario.h"

#include <QWidget>

#include <memory>
#include <vector>

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace rulewright::ui {

class ThemedLabel;
struct Theme;

/// The step of a scenario: prose, goals with the boxes that the engine ticks, hints by degree, Back and Next. Next
/// opens when every goal is met; the reader ticks nothing.
class ScenarioPanel : public QWidget {
    Q_OBJECT
public:
    explicit ScenarioPanel(const Theme& theme, QWidget* parent = nullptr);

    void setScenario(std::shared_ptr<const teach::Scenario> scenario, const QString& loaded);
    /// The states of the goals of the step in front.
    void setGoals(std::vector<teach::GoalState> states);

    [[nodiscard]] const teach::Scenario* scenario() const { return m_scenario.get(); }

    [[nodiscard]] int step() const { return m_step; }

    [[nodiscard]] int goalsMet() const;
    [[nodiscard]] bool isMet() const;

    void next();
    void back();
    void showHint();

signals:
    void stepChanged(int step);
    void finished(); ///< Next on the last step
    void closeRequested();

private:
    void rebuild();
    void updateGoals();
    [[nodiscard]] const teach::Step& current() const;

    struct GoalRow;

    const Theme& m_theme;
    std::shared_ptr<const teach::Scenario> m_scenario;
    QString m_loaded;
    int m_step = 0;
    int m_hints = 0;
    std::vector<teach::GoalState> m_states;
    std::vector<GoalRow*> m_rows;
    QScrollArea* m_scroll;
    ThemedLabel* m_counted = nullptr;
    ThemedLabel* m_toGo;
    QPushButton* m_back;
    QPushButton* m_next;
};

} // namespace rulewright::ui
