// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/attack/attack_data.h"
#include "core/events/event_set.h"
#include "core/match/match.h"
#include "core/taxonomy/taxonomy.h"
#include "core/teach/scenario.h"

#include <memory>
#include <string>
#include <vector>

namespace rulewright::teach {

/// What the reader has done so far.
struct Attempt {
    std::string technique; ///< chosen in the guide; empty before that
    std::string rule; ///< the text in the editor
    bool operator==(const Attempt&) const = default;
};

struct GoalState {
    bool isMet = false;
    std::string measure; ///< "2 of 3", "0 errors", "cannot be judged before the text has no errors"
    bool operator==(const GoalState&) const = default;
};

/// Decides goals over one set of events, which outlives it.
class Judge {
public:
    Judge(const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, const attack::AttackData& attack);
    ~Judge();

    /// The state of each goal of a step. A rule of several documents is its main one.
    [[nodiscard]] std::vector<GoalState> judge(const Step& step, const Attempt& attempt, Task& task) const;

private:
    struct Rule;
    [[nodiscard]] GoalState judgeGoal(const Goal& goal, const Attempt& attempt, const Rule& rule) const;
    [[nodiscard]] match::Bitmap eventsOf(const Goal& goal, events::Side side) const;

    const events::EventSet& m_events;
    const taxonomy::Taxonomy& m_taxonomy;
    const attack::AttackData& m_attack;
};

} // namespace rulewright::teach
