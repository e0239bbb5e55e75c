// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/bitmap.h"
#include "core/rule/rule.h"
#include "core/taxonomy/taxonomy.h"
#include "core/text/diagnostic.h"
#include "core/text/task.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace rulewright::match {

/// Many rules, compiled together for passes over events: rules whose log source has no event are not looked at,
/// equal leaves are evaluated once for all rules, and the literals of all leaves of a field are looked for at once.
class RuleSet {
public:
    /// What a rule matched. Nothing of one that was not compiled.
    struct Matches {
        std::uint64_t inScope = 0;
        Bitmap definite;
        bool isApproximate = false; ///< a part of the rule is not evaluated; it counts as false here
        bool isUnsure = false; ///< some events in scope do not say which log they are from
    };

    /// The rules must stay as they are. One that match() cannot match either has an error() and no matches.
    RuleSet(std::span<const rule::Rule* const> rules, const taxonomy::Taxonomy& taxonomy, bool ignoreLogSource = false);
    ~RuleSet();
    RuleSet(RuleSet&&) noexcept;
    RuleSet& operator=(RuleSet&&) noexcept;

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] const Diagnostics& error(std::size_t rule) const; ///< empty where it was compiled
    [[nodiscard]] std::size_t leafCount() const; ///< different ones

    /// The definite matches of each rule, in their order: the same as match() counts, whatever the number of
    /// threads. Meaningless where the task was stopped. The task's unit is rules, once for each segment.
    [[nodiscard]] std::vector<Matches> matches(const events::EventSet& events, Task& task, unsigned workers = 1) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace rulewright::match
