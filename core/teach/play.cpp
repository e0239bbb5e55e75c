// SPDX-License-Identifier: Apache-2.0
#include "core/teach/play.h"

#include <algorithm>

namespace rulewright::teach {

bool PlayedStep::isMet() const { return !goals.empty() && std::ranges::all_of(goals, &GoalState::isMet); }

std::vector<PlayedStep> play(
    const Scenario& scenario, const Judge& judge, const std::map<std::size_t, std::string>& otherRules, Task& task)
{
    std::vector<PlayedStep> played;
    Attempt attempt;
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        const Step& step = scenario.steps[i];
        if (step.rule)
            attempt.rule = *step.rule;
        if (step.answer && step.answer->technique)
            attempt.technique = *step.answer->technique;
        if (step.answer && step.answer->rule)
            attempt.rule = *step.answer->rule;
        if (const auto other = otherRules.find(i); other != otherRules.end())
            attempt.rule = other->second;
        played.push_back({step.title, judge.judge(step, attempt, task), step.answer.has_value()});
    }
    return played;
}

} // namespace rulewright::teach
