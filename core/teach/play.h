// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/teach/judge.h"

#include <map>
#include <string>
#include <vector>

namespace rulewright::teach {

struct PlayedStep {
    std::string title;
    std::vector<GoalState> goals;
    bool hasAnswer = false;

    [[nodiscard]] bool isMet() const;
};

/// Applies the answer of each step in turn, as a reader would, and judges each step's goals. `otherRules` (by step,
/// from 0) stand in place of the rule of the step's answer. A step without an answer keeps what was there.
[[nodiscard]] std::vector<PlayedStep> play(
    const Scenario& scenario, const Judge& judge, const std::map<std::size_t, std::string>& otherRules, Task& task);

} // namespace rulewright::teach
