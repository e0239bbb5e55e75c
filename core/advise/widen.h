// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/price.h"
#include "core/match/near_miss.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::advise {

/// A change of the rule's text that lets near misses in, and what it would do.
struct Widening {
    std::string title; ///< an imperative sentence without full stop: "Add '\pwsh.exe' to Image|endswith"
    TextEdit edit;
    SidePrice attack;
    SidePrice benign;
};

/// What the field holds in a group's events, and what would have matched there.
struct FailingValue {
    match::ActualValue actual;
    std::optional<Widening> widening; ///< adds the value to the test's list; none where that cannot be written
};

/// Beside a group of near misses: its events by side, its values, and the change that drops the leaf.
struct GroupAdvice {
    std::uint64_t attack = 0;
    std::uint64_t benign = 0;
    std::vector<FailingValue> values; ///< the most frequent first
    std::uint64_t valueCount = 0; ///< all of them, shown or not
    std::optional<Widening> drop; ///< without the test, or without the value; none where the text does not allow it
};

struct AdviceLimits {
    std::size_t groups = 20;
    std::size_t values = 10; ///< of each group
};

/// Advice for the first groups, in their order. `input.document` holds `rule`. Stopped, it returns fewer.
[[nodiscard]] std::vector<GroupAdvice> adviceFor(const PriceInput& input, const rule::Rule& rule,
    const match::MatchReport& report, const match::NearMisses& misses, const AdviceLimits& limits, Task& task);

/// The test with this id; null where the rule has none.
[[nodiscard]] const rule::Test* testOf(const rule::Rule& rule, rule::NodeId id);

/// The edit that takes one value out of a list of several, or a test out of a map of several; nothing where the text
/// does not show how.
[[nodiscard]] std::optional<TextEdit> removalOf(
    const SourceText& source, const rule::Rule& rule, rule::NodeId test, rule::ValueId value);

} // namespace rulewright::advise
