// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/source.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::teach {

/// What must hold for a step; the engine decides it (docs/scenarios.md).
struct Goal {
    enum class Kind : std::uint8_t {
        Technique, ///< the technique that is chosen in the guide is this one
        NoErrors, ///< the rule has none
        LogSource, ///< the rule's log source has these parts
        Tag, ///< the rule is tagged with this technique
        TestsField, ///< some test of the rule, not under a not, looks at this field
        Finds, ///< at least so many of the attack events that fit
        Spares, ///< at most so many of the benign events that fit
        Matches, ///< so many events in all
    };
    Kind kind = Kind::NoErrors;
    std::string text; ///< for the reader
    std::string name; ///< of the technique, tag or field
    std::vector<std::pair<std::string, std::string>> parts; ///< LogSource: category, product, service
    std::string technique; ///< Finds: of the events' labels; empty: any
    std::vector<std::pair<std::string, std::string>> where; ///< fields of the events and their values
    std::optional<std::uint64_t> atLeast; ///< Finds without it: all of them
    std::optional<std::uint64_t> atMost;
    std::uint32_t line = 0; ///< in the scenario
    bool operator==(const Goal&) const = default;
};

/// What the author of the scenario would do.
struct Answer {
    std::optional<std::string> technique; ///< chosen in the guide
    std::optional<std::string> rule; ///< the whole text
    bool operator==(const Answer&) const = default;
};

struct Step {
    std::string title;
    std::vector<std::string> prose; ///< paragraphs
    std::vector<std::string> show; ///< what is brought to the front: guide, editor, events, why
    std::vector<Goal> goals;
    std::vector<std::string> hints; ///< from the first to the plainest
    std::optional<std::string> rule; ///< the text that the step begins with; none: the text as it was
    std::optional<Answer> answer;
    std::uint32_t line = 0;
    bool operator==(const Step&) const = default;
};

struct Scenario {
    std::string title;
    std::string events; ///< "built-in", or a path beside the scenario
    std::vector<Step> steps;
    bool operator==(const Scenario&) const = default;
};

/// Reads a scenario. Every error names its line: an unknown key, a goal that says nothing, a number that is none. At
/// most 100 steps of at most 20 goals, 1 MB of text.
[[nodiscard]] Result<Scenario> parseScenario(const SourceText& source);

/// The scenario that the product carries under this name: "tour". Nothing where there is none.
[[nodiscard]] std::optional<SourceText> builtInScenario(std::string_view name);

} // namespace rulewright::teach
